"""Reading a scenario: text to tree to models to cross-checks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from models.errors import Place, ScenarioError, ScenarioErrors
from models.formats import limits
from models.formats.checks import Finding, findings
from models.formats.checks.finding import unknown
from models.formats.complaints import complaint, path_in_file, shown
from models.formats.reader import read_tree
from models.formats.tree import dotted
from models.scenario.scenario import FORMAT_VERSION, Scenario

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from models.formats.tree import Lines, Tree


def read_scenario(
    file: Path | str, name: str | None = None, metrics: Collection[str] = ()
) -> Scenario:
    """Read a scenario.

    Args:
        file: A `pathlib.Path` to a file, or the text itself as a `str`.
        name: Name for errors; default: the path, or ``scenario`` for a text.
        metrics: Ids that headline metrics may have; empty: they are not looked at.

    Raises:
        ScenarioError: Syntax, a limit, or the only thing that is wrong.
        ScenarioErrors: All other things that are wrong, together.
        OSError: The file cannot be read.
    """
    content = _content(file, name or str(file)) if isinstance(file, Path) else file.encode()
    default = str(file) if isinstance(file, Path) else "scenario"
    return read_content(content, name or default, metrics)


def _content(file: Path, name: str) -> bytes:
    with file.open("rb") as opened:
        content = opened.read(limits.MAX_BYTES + 1)
    if len(content) > limits.MAX_BYTES:
        raise ScenarioError(
            Place(name, 0, ""),
            f"at most {limits.MAX_BYTES // 1_000_000} MB",
            f"{max(file.stat().st_size, len(content)):,} bytes",
            "split the organisation or leave out what is not simulated",
        )
    return content


def read_content(
    content: bytes,
    name: str,
    metrics: Collection[str] = (),
    *,
    draft: bool = False,
    layout: bool = True,
) -> Scenario:
    """Read a scenario from the bytes of a file; see `read_scenario`.

    A *draft* may lack what it needs to be run, such as a fleet: `check_scenario` says what.
    Without *layout* the positions of cards are left out, whatever stands there.
    """
    tree, lines = read_tree(content, name)
    _check_top(tree, lines, name)
    if not layout and isinstance(tree, dict):
        tree.pop("layout", None)
    try:
        scenario = Scenario.model_validate(tree)
    except ValidationError as error:
        raise complaint(error, tree, lines, name) from None
    found = [*findings(scenario), *_headline(scenario, metrics)]
    if draft:
        found = [one for one in found if not one.pending]
    _raise_all(located(found, tree, lines, name))
    return scenario


def _headline(scenario: Scenario, metrics: Collection[str]) -> Iterator[Finding]:
    for index, key in enumerate(scenario.experiment.headline if metrics else ()):
        yield from unknown(("experiment", "headline", index), "a metric", key, metrics)


def located(found: Iterable[Finding], tree: Tree, lines: Lines, name: str) -> list[ScenarioError]:
    """Return findings as errors with their lines, in the order of the file."""
    errors = []
    for one in found:
        line = lines.line(path_in_file(tree, one.path))
        place = Place(name, line, dotted(one.path))
        errors.append(ScenarioError(place, one.expected, one.found, one.advice))
    return sorted(errors, key=lambda error: error.place.line)


def check_scenario(scenario: Scenario) -> list[ScenarioError]:
    """Return everything that is wrong with a scenario that was not read from a file."""
    return [_placeless(one) for one in findings(scenario)]


def check_edit(
    scenario: Scenario, known: Collection[ScenarioError] = ()
) -> tuple[list[ScenarioError], ScenarioError | None]:
    """Return everything that stops a run, and what an edit must not do, if it does.

    An edit may leave what was wrong already and what is only missing yet.

    Args:
        scenario: The scenario after the edit.
        known: What was wrong before it.
    """
    found = findings(scenario)
    errors = [_placeless(one) for one in found]
    before = {str(error) for error in known}
    pairs = zip(found, errors, strict=True)
    return errors, next((e for one, e in pairs if not one.pending and str(e) not in before), None)


def _placeless(one: Finding) -> ScenarioError:
    place = Place("", 0, dotted(one.path))
    return ScenarioError(place, one.expected, one.found, one.advice)


def _check_top(tree: Tree, lines: Lines, name: str) -> None:
    """Refuse what is no scenario of a version that this program reads."""
    if not isinstance(tree, dict):
        raise ScenarioError(
            Place(name, 1, ""), "a mapping with `sprawl: 1`", shown(tree), "start from an example"
        )
    version = tree.get("sprawl", str(FORMAT_VERSION))
    if version != str(FORMAT_VERSION):
        raise ScenarioError(
            Place(name, lines.line(("sprawl",)), "sprawl"),
            f"version {FORMAT_VERSION}",
            shown(version),
            "a newer program may read it",
        )


def _raise_all(errors: list[ScenarioError]) -> None:
    """Raise one error as it is, and more together."""
    if len(errors) == 1:
        raise errors[0] from None
    if errors:
        raise ScenarioErrors(errors) from None
