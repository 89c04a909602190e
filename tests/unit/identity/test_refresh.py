"""Refresh tokens by generation: a lost answer never signs out, and a stolen old token always ends the family."""

import re
import secrets
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.problem import Unauthenticated
from backend.identity.accounts.model import Presented, judge
from backend.identity.accounts.refresh import RefreshTokens

TOKENS = RefreshTokens(secrets.token_bytes(32))


@dataclass
class Family:
    """A device at the service, as `Sessions.renew` keeps it, without a store."""

    newest: int = 1
    ended: bool = False

    def present(self, generation: int) -> int | None:
        """Return the successor, or None where the service answers 401."""
        if self.ended:
            return None
        if judge(generation, self.newest) is Presented.REUSED:
            self.ended = True
            return None
        self.newest = generation + 1
        return self.newest


@dataclass
class Phone:
    """Keeps the last token it was given."""

    family: Family
    holds: int = 1
    given: list[int] = field(default_factory=lambda: [1])

    def renew(self, *, answer_arrives: bool = True) -> None:
        answer = self.family.present(self.holds)
        assert answer is not None, "signed out"
        if answer_arrives:
            self.holds = answer
            self.given.append(answer)


@given(st.lists(st.booleans(), max_size=60))
def test_no_sequence_of_lost_answers_signs_a_phone_out(arrivals: list[bool]) -> None:
    phone = Phone(Family())
    for arrives in arrivals:
        phone.renew(answer_arrives=arrives)
    assert not phone.family.ended


@given(st.integers(1, 30), st.data())
def test_any_token_older_than_the_one_before_ends_the_family(renewals: int, data: st.DataObject) -> None:
    phone = Phone(Family())
    for _ in range(renewals + 1):
        phone.renew()
    stolen = data.draw(st.sampled_from(phone.given[:-2]))
    assert phone.family.present(stolen) is None
    assert phone.family.present(phone.holds) is None, "the phone has to sign in again, and so does the thief"


@given(st.lists(st.tuples(st.sampled_from(["phone", "thief"]), st.booleans()), max_size=60))
def test_a_thief_and_a_phone_can_go_on_in_step_only(turns: list[tuple[str, bool]]) -> None:
    family = Family()
    held = {"phone": 1, "thief": 1}
    for who, answer_arrives in turns:
        behind = family.newest - held[who]
        answer = family.present(held[who])
        assert (answer is None) == (behind >= 2)
        if answer is None:
            assert all(family.present(generation) is None for generation in held.values())
            return
        held[who] = answer if answer_arrives else held[who]


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_what_presenting_means_depends_on_the_distance_only(presented: int, newest: int) -> None:
    means = judge(presented, newest)
    assert (means is Presented.REUSED) == (newest - presented >= 2)
    assert (means is Presented.ANSWER_LOST) == (newest - presented == 1)


@given(st.integers(1, 40), st.integers(1, 40))
def test_a_restored_backup_signs_no_phone_out(backed_up: int, renewals_since: int) -> None:
    phone = Phone(Family(newest=backed_up), holds=backed_up + renewals_since)
    phone.renew()
    phone.renew()
    assert not phone.family.ended


def test_a_token_is_always_the_same_and_is_read_back() -> None:
    assert TOKENS.make("a-phone", 7) == TOKENS.make("a-phone", 7)
    assert TOKENS.read(TOKENS.make("a-phone", 7)) == ("a-phone", 7)
    assert re.fullmatch(r"a-phone\.7\.[\w-]{43}", TOKENS.make("a-phone", 7))


def test_another_key_makes_other_tokens() -> None:
    with pytest.raises(Unauthenticated):
        TOKENS.read(RefreshTokens(secrets.token_bytes(32)).make("a-phone", 7))


@given(st.integers(0, 200), st.sampled_from("abcXYZ0189-_."))
def test_one_altered_character_is_refused(place: int, char: str) -> None:
    token = TOKENS.make("a-phone", 7)
    place %= len(token)
    altered = token[:place] + char + token[place + 1 :]
    if altered != token:
        with pytest.raises(Unauthenticated):
            TOKENS.read(altered)


@given(st.text(max_size=80))
def test_no_text_is_more_than_refused(text: str) -> None:
    with pytest.raises(Unauthenticated):
        TOKENS.read(text)


@pytest.mark.parametrize("generation", ["07", "+7", " 7", "7_0", "\u0667", "0", "-7", "7" * 40])
def test_a_generation_has_one_way_of_writing(generation: str) -> None:
    mac = TOKENS.make("a-phone", 7).rsplit(".", 1)[1]
    with pytest.raises(Unauthenticated):
        TOKENS.read(f"a-phone.{generation}.{mac}")


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        RefreshTokens(b"short")
