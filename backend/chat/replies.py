"""What the service says by itself, chosen from the reviewed texts. Pure.

Where a text has variants, `before` says how many fixed replies the conversation has had: they are said in turn.
"""

from backend.chat.model import Author, Draft, Noticed
from backend.chat.texts import Lines, Safety, texts
from backend.core.attention import Attention

BY_OTHERS = frozenset(
    {"abuse", "sexual_harm", "exploitation", "forced_marriage", "honour", "abuse_at_home", "sexual_images"}
)


def safety_reply(
    language: str, noticed: Noticed, already: Attention | None, before: int = 0
) -> tuple[Draft, ...]:
    """Return the fixed reply to a message that needs a person; `already` is that of a request that is open."""
    safety = texts(language).safety
    kinds = {reason.kind for reason in noticed.reasons}
    by_others = bool(kinds) and kinds <= BY_OTHERS
    raised = noticed.attention is Attention.NOW and already is not Attention.NOW
    if already is None or (raised and not by_others):
        return _drafts(_first(safety, noticed, by_others=by_others))
    return _drafts(_in_turn(_again(safety, noticed, by_others=by_others), before))


def _first(safety: Safety, noticed: Noticed, *, by_others: bool) -> Lines:
    if by_others:
        return safety.harm_by_others
    return safety.now if noticed.attention is Attention.NOW else safety.today


def _again(safety: Safety, noticed: Noticed, *, by_others: bool) -> list[Lines]:
    if by_others:
        return safety.harm_by_others_again
    return safety.now_again if noticed.attention is Attention.NOW else safety.today_again


def person_requested(language: str, already: Attention | None = None, before: int = 0) -> tuple[Draft, ...]:
    """Return the reply to "I want a person"; `already` where a request is open."""
    words = texts(language)
    return _drafts(_in_turn(words.person_requested_again, before) if already else words.person_requested)


def bot_unavailable(language: str, before: int = 0) -> tuple[Draft, ...]:
    """Return the plain reply when the bot has no answer: it leaves a way to a person."""
    words = texts(language)
    return _drafts(_in_turn([words.bot_unavailable, *words.bot_unavailable_again], before))


def not_saved(language: str) -> tuple[Draft, ...]:
    """Return what is said where the bot's words say that something is noted, and it is not."""
    return (Draft(Author.BOT, texts(language).not_saved),)


def returned(language: str) -> Draft:
    """Return the line that says again that no person speaks."""
    return Draft(Author.BOT, texts(language).returned)


def _in_turn(variants: list[Lines], before: int) -> Lines:
    return variants[before % len(variants)]


def _drafts(lines: Lines) -> tuple[Draft, ...]:
    *first, last = lines.lines
    drafts = [Draft(Author.SAFETY, line) for line in first]
    return (*drafts, Draft(Author.SAFETY, last, "numbers", buttons=tuple(lines.buttons)))
