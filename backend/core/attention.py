"""How soon a person is needed. The one scale of the service: it has no third value and no number."""

from enum import StrEnum


class Attention(StrEnum):
    """`now` pages at once and repeats; `today` pages once and reminds."""

    NOW = "now"
    TODAY = "today"
