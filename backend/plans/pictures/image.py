"""Makes a picture anew from its pixels: what was hidden in the file, such as where it was taken, is gone. Pure."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from safety_plans.limits import MAX_PICTURE_PIXELS

FORMATS = ("JPEG", "PNG", "WEBP")
MEDIA = {"JPEG": "image/jpeg", "WEBP": "image/webp"}
LONGEST_SIDE = 2048  # more than a phone shows
QUALITY = 85


class NotAPicture(ValueError):
    """The bytes cannot be shown as a picture; says why, for a form."""


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept."""

    media: str
    data: bytes
    width: int
    height: int


def remade(raw: bytes) -> Picture:
    """Return the first frame, turned upright, at most LONGEST_SIDE long. Raises NotAPicture."""
    try:
        with Image.open(BytesIO(raw), formats=FORMATS) as found:
            _check_size(found)
            return _encoded(_pixels(found))
    except NotAPicture:
        raise
    except Exception:  # noqa: BLE001 - a decoder that is fed hostile bytes may raise anything
        raise NotAPicture("is not a JPEG, PNG or WebP picture that can be read") from None


def _check_size(found: Image.Image) -> None:
    if found.width * found.height > MAX_PICTURE_PIXELS:
        raise NotAPicture(f"has more than {MAX_PICTURE_PIXELS} pixels")


def _pixels(found: Image.Image) -> Image.Image:
    found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # A large JPEG is decoded small from the start.
    mode = "RGBA" if found.has_transparency_data else "RGB"
    upright = ImageOps.exif_transpose(found).convert(mode)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(mode, upright.size)  # Has none of the fields that travel with the one that was read.
    bare.paste(upright)
    return bare


def _encoded(pixels: Image.Image) -> Picture:
    format_ = "WEBP" if pixels.mode == "RGBA" else "JPEG"
    written = BytesIO()
    pixels.save(written, format_, quality=QUALITY)
    return Picture(MEDIA[format_], written.getvalue(), *pixels.size)
