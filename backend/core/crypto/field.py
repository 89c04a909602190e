"""Seals and opens what people write. Algorithm AEAD_AES_256_CBC_HMAC_SHA_512-Random."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import pymongo
from bson.binary import UUID_SUBTYPE, Binary
from bson.codec_options import CodecOptions
from motor.motor_asyncio import AsyncIOMotorClientEncryption
from pymongo.errors import PyMongoError

from backend.core.clock import Clock
from backend.core.crypto.destroyed import DestroyedKeys
from backend.core.crypto.errors import is_unknown_master_key, translated
from backend.core.crypto.master_key import MasterKey, MasterKeys
from backend.core.crypto.vault import KeyVault
from backend.core.mongo import DuplicateKeyError, Mongo
from backend.core.problem import Gone

ALGORITHM = "AEAD_AES_256_CBC_HMAC_SHA_512-Random"
TIMEOUT_S = 5.0  # The driver alone would wait 20 s, three times over, for a key service that hangs.

Sealed = Binary
Encryption = AsyncIOMotorClientEncryption[Any]
T = TypeVar("T")


def key_id_of(sealed: Sealed) -> Sealed:
    """Return the id of the data key that something was sealed with."""
    return Binary(bytes(sealed[1:17]), UUID_SUBTYPE)


class FieldCrypto:
    """Seals and opens with a data key. The driver caches opened keys for a minute.

    Raises Gone for a destroyed key, in every process within seconds, and StoreUnavailable when the key vault or the
    master key cannot be reached. `master_keys` is asked again when a data key is under one that is not known yet.
    """

    def __init__(
        self, mongo: Mongo, vault: KeyVault, master_keys: Callable[[], MasterKeys], clock: Clock
    ) -> None:
        self._mongo, self._vault, self._read_master_keys, self._clock = mongo, vault, master_keys, clock
        self._destroyed = DestroyedKeys(vault, clock)
        self._service_keys: dict[str, Sealed] = {}
        self._master_keys = master_keys()
        self._encryption = self._fresh()

    async def create_key(self, *names: str) -> Sealed:
        """Create a data key in the key vault and return its id (a BSON UUID)."""
        self._renew()  # A rotation may have begun: what is made now belongs under the newest master key.
        wrapping = self._master_keys.newest
        return await self._run(
            lambda encryption: encryption.create_data_key(
                wrapping.provider, master_key=wrapping.document, key_alt_names=list(names) or None
            )
        )

    async def service_key(self, name: str) -> Sealed:
        """Return the id of the data key of this name, for what belongs to no one person; made when first asked for."""
        await self._look()
        known = self._service_keys.get(name)
        if known is None or known in self._destroyed:
            known = await self._vault.named(name) or await self._create_named(name)
            self._service_keys[name] = known
        return known

    async def seal(self, key_id: Sealed, text: str) -> Sealed:
        """Encrypt text under the data key."""
        return await self._seal(key_id, text)

    async def open(self, sealed: Sealed) -> str:
        """Decrypt what `seal` returned."""
        return str(await self._open(sealed))

    async def open_if_kept(self, sealed: Sealed | None) -> str | None:
        """Decrypt what `seal` returned; None when there is nothing, or when its key was destroyed."""
        try:
            return await self.open(sealed) if sealed else None
        except Gone:
            return None

    async def seal_bytes(self, key_id: Sealed, content: bytes) -> Sealed:
        """Encrypt a file, such as a picture, under the data key."""
        return await self._seal(key_id, content)

    async def open_bytes(self, sealed: Sealed) -> bytes:
        """Decrypt what `seal_bytes` returned."""
        return bytes(await self._open(sealed))

    async def destroy_key(self, key_id: Sealed) -> None:
        """Destroy a data key for good: what it sealed opens nowhere any more. Safe to run again."""
        await self._vault.destroy(key_id, self._clock.now())
        self._destroyed.add(key_id)
        self._encryption = self._fresh()

    async def rewrap(self, key_ids: Sequence[Sealed], under: MasterKey) -> None:
        """Wrap data keys with another master key; what they sealed stays as it is."""
        await self._run(
            lambda encryption: encryption.rewrap_many_data_key(
                {"_id": {"$in": list(key_ids)}}, provider=under.provider, master_key=under.document
            )
        )

    async def _seal(self, key_id: Sealed, content: str | bytes) -> Sealed:
        await self._refuse_destroyed(key_id)
        sealed: Sealed = await self._run(
            lambda encryption: encryption.encrypt(content, ALGORITHM, key_id=key_id)
        )
        return sealed

    async def _open(self, sealed: Sealed) -> Any:
        await self._refuse_destroyed(key_id_of(sealed))
        return await self._run(lambda encryption: encryption.decrypt(sealed))

    async def _refuse_destroyed(self, key_id: Sealed) -> None:
        await self._look()
        if key_id in self._destroyed:
            raise Gone

    async def _look(self) -> None:
        if await self._destroyed.look():
            self._encryption = self._fresh()

    async def _create_named(self, name: str) -> Sealed:
        await self._vault.create_indexes()  # The index decides when two ask at once.
        try:
            return await self.create_key(name)
        except DuplicateKeyError:
            found = await self._vault.named(name)
            if found is None:
                raise
            return found

    async def _run(self, work: Callable[[Encryption], Awaitable[T]]) -> T:
        try:
            with pymongo.timeout(TIMEOUT_S):
                try:
                    return await work(self._encryption)
                except PyMongoError as error:
                    if not is_unknown_master_key(error):
                        raise
                    self._renew()
                    return await work(self._encryption)
        except PyMongoError as error:
            raise translated(error) from error

    def _renew(self) -> None:
        found = self._read_master_keys()
        if found != self._master_keys:
            self._master_keys = found
            self._encryption = self._fresh()

    def _fresh(self) -> Encryption:
        """Return an encryption with an empty cache. The one before ends when its last call has."""
        return AsyncIOMotorClientEncryption(
            self._master_keys.providers,
            self._vault.namespace,
            self._mongo.client,
            CodecOptions(tz_aware=True),
            kms_tls_options=self._master_keys.tls,
        )
