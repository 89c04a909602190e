"""Plans made in memory. Ids come from a small pool, so that two plans share, move, edit and remove entries."""

from datetime import UTC, datetime, timedelta
from string import ascii_lowercase

from hypothesis import strategies as st

from safety_plans.characters import kept
from safety_plans.plan import Channel, Contact, Entry, Place, Plan, Step, Way
from safety_plans.revisions import History, Revision, revise

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
IDS = ("a", "b", "c", "d", "e")

# Any characters that can be stored: emoji, right-to-left, zero-width, markup. Few, so that sides often agree.
few_words = st.sampled_from(
    ("", "music", "my gran", "چائے", "<b>tea</b>", "\u2067tea\u2069\u200b", "🐈 and me")
)
characters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u202d\u202e")
words = few_words | st.text(characters | st.sampled_from("\n\t"), max_size=12).map(kept)
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
    """Return a plan with these texts in one step; their ids are a, b, c and so on to z, then e26."""
    ids = [*ascii_lowercase, *(f"e{n}" for n in range(26, len(texts)))]
    return Plan().with_step(step, *(Entry(id_, text) for id_, text in zip(ids, texts, strict=False)))


def written(*contents: Plan) -> History:
    """Return a history with these contents, one each hour from noon."""
    history = History()
    for hours, plan in enumerate(contents):
        history = history.appended(revise(history.newest, plan, expected=len(history), at=at(hours)))
    return history


def newest(history: History) -> Revision:
    assert history.newest is not None
    return history.newest
