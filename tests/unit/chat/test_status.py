"""The one sentence on a young person's screen, for every standing in every language."""

import re
from datetime import timedelta
from itertools import product

import pytest

from backend.chat.status import status_line
from backend.escalations.truth import Facts, Standing
from tests.fakes import MONDAY_EVENING
from tests.unit.chat.languages import LANGUAGES

ASKED = Facts("escalation-1", asked_at=MONDAY_EVENING, by="Maya", by_role="supervisor")
LATER = MONDAY_EVENING + timedelta(minutes=4)
NOW = MONDAY_EVENING + timedelta(minutes=30)

# Facts that lead to each standing at NOW.
LEADING_TO = {
    Standing.NONE: Facts(),
    Standing.ALERTING: Facts("escalation-1", asked_at=NOW),
    Standing.NOT_ALERTED: ASKED,
    Standing.WAITING: Facts("escalation-1", asked_at=MONDAY_EVENING, alerted_at=LATER),
    Standing.NOBODY_ON_CALL: Facts("escalation-1", asked_at=MONDAY_EVENING, fallback_alerted_at=LATER),
    Standing.SEEN: Facts(
        "escalation-1", asked_at=MONDAY_EVENING, seen_at=LATER, by="Maya", by_role="supervisor"
    ),
    Standing.ALERTED_AGAIN: Facts(
        "escalation-1",
        asked_at=MONDAY_EVENING,
        seen_at=MONDAY_EVENING,
        stale_at=LATER,
        alerted_again_at=LATER,
    ),
    Standing.JOINED: Facts(
        "escalation-1", asked_at=MONDAY_EVENING, joined_at=LATER, by="Maya", by_role="supervisor"
    ),
    Standing.HANDING_OVER: Facts(
        "escalation-1",
        asked_at=MONDAY_EVENING,
        joined_at=MONDAY_EVENING,
        lapsed_at=LATER,
        asked_for_another_at=LATER,
        by="Maya",
        by_role="supervisor",
    ),
    Standing.HANDED_BACK: Facts(
        "escalation-1",
        asked_at=LATER,
        alerted_at=LATER,
        handed_back_at=LATER,
        by="Maya",
        by_role="supervisor",
    ),
    Standing.CLOSED: Facts(
        "escalation-1", asked_at=MONDAY_EVENING, closed_at=LATER, by="Maya", by_role="supervisor"
    ),
}
WITH_TIME = {
    Standing.WAITING, Standing.NOBODY_ON_CALL, Standing.SEEN, Standing.ALERTED_AGAIN, Standing.JOINED,
    Standing.HANDING_OVER, Standing.HANDED_BACK, Standing.CLOSED,
}  # fmt: skip
WITH_NAME = {Standing.JOINED, Standing.HANDING_OVER, Standing.HANDED_BACK, Standing.CLOSED}
NEVER_SAID = re.compile(
    r"\b(coming|promise|on (the|their|its) way|watching|monitor\w*|soon|low risk|at risk|risk|safe now|don't worry)\b",
    re.IGNORECASE,
)
NOBODY_HAS_SEEN = re.compile(r"Nobody( from the team)? has seen")
UNSEEN = set(Standing) - {
    Standing.SEEN,
    Standing.ALERTED_AGAIN,
    Standing.JOINED,
    Standing.CLOSED,
    Standing.NONE,
}
EACH = [
    pytest.param(language, told, id=f"{language}-{told.value}")
    for language, told in product(LANGUAGES, Standing)
]


def test_there_are_facts_for_every_standing() -> None:
    assert LEADING_TO.keys() == set(Standing)
    assert {told: facts.standing(NOW) for told, facts in LEADING_TO.items()} == {
        told: told for told in Standing
    }


@pytest.mark.parametrize(("language", "told"), EACH)
def test_a_sentence_is_whole(language: str, told: Standing) -> None:
    line = status_line(LEADING_TO[told], language, NOW)
    assert line.standing is told
    assert line.sentence.strip()
    assert not re.search(r"[{}]", line.sentence)
    assert ("21:14" in line.sentence) == (told in WITH_TIME)
    assert ("Maya" in line.sentence) == (told in WITH_NAME)


@pytest.mark.parametrize(("language", "told"), EACH)
def test_no_sentence_says_that_somebody_is_coming_or_watching_or_that_all_is_well(
    language: str, told: Standing
) -> None:
    assert not NEVER_SAID.search(status_line(LEADING_TO[told], language, NOW).sentence)


@pytest.mark.parametrize(("language", "told"), EACH)
def test_the_numbers_are_there_while_somebody_waits_and_while_somebody_is_with_them(
    language: str, told: Standing
) -> None:
    line = status_line(LEADING_TO[told], language, NOW)
    assert line.with_lines == (told not in {Standing.NONE, Standing.CLOSED})


@pytest.mark.parametrize("told", sorted(UNSEEN))
def test_in_english_what_nobody_has_seen_is_said_to_be_unseen(told: Standing) -> None:
    sentence = status_line(LEADING_TO[told], "en", NOW).sentence
    assert not re.search(r"\b(has|have) (seen|read|joined|answered)\b", NOBODY_HAS_SEEN.sub("", sentence))
    nobody_yet = {Standing.ALERTING, Standing.WAITING, Standing.NOBODY_ON_CALL}
    if told in nobody_yet | {Standing.HANDING_OVER, Standing.HANDED_BACK}:
        assert "Nobody" in sentence


def test_in_english_only_seen_says_seen() -> None:
    sentences = {told: status_line(facts, "en", NOW).sentence for told, facts in LEADING_TO.items()}
    claims = {told for told, sentence in sentences.items() if "has seen" in NOBODY_HAS_SEEN.sub("", sentence)}
    assert claims == {Standing.SEEN}


def test_in_english_only_joined_says_that_a_person_is_here() -> None:
    sentences = {told: status_line(facts, "en", NOW).sentence for told, facts in LEADING_TO.items()}
    assert {told for told, sentence in sentences.items() if "joined this chat" in sentence} == {
        Standing.JOINED
    }
    assert "on-call supervisor" in sentences[Standing.JOINED]


def test_the_clock_is_lutons_also_in_summer() -> None:
    in_july = MONDAY_EVENING.replace(month=7)
    assert "22:10" in status_line(Facts("e", asked_at=in_july, seen_at=in_july), "en", in_july).sentence


def test_a_role_that_has_no_word_is_told_as_an_on_call_worker() -> None:
    facts = Facts("e", asked_at=LATER, joined_at=LATER, by="Maya", by_role="something-new")
    assert "on-call worker" in status_line(facts, "en", NOW).sentence


def test_a_name_with_braces_is_shown_as_it_is() -> None:
    facts = Facts("e", asked_at=LATER, joined_at=LATER, by="{time}", by_role="on_call")
    assert status_line(facts, "en", NOW).sentence.startswith("{time} from the team")


@pytest.mark.parametrize("language", LANGUAGES)
def test_out_of_hours_is_said_before_anybody_writes_with_who_is_awake(language: str) -> None:
    line = status_line(Facts(), language, NOW, on_call=False)
    assert (line.standing, line.with_lines) == (Standing.NONE, True)
    assert line.sentence != status_line(Facts(), language, NOW).sentence
    assert not NEVER_SAID.search(line.sentence)
    told = Facts("escalation-1", asked_at=NOW)
    assert status_line(told, language, NOW, on_call=False) == status_line(told, language, NOW)


def test_in_english_out_of_hours_is_said_plainly() -> None:
    sentence = status_line(Facts(), "en", NOW, on_call=False).sentence
    assert "Nobody from the team is on call now." in sentence
    assert "computer program" in sentence


OUT_OF_HOURS = {"before": Facts(), "asked": LEADING_TO[Standing.NOBODY_ON_CALL]}


@pytest.mark.parametrize("told", OUT_OF_HOURS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_shift_is_told_out_of_hours_in_every_language_today_or_tomorrow(
    language: str, told: str
) -> None:
    facts = OUT_OF_HOURS[told]
    nothing = status_line(facts, language, NOW, on_call=False)
    tonight, tomorrow = [
        status_line(facts, language, NOW, on_call=False, planned_from=NOW + timedelta(hours=hours)).sentence
        for hours in (1, 19)
    ]
    assert len({nothing.sentence, tonight.replace("22:40", "16:40"), tomorrow}) == 3
    assert "22:40" in tonight
    assert "16:40" in tomorrow
    for sentence in (nothing.sentence, tonight, tomorrow):
        assert not re.search(r"[{}]|  | $", sentence)
        assert not NEVER_SAID.search(sentence)


def test_today_is_the_day_in_luton_also_in_summer_after_midnight() -> None:
    after_midnight = MONDAY_EVENING.replace(month=7, hour=23, minute=30)  # 00:30 in Luton.
    line = status_line(
        Facts(),
        "en",
        after_midnight,
        on_call=False,
        planned_from=after_midnight + timedelta(hours=16, minutes=30),
    )
    assert "from 17:00 today. Plans can change. You can" in line.sentence


@pytest.mark.parametrize("told", sorted(set(Standing) - {Standing.NONE, Standing.NOBODY_ON_CALL}))
def test_no_other_sentence_tells_of_a_plan(told: Standing) -> None:
    plain = status_line(LEADING_TO[told], "en", NOW)
    assert status_line(LEADING_TO[told], "en", NOW, on_call=False, planned_from=LATER) == plain
