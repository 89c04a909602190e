"""What somebody who knows how counts are shown can work out from them."""

from collections import defaultdict
from collections.abc import Hashable, Iterable

FEW = range(1, 5)


def told_apart(tables: Iterable[tuple[Hashable, tuple[int, ...]]]) -> list[tuple[int, ...]]:
    """Return the secret counts that somebody who knows how counts are shown can work out, where they are few.

    `tables` are (what is shown, the secret counts in it): those that look alike are one group.
    """
    alike: dict[Hashable, list[tuple[int, ...]]] = defaultdict(list)
    for seen, secret in tables:
        alike[seen].append(secret)
    return [
        group[0]
        for group in alike.values()
        for secrets in (set(values) for values in zip(*group, strict=True))
        if len(secrets) == 1 and secrets & set(FEW)
    ]
