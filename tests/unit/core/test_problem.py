"""Errors as callers see them: stable names, one status each, nothing else."""

import re
from collections.abc import Iterator

import pytest
from aiohttp import web

from backend.core.middleware import _as_problem
from backend.core.problem import NotFound, Problem, StoreUnavailable, TooLarge
from backend.core.routes import Route
from backend.identity.policies import PUBLIC


def kinds(of: type[Problem] = Problem) -> Iterator[type[Problem]]:
    yield of
    for found in of.__subclasses__():
        yield from kinds(found)


def test_no_two_problems_share_a_key() -> None:
    keys = [kind.key for kind in kinds()]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", key) for key in keys)


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.key)
def test_a_problem_says_its_type_title_and_status(kind: type[Problem]) -> None:
    document = kind().as_document()
    assert document == {
        "type": f"urn:evenlight:problem:{kind.key}",
        "title": kind.title,
        "status": kind.status,
    }
    assert 400 <= kind.status < 600


def test_what_went_wrong_inside_stays_inside() -> None:
    problem = _as_problem(KeyError("what somebody wrote"))
    assert problem.as_document() == Problem().as_document()


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (web.HTTPNotFound(), NotFound),
        (web.HTTPRequestEntityTooLarge(1, 2), TooLarge),
        (StoreUnavailable(), StoreUnavailable),
    ],
)
def test_errors_of_the_server_become_problems(error: Exception, kind: type[Problem]) -> None:
    assert type(_as_problem(error)) is kind


async def nothing(_call: object) -> web.StreamResponse:
    return web.Response()


def test_a_route_without_a_policy_does_not_start() -> None:
    Route("GET", "/", nothing, PUBLIC, "Said")
    with pytest.raises(TypeError, match="GET / declares no policy"):
        Route("GET", "/", nothing, None, "Said")  # type: ignore[arg-type]
