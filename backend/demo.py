"""Demo data for development: made-up staff, and a rota that covers now. Refused in production."""

from datetime import date, time

from backend.core.clock import LONDON
from backend.core.problem import Problem
from backend.escalations.rota.layers import Layer
from backend.identity.model import Role, StaffMember
from backend.wiring import Services

DEMO_PASSWORD = "evenlight-demo"  # noqa: S105 -- public on purpose; `seed --demo` refuses production
LAYER = "demo-rota"
STAFF = [
    StaffMember("demo-maya", "maya", "Maya", Role.ON_CALL, ("console",), fallback_contact=False),
    StaffMember("demo-sam", "sam", "Sam", Role.ON_CALL, ("console",), fallback_contact=False),
    StaffMember("demo-ruth", "ruth", "Ruth", Role.SUPERVISOR, ("console",), fallback_contact=True),
    StaffMember("demo-ada", "ada", "Ada", Role.ADMIN, ("console",), fallback_contact=False),
    StaffMember("demo-edie", "edie", "Edie", Role.CONTENT_EDITOR, (), fallback_contact=False),
]


class NotInProduction(Problem):
    """Demo people have a public password."""

    status, key, title = 403, "not-in-production", "Demo data is refused in production"


async def refuse_demo(services: Services) -> None:
    """Refuse production while somebody made up is on the staff list. Raises NotInProduction."""
    if services.settings.production and await services.staff.has_demo():
        raise NotInProduction(
            "The staff list holds demo people: take them off with `evenlight staff remove`."
        )


async def seed_demo(services: Services) -> None:
    """Create the demo staff, and a rota round the clock: Maya and Sam in turn, a day each."""
    if services.settings.production:
        raise NotInProduction
    for member in STAFF:
        await services.staff.put(member, DEMO_PASSWORD)
    now, rota = services.clock.now(), services.stores.rota
    if await rota.layer(LAYER) is None:
        await rota.begin_layer(_layer(now.astimezone(LONDON).date()), now)


def _layer(today: date) -> Layer:
    members, midnight = (STAFF[0].id, STAFF[1].id), time(0)
    return Layer(LAYER, "Round the clock", members, today, 1, midnight, midnight)
