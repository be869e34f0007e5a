"""Folding many objects into groups by the prefix that their names share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_CARDS = 24
"""A column with more cards than this is folded."""

_MOST_GROUPS = 16
_LEAST_MEMBERS = 3
_SEPARATORS = re.compile(r"[-_ ./:]+")


@dataclass(frozen=True, slots=True)
class Bundle:
    """One card's worth of objects.

    Attributes:
        key: Stable name of the bundle.
        label: For people; of one object its title.
        members: Ids in file order; one or more.
    """

    key: str
    label: str
    members: tuple[str, ...]

    @property
    def is_group(self) -> bool:
        """Whether it stands for several objects."""
        return len(self.members) > 1


@dataclass
class _Bucket:
    prefix: tuple[str, ...]
    members: list[str]
    final: bool = False


def fold(titles: Mapping[str, str]) -> list[Bundle]:
    """Return *titles* (id -> title) as single objects, or as groups where there are many.

    Groups are refined by one more word of the name as long as the column stays short.
    """
    if len(titles) <= MOST_CARDS:
        return [Bundle(key, title, (key,)) for key, title in titles.items()]
    words = {key: tuple(_SEPARATORS.split(title.lower())) for key, title in titles.items()}
    buckets = [_Bucket((), list(titles))]
    while (widest := _widest(buckets)) is not None:
        parts = _split(widest, words)
        if len(buckets) - 1 + len(parts) > _MOST_GROUPS:
            widest.final = True
            continue
        at = buckets.index(widest)
        buckets[at : at + 1] = parts
    return [bundle for bucket in buckets for bundle in _bundles(bucket, titles)]


def _widest(buckets: list[_Bucket]) -> _Bucket | None:
    open_ones = [b for b in buckets if not b.final and len(b.members) > _LEAST_MEMBERS]
    return max(open_ones, key=lambda bucket: len(bucket.members), default=None)


def _split(bucket: _Bucket, words: Mapping[str, tuple[str, ...]]) -> list[_Bucket]:
    depth = len(bucket.prefix)
    found: dict[tuple[str, ...], list[str]] = {}
    for key in bucket.members:
        name = words[key]
        prefix = name[: depth + 1] if len(name) > depth else ()
        found.setdefault(prefix, []).append(key)
    if len(found) == 1 and () not in found:
        prefix, members = next(iter(found.items()))
        return [_Bucket(prefix, members)]
    parts, rest = [], []
    for prefix, members in found.items():
        if prefix and len(members) >= _LEAST_MEMBERS:
            parts.append(_Bucket(prefix, members))
        else:
            rest += members
    if rest:
        parts.append(_Bucket(bucket.prefix, rest, final=True))
    return parts


def _bundles(bucket: _Bucket, titles: Mapping[str, str]) -> list[Bundle]:
    if len(bucket.members) < _LEAST_MEMBERS:
        return [Bundle(key, titles[key], (key,)) for key in bucket.members]
    shared = "-".join(bucket.prefix)
    label = f"{shared}-…" if shared else "other names"
    depth = len(bucket.prefix)  # an object without a name shares the empty word
    return [Bundle(f"group:{depth}:{shared}:{bucket.final}", label, tuple(bucket.members))]
