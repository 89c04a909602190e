"""Recovery words: 66 random bits behind two that find, however they are typed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from backend.identity.accounts.words import COUNT, FINDING, Words, new_words, typed_words

LIST = Mnemonic("english").wordlist
EIGHT = "abandon ability able about above absent absorb abstract"


def test_words_are_eight_of_the_english_list_and_never_the_same() -> None:
    drawn = [new_words().words for _ in range(50)]
    assert len(set(drawn)) == 50
    assert all(len(words) == COUNT == 8 and set(words) <= set(LIST) for words in drawn)


def test_what_proves_is_worth_at_least_64_bits() -> None:
    assert (COUNT - FINDING) * math.log2(len(LIST)) == 66


def test_the_words_that_find_tell_nothing_of_those_that_prove() -> None:
    words = typed_words(EIGHT)
    assert words.finding == "abandon ability"
    assert words.proving == "able about above absent absorb abstract"


@pytest.mark.parametrize(
    "typed",
    [
        "  Abandon ABILITY  able about above absent absorb abstract\n",
        "abandon, ability, able, about, above, absent, absorb, abstract",
        "abandon,ability,able,about,above,absent,absorb,abstract.",
        "1. abandon 2. ability\n3. able 4. about\n5. above 6. absent\n7. absorb 8. abstract",
        "abandon\u00a0ability\u2003able about above absent absorb abstract",
        "\uff41\uff42\uff41\uff4e\uff44\uff4f\uff4e ability able about above absent absorb abstract",
    ],
)
def test_capitals_commas_numbers_and_spaces_do_not_matter(typed: str) -> None:
    assert typed_words(typed) == Words(tuple(EIGHT.split()))


@given(st.text(max_size=300))
def test_whatever_is_typed_is_words_or_nothing(typed: str) -> None:
    words = typed_words(typed)
    assert f"{words.finding} {words.proving}".strip() == " ".join(words.words)


@given(st.permutations(EIGHT.split()))
def test_the_order_matters(words: list[str]) -> None:
    typed = typed_words(" ".join(words))
    assert (typed == Words(tuple(EIGHT.split()))) == (words == EIGHT.split())
