"""A QR code as an inline SVG: no file to fetch and no inline style, which the page's policy forbids."""

import io

import segno


def qr_svg(address: str) -> str:
    """Return the SVG of a code that leads to `address`."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        nl=False,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        border=2,
    )
    return out.getvalue().decode()


def qr_squares(address: str) -> list[list[bool]]:
    """Return the code as rows of squares, dark ones true."""
    return [[bool(square) for square in row] for row in segno.make(address, error="m", micro=False).matrix]
