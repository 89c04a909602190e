"""Use cases of editors: write a version, send it to review, approve, publish, withdraw. Each is audited."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from backend.core.audit import Audit
from backend.core.clock import LONDON, Clock
from backend.core.mongo import Mongo, Tx
from backend.core.problem import Conflict, NotFound, Unprocessable
from backend.guidance.editing.model import Editor, Event, State, Step, Version, begun
from backend.guidance.editing.store import VersionStore
from backend.guidance.editing.texts import SafetyText, SafetyTexts
from backend.guidance.library import shipped
from backend.guidance.lint.language import Finding
from backend.guidance.lint.reading import reading_age
from backend.guidance.model import LANGUAGES, Article, Writing
from backend.guidance.shelf import Shelf
from backend.guidance.source import parse, sha256, write

Check = Callable[[Article, date], list[Finding]]


@dataclass(frozen=True)
class Piece:
    """Something that has versions: an article in a language, or a safety text."""

    name: str
    language: str
    article: Article | None
    text: SafetyText | None


class Editing:
    """What editors do. `editor` finds who they are; `check` says what is wrong with an article."""

    def __init__(
        self,
        mongo: Mongo,
        store: VersionStore,
        shelf: Shelf,
        texts: SafetyTexts,
        editor: Callable[[str], Awaitable[Editor]],
        check: Check,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._shelf, self._texts = mongo, store, shelf, texts
        self._editor, self._check, self._audit, self._clock = editor, check, audit, clock

    def today(self) -> date:
        """Return the day in London."""
        return self._clock.now().astimezone(LONDON).date()

    async def overview(self) -> list[tuple[Piece, Version | None]]:
        """Return everything that has versions, with the newest one."""
        newest = {(version.piece, version.language): version for version in await self._store.newest()}
        in_order = sorted(shipped(), key=lambda key: shipped()[key].order)
        keys = dict.fromkeys([*in_order, *((text.name, text.language) for text in self._texts.all), *newest])
        return [(self.piece(*key), newest.get(key)) for key in keys if self._is_there(*key)]

    def _is_there(self, name: str, language: str) -> bool:
        return (name, "en") in shipped() or self._texts.find(name, language) is not None

    def piece(self, name: str, language: str) -> Piece:
        """Return an article to be written in a language, or a safety text. Raises NotFound."""
        if text := self._texts.find(name, language):
            return Piece(name, language, None, text)
        english = shipped().get((name, "en"))
        if english is None or language not in LANGUAGES:
            raise NotFound
        return Piece(name, language, shipped().get((name, language), english), None)

    async def versions(self, name: str, language: str) -> list[Version]:
        """Return all versions, the newest first. Raises NotFound."""
        self.piece(name, language)
        return await self._store.of(name, language)

    async def findings(self, article: Article) -> list[Finding]:
        """Return what is wrong with an article."""
        return await asyncio.to_thread(self._check, article, self.today())

    async def begin(self, actor: str, name: str, language: str, writing: Writing | None) -> Version:
        """Write a new draft. A safety text is taken as it stands. Raises NotFound, Conflict or Unprocessable."""
        piece, by = self.piece(name, language), await self._editor(actor)
        if piece.article and writing is None:
            raise Unprocessable(errors=[{"field": "writing", "reason": "is missing"}])

        before = await self._store.of(name, language)
        number = before[0].number + 1 if before else 1
        content = piece.text.text if piece.text else await self._content(piece, writing, number)
        version = begun(
            name, language, number, content, sha256(content), Event(self._clock.now(), by, "begin")
        )
        if piece.text and any(
            one.sha256 == version.sha256 and one.state != State.WITHDRAWN for one in before
        ):
            raise Conflict("This text stands before the reviewers already.")

        async def work(tx: Tx) -> None:
            await self._store.add(version, tx, safety_text=piece.text is not None)
            await self._record(by, "begin", version, tx)

        await self._mongo.transaction(work)
        return version

    async def edit(self, actor: str, version: Version, writing: Writing, revision: int) -> Version:
        """Change a draft. Raises Conflict where somebody was faster."""
        piece, by = self.piece(version.piece, version.language), await self._editor(actor)
        if piece.text:
            raise Conflict("This text is changed in the repository.")
        content = await self._content(piece, writing, version.number)
        changed = version.edited(content, sha256(content), by, self._clock.now())
        return await self._put(by, "edit", changed, version, revision)

    async def take(self, actor: str, version: Version, step: Step, revision: int, note: str) -> Version:
        """Take a step. Raises Conflict, OwnWords, or Unprocessable for words that break a rule."""
        piece, by = self.piece(version.piece, version.language), await self._editor(actor)
        changed = version.after(step, by, self._clock.now(), note)
        if step in {Step.SUBMIT, Step.APPROVE, Step.PUBLISH} and piece.article:
            await self._must_be_clean(parse(version.content))
        if piece.text and step is Step.PUBLISH:
            raise Conflict("A safety text counts once it is approved.")
        return await self._put(by, step, changed, version, revision)

    async def one(self, name: str, language: str, number: int) -> Version:
        """Return a version. Raises NotFound."""
        versions = await self.versions(name, language)
        found = next((version for version in versions if version.number == number), None)
        if found is None:
            raise NotFound
        return found

    async def _put(self, by: Editor, did: str, changed: Version, before: Version, revision: int) -> Version:
        if before.revision != revision:
            raise Conflict("Somebody else has changed this version meanwhile.", revision=before.revision)

        async def work(tx: Tx) -> None:
            if changed.state is State.PUBLISHED:
                for older in await self._store.of(changed.piece, changed.language, tx):
                    if older.state in {State.PUBLISHED, State.WITHDRAWN} and older.number != changed.number:
                        await self._store.put(older.replaced(by, self._clock.now()), older.revision, tx)
            await self._store.put(changed, revision, tx)
            await self._record(by, did, changed, tx)

        await self._mongo.transaction(work)
        self._shelf.forget()
        if self._texts.find(changed.piece, changed.language):
            await self._texts.learn()
        return changed

    async def _record(self, by: Editor, did: str, version: Version, tx: Tx) -> None:
        subject = f"guidance.{version.piece}.{version.language}.{version.number}"
        await self._audit.record(by.id, f"guidance_{did}", subject, version.sha256, tx, role="content_editor")

    async def _must_be_clean(self, article: Article) -> None:
        if found := await self.findings(article):
            errors = [{"field": one.rule, "reason": f"{one.says} {one.found}".strip()} for one in found]
            raise Unprocessable("The words break a rule.", errors=errors)

    @staticmethod
    async def _content(piece: Piece, writing: Writing | None, number: int) -> str:
        if piece.article is None or writing is None:
            raise NotFound
        words = writing.model_dump() | {"language": piece.language, "version": number}
        words |= {"body": writing.body.strip(), "status": "draft", "approved_by": None, "approved_on": None}
        words["reading_age"] = await asyncio.to_thread(reading_age, words["body"], writing.now)
        try:
            content = write(Article.model_validate(piece.article.model_dump() | words))
            parse(content)  # What cannot be read again is not stored.
        except ValueError:
            raise Unprocessable(
                errors=[{"field": "writing.body", "reason": "cannot be read as words"}]
            ) from None
        return content
