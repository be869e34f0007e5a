"""What holds for every (platform, fleet), kept once for each platform and each named fleet."""

from __future__ import annotations

from collections.abc import ItemsView, Mapping, ValuesView
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.profile.design_profile import ControlProfile


class OnPlatform(NamedTuple):
    """What holds on one platform.

    Attributes:
        usual: For every fleet that no rule names; None: rules name all of them.
        named: For the others.
    """

    usual: ControlProfile | None
    named: Mapping[str, ControlProfile]


class Pairs(Mapping[tuple[str, str], "ControlProfile"]):
    """A profile for every pair, platform by platform; fleets that are governed alike share one.

    A thousand fleets on three hundred platforms are 300,000 pairs, but hardly more than 300
    profiles: what is not written out takes neither time nor memory.
    """

    def __init__(self, held: Mapping[str, OnPlatform], fleets: tuple[str, ...]) -> None:
        """Hold what *held* says of each platform for each of *fleets*."""
        self._held = held
        self._fleets = dict.fromkeys(fleets)

    def __getitem__(self, pair: tuple[str, str]) -> ControlProfile:
        """Return the profile of a (platform, fleet)."""
        platform, fleet = pair
        usual, named = self._held[platform]
        found = named.get(fleet, usual)
        if found is None or fleet not in self._fleets:
            raise KeyError(pair)
        return found

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs, platform by platform."""
        return ((platform, fleet) for platform in self._held for fleet in self._fleets)

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self._held) * len(self._fleets)

    def each(self) -> Iterator[tuple[tuple[str, str], ControlProfile]]:
        """Yield every pair with its profile."""
        for platform, (usual, named) in self._held.items():
            for fleet in self._fleets:
                yield (platform, fleet), named[fleet] if usual is None else named.get(fleet, usual)

    def items(self) -> ItemsView[tuple[str, str], ControlProfile]:
        """Return every pair with its profile."""
        return _Items(self)

    def values(self) -> ValuesView[ControlProfile]:
        """Return the profiles, one for each pair."""
        return _Values(self)


class _Items(ItemsView[tuple[str, str], "ControlProfile"]):
    """Goes through pairs without looking each of them up."""

    def __init__(self, pairs: Pairs) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def __iter__(self) -> Iterator[tuple[tuple[str, str], ControlProfile]]:
        return self._pairs.each()


class _Values(ValuesView["ControlProfile"]):
    """Goes through profiles without looking each of them up."""

    def __init__(self, pairs: Pairs) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def __iter__(self) -> Iterator[ControlProfile]:
        return (profile for _, profile in self._pairs.each())
