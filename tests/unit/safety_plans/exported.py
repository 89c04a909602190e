"""A plan with everything in it, in each script of the service; and what was printed, read back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream

from safety_plans.plan import Channel, Contact, Entry, Place, Plan, Step, Way
from safety_plans.revisions import Revision

AT = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
EXPORTED = datetime(2026, 11, 23, 10, tzinfo=UTC)

SENTENCES = {
    "en": "I stop answering messages, and I can't sleep.",
    "pl": "Zażółć gęślą jaźń, a potem idę na spacer.",
    "ro": "Să ascult muzică și să mă plimb; ştiinţă, țară.",
    "ur": "میں چپ ہو جاتا ہوں اور کسی سے بات نہیں کرتا۔ مجھے نیند نہیں آتی۔ ڈاکٹر ٹھیک پڑھنا",  # noqa: RUF001
    "bn": "আমি গান শুনি আর হাঁটতে যাই। ক্ষুধা, বিজ্ঞান, ক্লান্ত, বন্ধু",
    "pa": "ਮੈਂ ਸੰਗੀਤ ਸੁਣਦਾ ਹਾਂ ਅਤੇ ਸੈਰ ਕਰਦਾ ਹਾਂ।",
    "hi": "मैं संगीत सुनता हूँ और टहलने जाता हूँ।",
    "bg": "Слушам музика и се разхождам.",  # noqa: RUF001
}
MARKUP = (
    '#set text(red) *bold* _x_ $x^2$ `code` \\ @ref <b>tea</b> <script>alert("1")</script> #read("x") // no'
)


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, kind)
    return file.getvalue()


def revision(*texts: str, step: Step = Step.ON_MY_OWN) -> Revision:
    return Revision(1, Plan().with_step(step, *(Entry(f"e{n}", text) for n, text in enumerate(texts))), AT)


def full() -> Revision:
    ways = (Way(Channel.PHONE, "07700 900123"), Way(Channel.EMAIL, "gran@example.org"))
    plan = Plan(
        (
            (Entry("signs", SENTENCES["en"], other_version_of="tea"),),
            (Entry("tea", MARKUP, "It is raining"),),
            (Entry("park", detail=Place("The park", "Bus 23\nthen walk")),),
            (Entry("gran", "She listens", detail=Contact("Gran", "my gran", ways, may_be_told=True)),),
            (Entry("doctor", detail=Contact("Dr Khan", "school doctor", ways[:1], may_be_told=False)),),
            (Entry("agreed", "What I agreed with my mum"),),
            (Entry("cat", "My cat", pictures=("sea", "gone")),),
        )
    )
    return Revision(7, plan, AT)


def read_back(pdf: bytes) -> str:
    """Return the text of all pages in the order of reading, as a reader that knows ActualText tells it."""
    lines: dict[tuple[int, float], list[str]] = {}
    for number, page in enumerate(PdfReader(BytesIO(pdf)).pages):
        for height, text in _pieces(page):
            lines.setdefault((number, height), []).append(text)
    told = (
        reversed(line) if re.search("[\u0600-\u08ff]", "".join(line)) else line for line in lines.values()
    )
    text = " ".join("".join(line) for line in told)
    return " ".join(text.translate({ord("\u200b"): "", ord("•"): " "}).split())


def _pieces(page: Any) -> Iterator[tuple[float, str]]:
    """Yield each piece of text with its height on the page. What is set from right to left comes reversed."""
    fonts = {name: _to_unicode(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    height, letters, spans = 0.0, {}, []
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        match operator:
            case b"cm":
                height = round(float(operands[5]), 1)
            case b"Tf":
                letters = fonts[operands[0]]
            case b"BDC" | b"BMC":
                actual = operands[1].get("/ActualText") if len(operands) > 1 else None
                spans.append((operands[0], actual))
                if actual is not None:
                    yield height, str(actual)
            case b"EMC":
                spans.pop()
            case b"Tj" | b"TJ" if not any(
                name == "/Artifact" or actual is not None for name, actual in spans
            ):
                glyphs = operands[0] if operator == b"TJ" else operands
                text = [
                    letters[code]
                    for part in glyphs
                    if hasattr(part, "original_bytes")
                    for code in _codes(part)
                ]
                turned = any(name == "/ReversedChars" for name, _ in spans)
                yield height, "".join(reversed(text) if turned else text)


def _codes(part: Any) -> Iterator[int]:
    raw = part.original_bytes
    return (int.from_bytes(raw[n : n + 2]) for n in range(0, len(raw), 2))


def _to_unicode(font: Any) -> dict[int, str]:
    table = font["/ToUnicode"].get_data().decode()
    pairs = re.findall(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s*\n", table)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
