"""Looking for many words at once finds what looking for each would."""

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.screening.index import Index, Lookup
from backend.screening.pattern import compile_pattern

letters = st.text("abi \u0985", max_size=6).filter(bool)


@settings(deadline=None)
@given(st.sets(letters), st.text("abi \u0985", max_size=60))
def test_an_index_finds_the_words_that_a_text_holds(words: set[str], text: str) -> None:
    assert Index(words).present(text) == {word for word in words if word in text}


def test_a_lookup_leads_to_patterns_in_order() -> None:
    hurt, die = compile_pattern("hurt myself", {}), compile_pattern("want to die", {})
    lookup = Lookup([[die], [hurt, die]])
    assert list(lookup.candidates({"die"})) == [(0, [0]), (1, [1])]
    assert list(lookup.candidates({"myself", "hurt"})) == [(1, [0])]
    assert list(lookup.candidates(set())) == []


def test_a_pattern_asks_for_each_of_its_telling_words() -> None:
    pattern = compile_pattern("(found|borrowed) all my ..2 (books|pens)", {})
    assert pattern.could_match({"borrowed", "pens", "all"})
    assert not pattern.could_match({"borrowed", "all"})
    assert not pattern.could_match({"books"})
