"""Who read or changed a record: append-only, and chained by hash, so that a gap, an edit or a cut shows."""

from backend.core.audit.service import Audit, AuditEntry

__all__ = ["Audit", "AuditEntry"]
