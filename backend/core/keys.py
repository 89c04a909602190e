"""Where handlers find what every feature uses."""

from aiohttp import web

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.live import Hub

AUDIT = web.AppKey("audit", Audit)
CLOCK = web.AppKey("clock", Clock)
CRYPTO = web.AppKey("crypto", FieldCrypto)
HUB = web.AppKey("hub", Hub)
