"""evenlight openapi: print the OpenAPI document."""

import json

from backend import __version__
from backend.app import ROUTES
from backend.core.openapi import document


def main(_arguments: list[str]) -> int:
    """Print it."""
    print(json.dumps(document(ROUTES, __version__), indent=2))
    return 0
