"""AWS's key service on loopback, as far as explicit encryption asks for it: Encrypt and Decrypt over TLS."""

import base64
import ipaddress
import json
import secrets
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.x509.oid import NameOID


class AwsKms:
    """Holds master keys by name; a test says when it is down, and which names it refuses."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        self.refuses = False
        self._keys: dict[str, bytes] = {}
        self.certificate = folder / "kms.pem"
        _make_certificate(self.certificate)
        app = web.Application()
        app.router.add_post("/", self._answer)
        self._server = TestServer(app, host="127.0.0.1")

    async def start(self) -> str:
        """Return host and port."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        await self._server.start_server(ssl=context)
        return f"127.0.0.1:{self._server.port}"

    async def stop(self) -> None:
        await self._server.close()

    async def _answer(self, request: web.Request) -> web.Response:
        asked, body = request.headers["X-Amz-Target"], json.loads(await request.read())
        self.asked.append(asked)
        if self.refuses or not request.headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=id/"):
            return _json({"__type": "AccessDeniedException"}, 400)
        if asked == "TrentService.Encrypt":
            nonce, name = secrets.token_bytes(12), body["KeyId"]
            cipher = AESGCM(self._keys.setdefault(name, secrets.token_bytes(32)))
            wrapped = nonce + cipher.encrypt(nonce, base64.b64decode(body["Plaintext"]), None)
            blob = name.encode() + b"\0" + wrapped
            return _json({"KeyId": name, "CiphertextBlob": base64.b64encode(blob).decode()})
        name_bytes, _, wrapped = base64.b64decode(body["CiphertextBlob"]).partition(b"\0")
        plain = AESGCM(self._keys[name_bytes.decode()]).decrypt(wrapped[:12], wrapped[12:], None)
        return _json({"KeyId": name_bytes.decode(), "Plaintext": base64.b64encode(plain).decode()})


def _json(document: dict[str, Any], status: int = 200) -> web.Response:
    return web.json_response(document, status=status, content_type="application/x-amz-json-1.1")


def _make_certificate(path: Path) -> None:
    """Write a key and a certificate for 127.0.0.1 that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kms for tests")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
