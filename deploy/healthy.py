#!/usr/bin/env python3
"""`healthy URL [PROMISE]`: exit 0 when the address says 200, or that the named promise is kept."""

import json
import sys
from urllib.error import HTTPError
from urllib.request import urlopen


def healthy(url: str, promise: str | None = None) -> bool:
    """Ask once, with a limit of three seconds."""
    try:
        with urlopen(url, timeout=3) as answer:  # noqa: S310 - the address is written in docker-compose.yml
            body = answer.read()
    except HTTPError as error:
        if promise is None:
            return False
        body = error.read()
    except OSError:
        return False
    return promise is None or _kept(body, promise)


def _kept(body: bytes, promise: str) -> bool:
    return any(item["name"] == promise and item["ok"] for item in json.loads(body)["promises"])


if __name__ == "__main__":
    sys.exit(not healthy(*sys.argv[1:]))
