"""The pages, put together once at the start: with no store, no bot and no script they still open."""

import re
from collections.abc import Iterable
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from backend.core.languages import ENGLISH, LANGUAGES, Language, tag
from backend.signposting.model import Line
from backend.web.content import Content, text
from backend.web.wording.catalogues import by_english, interface, shown

ROOT = Path(__file__).parent
HELP, HELP_PART = "help.html", "help"
NO_OTHER_WAY = "Whoever runs this service has not named an address or a phone number yet."


class Pages:
    """Every page by the name of its file. `other_ways` says how to reach whoever runs this service."""

    def __init__(self, lines: Iterable[Line], other_ways: str = "") -> None:
        on = [one for one in LANGUAGES.values() if one.code == ENGLISH or shown(one.code, HELP_PART)]
        known = {"lines": tuple(lines), "other_ways": other_ways or NO_OTHER_WAY, "languages": on}
        templates = _templates(LANGUAGES[ENGLISH])
        self._pages = {
            name: text(templates.get_template(name).render(known))
            for name in templates.list_templates(extensions=["html"])
            if not name.startswith("_")
        }
        for language in LANGUAGES.values():
            said = _templates(language if language in on else LANGUAGES[ENGLISH])
            self._pages[help_name(language.code)] = text(said.get_template(HELP).render(known))
        self._words = {
            code: text(interface(code).model_dump_json(), "application/json") for code in LANGUAGES
        }

    def __getitem__(self, name: str) -> Content:
        """Return a page. Raises KeyError."""
        return self._pages[name]

    def words(self, language: str) -> Content:
        """Return what the scripts need in a language, as JSON. Raises KeyError."""
        return self._words[language]

    def names(self) -> list[str]:
        """Return the name of every page."""
        return sorted(self._pages)


def help_name(language: str) -> str:
    """Return the name of the help page in a language. Where its words are switched off it holds the English page."""
    return HELP if language == ENGLISH else f"help.{language}.html"


def help_address(language: Language) -> str:
    """Return where the help page is in a language."""
    return "/help" if language.code == ENGLISH else f"/help/{language.code}"


class _CompiledOnce(BytecodeCache):
    """What the templates compile to, for every language: compiling takes longer than all else about a page."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what is known of this text of a template."""
        bucket.code = self._found.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled."""
        self._found[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _CompiledOnce()


def _templates(language: Language) -> Environment:
    """Return the templates with the words of one language, and English where it has none."""
    templates = Environment(
        loader=FileSystemLoader(ROOT),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        bytecode_cache=_COMPILED,
        extensions=["jinja2.ext.i18n"],
    )
    templates.policies["ext.i18n.trimmed"] = True
    found = shown(language.code, HELP_PART)
    said = by_english(found, language.code) if found else {}
    templates.install_gettext_callables(  # type: ignore[attr-defined]
        lambda english: said.get(english, english),
        lambda one, more, n: one if n == 1 else more,
        newstyle=True,
    )
    templates.filters |= {"on_the_link": on_the_link, "tag": tag, "help_address": help_address}
    templates.globals |= {"language": language, "N_": str}
    return templates


def on_the_link(line: Line) -> str:
    """Return what stands on the link: the number, and for a text the word to send."""
    if line.channel != "text":
        return line.value
    word = re.search(r"[?&]body=(\w+)", line.href)
    return f"Text {word[1]} to {line.value}" if word else f"Text {line.value}"
