"""What the person who ran `evenlight up` sees: each line with the name of the process it comes from."""

import asyncio
import os
import sys

_WIDTH = len("database")
_COLOURS = {"database": 32, "seed": 35, "api": 36, "worker": 33, "bot": 34}
_SHOWN_CHARACTERS = 500
_REMEMBERED_LINES = 20


def say(name: str, line: str) -> None:
    """Print one line of one process. A terminal gets colours, unless NO_COLOR is set."""
    prefix = f"{name:{_WIDTH}} |"
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        prefix = f"\x1b[{_COLOURS.get(name, 0)}m{prefix}\x1b[0m"
    print(prefix, line[:_SHOWN_CHARACTERS], flush=True)


async def relay(name: str, stream: asyncio.StreamReader) -> list[str]:
    """Say each line that a process writes, until it closes its output; return the last twenty."""
    lines: list[str] = []
    while not stream.at_eof():
        try:
            raw = await stream.readline()
        except ValueError:  # A line longer than the stream's limit: not for reading.
            continue
        line = raw.decode(errors="replace").rstrip().rpartition("\r")[2]
        if line:
            say(name, line)
            lines = [*lines[1 - _REMEMBERED_LINES :], line]
    return lines
