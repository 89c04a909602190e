"""A plan as HL7 FHIR R4 (4.0.1): a Bundle with one CarePlan, checked by an R4 library before it is given. Pure.

Each step that has entries is a Goal; each entry is an activity towards it, under the entry's id. Whoever the owner
named, and where, are resources contained in the plan. The subject is a contained Patient that says nothing: the
file holds what the owner wrote, and not who they are. The category is a text, because no code is certain to fit.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, cast
from uuid import NAMESPACE_URL, uuid5

from fhirclient.models.bundle import Bundle

from safety_plans.codec import instant_text
from safety_plans.export.pictures import media_type
from safety_plans.export.words import Words, words
from safety_plans.plan import Channel, Contact, Entry, Place, Step
from safety_plans.revisions import Revision

Resource = dict[str, Any]

OWNER = "owner"
_SYSTEMS = {
    Channel.PHONE: "phone",
    Channel.TEXT: "sms",
    Channel.EMAIL: "email",
    Channel.WEB: "url",
    Channel.OTHER: "other",
}


def fhir(
    newest: Revision, *, language: str, exported_at: datetime, pictures: Mapping[str, bytes]
) -> Resource:
    """Return the newest revision as a Bundle, as values that JSON has.

    Raises:
        fhirclient.models.fhirabstractbase.FHIRValidationError: it is no R4 resource, which is a fault of ours.
    """
    plan = _Plan(words(language))
    entry = {"fullUrl": _url(newest), "resource": plan.care_plan(newest, language, pictures)}
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": instant_text(exported_at),
        "entry": [entry],
    }
    return cast("Resource", Bundle(bundle).as_json())


class _Plan:
    """Makes the CarePlan, and gathers what is contained in it."""

    def __init__(self, said: Words) -> None:
        self.said = said
        self.contained: list[Resource] = [{"resourceType": "Patient", "id": OWNER}]

    def care_plan(self, newest: Revision, language: str, pictures: Mapping[str, bytes]) -> Resource:
        steps = [step for step in Step if newest.plan.entries(step)]
        goals = [self._goal(step) for step in steps]
        activities = [self._activity(step, entry) for step, entry in newest.plan.located()]
        media = [*self._media(newest, pictures)]
        return _filled(
            resourceType="CarePlan",
            meta={"versionId": str(newest.number), "lastUpdated": instant_text(newest.at)},
            language=language,
            contained=self.contained,
            status="active",
            intent="plan",
            category=[{"text": self.said.category}],
            title=self.said.title,
            subject=_to(OWNER),
            author=_to(OWNER),
            goal=goals,
            activity=activities,
            supportingInfo=media,
        )

    def _goal(self, step: Step) -> Resource:
        description = {"text": self.said.heading(step)}
        return self._add(
            "Goal",
            f"step-{step.value}",
            lifecycleStatus="active",
            description=description,
            subject=_to(OWNER),
        )

    def _activity(self, step: Step, entry: Entry) -> Resource:
        named: Resource = {}
        match entry.detail:
            case Contact() as contact:
                named["performer"] = [self._contact(step, contact)]
            case Place(name, directions):
                place = self._add("Location", "place", name=_text(name), description=_text(directions))
                named["location"] = place
        detail = _filled(
            status="unknown", goal=[_to(f"step-{step.value}")], description=self._description(entry), **named
        )
        return {"id": entry.id, "detail": detail}

    def _description(self, entry: Entry) -> str | None:
        lines = [entry.text]
        if entry.gets_in_the_way.strip():
            lines.append(f"{self.said.gets_in_the_way} {entry.gets_in_the_way}")
        if isinstance(entry.detail, Contact) and entry.detail.may_be_told is not None:
            told = entry.detail.may_be_told
            lines.append(self.said.may_be_told if told else self.said.may_not_be_told)
        if entry.other_version_of:
            lines.append(self.said.other_version)
        return _text("\n".join(line for line in lines if line.strip()))

    def _contact(self, step: Step, contact: Contact) -> Resource:
        telecom = [
            {"system": _SYSTEMS[way.channel], "value": way.value} for way in contact.ways if _text(way.value)
        ]
        name, relation = _text(contact.name), _text(contact.relation)
        if step is Step.PROFESSIONALS:
            return self._add("HealthcareService", "contact", name=name, comment=relation, telecom=telecom)
        return self._add(
            "RelatedPerson",
            "contact",
            patient=_to(OWNER),
            relationship=relation and [{"text": relation}],
            name=name and [{"text": name}],
            telecom=telecom,
        )

    def _media(self, newest: Revision, pictures: Mapping[str, bytes]) -> Iterator[Resource]:
        for id_ in dict.fromkeys(id_ for _, entry in newest.plan.located() for id_ in entry.pictures):
            file = pictures.get(id_, b"")
            if kind := media_type(file):
                content = {"contentType": kind, "data": b64encode(file).decode()}
                yield self._add(
                    "Media", "picture", identifier=[{"value": id_}], status="completed", content=content
                )

    def _add(self, kind: str, id_: str, **elements: object) -> Resource:
        """Contain a resource and return the reference to it; a number makes ids of a kind differ."""
        own = id_ if kind == "Goal" else f"{id_}-{len(self.contained)}"
        self.contained.append(_filled(resourceType=kind, id=own, **elements))
        return _to(own)


def _filled(**elements: object) -> Resource:
    """Return the elements that have a value: FHIR has no empty ones."""
    return {name: value for name, value in elements.items() if value}


def _text(text: str) -> str | None:
    return text if text.strip() else None


def _to(id_: str) -> Resource:
    return {"reference": f"#{id_}"}


def _url(newest: Revision) -> str:
    """Return an address for this content alone, made from ids that nobody else has."""
    ids = " ".join(entry.id for _, entry in newest.plan.located())
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{newest.number} {newest.at.isoformat()} {ids}')}"
