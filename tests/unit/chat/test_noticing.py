"""What staff are shown of a message: the words as they were written, each stretch once."""

from backend.chat.noticing import notice

DISCLOSURE = "i dont want to be alive anymore"


def test_phrases_that_overlap_are_shown_as_one() -> None:
    words = notice(DISCLOSURE).words

    assert len(words) == 1
    assert words[0] in DISCLOSURE
    assert "want to be alive" in words[0]


def test_phrases_that_stand_apart_are_shown_apart() -> None:
    words = notice(
        f"{DISCLOSURE}. school was fine, the bus was late and we had lunch. my dad keeps hitting me"
    ).words

    assert len(words) == 2
