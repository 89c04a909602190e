"""Keeps the catalogues in step with the English: what is new waits for words, and what is gone goes."""

import io

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from backend.core.languages import LANGUAGES
from backend.core.worded import Review
from backend.web.wording.catalogues import catalogue, path_of, review_of
from backend.web.wording.english import english

HEADER = """\
# {language}: {part}. Each msgid is the English and stays; msgstr is what is shown.
# X-Review-Status is draft until somebody approves these words who may; then it has who and when."""


def in_step(language: str, part: str) -> Catalog:
    """Return the catalogue as the English asks for it now; texts that nobody has translated yet are empty."""
    before = catalogue(language, part)
    made = Catalog(locale=language, fuzzy=False, project="Evenlight", version="1", charset="utf-8")
    made.header_comment = HEADER.format(language=LANGUAGES[language].english, part=part)
    for text in english(part):
        known = before.get(text.id, text.context) if before else None
        made.add(text.id, known.string if known else None, context=text.context)
    return made


def written(catalog: Catalog, review: Review) -> bytes:
    """Return a catalogue as a file. There are no dates in it, so that nothing changes by itself."""
    file = io.BytesIO()
    write_po(file, catalog, width=0, omit_header=True)
    plural = f"nplurals={catalog.num_plurals}; plural={catalog.plural_expr};"
    head = [
        ("Language", str(catalog.locale)),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Plural-Forms", plural),
    ]
    head += [("X-Review-Status", review.status), ("X-Approved-By", review.approved_by or "")]
    head += [("X-Approved-On", review.approved_on or "")]
    lines = [
        catalog.header_comment,
        'msgid ""',
        'msgstr ""',
        *(f'"{name}: {value}\\n"' for name, value in head),
    ]
    return "\n".join(lines).encode() + b"\n\n" + file.getvalue()


def update(language: str, part: str) -> None:
    """Write the catalogue of a part anew, beside what is translated already."""
    path = path_of(language, part)
    path.parent.mkdir(parents=True, exist_ok=True)
    review = review_of(language, part) if path.is_file() else Review(status="draft")
    made = in_step(language, part)
    # What was approved is not what is there now.
    changed = path.is_file() and written(made, review) != path.read_bytes()
    path.write_bytes(written(made, Review(status="draft") if changed else review))
