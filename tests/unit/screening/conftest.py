"""Phrases are compiled and the second opinion loaded before any test, so that no example pays for it."""

import pytest

from backend.screening import warm_up


@pytest.fixture(scope="session", autouse=True)
def _warm() -> None:
    warm_up()
