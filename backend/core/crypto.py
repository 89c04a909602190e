"""Field-level encryption in the client: MongoDB explicit encryption, one data key per young person.

Algorithm AEAD_AES_256_CBC_HMAC_SHA_512-Random. Without the person's data key nothing of theirs can be read,
in a backup as little as in the live store.
"""

from pathlib import Path
from typing import Any

from bson.binary import Binary
from bson.codec_options import CodecOptions
from motor.motor_asyncio import AsyncIOMotorClientEncryption
from pymongo.errors import EncryptionError, PyMongoError

from backend.core.mongo import Mongo, is_store_down
from backend.core.problem import StoreUnavailable

KEY_VAULT_COLLECTION = "data_keys"
MASTER_KEY_BYTES = 96
ALGORITHM = "AEAD_AES_256_CBC_HMAC_SHA_512-Random"

Sealed = Binary


class FieldCrypto:
    """Seals and opens text with a young person's data key. The driver caches opened keys for a minute."""

    def __init__(self, mongo: Mongo, master_key: bytes) -> None:
        if len(master_key) != MASTER_KEY_BYTES:
            raise ValueError(f"the master key must be {MASTER_KEY_BYTES} bytes")
        self._encryption: AsyncIOMotorClientEncryption[Any] = AsyncIOMotorClientEncryption(
            {"local": {"key": master_key}},
            f"{mongo.db.name}.{KEY_VAULT_COLLECTION}",
            mongo.client,
            CodecOptions(tz_aware=True),
        )

    @classmethod
    def from_file(cls, mongo: Mongo, path: Path) -> "FieldCrypto":
        """Read the 96-byte master key from a file."""
        return cls(mongo, path.read_bytes())

    async def create_key(self) -> Sealed:
        """Create a data key in the key vault and return its id (a BSON UUID)."""
        try:
            key_id: Sealed = await self._encryption.create_data_key("local")
            return key_id
        except (PyMongoError, EncryptionError) as error:
            raise _translated(error) from error

    async def seal(self, key_id: Sealed, text: str) -> Sealed:
        """Encrypt text under the data key."""
        try:
            sealed: Sealed = await self._encryption.encrypt(text, ALGORITHM, key_id=key_id)
            return sealed
        except (PyMongoError, EncryptionError) as error:
            raise _translated(error) from error

    async def open(self, sealed: Sealed) -> str:
        """Decrypt what `seal` returned."""
        try:
            return str(await self._encryption.decrypt(sealed))
        except (PyMongoError, EncryptionError) as error:
            raise _translated(error) from error


def _translated(error: Exception) -> Exception:
    cause = error.cause if isinstance(error, EncryptionError) else error
    return StoreUnavailable() if is_store_down(cause) else error
