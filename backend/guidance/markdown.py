"""The little Markdown of articles: headings, paragraphs, lists, bold, emphasis and links."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

KINDS = ("heading", "paragraph", "list", "emphasis", "link", "escape", "newline", "text")
MAY_LINK = re.compile(r"(/(?!/)|#|tel:[\d+]|sms:\d|https://)")
UNSUPPORTED = re.compile(r"</?[a-zA-Z!]|!\[|^\s*(```|~~~|\|)", re.MULTILINE)
ENDS = ".!?:"


@dataclass(frozen=True)
class Run:
    """Words in one weight, and where they lead to."""

    text: str
    bold: bool = False
    href: str = ""


@dataclass
class Block:
    """A heading, a paragraph, or an item of a list; `number` is of an item of a numbered list."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    number: int | None = None

    @property
    def text(self) -> str:
        """Return its words."""
        return "".join(run.text for run in self.runs)


def _markdown() -> MarkdownIt:
    made = MarkdownIt("zero", {"html": False}).enable(
        [kind for kind in KINDS if kind not in {"paragraph", "text"}]
    )
    made.validateLink = lambda url: bool(MAY_LINK.match(url))  # type: ignore[method-assign]
    return made


READER = _markdown()


def to_html(body: str, *, checklist: bool = False, lead: Callable[[str], str] = str) -> str:
    """Return HTML; a checklist has a box to tick beside each numbered item. Markup in the text is text.

    `lead` says where a link goes, from where it went.
    """
    tokens = READER.parse(body)
    for token in tokens:
        for child in token.children or []:
            href = str(child.attrGet("href") or "")
            if href:
                child.attrSet("href", lead(href))
            if href.startswith("https:"):
                child.attrSet("rel", "noreferrer noopener")
    if checklist:
        _add_boxes(tokens)
    return str(READER.renderer.render(tokens, READER.options, {}))


def _add_boxes(tokens: list[Token]) -> None:
    lists: list[bool] = []
    number = 0
    wanted = False
    for token in tokens:
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            lists.append(token.type == "ordered_list_open")
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            wanted = lists[-1]
        elif token.type == "inline" and wanted:
            number += 1
            before = (
                f'<label class="tick"><input type="checkbox" id="tick-{number}" autocomplete="off"><span>'
            )
            token.children = [_html(before), *(token.children or []), _html("</span></label>")]
            wanted = False


def _html(markup: str) -> Token:
    return Token("html_inline", "", 0, content=markup)


def blocks(body: str) -> list[Block]:
    """Return the text as a flat list of blocks, for paper."""
    found: list[Block] = []
    counters: list[int | None] = []
    kind, number = "paragraph", None
    for token in READER.parse(body):
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            counters.append(0 if token.type.startswith("ordered") else None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            counters.pop()
        elif token.type == "list_item_open":
            counters[-1] = number = None if counters[-1] is None else counters[-1] + 1
            kind = "item"
        elif token.type in {"heading_open", "paragraph_open"} and not counters:
            kind, number = token.type.removesuffix("_open"), None
        elif token.type == "inline":
            found.append(Block(kind, list(_runs(token.children or [])), number))
    return found


def _runs(children: list[Token]) -> Iterator[Run]:
    bold, href = False, ""
    for child in children:
        if child.type in {"strong_open", "strong_close"}:
            bold = child.type == "strong_open"
        elif child.type == "link_open":
            href = str(child.attrGet("href") or "")
        elif child.type == "link_close":
            href = ""
        elif child.type in {"softbreak", "hardbreak"}:
            yield Run(" ", bold, href)
        elif child.content:
            yield Run(child.content, bold, href)


def sentences(body: str) -> str:
    """Return the words alone, each heading and item ended as a sentence."""
    said = (block.text.strip() for block in blocks(body))
    return " ".join(text if text.endswith(tuple(ENDS)) else f"{text}." for text in said if text)


def links(body: str) -> list[str]:
    """Return where the text leads to, in its order, also where no link may lead."""
    return re.findall(r"\]\(([^)\s]+)\)", body)


def unsupported(body: str) -> list[str]:
    """Return what stands in the text and is not of this little Markdown: HTML, pictures, code, tables."""
    return [match.group().strip() for match in UNSUPPORTED.finditer(body)]
