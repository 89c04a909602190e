"""The readable page of a download: one file, no script, nothing from anywhere else. Pure."""

from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from backend.core.clock import LONDON

STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
TITLES = {
    "account": "Your account and phones",
    "conversation": "Your conversation",
    "requests_for_a_person": "When a person was asked for",
    "safety_plan": "Your safety plan",
    "marks_on_the_word_check": "Notes on how the automatic word check did",
    "mentoring_interest": "Becoming a peer mentor",
    "complaints": "Complaints and objections",
    "who_opened_my_record": "Who opened your record",
    "erasure": "Your request to erase your data",
}
WORDS = {
    "at": "When",
    "says": "What happened",
    "who": "Who",
    "by": "By",
    "author": "From",
    "text": "Words",
    "reply_to": "How to reach you",
    "attention": "How soon a person was needed",
    "words": "The words that led to it",
}
VALUES = {
    "young_person": "You",
    "bot": "The bot (a computer program)",
    "safety": "Evenlight (automatic reply)",
    "staff": "A person from the team",
    "on_call": "on-call team",
    "now": "at once",
    "today": "the same day",
}
PLAIN = {"author", "by_role", "author_role", "attention"}


def page(document: dict[str, Any]) -> str:
    """Return the HTML of what Download.everything returned."""
    parts = "".join(_part(name, content) for name, content in document["parts"].items())
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        f"<title>My data</title><style>{STYLE}</style></head><body><main><h1>My data</h1>"
        f"<p>{escape(document['what_this_is'])}</p>"
        f"<p>Made on {_value('at', document['made_at'])}. Long numbers that only computers use are left out here. "
        f"They are in the other file, for computers.</p>{parts}</main></body></html>\n"
    )


def _part(name: str, content: Any) -> str:
    title = escape(TITLES.get(name, _plain(name)))
    inside = "<p>We hold nothing here.</p>" if content in (None, [], {}) else _shown(content)
    return f'<section aria-labelledby="{escape(name)}"><h2 id="{escape(name)}">{title}</h2>{inside}</section>'


def _shown(content: Any, name: str = "") -> str:
    if isinstance(content, dict) and content and all(map(_is_picture, content.values())):
        return "".join(_picture(one) for one in content.values())
    if isinstance(content, dict):
        rows = "".join(
            f"<dt>{escape(_plain(key))}</dt><dd>{_shown(value, key)}</dd>"
            for key, value in content.items()
            if value not in (None, "", [], {}) and not _for_computers(key)
        )
        return f"<dl>{rows}</dl>"
    if isinstance(content, list) and any(isinstance(item, (dict, list)) for item in content):
        return "".join(f"<article>{_shown(item)}</article>" for item in content)
    if isinstance(content, list):
        return "<ul>" + "".join(f"<li>{_value(name, item)}</li>" for item in content) + "</ul>"
    return _value(name, content)


def _is_picture(content: Any) -> bool:
    return isinstance(content, dict) and content.keys() == {"media", "base64"}


def _picture(content: dict[str, str]) -> str:
    source = f"data:{content['media']};base64,{content['base64']}"
    return f'<p><img alt="A picture of yours" src="{escape(source)}"></p>'


def _for_computers(key: str) -> bool:
    return key in {"id", "ids"} or key.endswith(("_id", "_ids"))


def _plain(key: str) -> str:
    return f"Step {key}" if key.isdigit() else WORDS.get(key, key.replace("_", " ").capitalize())


def _value(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if key in PLAIN:
        return escape(VALUES.get(str(value), str(value).replace("_", " ")))
    if isinstance(value, str) and (key in {"at", "until"} or key.endswith(("_at", "_by", "_on"))):
        return _time(value)
    return escape(str(value))


def _time(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return escape(text)
    if len(text) <= len("2026-11-23"):
        return f"{at.day} {at:%B %Y}"
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%B %Y, %H:%M}"
