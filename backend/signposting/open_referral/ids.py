"""Ids in the form that the standard wants. The same thing has the same id each time."""

from uuid import NAMESPACE_URL, uuid5

NAMESPACE = uuid5(NAMESPACE_URL, "urn:evenlight:directory")


def id_of(kind: str, *names: object) -> str:
    """Return the UUID of a thing, by its kind and what names it."""
    return str(uuid5(NAMESPACE, "/".join([kind, *map(str, names)])))
