"""Providers of pages on loopback, each speaking its real protocol: Notify, Twilio, a push service, mail, Apprise."""

import asyncio
import base64
import json
import os
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import http_ece
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from notifications_python_client.authentication import decode_jwt_token
from py_vapid import Vapid02

SERVICE_ID, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
NOTIFY_KEY = f"evenlight-{SERVICE_ID}-{SECRET}"


@dataclass
class Requests:
    """What a provider was asked, and how it is to answer next: statuses are used up one by one, then all is well."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    retry_after: str | None = None
    delay_s: float = 0.0

    async def refusal(self) -> web.Response | None:
        """Return the refusal that is next, if one is."""
        await asyncio.sleep(self.delay_s)
        status = self.statuses.pop(0) if self.statuses else 0
        headers = {"Retry-After": self.retry_after} if self.retry_after else {}
        return web.Response(status=status, headers=headers, text="no") if status else None


class Providers:
    """All the HTTP ones under one address."""

    def __init__(self) -> None:
        self.notify, self.second, self.push, self.apprise = Requests(), Requests(), Requests(), Requests()
        app = web.Application()
        app.router.add_post("/v2/notifications/sms", self._notify)
        app.router.add_get("/v2/notifications", self._notify_statuses)
        self.notify_statuses: dict[str, list[str]] = {}
        app.router.add_post("/2010-04-01/Accounts/{account}/{what}.json", self._second)
        app.router.add_post("/push/{browser}", self._push)
        app.router.add_post("/anything", self._apprise)
        self._server = TestServer(app)
        self.browser = Browser()

    async def start(self) -> None:
        await self._server.start_server()
        self.url = str(self._server.make_url("")).rstrip("/")
        self.browser.endpoint = f"{self.url}/push/browser-1"

    async def stop(self) -> None:
        await self._server.close()

    async def _notify(self, request: web.Request) -> web.Response:
        decode_jwt_token(request.headers["Authorization"].removeprefix("Bearer "), SECRET)  # type: ignore[no-untyped-call]
        self.notify.asked.append(await request.json())
        done = web.json_response({"id": f"notify-{len(self.notify.asked)}"}, status=201)
        return await self.notify.refusal() or done

    async def _notify_statuses(self, request: web.Request) -> web.Response:
        """Tell the states of what was sent under a reference, the newest first, as Notify does."""
        decode_jwt_token(request.headers["Authorization"].removeprefix("Bearer "), SECRET)  # type: ignore[no-untyped-call]
        reference = request.query["reference"]
        self.notify.asked.append({"reference": reference, "template_type": request.query["template_type"]})
        found = [
            {"id": f"notify-{number}", "reference": reference, "type": "sms", "status": status}
            for number, status in enumerate(self.notify_statuses.get(reference, []))
        ]
        listed = web.json_response({"notifications": found, "links": {"current": str(request.url)}})
        return await self.notify.refusal() or listed

    async def _second(self, request: web.Request) -> web.Response:
        user, _, password = base64.b64decode(request.headers["Authorization"][6:]).decode().partition(":")
        if (user, password) != (request.match_info["account"], "second-token"):
            return web.Response(status=401)
        form = {name: values[0] for name, values in parse_qs(await request.text()).items()}
        self.second.asked.append(form | {"what": request.match_info["what"]})
        return await self.second.refusal() or web.json_response({"sid": "SM1"}, status=201)

    async def _push(self, request: web.Request) -> web.Response:
        told = self.browser.opened(request.headers, await request.read())
        self.push.asked.append(told)
        return await self.push.refusal() or web.Response(status=201)

    async def _apprise(self, request: web.Request) -> web.Response:
        self.apprise.asked.append(await request.json())
        return await self.apprise.refusal() or web.Response(status=200)


class Browser:
    """The other end of web push: checks who signed, and decrypts."""

    def __init__(self) -> None:
        self.endpoint = ""
        self._key, self._secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)

    @property
    def subscription(self) -> str:
        """Return what a page of ours would send after the browser was subscribed."""
        point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        keys = {"p256dh": _base64(point), "auth": _base64(self._secret)}
        return json.dumps({"endpoint": self.endpoint, "expirationTime": None, "keys": keys})

    def opened(self, headers: Any, body: bytes) -> dict[str, Any]:
        """Return the payload; fails where the signature is not good for this push service."""
        assert Vapid02.verify(headers["Authorization"])
        token = headers["Authorization"].split("t=")[1].split(",")[0].split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(token + "=="))
        parts = urlsplit(self.endpoint)
        assert claims["aud"] == f"{parts.scheme}://{parts.netloc}"
        assert headers["Content-Encoding"] == "aes128gcm"
        text = http_ece.decrypt(body, private_key=self._key, auth_secret=self._secret, version="aes128gcm")
        told: dict[str, Any] = json.loads(text)
        return told | {"ttl": int(headers["TTL"]), "urgency": headers["Urgency"]}


class MailServer:
    """A real SMTP server that keeps what it takes."""

    def __init__(self, port: int) -> None:
        self.letters: list[Envelope] = []
        self.refusals: list[str] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=port)

    async def handle_DATA(self, _server: SMTP, _session: SmtpSession, envelope: Envelope) -> str:  # noqa: N802
        """Take a message, or refuse it with the line that is next."""
        if self.refusals:
            return self.refusals.pop(0)
        self.letters.append(envelope)
        return "250 OK"

    def texts(self) -> list[str]:
        contents = [letter.content or b"" for letter in self.letters]
        return [one if isinstance(one, str) else one.decode() for one in contents]

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
