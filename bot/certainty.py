"""When a guess may fetch a person: a disclosure that is sure enough does; one less sure is asked about once."""

from collections.abc import Mapping

# What an unsure guess becomes: the intent whose answer asks about it.
ASKED_AS = {
    "disclose_suicide": "unclear_distress",
    "disclose_self_harm": "unclear_distress",
    "disclose_abuse": "unclear_harm",
    "disclose_sexual_harm": "unclear_harm",
    "disclose_exploitation": "unclear_harm",
    "disclose_forced_marriage": "unclear_harm",
    "disclose_eating": "unclear_harm",
    "disclose_substances": "unclear_harm",
    "friend_in_danger": "help_a_friend",
    "running_away": "unclear_safety",
    "already_hurt": "unclear_safety",
    "not_safe_now": "unclear_safety",
}
NOT_SURE = "nlu_fallback"  # Rasa's name; the answer offers a person.
NOW = frozenset({"already_hurt", "not_safe_now"})
QUESTIONS = frozenset({"unclear_distress", "unclear_harm", "unclear_safety"})
# In a text as long as this every kind of answer finds something; only what may be a disclosure is taken from it then.
LONG_CHARACTERS = 280
TAKEN_FROM_A_LONG_TEXT = (
    QUESTIONS | ASKED_AS.keys() | {"want_person", "help_now", "help_a_friend", "take_back"}
)


def settled(
    ranking: Mapping[str, float], *, sure: float, sure_now: float, perhaps: float
) -> tuple[str, float]:
    """Return the intent to answer and how likely it is, from how likely each intent is.

    All disclosures count together: several that share the likelihood among them are one thing said in unclear words.
    """
    top = max(ranking, key=ranking.__getitem__)
    heard = {name: share for name, share in ranking.items() if name in ASKED_AS}
    if not heard or top in QUESTIONS:
        return top, ranking[top]
    likeliest = max(heard, key=heard.__getitem__)
    together = sum(heard.values())
    if heard[likeliest] >= sure_now and likeliest in NOW:
        return likeliest, heard[likeliest]
    if together >= sure:
        return likeliest, together
    if together >= perhaps:
        return ASKED_AS[likeliest], together
    return (NOT_SURE if top == likeliest else top), ranking[top]


def is_guess_at_long_text(text: str, name: str, share: float, *, certain: float) -> bool:
    """Tell whether an uncertain intent comes from a text too long for guessing, and is none to ask about."""
    unsure = (
        share < certain or name == "off_topic"
    )  # Nobody who wrote so much is told that it does not belong here.
    return len(text) > LONG_CHARACTERS and unsure and name not in TAKEN_FROM_A_LONG_TEXT
