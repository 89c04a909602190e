"""What the Children's Code rules out is not there: asking where a phone is, pushing, and words that pull back."""

import re

from backend.core.middleware import SECURITY_HEADERS
from tests.architecture.files import name_of, under

ASKS_TOO_MUCH = re.compile(
    r"geolocation|getCurrentPosition|requestPermission|pushManager|showNotification|setAppBadge"
)
PULLS_BACK = re.compile(
    r"\bstreak|\brewards?\b|\bbadges?\b|\b(earn|win|your) points\b|\bmiss(ed)? you\b|\bdon.t (lose|leave|go)\b"
    r"|\bcome back (soon|tomorrow|every)|\bkeep it up\b|\beveryone else\b|\bonly \w+ left\b",
    re.IGNORECASE,
)
# Staff ask for pages in their browser by a button; no page that young people open loads any of this.
STAFF = ("backend/web/static/staff/", "backend/web/staff-sw.js")
PAGES = ("backend/web", "backend/chat/texts", "backend/rights/notice")


def found_in(pattern: re.Pattern[str], *suffixes: str, of_staff: bool = True) -> set[str]:
    files = [path for folder in PAGES for path in under(folder, *suffixes)]
    if not of_staff:
        files = [path for path in files if not name_of(path).startswith(STAFF)]
    assert files
    return {
        f"{name_of(path)}: {hit.group()}"
        for path in files
        for hit in pattern.finditer(path.read_text(encoding="utf-8"))
    }


def test_no_page_may_ask_where_the_phone_is_or_listen_or_look() -> None:
    allowed = SECURITY_HEADERS["Permissions-Policy"].split(", ")
    assert {"geolocation=()", "microphone=()", "camera=()"} <= set(allowed)


def test_no_script_asks_where_the_phone_is_or_to_notify() -> None:
    assert ASKS_TOO_MUCH.search("navigator.geolocation.getCurrentPosition(show)")
    assert found_in(ASKS_TOO_MUCH, ".js", ".html", of_staff=False) == set()
    assert not any("geolocation" in found for found in found_in(ASKS_TOO_MUCH, ".js", ".html"))


def test_no_words_pull_anybody_back_or_press_them_to_stay() -> None:
    for pulling in ("You have a streak of 4 days", "We missed you", "Come back tomorrow", "Don't leave yet"):
        assert PULLS_BACK.search(pulling), pulling
    assert found_in(PULLS_BACK, ".js", ".html", ".toml") == set()
