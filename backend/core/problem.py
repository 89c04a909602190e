"""One error hierarchy: each error has a stable key and a status, and is told as an RFC 9457 problem."""

from typing import Any, ClassVar


class Problem(Exception):
    """An error that the caller is told about. Never carries message or plan content."""

    status: ClassVar[int] = 500
    key: ClassVar[str] = "internal"
    title: ClassVar[str] = "Something went wrong on our side"

    def __init__(self, detail: str = "", **extra: Any) -> None:
        super().__init__(self.key)
        self.detail = detail
        self.extra = extra

    def as_document(self) -> dict[str, Any]:
        """Return the RFC 9457 members; `type` is a URN that does not change between releases."""
        document = {"type": f"urn:evenlight:problem:{self.key}", "title": self.title, "status": self.status}
        if self.detail:
            document["detail"] = self.detail
        return document | self.extra


class BadRequest(Problem):
    """The body is not JSON, or not an object."""

    status, key, title = 400, "bad-request", "The request could not be read"


class Unauthenticated(Problem):
    """No token, or one that is expired, altered or for someone else."""

    status, key, title = 401, "unauthenticated", "Sign in again"


class Forbidden(Problem):
    """The token is good, but this kind of person may not do this."""

    status, key, title = 403, "forbidden", "Not allowed"


class NotFound(Problem):
    """There is no such thing, or it belongs to someone else: the two are never told apart."""

    status, key, title = 404, "not-found", "Not found"


class MethodNotAllowed(Problem):
    """The address exists; the method does not."""

    status, key, title = 405, "method-not-allowed", "Method not allowed"


class Conflict(Problem):
    """The thing is no longer in the state that the caller saw."""

    status, key, title = 409, "conflict", "It has changed meanwhile"


class AlreadyAcknowledged(Conflict):
    """Somebody else was first; the document says who and when."""

    key, title = "already-acknowledged", "Somebody has acknowledged this already"


class PreconditionFailed(Problem):
    """Somebody wrote in between: nothing was stored. The document says what is there now."""

    status, key, title = 412, "stale", "It was changed somewhere else meanwhile"


class Gone(Problem):
    """It was erased: the key that it was sealed with is destroyed."""

    status, key, title = 410, "gone", "It has been erased"


class TooLarge(Problem):
    """The body is over the limit of its address."""

    status, key, title = 413, "too-large", "The request is too large"


class UnsupportedMediaType(Problem):
    """The body is not what the address takes, mostly application/json."""

    status, key, title = 415, "unsupported-media-type", "This kind of content is not taken here"


class Unprocessable(Problem):
    """The body is JSON, but a field is missing or out of bounds; `errors` says which."""

    status, key, title = 422, "invalid", "Something in the request is not valid"


class PreconditionRequired(Problem):
    """A write that does not say what it writes over."""

    status, key, title = 428, "precondition-required", "Say with If-Match which revision this changes"


class RequestTimeout(Problem):
    """The body came too slowly: nothing was stored."""

    status, key, title = 408, "request-timeout", "The request took too long to arrive"


class TooManyRequests(Problem):
    """Asked too often; `retry_after_s` says how long to wait. Never the answer to a message that needs a person."""

    status, key, title = 429, "too-many-requests", "That was too often. Wait a little and try again"


class StoreUnavailable(Problem):
    """The database cannot be reached: nothing was stored, keep it and send it again."""

    status, key, title = 503, "store-unavailable", "We cannot save messages at the moment"


class Busy(Problem):
    """More is asked at this moment than can be answered in time; nothing is wrong with the request."""

    status, key, title = 503, "busy", "We are very busy. Try again in a minute"
