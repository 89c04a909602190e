"""Demo data for development: made-up staff, and a rota that covers now. Refused in production."""

from datetime import timedelta

from backend.core.clock import LONDON
from backend.core.problem import Problem
from backend.escalations.rota.model import Shift
from backend.identity.model import Role, StaffMember
from backend.wiring import Services

DEMO_PASSWORD = "evenlight-demo"  # noqa: S105 -- public on purpose; `seed --demo` refuses production
ROTA_DAYS = 14
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
        raise NotInProduction("The staff list holds demo people: take them off with `evenlight staff remove`.")


async def seed_demo(services: Services) -> None:
    """Create the demo staff, and a rota for the next ROTA_DAYS: Maya and Sam in turn, a day each."""
    if services.settings.production:
        raise NotInProduction
    for member in STAFF:
        await services.staff.put(member, DEMO_PASSWORD)
    today = services.clock.now().astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    for day in range(-1, ROTA_DAYS):
        starts_at, ends_at = today + timedelta(days=day), today + timedelta(days=day + 1)
        member = STAFF[starts_at.toordinal() % 2]
        shift = Shift(f"demo-{starts_at:%Y-%m-%d}", member.id, starts_at, ends_at)
        await services.stores.rota.add(shift)
