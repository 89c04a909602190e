"""Numbers in a sentence become links that ring, and stay on one line: nobody copies digits at a hospital door."""

import re

from markupsafe import Markup

NUMBER = re.compile(r"(?<!\d)(?:999|111|0\d{2,4}(?: \d{3,6}){1,2})(?!\d)")


def ringing(text: str) -> Markup:
    """Return a sentence as HTML in which each number to ring is a link."""
    found, at = Markup(), 0
    for number in NUMBER.finditer(text):
        digits = number[0].replace(" ", "")
        link = Markup('<a class="ring" href="tel:{}">{}</a>').format(digits, number[0])
        found += Markup.escape(text[at : number.start()]) + link
        at = number.end()
    return found + Markup.escape(text[at:])
