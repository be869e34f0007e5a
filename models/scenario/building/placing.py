"""Where cards stand, and which domains are folded into one card.

The layout holds places by the keys of cards: ids, or of a card that stands for several objects a
key with a ``/``.  A directory whose domain (the platforms that it authenticates) is folded has a
place under ``domain/<its id>``; unfolded it has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.scenario.edits import with_value
from models.scenario.objects import WITH_CARDS, collection

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.scenario.scenario import Scenario

_DOMAIN = "domain/"
_FARTHEST_PX = 50_000


def domain_key(directory: str) -> str:
    """Return the key of the card that stands for all platforms of a directory."""
    return f"{_DOMAIN}{directory}"


def domain_of(key: str) -> str | None:
    """Return the directory whose domain a card stands for; None: it stands for something else."""
    return key.removeprefix(_DOMAIN) if key.startswith(_DOMAIN) else None


def folded_domains(scenario: Scenario) -> list[str]:
    """Return the directories whose domains are folded, as far as they are there."""
    marked = (domain_of(key) for key in scenario.layout)
    return [one for one in marked if one in scenario.organisation.directories]


def places(scenario: Scenario) -> Mapping[str, tuple[int, int]]:
    """Return where cards were put; nothing where all are laid out, however many are folded."""
    layout = scenario.layout
    return layout if any(domain_of(key) is None for key in layout) else {}


def hidden_cards(scenario: Scenario) -> int:
    """Return how many cards a file puts on the very spot of another, which they hide."""
    spots = [spot for key, spot in scenario.layout.items() if domain_of(key) is None]
    return len(spots) - len(set(spots))


def lost_places(scenario: Scenario) -> int:
    """Return how many positions a file gives to nothing that has a card, or out of reach."""
    cards = {key for kind in WITH_CARDS for key in collection(scenario, kind)}
    directories = scenario.organisation.directories
    lost = 0
    for key, spot in scenario.layout.items():
        directory = domain_of(key)
        # Other keys with a stroke are of groups, which come and go with names.
        known = key in cards or "/" in key if directory is None else directory in directories
        lost += not known or not is_within_reach(spot)
    return lost


def is_within_reach(spot: tuple[int, int]) -> bool:
    """Whether a card can stand at a place: so far away nobody would find it."""
    return max(map(abs, spot)) < _FARTHEST_PX


def pinned(scenario: Scenario, standing: Mapping[str, tuple[int, int]]) -> Scenario:
    """Return the scenario in which every card has a place, so that none moves with another.

    Args:
        scenario: The scenario before.
        standing: Where cards without a place are shown, in pixels by their keys.
    """
    layout = {**scenario.layout, **standing, **places(scenario)}
    return scenario if layout == scenario.layout else _with_layout(scenario, layout)


def with_folded(scenario: Scenario, domains: Mapping[str, tuple[int, int]]) -> Scenario:
    """Return the scenario in which the domains of some directories are one card each.

    Args:
        scenario: The scenario before.
        domains: Where these cards stand, in pixels by directory.
    """
    added = {domain_key(one): place for one, place in domains.items()}
    return _with_layout(scenario, {**scenario.layout, **added})


def with_unfolded(scenario: Scenario, directories: Iterable[str]) -> Scenario:
    """Return the scenario in which the platforms of some directories have cards of their own."""
    gone = {domain_key(one) for one in directories}
    left = {key: place for key, place in scenario.layout.items() if key not in gone}
    return _with_layout(scenario, left)


def laid_out(scenario: Scenario) -> Scenario:
    """Return the scenario without places: all cards are laid out; what is folded stays so."""
    folded = {key: at for key, at in scenario.layout.items() if domain_of(key) is not None}
    return scenario if folded == scenario.layout else _with_layout(scenario, folded)


def _with_layout(scenario: Scenario, layout: Mapping[str, tuple[int, int]]) -> Scenario:
    return with_value(scenario, ("layout",), layout)
