"""What somebody is looking for, and which services fit."""

from dataclasses import dataclass, replace

from backend.signposting.model import Audience, Cost, Place, Service


@dataclass(frozen=True)
class Question:
    """Who asks, and for what. Nothing has to be said; `age` is a young person's, in years."""

    audience: Audience = Audience.YOUNG_PERSON
    age: int | None = None
    need: str | None = None
    channel: str | None = None
    language: str | None = None
    faith: str | None = None
    free: bool = False
    place: Place | None = None

    @property
    def only_who(self) -> "Question":
        """Return the same asker without any wish."""
        return replace(Question(), audience=self.audience, age=self.age)

    def fits(self, service: Service) -> bool:
        """Tell whether a service is for this asker, and has everything that was asked for."""
        return (
            (self.need is None or self.need in service.needs)
            and (self.channel is None or self.channel in service.ways)
            and (self.language is None or self.language in service.languages)
            and (self.faith is None or self.faith in service.faiths)
            and (not self.free or service.cost is Cost.FREE)
            and (self.place is None or self.place in service.places)
            and service.serves(self.audience, self.age)
        )
