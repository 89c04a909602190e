"""Each way to reach staff, against a receiver that speaks the real protocol."""

import email
import re
from collections.abc import AsyncIterator, Iterator
from email.policy import default
from pathlib import Path

import pytest
from bson.binary import Binary
from py_vapid import Vapid02

from backend.core.attention import Attention
from backend.escalations.paging.channels import (
    Addressed,
    ChannelError,
    ChannelTools,
    Handed,
    NoAddress,
    create_channels,
)
from backend.escalations.paging.letters import Letters
from backend.escalations.paging.links import PageLinks
from backend.escalations.paging.model import Page
from backend.escalations.paging.notify import statuses_from
from backend.escalations.paging.second_provider import signature
from backend.escalations.paging.settings import PagingSettings
from tests.conftest import free_port
from tests.fake_providers import NOTIFY_KEY, MailServer, Providers
from tests.fakes import MONDAY_EVENING, MovableClock

PAGE = Page(
    "e5ca1a.1.staff-Maya.sms", "e5ca1a7100", "conversation-1", "staff-Maya", "Maya", "sms", Attention.NOW, 0,
    fallback=False, due_at=MONDAY_EVENING,
)  # fmt: skip
URL = "https://evenlight.example.org"


class Kept:
    """A secret that is kept in memory and sealed with nothing."""

    async def get(self) -> Binary:
        return Binary(b"s" * 32)

    async def open_bytes(self, sealed: Binary) -> bytes:
        return bytes(sealed)


@pytest.fixture
async def providers() -> AsyncIterator[Providers]:
    made = Providers()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def mail() -> Iterator[tuple[MailServer, int]]:
    port = free_port()
    with MailServer(port) as server:
        yield server, port


@pytest.fixture
def settings(tmp_path: Path, providers: Providers) -> PagingSettings:
    for name, secret in (("notify", NOTIFY_KEY), ("callback", "callback-token"), ("sms2", "second-token\n")):
        (tmp_path / name).write_text(secret)
    vapid = Vapid02()
    vapid.generate_keys()
    vapid.save_key(str(tmp_path / "vapid.pem"))
    return PagingSettings(
        notify_url=providers.url, notify_key_file=tmp_path / "notify", notify_template="template-1",
        notify_callback_token_file=tmp_path / "callback",
        sms2_url=providers.url, sms2_account="AC1", sms2_token_file=tmp_path / "sms2", sms2_from="+441",
        vapid_key_file=tmp_path / "vapid.pem", vapid_contact="mailto:team@example.org",
    )  # fmt: skip


def channel(settings: PagingSettings, name: str, address: str) -> Addressed:
    """Return a channel as the service makes it; everybody has this address."""

    async def address_of(staff_id: str, kind: str) -> str:
        if not address:
            raise NoAddress
        assert (staff_id, kind) == ("staff-Maya", "sms" if name == "sms2" else name)
        return address

    kept = Kept()
    letters = Letters(PageLinks(kept, kept), URL)  # type: ignore[arg-type]
    notices = None
    tools = ChannelTools(notices, MovableClock(), settings, address_of, letters, URL)  # type: ignore[arg-type]
    found = create_channels(tools)[name]
    assert isinstance(found, Addressed)
    return found


async def test_sms_goes_to_notify_with_the_page_as_its_reference(
    settings: PagingSettings, providers: Providers
) -> None:
    handed = await channel(settings, "sms", "+447700900001").send(PAGE)

    [asked] = providers.notify.asked
    assert (asked["phone_number"], asked["template_id"]) == ("+447700900001", "template-1")
    assert asked["reference"] == PAGE.id
    text = asked["personalisation"]["text"]
    assert "please look now. Page e5ca1a" in text
    assert f"{URL}/acknowledge#" in text
    assert re.search(r"Or reply \d{6}$", text)
    assert handed == Handed(settings.sms_receipt_within_s)


async def test_the_second_provider_is_asked_as_twilio_is(
    settings: PagingSettings, providers: Providers
) -> None:
    await channel(settings, "sms2", "+447700900001").send(PAGE)

    [asked] = providers.second.asked
    assert asked["what"] == "Messages"
    assert (asked["To"], asked["From"]) == ("+447700900001", "+441")
    assert "please look now" in asked["Body"]
    assert asked["StatusCallback"] == f"{URL}/v1/providers/sms2/receipts/{PAGE.id}"


async def test_without_notify_an_sms_goes_by_the_second_provider(
    settings: PagingSettings, providers: Providers
) -> None:
    settings.notify_template = ""
    await channel(settings, "sms", "+447700900001").send(PAGE)
    assert len(providers.second.asked) == 1
    assert providers.notify.asked == []


async def test_a_call_says_one_fixed_sentence(settings: PagingSettings, providers: Providers) -> None:
    await channel(settings, "voice", "+447700900001").send(PAGE)

    [asked] = providers.second.asked
    assert asked["what"] == "Calls"
    assert asked["Twiml"].startswith("<Response><Say")
    assert "Please look at the console." in asked["Twiml"]
    assert "e5ca1a" not in asked["Twiml"]


async def test_a_call_with_a_code_says_each_digit(settings: PagingSettings, providers: Providers) -> None:
    ring = channel(settings, "voice", "+447700900001")
    await ring.deliver("+447700900001", ring.tools.letters.of_code("120450"))
    [asked] = providers.second.asked
    assert "1, 2, 0, 4, 5, 0." in asked["Twiml"]
    assert "StatusCallback" not in asked


async def test_a_push_is_signed_and_can_be_read_by_that_browser_only(
    settings: PagingSettings, providers: Providers
) -> None:
    await channel(settings, "push", providers.browser.subscription).send(PAGE)

    [told] = providers.push.asked
    assert told["title"] == "Evenlight on call: now (e5ca1a)"
    assert told["url"].startswith(f"{URL}/acknowledge#")
    assert told["body"] == "Evenlight on call: please look now. Page e5ca1a."
    assert (told["urgency"], told["ttl"]) == ("high", 3600)


async def test_apprise_takes_the_page_anywhere(settings: PagingSettings, providers: Providers) -> None:
    address = providers.url.replace("http://", "json://") + "/anything"
    await channel(settings, "apprise", address).send(PAGE)
    [told] = providers.apprise.asked
    assert told["title"] == "Evenlight on call: now (e5ca1a)"

    providers.apprise.statuses = [500]
    with pytest.raises(ChannelError):
        await channel(settings, "apprise", address).send(PAGE)
    with pytest.raises(ChannelError):
        await channel(settings, "apprise", "no address at all").send(PAGE)


async def test_email_goes_by_smtp_and_twice_is_one_message_to_a_mailbox(
    settings: PagingSettings, mail: tuple[MailServer, int]
) -> None:
    server, port = mail
    settings.smtp_host, settings.smtp_port, settings.smtp_security = "127.0.0.1", port, "none"
    settings.smtp_from = "Evenlight <on-call@example.org>"
    by_email = channel(settings, "email", "maya@example.org")
    await by_email.send(PAGE)
    await by_email.send(PAGE)

    assert [letter.rcpt_tos for letter in server.letters] == [["maya@example.org"]] * 2
    first, second = (email.message_from_string(text, policy=default) for text in server.texts())
    assert first["Subject"] == "Evenlight on call: now (e5ca1a)"
    assert first["Message-ID"] == second["Message-ID"]
    assert "please look now" in first.get_content()


@pytest.mark.parametrize(
    ("answer", "busy"), [("451 Try again later", True), ("554 No", False), ("421 Too many", True)]
)
async def test_a_mail_server_that_refuses_or_is_busy_is_told_apart(
    settings: PagingSettings, mail: tuple[MailServer, int], answer: str, busy: bool
) -> None:
    server, port = mail
    settings.smtp_host, settings.smtp_port, settings.smtp_security = "127.0.0.1", port, "none"
    settings.smtp_from, server.refusals = "on-call@example.org", [answer]
    with pytest.raises(ChannelError) as refused:
        await channel(settings, "email", "maya@example.org").send(PAGE)
    assert (refused.value.retry_after_s is not None) == busy


async def test_a_mail_server_that_is_not_there_is_a_channel_error(settings: PagingSettings) -> None:
    settings.smtp_host, settings.smtp_port, settings.smtp_from = "127.0.0.1", free_port(), "a@example.org"
    with pytest.raises(ChannelError):
        await channel(settings, "email", "maya@example.org").send(PAGE)


@pytest.mark.parametrize("name", ["sms", "sms2", "voice", "push"])
@pytest.mark.parametrize("status", [400, 404, 429, 500, 503])
async def test_what_a_provider_refuses_is_an_error_and_429_says_how_long_to_wait(
    settings: PagingSettings, providers: Providers, name: str, status: int
) -> None:
    for provider in (providers.notify, providers.second, providers.push):
        provider.statuses, provider.retry_after = [status], "7"
    address = providers.browser.subscription if name == "push" else "+447700900001"
    with pytest.raises(ChannelError) as refused:
        await channel(settings, name, address).send(PAGE)
    assert refused.value.retry_after_s == (7.0 if status in (429, 503) else None)


async def test_nobody_at_the_other_end_is_a_channel_error(settings: PagingSettings) -> None:
    settings.notify_url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(ChannelError):
        await channel(settings, "sms", "+447700900001").send(PAGE)


@pytest.mark.parametrize("name", ["sms", "sms2", "voice", "push", "apprise"])
async def test_without_an_address_the_channel_says_so(settings: PagingSettings, name: str) -> None:
    with pytest.raises(NoAddress):
        await channel(settings, name, "").send(PAGE)


def test_a_channel_without_its_settings_is_not_there() -> None:
    tools = ChannelTools(None, MovableClock(), PagingSettings(), None, None)  # type: ignore[arg-type]
    assert set(create_channels(tools)) == {"console", "apprise"}


def test_a_request_of_the_second_provider_is_signed_as_twilio_documents_it() -> None:
    form = {
        "CallSid": "CA1234567890ABCDE", "Caller": "+14158675309", "Digits": "1234", "From": "+14158675309",
        "To": "+18005551212",
    }  # fmt: skip
    address = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert signature("12345", address, form) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


async def test_notify_is_asked_what_became_of_a_page_as_its_own_client_asks(
    settings: PagingSettings, providers: Providers
) -> None:
    ask = statuses_from(settings)
    assert ask is not None
    assert await ask(PAGE.id) == []
    providers.notify_statuses[PAGE.id] = ["delivered", "temporary-failure"]
    assert await ask(PAGE.id) == ["delivered", "temporary-failure"]
    assert providers.notify.asked[-1] == {"reference": PAGE.id, "template_type": "sms"}
    for status in (403, 429, 500, 503):
        providers.notify.statuses = [status]
        with pytest.raises(ChannelError):
            await ask(PAGE.id)
    settings.notify_url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(ChannelError):
        await ask(PAGE.id)
    assert statuses_from(PagingSettings()) is None
