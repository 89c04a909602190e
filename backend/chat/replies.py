"""What the service says by itself, chosen from the reviewed texts. Pure."""

from backend.chat.model import Author, Draft, Noticed
from backend.chat.texts import Lines, texts
from backend.core.attention import Attention

BY_OTHERS = frozenset(
    {"abuse", "sexual_harm", "exploitation", "forced_marriage", "honour", "abuse_at_home", "sexual_images"}
)


def safety_reply(language: str, noticed: Noticed, *, already_open: bool) -> tuple[Draft, ...]:
    """Return the fixed reply to a message that needs a person."""
    safety = texts(language).safety
    kinds = {reason.kind for reason in noticed.reasons}
    if already_open:
        return _drafts(safety.again)
    if kinds and kinds <= BY_OTHERS:
        return _drafts(safety.harm_by_others)
    return _drafts(safety.now if noticed.attention is Attention.NOW else safety.today)


def person_requested(language: str) -> tuple[Draft, ...]:
    """Return the reply to "I want a person"."""
    return _drafts(texts(language).person_requested)


def bot_unavailable(language: str) -> tuple[Draft, ...]:
    """Return the plain reply when the bot has no answer: it leaves a way to a person."""
    return _drafts(texts(language).bot_unavailable)


def _drafts(lines: Lines) -> tuple[Draft, ...]:
    *first, last = lines.lines
    drafts = [Draft(Author.SAFETY, line) for line in first]
    return (*drafts, Draft(Author.SAFETY, last, "numbers", buttons=tuple(lines.buttons)))
