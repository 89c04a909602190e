"""Field-level encryption in the client: MongoDB explicit encryption, one data key per young person.

Without the person's data key nothing of theirs can be read, in a backup as little as in the live store.
"""

from backend.core.crypto.field import FieldCrypto, Sealed, key_id_of

__all__ = ["FieldCrypto", "Sealed", "key_id_of"]
