"""One order from two, for the entries of a step. Pure."""

from collections.abc import Sequence


def merged_order(base: Sequence[str], one: Sequence[str], other: Sequence[str]) -> list[str]:
    """Return every id of either side once; the same whichever side is named first.

    The side that changed the order decides about it. What only the other side has comes after what it came after there.
    """
    leading, following = _roles(base, one, other)
    order = list(leading)
    for position, id_ in enumerate(following):
        if id_ not in order:
            order.insert(order.index(following[position - 1]) + 1 if position else 0, id_)
    return order


def _roles(
    base: Sequence[str], one: Sequence[str], other: Sequence[str]
) -> tuple[Sequence[str], Sequence[str]]:
    changed = _reordered(base, one), _reordered(base, other)
    if changed == (True, False):
        return one, other
    if changed == (False, True):
        return other, one
    return (one, other) if list(one) <= list(other) else (other, one)


def _reordered(base: Sequence[str], side: Sequence[str]) -> bool:
    return [id_ for id_ in base if id_ in side] != [id_ for id_ in side if id_ in base]
