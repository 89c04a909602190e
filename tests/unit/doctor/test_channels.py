"""What the doctor says of the ways to reach staff."""

from pathlib import Path
from typing import Any

import pytest

from backend.doctor.channels import check_channels, check_reach
from backend.doctor.model import Verdict
from backend.identity.model import Role, StaffMember
from backend.identity.staff.model import StaffLogin
from backend.settings import Settings

FILE = Path("/run/secrets/one")
SECOND: dict[str, Any] = {"sms2_account": "AC1", "sms2_token_file": FILE, "sms2_from": "+441"}


def member(name: str, *channels: str) -> StaffLogin:
    return StaffLogin(
        StaffMember(name.lower(), name.lower(), name, Role.ON_CALL, channels, fallback_contact=False)
    )


def about(**settings: Any) -> dict[str, Verdict]:
    return {found.about: found.verdict for found in check_channels(Settings(**settings))}


def test_no_channel_at_all_and_a_whole_one_are_both_as_meant() -> None:
    assert about() == {}
    assert about(smtp_host="mail.example.org", smtp_from="a@example.org") == {}
    assert about(**SECOND, public_url="https://evenlight.example.org") == {}


@pytest.mark.parametrize(
    ("settings", "channel"),
    [
        ({"smtp_host": "mail.example.org"}, "channel email"),
        ({"notify_key_file": FILE}, "channel sms (Notify)"),
        ({"sms2_account": "AC1"}, "channel sms and voice (second provider)"),
        ({"vapid_key_file": FILE}, "channel push"),
    ],
)
def test_half_of_the_settings_of_a_channel_is_unsafe(settings: dict[str, Any], channel: str) -> None:
    assert about(**settings)[channel] is Verdict.UNSAFE


def test_mail_in_the_clear_is_unsafe_but_to_this_machine() -> None:
    plain = {"smtp_from": "a@example.org", "smtp_security": "none"}
    assert about(**plain, smtp_host="mail.example.org") == {"mail server": Verdict.UNSAFE}
    assert about(**plain, smtp_host="127.0.0.1") == {}


def test_sms_without_a_way_back_is_noted() -> None:
    assert about(**SECOND) == {"delivery receipts": Verdict.NOTE}


def test_members_whom_only_the_console_reaches_are_named() -> None:
    maya, sam, olu = member("Maya", "sms", "console"), member("Sam", "console"), member("Olu", "pigeon")
    there = ["console", "sms"]
    assert check_reach([maya], there).verdict is Verdict.OK
    noted = check_reach([maya, sam, olu], there)
    assert (noted.verdict, noted.says) == (Verdict.NOTE, "The open console alone reaches Olu, Sam.")
    assert check_reach([sam, olu], there).verdict is Verdict.UNSAFE
    assert check_reach([maya], ["console"]).verdict is Verdict.UNSAFE
