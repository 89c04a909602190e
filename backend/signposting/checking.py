"""What an entry may be before it is stored: by an editor or by an import, the same rules."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backend.signposting.hours import valid_hours
from backend.signposting.model import Channel, Service
from backend.signposting.protected import shadowed
from backend.signposting.terms import FAITHS, NEEDS, languages

MARKUP = re.compile(r"<[a-zA-Z!/][^>]*>|&(?:[a-zA-Z]{2,8}|#\d{2,6});")
TEXTS = (
    "name", "organization", "description", "eligibility_description", "holiday_note", "interpretation_services",
    "fees_description", "confidentiality",
)  # fmt: skip
MOST_CHARACTERS = 2000
NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{1,24}")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
WAYS = {
    "phone": NUMBER, "text": NUMBER, "relay": NUMBER, "emergency_sms": NUMBER, "web": ADDRESS, "webchat": ADDRESS,
    "email": EMAIL, "in_person": re.compile(r"[^<>]{3,300}"), "app": re.compile(r"[^<>]{2,100}"),
}  # fmt: skip


@dataclass(frozen=True)
class Trouble:
    """A field that cannot be stored as it is, and why, in plain words."""

    field: str
    reason: str


def troubles(service: Service) -> list[Trouble]:
    """Return everything that is wrong with an entry; nothing where it may be stored."""
    return [
        *_texts(service),
        *_hours(service),
        *_ages(service),
        *_terms(service),
        *_ways(service),
        *_shadows(service),
    ]


def _texts(service: Service) -> Iterator[Trouble]:
    if not service.name.strip():
        yield Trouble("name", "is empty")
    for name in TEXTS:
        text: str = getattr(service, name)
        if MARKUP.search(text):
            yield Trouble(name, "has HTML in it")
        if len(text) > MOST_CHARACTERS:
            yield Trouble(name, f"is longer than {MOST_CHARACTERS} characters")
    if service.url is not None and not ADDRESS.fullmatch(service.url):
        yield Trouble("url", "is not an address such as https://example.org")


def _hours(service: Service) -> Iterator[Trouble]:
    if service.opening_hours == "":
        yield Trouble("opening_hours", "is empty: write the hours, or say that nobody knows them")
    elif service.opening_hours is not None and not valid_hours(service.opening_hours):
        yield Trouble("opening_hours", 'cannot be read; write it such as "Mo-Fr 09:00-17:00; PH off"')


def _ages(service: Service) -> Iterator[Trouble]:
    youngest, oldest = service.minimum_age, service.maximum_age
    if any(age is not None and not 0 <= age <= 150 for age in (youngest, oldest)):
        yield Trouble("minimum_age", "is no age")
    elif youngest is not None and oldest is not None and youngest > oldest:
        yield Trouble("minimum_age", "is above the maximum age")


def _terms(service: Service) -> Iterator[Trouble]:
    known = {"needs": NEEDS, "faiths": FAITHS, "languages": languages()}
    for name, terms in known.items():
        for code in getattr(service, name):
            if code not in terms:
                yield Trouble(name, "names something that is not known")


def _ways(service: Service) -> Iterator[Trouble]:
    for number, way in enumerate(service.channels):
        yield from _way(f"channels.{number}", way)


def _way(field: str, way: Channel) -> Iterator[Trouble]:
    if way.type not in WAYS:
        yield Trouble(field, "is no way to reach a service that is known here")
    elif not WAYS[way.type].fullmatch(way.value):
        yield Trouble(field, f"is not a {way.type.replace('_', ' ')} that can be used")
    elif way.charged:
        yield Trouble(field, "costs the caller money: put it under the withheld ones")
    if MARKUP.search(way.note):
        yield Trouble(field, "has HTML in it")


def _shadows(service: Service) -> Iterator[Trouble]:
    for field, one in shadowed(service):
        yield Trouble(field, f"is kept for {one.name} alone")
