"""What kind of picture a file is, and the same picture for paper. Pure."""

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

KINDS = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE = 1200  # pixels on paper: 200 to the inch


@dataclass(frozen=True)
class OnPaper:
    """A picture for the PDF: an SVG file, because Typst takes no other from memory. Sizes in pixels."""

    file: bytes
    width: int
    height: int


def media_type(picture: bytes) -> str | None:
    """Return what kind of picture it is by its first bytes; None for anything else than JPEG, PNG and WebP."""
    try:
        with Image.open(BytesIO(picture), formats=KINDS) as found:
            return Image.MIME[str(found.format)]
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def on_paper(picture: bytes) -> OnPaper | None:
    """Return the picture at most LONGEST_SIDE long, on white; None where it cannot be read."""
    try:
        with Image.open(BytesIO(picture), formats=KINDS) as found:
            found.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            whole = found.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    white = Image.new("RGBA", whole.size, "white")
    white.alpha_composite(whole)
    written = BytesIO()
    white.convert("RGB").save(written, "JPEG", quality=85)
    return OnPaper(_as_svg(written.getvalue(), *whole.size), *whole.size)


def _as_svg(jpeg: bytes, width: int, height: int) -> bytes:
    size = f'width="{width}" height="{height}"'
    href = f"data:image/jpeg;base64,{b64encode(jpeg).decode()}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{href}"/></svg>'.encode()
