"""The content of a profile: what a run depends on, without names, remarks and sources."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from models.profile.migration import person_days_spent, stages
from models.scenario.base import Choice, Model, Valued
from models.units import Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.profile.design_profile import AnyLeaf, ControlProfile, DesignProfile
    from models.scenario.scenario import Standing

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | float | bool | None"


def plain(value: object) -> Plain:
    """Return a value as JSON would hold it: quantities in their base unit, no sources.

    Two values that mean the same (``60 min`` and ``1 h``) give the same.
    """
    found: Plain
    match value:
        case Valued():
            found = plain(value.value)
        case Quantity():
            found = repr(value.number)
        case Choice():
            found = {value.kind: plain(value.chosen)}
        case Model():
            found = {name: plain(getattr(value, name)) for name in type(value).model_fields}
        case tuple() | list():
            found = [plain(one) for one in value]
        case bool() | None:
            found = value
        case int() | float():
            found = repr(float(value))
        case _:
            found = str(value)
    return found


def canonical(value: Plain) -> str:
    """Return the one JSON text of a plain value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(profile: DesignProfile) -> str:
    """Return the SHA-256 of what a run depends on, in hexadecimal.

    Equal content gives an equal digest, whatever the ids and titles of the designs, the
    layers that said it and the objects that are shared.  Where less is enforced than
    declared, the declared value counts as content: the assurance gap is a result.  So does
    whether an exception covers a pair, where compensating controls hold because of it.
    """
    known: dict[int, str] = {}
    texts = _Texts()
    phases: list[dict[str, Plain]] = []
    for stage in stages(profile):
        pairs: dict[str, Plain] = {}
        for (platform, fleet), control in stage.profiles.items():
            if id(control) not in known:
                known[id(control)] = _digest_of(control, texts)
            pairs[f"{platform}/{fleet}"] = known[id(control)]
        held: dict[str, Plain] = {"profiles": pairs, "binding": dict(stage.binding)}
        held["exceptions"] = stage.exceptions
        # A date on which nothing changes is none.
        if not phases or held != phases[-1]["held"]:
            phases.append({"start_h": repr(stage.start_h), "held": held})
    ends = sorted(
        repr(one.until.hours) if one.until else "inf" for one in profile.exceptions.values()
    )
    content: Plain = {
        "phases": list(phases),
        "integration": plain_numbers(person_days_spent(profile)),
        "dates": _dates(profile),
        "migrated": [*sorted(profile.migrated)],
        "exceptions": list(ends),
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _dates(profile: DesignProfile) -> Plain:
    """Return the dates of the platforms for which they make a difference."""
    migration = profile.migration
    if migration is None:
        return {}
    source, spent = migration.source, person_days_spent(profile)
    return {
        platform: [repr(date.planned_h), repr(date.real_h)]
        for platform, date in migration.dates.items()
        if source.binding[platform] != profile.binding[platform] or spent.get(platform, 0.0) > 0.0
    }


def plain_numbers(numbers: Mapping[str, float]) -> dict[str, Plain]:
    """Return numbers as the texts that give them back exactly."""
    return {key: repr(float(number)) for key, number in numbers.items()}


class _Texts:
    """The canonical text of each leaf, made once."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def of(self, leaf: AnyLeaf) -> str:
        """Return the text of a leaf that lives as long as the profile."""
        if id(leaf) not in self._known:
            self._known[id(leaf)] = canonical(plain(leaf))
        return self._known[id(leaf)]


def _digest_of(control: ControlProfile, texts: _Texts) -> str:
    declared = [
        f"{path}<{texts.of(origin.declared)}"
        for path, origin in control.origins.items()
        if origin.is_gap and origin.declared is not None
    ]
    said = [f"{path}={texts.of(leaf)}" for path, leaf in control.leaves.items()]
    said += ["compensated"] if control.compensated else []
    return hashlib.sha256("\n".join(sorted(said) + sorted(declared)).encode()).hexdigest()


def standings(profile: DesignProfile) -> Counter[Standing]:
    """Count the settings in force that are facts, choices and assumptions.

    A setting counts once for each thing that says it: a rule for twenty platforms is one.
    """
    said: dict[tuple[str, str, str, str], Standing] = {}
    for control, path, leaf in _distinct(profile):
        origin = control.origins[path]
        key = (path, origin.layer, origin.id, canonical(plain(leaf)))
        said[key] = origin.standing
    return Counter(said.values())


def _distinct(profile: DesignProfile) -> list[tuple[ControlProfile, str, AnyLeaf]]:
    controls = {
        id(control): control for phase in profile.phases for control in phase.profiles.values()
    }
    seen: dict[tuple[str, int, str, str], tuple[ControlProfile, str, AnyLeaf]] = {}
    for control in controls.values():
        for path, leaf in control.leaves.items():
            origin = control.origins[path]
            seen[path, id(leaf), origin.layer, origin.id] = (control, path, leaf)
    return list(seen.values())
