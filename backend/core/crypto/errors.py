"""What an error of the encryption means."""

from pymongo.errors import EncryptionError

from backend.core.logging import log
from backend.core.mongo import DuplicateKeyError, is_store_down
from backend.core.problem import Gone, StoreUnavailable

# libmongocrypt tells its errors apart by their text alone; the tests hold these.
NO_SUCH_DATA_KEY = "not all keys requested were satisfied"
UNKNOWN_MASTER_KEY = "is not configured"
OF_KEY_SERVICE = ("kms",)


def is_unknown_master_key(error: Exception) -> bool:
    """Tell whether a data key is under a master key that this process has not read."""
    return UNKNOWN_MASTER_KEY in str(error)


def translated(error: Exception) -> Exception:
    """Return the problem that the caller is told about, or the error itself when it is a mistake of ours."""
    cause = error.cause if isinstance(error, EncryptionError) else error
    if is_store_down(cause):
        return StoreUnavailable()
    if isinstance(cause, DuplicateKeyError):
        return cause
    if NO_SUCH_DATA_KEY in str(cause):
        return Gone()
    if any(word in str(cause).lower() for word in OF_KEY_SERVICE):
        log.critical("master_key_unavailable", error=type(cause).__name__)
        return StoreUnavailable()
    return error
