"""The provider behind `sms2` and `voice`: Twilio's REST API, and how it signs what it sends to us."""

import base64
import hashlib
import hmac
from collections.abc import Mapping

from backend.escalations.paging.channels import ChannelTools, Handed
from backend.escalations.paging.letters import Letter
from backend.escalations.paging.providers import post
from backend.escalations.paging.settings import secret_in

API = "2010-04-01"


async def ask(
    tools: ChannelTools, what: str, address: str, letter: Letter, form: Mapping[str, str]
) -> Handed:
    """Ask for one of `what` ("Messages" or "Calls") to an address. Raises ChannelError."""
    settings = tools.settings
    wanted = {"To": address, "From": settings.sms2_from, **form}
    tracked = tools.callback_url is not None and letter.tracked
    if tracked:
        wanted["StatusCallback"] = f"{tools.callback_url}/v1/providers/sms2/receipts/{letter.id}"
    url = f"{settings.sms2_url.rstrip('/')}/{API}/Accounts/{settings.sms2_account}/{what}.json"
    await post(url, data=wanted, auth=(settings.sms2_account, secret_in(settings.sms2_token_file) or ""))
    within_s = settings.sms_receipt_within_s * (2 if what == "Calls" else 1)  # It rings first.
    return Handed(within_s if tracked else None)


def signature(token: str, url: str, form: Mapping[str, str]) -> str:
    """Return X-Twilio-Signature: HMAC-SHA1 over the address and the form's fields in order, base64."""
    signed = url + "".join(f"{name}{form[name]}" for name in sorted(form))
    return base64.b64encode(hmac.digest(token.encode(), signed.encode(), hashlib.sha1)).decode()
