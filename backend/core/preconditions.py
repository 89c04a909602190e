"""Writing only over what was seen: `If-Match` with a number, as RFC 9110 means it."""

import re

from aiohttp import web

from backend.core.problem import PreconditionRequired, Unprocessable

HEADERS = ("If-Match", "If-None-Match")


def etag(number: int) -> str:
    """Return the strong entity tag of a number."""
    return f'"{number}"'


def expected_number(request: web.Request) -> int:
    """Return the number that the caller has seen, 0 for nothing. Raises PreconditionRequired or Unprocessable."""
    if request.headers.get("If-None-Match", "").strip() == "*":
        return 0
    given = request.headers.get("If-Match")
    if given is None:
        raise PreconditionRequired
    found = re.fullmatch(r'"(0|[1-9][0-9]{0,8})"', given.strip())
    if found is None:
        raise Unprocessable(
            errors=[{"field": "If-Match", "reason": 'is not a number in quotes, such as "3"'}]
        )
    return int(found.group(1))
