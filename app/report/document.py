"""The report as one HTML page that needs nothing from outside."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from app.charts import names_of
from app.report import assumptions, designs, plans, results
from app.report.frameworks import LABELS, MAPPED
from app.report.limits import LIMITS
from app.report.naming import Titles, counted, visible
from app.report.pictures import Picture, pictures_of
from app.tokens import DARK, LIGHT, Theme, design_mark
from models import __version__
from models.formats import scenario_text
from models.profile import describe, resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.comparison import Comparison
    from models.profile import DesignProfile, SettingRow
    from models.scenario import Scenario

_COLOURS = (
    "background", "surface", "raised", "text", "muted", "line", "line_soft", "accent",
    "accent_soft", "warn", "warn_soft", "bad", "bad_soft", "ok", "ok_soft",
)  # fmt: skip
_STANDINGS = (
    ("assumption", "Assumptions", "neither a source nor a decision stands behind them"),
    ("choice", "Choices", "what the organisation decides or declares"),
    ("fact", "Facts", "values with a source"),
)


def report_html(scenario: Scenario, comparison: Comparison, command: str = "") -> str:
    """Return the report of a comparison.

    Args:
        scenario: The scenario that was run.
        comparison: Its result.
        command: Command line that reproduces it; empty: made from the result.

    Raises:
        ScenarioError: The scenario cannot be resolved.
    """
    pictures, colours = pictures_of(comparison, names_of(scenario))
    style = Markup(_style(LIGHT) + colours.rules(dark=False))  # noqa: S704 - colours only
    dark = Markup(_style(DARK) + colours.rules(dark=True))  # noqa: S704 - colours only
    return rendered(scenario, comparison, pictures, command, style=style, dark=dark)


def rendered(
    scenario: Scenario, comparison: Comparison, pictures: Sequence[Picture], command: str = "",
    *, style: str = "", dark: str = "",
) -> str:  # fmt: skip
    """Return the page around *pictures*; its colours are *style*, and *dark* on dark screens.

    Raises:
        ScenarioError: The scenario cannot be resolved.
    """
    titles = Titles(scenario)
    names = [column.id for column in comparison.columns if column.id in scenario.designs]
    profiles = [resolve(scenario, name) for name in names]
    described = [describe(profile, scenario) for profile in profiles]
    return _environment().get_template("report.html.j2").render(
        scenario=scenario, comparison=comparison, pictures=pictures, style=style, dark=dark,
        marks=_marks(scenario, comparison), command=command or _command(comparison),
        version=__version__, scenario_digest=_digest(scenario),
        targets=[
            (column, results.headline_rows(comparison, place))
            for place, column in enumerate(comparison.columns[1:])
        ],
        families=results.all_rows(comparison), labels=LABELS, mapped=MAPPED, limits=LIMITS,
        standings=_STANDINGS,
        **_about_designs(scenario, profiles, described, titles),
    )  # fmt: skip


def _about_designs(
    scenario: Scenario,
    profiles: Sequence[DesignProfile],
    described: Sequence[Sequence[SettingRow]],
    titles: Titles,
) -> dict[str, object]:
    """Return what the page tells of organisation, designs and what values rest on."""
    differing = designs.differences(described, titles) if profiles else []
    bases = assumptions.world_bases(scenario, titles)
    if profiles:
        bases = assumptions.design_bases(profiles, described, titles) + bases
    return {
        "facts": designs.organisation_facts(scenario, profiles),
        "profiles": profiles,
        "bindings": designs.binding_rows(profiles, titles) if profiles else [],
        "integration": designs.integration_rows(profiles, titles),
        "plans": plans.plan_rows(profiles, titles),
        "exceptions": designs.exception_rows(profiles, titles),
        "differing": differing[: designs.MOST_ROWS],
        "differing_total": len(differing),
        "bases": assumptions.by_standing(bases),
        "evidence": assumptions.evidence_used(bases),
        "fleets": list(scenario.workload.fleets.values())[: designs.MOST_ROWS],
        "most_rows": designs.MOST_ROWS,
        "titles": titles,
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("app.report", "templates"),
        autoescape=True,
        finalize=visible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["counted"] = counted
    environment.tests["web"] = assumptions.is_web
    return environment


def _style(theme: Theme) -> str:
    return "".join(f"--{name.replace('_', '-')}:{getattr(theme, name)};" for name in _COLOURS)


def _marks(scenario: Scenario, comparison: Comparison) -> dict[str, str]:
    """Return the glyph of each design, as in the charts."""
    order = list(scenario.designs)
    order += [column.id for column in comparison.columns if column.id not in order]
    return {name: design_mark(LIGHT, place).glyph for place, name in enumerate(order)}


def _digest(scenario: Scenario) -> str:
    return hashlib.sha256(scenario_text(scenario).encode()).hexdigest()


def _command(comparison: Comparison) -> str:
    return (
        f"sprawl compare FILE.yaml --seed {comparison.seed} "
        f"--replications {comparison.replications}"
    )
