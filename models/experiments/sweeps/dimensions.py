"""What a sweep varies: a path of the scenario, and the values that it takes there."""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from models.errors import Place, ScenarioError
from models.formats import misfit, read_tree
from models.scenario.base import Choice, Valued
from models.scenario.differences import written
from models.scenario.edits import KeyPath, known_keys, value_at, with_value
from models.scenario.experiment import Span
from models.units import HOURS_PER, Duration, Quantity

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario

BETWEEN = ".."
"""Between the ends of a span on the command line: ``1 h..24 h``."""

SIGNIFICANT = 4
"""Digits of a value that was drawn from a span."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One setting that a sweep varies.

    Attributes:
        path: Keys from the top of the scenario.
        values: The values, as a file would hold them; empty for a span.
        span: The ends between which values are drawn, if it is one.
    """

    path: KeyPath
    values: tuple[Any, ...] = ()
    span: Span | None = None

    @property
    def name(self) -> str:
        """The path as people write it."""
        return ".".join(self.path)

    def at(self, share: float, scenario: Scenario) -> Any:  # noqa: ANN401 - depends on the setting
        """Return the value at a share of the way, from 0 to below 1, as a file would hold it."""
        if self.span is None:
            return self.values[int(share * len(self.values))]
        low, high = self.ends(scenario)
        # Whole numbers: each as likely as the others, the ends too.
        low_number, high_number = _number(low), _number(high) + isinstance(low, int)
        if self.span.scale == "log":
            found = low_number * math.pow(high_number / low_number, share)
        else:
            found = low_number + share * (high_number - low_number)
        return _spelled(found, low)

    def ends(self, scenario: Scenario) -> tuple[Any, Any]:
        """Return both ends of the span, read by the type of the setting.

        Raises:
            ScenarioError: They are no numbers, or the wrong way round.
        """
        span = self.span or Span.model_validate({"from": "", "to": ""})
        low, high = (_bare(placed(scenario, self, end)) for end in (span.low, span.high))
        lowest, highest = _number(low), _number(high)
        if not (math.isfinite(lowest) and math.isfinite(highest) and lowest < highest):
            raise _wrong(
                self.name,
                "two numbers, the smaller one first",
                f"`{span.low}{BETWEEN}{span.high}`",
                "list the values of a setting that is no number",
            )
        if span.scale == "log" and lowest <= 0:
            raise _wrong(self.name, "ends above 0 on a log scale", f"`{span.low}`", "raise it")
        return low, high


def dimensions_of(scenario: Scenario) -> list[Dimension]:
    """Return what the experiment of a scenario says to vary."""
    return [
        Dimension(path=tuple(path.split(".")), span=told)
        if isinstance(told, Span)
        else Dimension(path=tuple(path.split(".")), values=tuple(told))
        for path, told in scenario.experiment.vary.items()
    ]


def read_dimension(text: str) -> Dimension:
    """Read ``PATH=VALUE,VALUE,...`` or ``PATH=LOW..HIGH``, the latter with `` log`` at its end.

    A value may be a mapping or list as in a file: ``{push: {coverage: 0.5}}``.

    Raises:
        ScenarioError: It is neither.
    """
    path, equals, told = text.partition("=")
    name, told = path.strip(), told.strip()
    if not equals or not name or not told:
        raise _wrong("", "PATH=VALUE,VALUE,... or PATH=LOW..HIGH", f"`{text}`", "add what it lacks")
    keys = tuple(name.split("."))
    low, between, high = told.partition(BETWEEN)
    if between:
        scale = "log" if high.split()[-1:] == ["log"] else "linear"
        high = high.strip().removesuffix("log").strip() if scale == "log" else high.strip()
        ends = {"from": low.strip(), "to": high, "scale": scale}
        return Dimension(keys, span=Span.model_validate(ends))
    values = [_value(part, name) for part in _parts(told)]
    if "" in values:
        raise _wrong(name, "a value between two commas", "nothing", "remove a comma")
    return Dimension(keys, tuple(values))


def _parts(text: str) -> list[str]:
    """Return a text cut at its commas, but not at those inside brackets."""
    found, depth = [""], 0
    for sign in text:
        depth += (sign in "{[") - (sign in "}]")
        if sign == "," and depth <= 0:
            found.append("")
        else:
            found[-1] += sign
    return [part.strip() for part in found]


def _value(text: str, name: str) -> Any:  # noqa: ANN401 - whatever a file can hold
    return read_tree(text.encode(), f"--vary {name}")[0] if text[:1] in ("{", "[") else text


def with_setting(scenario: Scenario, dimension: Dimension, value: object) -> Scenario:
    """Return the scenario with one value of a dimension.

    Raises:
        ScenarioError: There is no such path, or the value does not fit.
    """
    try:
        return with_value(scenario, dimension.path, value)
    except KeyError:
        raise _no_path(scenario, dimension) from None
    except ValidationError as error:
        if error.errors()[0]["type"] == "extra_forbidden":
            raise _no_path(scenario, dimension) from None
        expected, advice = misfit(error)
        raise _wrong(dimension.name, expected, f"`{value}`", advice) from None


def placed(scenario: Scenario, dimension: Dimension, value: object) -> Any:  # noqa: ANN401 - depends on the path
    """Return a value read by the type of the setting."""
    return value_at(with_setting(scenario, dimension, value), dimension.path)


def _no_path(scenario: Scenario, dimension: Dimension) -> ScenarioError:
    near = _nearest(scenario, dimension.path)
    advice = f"did you mean `{'.'.join(near)}`?" if near else "`sprawl show` lists settings"
    return _wrong(dimension.name, "a path of this scenario", "none", advice)


def _nearest(scenario: Scenario, path: KeyPath) -> KeyPath:
    """Return the path that is likely meant: each wrong key mended, else one that ends so."""
    mended: KeyPath = ()
    for key in path:
        known = known_keys(scenario, mended)
        close = [key] if key in known else difflib.get_close_matches(key, known, 1, 0.5)
        if not close:
            return _ending_like(scenario, path)
        mended = (*mended, close[0])
    return mended


def _ending_like(scenario: Scenario, path: KeyPath) -> KeyPath:
    """Return the path of the scenario that is nearest to *path*, of those that end like it."""
    whole = {".".join(each): each for each in _paths(written(scenario), ())}
    same = [name for name, each in whole.items() if each[-1] == path[-1]]
    found = difflib.get_close_matches(".".join(path), same or list(whole), 1, 0.3)
    return whole[found[0]] if found else ()


def _paths(part: object, path: KeyPath) -> list[KeyPath]:
    if not isinstance(part, dict):
        return [path]
    return [found for key, each in part.items() for found in _paths(each, (*path, key))]


def _bare(value: Any) -> Any:  # noqa: ANN401 - depends on the setting
    """Return a value without its source, and a distribution of one value as that value."""
    while isinstance(value, Valued):
        value = value.value
    if isinstance(value, Choice) and value.kind == value.bare_key:
        return _bare(value.chosen)
    return value


def _number(value: object) -> float:
    if isinstance(value, Quantity):
        return value.number
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if plain else math.nan  # type: ignore[arg-type]


def _spelled(number: float, like: object) -> str:
    """Return a number as a file holds a value of that kind, to a few digits."""
    if isinstance(like, int):
        return str(math.floor(number))
    if isinstance(like, Duration):
        units = ("d", "h", "min", "s", "ms")
        unit = next((each for each in units if number >= HOURS_PER[each]), "ms")
        return f"{float(f'{number / HOURS_PER[unit]:.{SIGNIFICANT}g}'):g} {unit}"
    short = float(f"{number:.{SIGNIFICANT}g}")
    return str(type(like)(short)) if isinstance(like, Quantity) else repr(short)


def _wrong(name: str, expected: str, found: str, advice: str) -> ScenarioError:
    return ScenarioError(Place("", 0, name or "--vary"), expected, found, advice)
