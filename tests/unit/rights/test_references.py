"""What a person is given to find their complaint again, and how they may type it."""

import re

import pytest

from backend.rights.complaints.model import Reference


def test_a_reference_is_readable_aloud_and_no_two_are_the_same() -> None:
    references = {str(Reference.new()) for _ in range(100)}
    assert len(references) == 100
    assert all(re.fullmatch(r"EV(-[0-9A-HJKMNP-TV-Z]{4}){6}", reference) for reference in references)


def test_what_is_written_can_be_read_back() -> None:
    reference = Reference.new()
    assert Reference.parse(str(reference)) == reference
    assert Reference.parse(str(reference).lower().replace("-", "")) == reference


@pytest.mark.parametrize(("typed", "meant"), [("O", "0"), ("I", "1"), ("l", "1")])
def test_letters_that_look_like_digits_are_read_as_digits(typed: str, meant: str) -> None:
    assert Reference.parse(f"EV-{typed * 4}" + "-2222" * 5) == Reference.parse(
        f"EV-{meant * 4}" + "-2222" * 5
    )


@pytest.mark.parametrize(
    "typed", ["", "EV", "EV-7K2M", "EV" + "-2222" * 7, "EV-UUUU" + "-2222" * 5, "é" * 24]
)
def test_anything_else_is_none(typed: str) -> None:
    assert Reference.parse(typed) is None


def test_the_stored_hash_is_of_the_secret_alone_and_does_not_hold_it() -> None:
    reference = Reference.new()
    assert reference.secret not in reference.secret_hash
    assert Reference(Reference.new().id, reference.secret).secret_hash == reference.secret_hash
