"""The shipped directory and number block: what the public is never given, and what is always there."""

import json
import re
from importlib import resources

import pytest

from backend.signposting import shipped
from backend.signposting.hours import valid_hours
from backend.signposting.model import Channel, Display, DisplayRule, Service

NEVER_SIGNPOSTED = {
    "the-mix", "evergreen", "safeguarding-bedfordshire", "young-persons-sanctuary-luton", "kooth", "spuk",
    "sikh-helpline", "muslim-community-helpline", "recovery-lounge", "chums-early-support-hub", "sobs",
    "winstons-wish", "youthscape", "caraline",
}  # fmt: skip
DAY_AND_NIGHT = {
    "uk-999", "nhs-111-2", "ld-ae", "samaritans", "childline", "papyrus-hopeline247", "shout", "nda-helpline",
}  # fmt: skip
SHAPES = {
    "phone": r"[0-9 ]{3,13}",
    "text": r"[0-9 ]{5,13}",
    "relay": r"[0-9 ]{5,13}",
    "emergency_sms": r"999",
    "web": r"https://\S+",
    "webchat": r"https://\S+",
    "email": r"\S+@\S+",
    "in_person": r".*Luton.*",
    "app": r".+ app",
}


def directory() -> dict[str, Service]:
    return {service.id: service for service in shipped.services()}


def test_all_44_entries_are_there_once_each() -> None:
    assert len(shipped.services()) == len(directory()) == 44


def test_the_number_block_has_the_six_lines_in_their_fixed_order() -> None:
    assert [(line.id, line.channel, line.value, line.href) for line in shipped.lines()] == [
        ("uk-999", "phone", "999", "tel:999"),
        ("nhs-111-2", "phone", "111", "tel:111"),
        ("papyrus-hopeline247", "phone", "0800 068 4141", "tel:08000684141"),
        ("shout", "text", "85258", "sms:85258?body=SHOUT"),
        ("childline", "phone", "0800 1111", "tel:08001111"),
        ("samaritans", "phone", "116 123", "tel:116123"),
    ]


def test_each_line_says_its_number_and_agrees_with_the_directory() -> None:
    for line in shipped.lines():
        assert line.value in line.says
        assert (line.channel, line.value) in {(c.type, c.value) for c in directory()[line.id].channels}


def test_childline_says_whom_it_is_for() -> None:
    names = {line.id: line.name for line in shipped.lines()}
    assert "under 19" in names["childline"]


def test_entries_that_nobody_has_verified_are_hidden() -> None:
    assert {service.id for service in shipped.services() if not service.shown} == NEVER_SIGNPOSTED


@pytest.mark.parametrize(
    ("service_id", "label"),
    [
        ("muslim-youth-helpline", "Check the hours"),
        ("runaway", "Check the hours"),
        ("galop", "Check the hours"),
        ("fmu", "Check the hours"),
        ("ceop", "Check before"),
        ("report-harmful-content", "Check before"),
        ("chums", "Not for emergencies"),
        ("nspcc", "Check the phone hours"),
    ],
)
def test_entries_with_a_caution_carry_it(service_id: str, label: str) -> None:
    display = directory()[service_id].display
    assert display.rule is Display.SHOW_WITH_LABEL
    assert label in (display.label or "")


def test_only_the_confirmed_way_is_shown_where_the_rule_says_so() -> None:
    shown = {key: [c.value for c in service.public_channels] for key, service in directory().items()}
    assert shown["beds-police"] == ["101"]
    assert shown["luton-camhs"] == ["https://www.elft.nhs.uk/camhs/referrals"]
    assert shown["suicide-bereavement-local"] == ["https://supportaftersuicide.org.uk"]
    assert {c.type for c in directory()["luton-youth-partnership"].public_channels} == {"web"}


def test_no_charged_number_is_anywhere_in_the_files() -> None:
    for name in ("services.json", "lines.json"):
        text = (resources.files("backend.signposting") / "data" / name).read_text()
        assert not re.search(r"\b0(?:84|87|9)\d(?:[ \d]{6,})", text), name


def test_no_number_of_the_mix_or_other_dropped_numbers_is_in_the_file() -> None:
    text = (resources.files("backend.signposting") / "data" / "services.json").read_text()
    for number in ("0808 808 4994", "01582 708140", "01582 401212", "07860 039967", "07786 209697"):
        assert number not in text


def test_a_charged_number_added_later_is_not_public() -> None:
    for value in ("0845 000 0000", "0870 000 0000", "09 000 0000"):
        assert Channel("phone", value).charged
    assert not Channel("phone", "0800 1111").charged
    assert not Channel("phone", "0300 323 0169").charged
    assert not Channel("web", "https://www.090.example").charged


@pytest.mark.parametrize("service", shipped.services(), ids=lambda service: service.id)
def test_every_way_to_reach_a_service_can_be_pressed(service: Service) -> None:
    for channel in (*service.channels, *service.withheld_channels):
        assert re.fullmatch(SHAPES[channel.type], channel.value), channel


@pytest.mark.parametrize("service", shipped.services(), ids=lambda service: service.id)
def test_every_entry_says_how_far_it_can_be_trusted(service: Service) -> None:
    assert service.confidence in {"high", "medium", "low"}
    assert service.as_of
    assert service.sources
    assert service.confidence == "high" or service.unverified
    assert service.opening_hours is None or valid_hours(service.opening_hours)


def test_exactly_the_known_ones_are_open_day_and_night() -> None:
    forms_and_police = {"report-remove", "report-harmful-content", "ceop", "beds-police"}
    found = {service.id for service in shipped.services() if service.opening_hours == "24/7"}
    assert found == DAY_AND_NIGHT | forms_and_police


def test_the_four_that_never_disappear() -> None:
    never_hidden = {service.id for service in shipped.services() if service.never_hidden}
    assert never_hidden == {"uk-999", "nhs-111-2", "samaritans", "childline"}


@pytest.mark.parametrize("name", ["services.json", "lines.json"])
def test_nobody_is_said_to_have_approved_the_words(name: str) -> None:
    review = json.loads((resources.files("backend.signposting") / "data" / name).read_text())["review"]
    assert review == {"status": "draft", "approved_by": None, "approved_on": None}


def test_a_caution_without_words_is_refused() -> None:
    with pytest.raises(ValueError):
        DisplayRule(Display.SHOW_WITH_LABEL)
