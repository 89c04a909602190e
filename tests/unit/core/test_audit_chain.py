"""The chain of the audit, without a database: whatever is changed, it shows, and the place is named."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.audit.chain import GENESIS, ChainCheck, Finding, Head, entry_hash, linked

Entry = dict[str, Any]
FIELDS = ["at", "actor", "role", "action", "subject", "about", "why", "place", "previous", "hash", "_id"]

entries = st.fixed_dictionaries(
    {name: st.text(max_size=8) for name in ("at", "actor", "role", "action", "subject", "why")}
    | {"about": st.none() | st.text(max_size=8), "waiting": st.just(True)}
)


def chain_of(contents: list[Entry]) -> list[Entry]:
    chain: list[Entry] = []
    for number, entry in enumerate(contents, 1):
        previous = chain[-1]["hash"] if chain else GENESIS
        chain.append(linked({"_id": f"id-{number}"} | entry, number, previous))
    return chain


chains = st.lists(entries, min_size=1, max_size=8).map(chain_of)


def checked(chain: list[Entry], heads: list[Head] | None = None) -> list[Finding]:
    check = ChainCheck(heads or [])
    for entry in chain:
        check.read(entry)
    return check.end()


def head_of(chain: list[Entry]) -> Head:
    return Head(chain[-1]["place"], chain[-1]["hash"])


def a_chain(length: int) -> list[Entry]:
    return chain_of([{"actor": f"staff-{number}", "waiting": True} for number in range(length)])


def test_a_hash_is_64_hexadecimal_digits_and_does_not_count_itself() -> None:
    found = entry_hash({"actor": "staff-maya"})
    assert len(bytes.fromhex(found)) == 32
    assert entry_hash({"actor": "staff-maya", "hash": "anything"}) == found


@given(chains)
def test_an_untouched_chain_holds(chain: list[Entry]) -> None:
    assert checked(chain, [head_of(chain)]) == []


@given(chains, st.data())
def test_any_edit_of_any_field_shows_at_its_place(chain: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    name = data.draw(st.sampled_from(FIELDS))
    value = data.draw(st.text(max_size=8) | st.none() | st.integers(-2, 12))
    if chain[place][name] == value:
        return
    edited = [*chain[:place], chain[place] | {name: value}, *chain[place + 1 :]]
    found = checked(edited, [head_of(chain)])
    assert found
    assert min(finding.place for finding in found) <= place + 1


@given(chains, st.data())
def test_an_edit_with_a_fitting_hash_shows_too(chain: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    forged = chain[place] | {"actor": chain[place]["actor"] + "!"}
    forged["hash"] = entry_hash(forged)
    found = checked([*chain[:place], forged, *chain[place + 1 :]], [head_of(chain)])
    assert [finding.place for finding in found] == [min(place + 2, len(chain))]


@given(chains, st.data())
def test_any_removed_entry_shows_at_its_place(chain: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    found = checked([*chain[:place], *chain[place + 1 :]], [head_of(chain)])
    assert [finding.place for finding in found] == [place + 1]


@given(chains.filter(lambda chain: len(chain) > 1), st.data())
def test_any_two_entries_that_change_places_show(chain: list[Entry], data: st.DataObject) -> None:
    places = st.integers(0, len(chain) - 1)
    one, other = sorted(data.draw(st.tuples(places, places).filter(lambda two: two[0] != two[1])))
    swapped = list(chain)
    swapped[one] = chain[other] | {"place": one + 1}
    swapped[other] = chain[one] | {"place": other + 1}
    found = checked(swapped, [head_of(chain)])
    assert found[0].place == one + 1


@given(chains, st.data())
def test_a_chain_that_was_written_anew_does_not_fit_its_noted_head(
    chain: list[Entry], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    contents = [dict(entry) for entry in chain]
    contents[place]["why"] += "!"
    found = checked(chain_of(contents), [head_of(chain)])
    assert [finding.says for finding in found] == [
        f"Entry {len(chain)} is not the one that was noted when it was the newest."
    ]


@pytest.mark.parametrize(
    ("kept", "says"), [(4, "Entry 5 is cut off at the end."), (2, "Entries 3 to 5 are cut off at the end.")]
)
def test_a_cut_off_tail_shows_against_a_noted_head(kept: int, says: str) -> None:
    chain = a_chain(5)
    assert checked(chain[:kept], [head_of(chain)]) == [Finding(kept + 1, says)]
    # Without a head nothing tells a shorter chain from a cut one: that is why heads are kept elsewhere.
    assert checked(chain[:kept]) == []


def test_a_gap_says_how_wide_it_is_and_what_comes_after_is_still_read() -> None:
    chain = a_chain(6)
    broken = [chain[0], chain[3], chain[4] | {"actor": "somebody else"}, chain[5]]
    assert checked(broken) == [Finding(2, "Entries 2 to 3 are missing."), Finding(5, "Entry 5 was edited.")]


def test_an_entry_at_a_place_that_is_taken_shows() -> None:
    chain = a_chain(3)
    assert checked([chain[0], chain[1], chain[1] | {"actor": "x"}, chain[2]]) == [
        Finding(2, "Entry 2 is followed by one whose place was changed.")
    ]
