"""What a young person is told about their request, from receipts and from nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from backend.escalations.model import Receipt, ReceiptKind
from backend.escalations.truth import ALERT_LATE_AFTER_S, Standing, fold
from tests.unit.escalations.made import at, receipt

OPENED = receipt(ReceiptKind.OPENED)
STEP = receipt(ReceiptKind.STEP_STARTED)
ROTA_EMPTY = receipt(ReceiptKind.ROTA_EMPTY)
SENT = receipt(ReceiptKind.PAGE_SENT, 1)
SEEN = receipt(ReceiptKind.ACKNOWLEDGED, 60, "Maya")
JOINED = receipt(ReceiptKind.TAKEN_OVER, 90, "Maya")
HANDED_BACK = receipt(ReceiptKind.HANDED_BACK, 600, "Maya")
CLOSED = receipt(ReceiptKind.CLOSED, 900, "Maya")

TO_FALLBACK = receipt(ReceiptKind.PAGE_SENT, 1, fallback=True)

CLAIMS = {
    Standing.SEEN: {ReceiptKind.ACKNOWLEDGED, ReceiptKind.HAND_OVER_ACCEPTED},
    Standing.JOINED: {ReceiptKind.TAKEN_OVER},
    Standing.HANDING_OVER: {ReceiptKind.HAND_OVER_LAPSED},
    Standing.HANDED_BACK: {ReceiptKind.HANDED_BACK},
    Standing.CLOSED: {ReceiptKind.CLOSED},
}
AFTER_OPENING = [kind for kind in ReceiptKind if kind is not ReceiptKind.OPENED]


@st.composite
def histories(draw: st.DrawFn) -> list[Receipt]:
    """Draw any receipts, in the order of time, after the one that opened the escalation."""
    elapsed_s, made = 0, [OPENED]
    for _ in range(draw(st.integers(0, 15))):
        elapsed_s += draw(st.integers(0, 300))
        made.append(
            receipt(draw(st.sampled_from(AFTER_OPENING)), elapsed_s, "Maya", fallback=draw(st.booleans()))
        )
    return made


def since_last(receipts: list[Receipt], *kinds: ReceiptKind) -> list[Receipt]:
    """Return the receipts from the last of these kinds on, or all."""
    start = max((place for place, found in enumerate(receipts) if found.kind in kinds), default=0)
    return receipts[start:]


def standing(*receipts: Receipt, seconds: float = 1000) -> Standing:
    return fold(receipts).standing(at(seconds))


def test_before_anybody_was_asked_there_is_nothing_to_tell() -> None:
    assert standing() is Standing.NONE
    assert fold([]).since(at(0)) is None


def test_just_asked_is_alerting_until_it_is_late() -> None:
    assert standing(OPENED, STEP, seconds=ALERT_LATE_AFTER_S) is Standing.ALERTING
    assert standing(OPENED, STEP, seconds=ALERT_LATE_AFTER_S + 1) is Standing.NOT_ALERTED


def test_a_page_that_failed_alerts_nobody() -> None:
    failed = receipt(ReceiptKind.PAGE_FAILED, 1)
    assert standing(OPENED, STEP, failed) is Standing.NOT_ALERTED


def test_a_page_that_went_out_is_waiting_not_seen() -> None:
    assert standing(OPENED, STEP, SENT) is Standing.WAITING


def test_a_page_shown_on_a_screen_is_not_seen_by_a_person() -> None:
    shown = receipt(ReceiptKind.PAGE_SHOWN, 2)
    assert standing(OPENED, STEP, SENT, shown) is Standing.WAITING


def test_an_empty_rota_is_told_once_the_back_up_contacts_were_alerted() -> None:
    assert standing(OPENED, STEP, ROTA_EMPTY, seconds=1) is Standing.ALERTING
    assert standing(OPENED, STEP, ROTA_EMPTY, TO_FALLBACK) is Standing.NOBODY_ON_CALL


def test_the_back_up_contacts_are_never_told_for_a_page_that_went_to_the_rota_nor_the_reverse() -> None:
    rota_ends_later = (
        OPENED,
        STEP,
        SENT,
        receipt(ReceiptKind.STEP_STARTED, 120),
        receipt(ReceiptKind.ROTA_EMPTY, 120),
    )
    assert standing(*rota_ends_later) is Standing.WAITING
    shift_begins_later = (OPENED, STEP, ROTA_EMPTY, TO_FALLBACK, receipt(ReceiptKind.STEP_STARTED, 120))
    assert standing(*shift_begins_later) is Standing.NOBODY_ON_CALL
    facts = fold([*shift_begins_later, receipt(ReceiptKind.PAGE_SENT, 121)])
    assert (facts.standing(at(200)), facts.since(at(200))) == (Standing.WAITING, at(121))


def test_new_words_are_not_covered_by_an_old_acknowledgement() -> None:
    again = receipt(ReceiptKind.DISCLOSED_AGAIN, 200)
    assert standing(OPENED, SENT, SEEN, again, seconds=201) is Standing.ALERTING
    assert standing(OPENED, SENT, SEEN, again, receipt(ReceiptKind.PAGE_SENT, 201)) is Standing.WAITING
    assert (
        standing(OPENED, SENT, SEEN, again, receipt(ReceiptKind.ACKNOWLEDGED, 300, "Maya")) is Standing.SEEN
    )


def test_new_words_are_not_covered_by_an_acknowledgement_that_went_stale() -> None:
    stale, again = receipt(ReceiptKind.WENT_STALE, 200), receipt(ReceiptKind.DISCLOSED_AGAIN, 201)
    assert standing(OPENED, SENT, SEEN, stale, again, seconds=202) is Standing.ALERTING
    page = receipt(ReceiptKind.PAGE_SENT, 203)
    assert standing(OPENED, SENT, SEEN, stale, again, page, seconds=300) is Standing.ALERTED_AGAIN


def test_new_words_to_a_person_who_is_there_change_nothing() -> None:
    assert standing(OPENED, SENT, SEEN, JOINED, receipt(ReceiptKind.DISCLOSED_AGAIN, 200)) is Standing.JOINED


def test_seen_joined_and_closed_each_follow_their_receipt() -> None:
    assert standing(OPENED, STEP, SENT, SEEN) is Standing.SEEN
    assert standing(OPENED, STEP, SENT, SEEN, JOINED) is Standing.JOINED
    assert standing(OPENED, STEP, SENT, SEEN, JOINED, CLOSED) is Standing.CLOSED


def test_after_hand_back_the_old_seen_and_joined_are_forgotten() -> None:
    handed_back = (OPENED, STEP, SENT, SEEN, JOINED, HANDED_BACK)
    assert standing(*handed_back, seconds=601) is Standing.ALERTING
    assert standing(*handed_back) is Standing.NOT_ALERTED
    assert standing(*handed_back, receipt(ReceiptKind.PAGE_SENT, 601)) is Standing.HANDED_BACK
    facts = fold(handed_back)
    assert (facts.seen_at, facts.joined_at, facts.by) == (None, None, "Maya")


def test_after_hand_back_somebody_else_can_see_and_join_again() -> None:
    again = receipt(ReceiptKind.TAKEN_OVER, 700, "Ruth")
    facts = fold([OPENED, STEP, SENT, SEEN, JOINED, HANDED_BACK, again])
    assert (facts.standing(at(1000)), facts.by) == (Standing.JOINED, "Ruth")


def test_the_time_told_is_the_time_of_the_receipt() -> None:
    told = {
        (OPENED, STEP): at(0),
        (OPENED, STEP, SENT): SENT.at,
        (OPENED, STEP, SENT, SEEN): SEEN.at,
        (OPENED, STEP, SENT, SEEN, JOINED): JOINED.at,
        (OPENED, JOINED, HANDED_BACK, receipt(ReceiptKind.PAGE_SENT, 601)): at(601),
        (OPENED, JOINED, CLOSED): CLOSED.at,
    }
    for receipts, since in told.items():
        assert fold(receipts).since(at(1000)) == since


def test_a_later_page_does_not_move_the_time_of_the_first() -> None:
    facts = fold([OPENED, STEP, SENT, receipt(ReceiptKind.PAGE_SENT, 500)])
    assert facts.since(at(1000)) == SENT.at


@given(histories(), st.integers(0, 10_000))
def test_nothing_is_claimed_without_its_receipt_since_the_last_hand_back(
    receipts: list[Receipt], seconds: int
) -> None:
    told = fold(receipts).standing(at(seconds))
    current = since_last(receipts, ReceiptKind.HANDED_BACK)
    if told in CLAIMS:
        assert CLAIMS[told] & {found.kind for found in current}
    if told in {Standing.WAITING, Standing.HANDED_BACK, Standing.NOBODY_ON_CALL}:
        to_fallback = told is Standing.NOBODY_ON_CALL
        assert any(found.kind is ReceiptKind.PAGE_SENT and found.fallback is to_fallback for found in current)


@given(histories(), st.integers(0, 10_000))
def test_seen_means_that_the_newest_words_were_seen(receipts: list[Receipt], seconds: int) -> None:
    if fold(receipts).standing(at(seconds)) is Standing.SEEN:
        newest = since_last(receipts, ReceiptKind.HANDED_BACK, ReceiptKind.DISCLOSED_AGAIN)
        assert CLAIMS[Standing.SEEN] & {found.kind for found in newest}


@given(histories(), st.integers(0, 10_000))
def test_the_time_told_is_never_invented(receipts: list[Receipt], seconds: int) -> None:
    assert fold(receipts).since(at(seconds)) in {found.at for found in receipts}


@given(histories())
def test_time_alone_only_shows_that_no_alert_went_out(receipts: list[Receipt]) -> None:
    facts = fold(receipts)
    early, late = facts.standing(at(0)), facts.standing(at(100_000))
    # What was seen stops counting when it went stale and no new alert could be sent.
    waiting = {Standing.ALERTING} | ({Standing.SEEN} if facts.stale_at else set())
    assert early is late or (early in waiting and late is Standing.NOT_ALERTED)


def test_an_offer_says_nothing_to_the_young_person_and_accepting_it_does() -> None:
    held = (OPENED, STEP, SENT, SEEN)
    offered = receipt(ReceiptKind.HAND_OVER_OFFERED, 100, "Maya")
    accepted = receipt(ReceiptKind.HAND_OVER_ACCEPTED, 130, "Ruth")
    facts = fold([*held, offered, receipt(ReceiptKind.PAGE_SENT, 101)])
    assert (facts.standing(at(1000)), facts.by, facts.since(at(1000))) == (Standing.SEEN, "Maya", SEEN.at)
    facts = fold([*held, offered, accepted])
    assert (facts.standing(at(1000)), facts.by, facts.since(at(1000))) == (Standing.SEEN, "Ruth", at(130))
    facts = fold([*held, JOINED, offered, accepted])
    assert (facts.standing(at(1000)), facts.by, facts.since(at(1000))) == (Standing.JOINED, "Ruth", at(130))


def test_that_somebody_else_is_asked_for_is_told_once_an_alert_went_out_and_until_somebody_takes_it() -> None:
    lapsed = (OPENED, STEP, SENT, JOINED, receipt(ReceiptKind.HAND_OVER_LAPSED, 400, "Maya"))
    assert standing(*lapsed) is Standing.JOINED
    asked = (*lapsed, receipt(ReceiptKind.PAGE_SENT, 401))
    facts = fold(asked)
    assert (facts.standing(at(1000)), facts.by, facts.since(at(1000))) == (
        Standing.HANDING_OVER, "Maya", at(401),
    )  # fmt: skip
    for ending in (ReceiptKind.HAND_OVER_WITHDRAWN, ReceiptKind.HAND_OVER_ACCEPTED):
        assert standing(*asked, receipt(ending, 500, "Ruth")) is Standing.JOINED
    assert standing(*asked, HANDED_BACK, receipt(ReceiptKind.PAGE_SENT, 601)) is Standing.HANDED_BACK
