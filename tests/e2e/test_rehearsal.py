"""Every persona talks with the real bot through the real gateway, as in `make rehearse`."""

import pytest

from benchmarks.house import House
from tests.rehearsal.checks import check
from tests.rehearsal.persona import Persona, read
from tests.rehearsal.report import Rehearsed
from tests.rehearsal.talk import talk

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("persona", [pytest.param(one, id=one.id) for one in read()])
async def test_everything_that_must_hold_holds(house: House, persona: Persona) -> None:
    answers = check(await talk(house, persona))

    assert Rehearsed(persona, answers).wrong == []
