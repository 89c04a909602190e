"""Rasa reads the trained domain three times at each start, and its parser takes seconds over the words in it."""

import copy
from functools import lru_cache
from typing import Any

from rasa.shared.utils import io

MOST_TEXTS = 4  # The domain, and the small schemas that are read between two readings of it.
parse = io.read_yaml


@lru_cache(maxsize=MOST_TEXTS)
def parsed(content: str) -> Any:
    """Return what a YAML text holds, parsed once."""
    return parse(content)


def read_yaml(content: str, reader_type: str | list[str] = "safe") -> Any:
    """Return the same as Rasa's own reader: a copy, because readers change what they get."""
    return copy.deepcopy(parsed(content)) if reader_type == "safe" else parse(content, reader_type)


def parse_once() -> None:
    """Let Rasa parse a text once that it reads again; the channel is loaded before the model is."""
    io.read_yaml = read_yaml
