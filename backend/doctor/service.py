"""Checks of the running service: its store, its people, its rota, its worker and its audit."""

from collections.abc import AsyncIterator
from datetime import timedelta

from backend.core.languages import ENGLISH
from backend.doctor.channels import check_reach
from backend.doctor.model import Finding, note, ok, unsafe
from backend.escalations.paging.store import HeartbeatStore
from backend.identity.model import Role
from backend.identity.staff.model import StaffLogin
from backend.wiring import Services

MOST_CLOCK_SKEW_S = 2.0
WORKER_SILENT_AFTER_S = 20
LOOK_AHEAD = timedelta(hours=24)


async def check_service(services: Services) -> AsyncIterator[Finding]:
    """Yield what the running service tells; only the first finding where the store does not answer."""
    if not await services.mongo.ping():
        yield unsafe("store", "The database does not answer.", "start it, or correct EVENLIGHT_MONGODB_URI.")
        return
    yield ok("store", "The database answers.")
    yield await _clocks(services)
    staff = await services.staff_members.all()
    for finding in _people(staff, production=services.settings.production):
        yield finding
    paged = [login for login in staff if login.member.role is not Role.CONTENT_EDITOR]
    yield check_reach(paged, services.channels.keys())
    yield await _rota(services)
    yield await _worker(services.stores.heartbeats, services)
    yield await _audit(services)
    yield await _readings(services)
    yield await _texts(services)
    yield await _complaints(services)
    yield await _erasures(services)


async def _clocks(services: Services) -> Finding:
    skew_s = abs((await services.mongo.server_time() - services.clock.now()).total_seconds())
    if skew_s > MOST_CLOCK_SKEW_S:
        return unsafe(
            "clocks",
            f"This machine's clock and the database's are {skew_s:.0f} s apart: steps come early or late.",
            "let both follow a time server.",
        )
    return ok("clocks", "This machine and the database agree on the time.")


def _people(staff: list[StaffLogin], *, production: bool) -> list[Finding]:
    findings = []
    if production and any(login.demo for login in staff):
        mend = "remove them: evenlight staff remove NAME."
        findings.append(unsafe("demo people", "People with a public password can sign in.", mend))
    if not any(login.member.role is Role.ADMIN for login in staff):
        mend = "evenlight staff add NAME First-name --role admin."
        findings.append(unsafe("admin", "Nobody can change the staff list.", mend))
    if not any(login.member.fallback_contact for login in staff):
        mend = "make somebody a fallback contact: evenlight staff change NAME --fallback."
        findings.append(
            unsafe(
                "fallback contact",
                "With nobody on the rota everybody is paged, and nobody in particular.",
                mend,
            )
        )
    unguarded = sum(not (login.totp_secret or login.linked) for login in staff)
    if production and unguarded:
        mend = "they set it up at their first sign-in; until then they cannot answer a page."
        findings.append(note("second factor", f"{unguarded} of {len(staff)} staff have none yet.", mend))
    return findings or [
        ok("staff", "There is an admin, a fallback contact, and a second factor for everybody.")
    ]


async def _rota(services: Services) -> Finding:
    now = services.clock.now()
    if found := await services.rota.gaps(now, now + LOOK_AHEAD):
        hours = sum(((gap.ends_at - gap.starts_at) for gap in found), timedelta()) / timedelta(hours=1)
        says = f"In the next 24 hours nobody is on call for {hours:.1f} of them."
        return unsafe(
            "rota", says, "fill the gaps in the console; until then the fallback contacts are paged."
        )
    return ok("rota", "Somebody is on call for the whole of the next 24 hours.")


async def _worker(heartbeats: HeartbeatStore, services: Services) -> Finding:
    latest = await heartbeats.latest()
    silent = latest is None or (services.clock.now() - latest).total_seconds() > WORKER_SILENT_AFTER_S
    if silent:
        return unsafe("worker", "No paging worker is alive: nobody is fetched.", "start evenlight worker.")
    return ok("worker", "A paging worker is alive.")


async def _audit(services: Services) -> Finding:
    verdict = await services.audit.verify()
    if verdict.findings:
        return unsafe(
            "audit", verdict.findings[0].says, "run evenlight audit verify, and find out who could write."
        )
    return ok("audit", f"The chain of {verdict.length} entries is whole.")


async def _readings(services: Services) -> Finding:
    if many := await services.readings.many():
        who = ", ".join(f"{reader.first_name} ({reader.people})" for reader in many)
        return note(
            "readings",
            f"Since yesterday these opened many records of people for whom they did nothing: {who}.",
            "ask them why; supervision is a good reason. evenlight audit readings counts a longer time.",
        )
    return ok("readings", "Nobody opened the records of many young people without doing anything for them.")


async def _texts(services: Services) -> Finding:
    drafts = sorted({text.language for text in await services.safety_texts.unapproved()})
    if ENGLISH in drafts:
        return unsafe(
            "safety texts",
            f"Nobody has approved the words in: {', '.join(drafts)}.",
            "have them approved by people who may, English first: production does not start without it.",
        )
    if drafts:
        return note(
            "safety texts",
            f"The English ones were approved. Drafts, and so switched off: {', '.join(drafts)}.",
            "have them approved by people who may; until then English is shown.",
        )
    return ok("safety texts", "Every safety text and the privacy notice were approved.")


async def _complaints(services: Services) -> Finding:
    if late := await services.complaints.overdue():
        return unsafe(
            "complaints",
            f"{late} were not acknowledged within the 30 days that the law gives.",
            "acknowledge them in the console, and tell the data protection officer.",
        )
    return ok("complaints", "None is over its 30 days.")


async def _erasures(services: Services) -> Finding:
    if stuck := await services.erasures.stuck():
        return unsafe(
            "erasures",
            f"{stuck} people asked to be erased over a day ago, and are not.",
            "look for erasure_failed in the worker's log.",
        )
    return ok("erasures", "Whoever asked to be erased is, or waits for an open request.")
