"""Plans made in memory. Ids come from a small pool, so that two plans share, move, edit and remove entries."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from safety_plans.plan import Channel, Contact, Entry, Place, Plan, Step, Way
from safety_plans.revisions import History, Revision, revise

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
IDS = ("a", "b", "c", "d", "e")

# Any characters that can be stored: emoji, right-to-left, zero-width, markup. Few, so that sides often agree.
few_words = st.sampled_from(("", "music", "my gran", "چائے", "<b>tea</b>", "\u202etea\u200b", "🐈 and me"))
words = few_words | st.text(max_size=12)
ways = st.builds(Way, st.sampled_from(Channel), few_words)
contacts = st.builds(Contact, few_words, few_words, st.tuples() | st.tuples(ways), st.none() | st.booleans())
details = st.none() | contacts | st.builds(Place, few_words, few_words)
pictures = st.lists(st.sampled_from(("cat", "sea", "sky")), unique=True, max_size=3).map(tuple)


@st.composite
def plans(draw: st.DrawFn, texts: st.SearchStrategy[str] = words) -> Plan:
    steps: list[list[Entry]] = [[] for _ in Step]
    for id_ in draw(st.lists(st.sampled_from(IDS), unique=True)):
        entry = Entry(id_, draw(texts), draw(few_words), draw(details), draw(pictures))
        # Two steps hold most entries, so that there is an order to disagree about.
        steps[draw(st.sampled_from((0, 0, 0, 1, 5, 6)))].append(entry)
    return Plan(tuple(tuple(entries) for entries in steps))


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def one_step(*texts: str, step: Step = Step.ON_MY_OWN) -> Plan:
    """Return a plan with these texts in one step; their ids are a, b, c and so on."""
    return Plan().with_step(step, *(Entry(chr(ord("a") + n), text) for n, text in enumerate(texts)))


def written(*contents: Plan) -> History:
    """Return a history with these contents, one each hour from noon."""
    history = History()
    for hours, plan in enumerate(contents):
        history = history.appended(revise(history.newest, plan, expected=len(history), at=at(hours)))
    return history


def newest(history: History) -> Revision:
    assert history.newest is not None
    return history.newest
