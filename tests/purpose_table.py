"""The table of collections and purposes in docs/privacy/dpia.md, made from the retention schedule.

`python -m tests.purpose_table` writes it; a test holds the page to it.
"""

import re

from backend.retention.schedule import Row, schedule
from tests.architecture.files import ROOT

PAGE = ROOT / "docs" / "privacy" / "dpia.md"
HEAD = "| Collection | Holds | Purpose | Ends |\n|---|---|---|---|\n"
TABLE = re.compile(re.escape(HEAD) + r"(?:\|.*\n)*")


def table() -> str:
    """Return a row for each collection."""
    rows = [f"| `{row.what}` | {row.holds} | {row.purpose} | {_ends(row)} |\n" for row in schedule().row]
    return HEAD + "".join(rows)


def _ends(row: Row) -> str:
    if row.until_age:
        return f"on {row.counted_from}"
    if row.ends == "person":
        return "with the account"
    if row.ends == "hand":
        return f"by hand, after {row.keep_days} days at most" if row.keep_days else "by hand"
    return f"{row.keep_days} days after {row.counted_from}" if row.keep_days else f"at {row.counted_from}"


if __name__ == "__main__":
    PAGE.write_text(TABLE.sub(lambda _: table(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
