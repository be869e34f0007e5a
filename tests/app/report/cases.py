"""Scenarios and comparisons that belong together, and a reader of pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from models.formats import read_scenario
from models.scenario import Scenario
from tests.models.comparison import samples

if TYPE_CHECKING:
    from models.comparison import Comparison

SCENARIOS = Path(__file__).parents[3] / "scenarios"
HOSTILE = '<img src=x onerror="alert(1)">'
SCRIPT = "</style><script>alert(2)</script>"
TEMPLATE = "{{ 7 * 191 }}"
STEERED = "\u202egnol"
VOID = {"meta", "path", "use", "rect", "br", "img", "link", "hr", "input"}


def larkfield() -> Scenario:
    return read_scenario(SCENARIOS / "larkfield.yaml")


def compared(scenario: Scenario, whole: Comparison | None = None) -> Comparison:
    """Return the sample comparison as if its designs were those of *scenario*."""
    whole = samples.comparison(10) if whole is None else whole
    experiment = scenario.experiment
    names = (experiment.baseline, *experiment.compare)[: len(whole.columns)]
    new = {old.id: name for old, name in zip(whole.columns, names, strict=False)}
    kept = len(new)
    columns = tuple(
        replace(c, id=new[c.id], title=scenario.designs[new[c.id]].title)
        for c in whole.columns[:kept]
    )
    metrics = tuple(
        replace(
            m,
            levels=tuple(replace(x, design=new[x.design]) for x in m.levels[:kept]),
            differences=tuple(replace(d, target=new[d.target]) for d in m.differences[: kept - 1]),
        )
        for m in whole.metrics
    )
    tables = tuple(
        replace(t, layers=tuple(replace(x, design=new[x.design]) for x in t.layers[:kept]))
        for t in whole.tables
    )
    verdict = tuple(
        replace(s, target=new.get(s.target, "")) for s in whole.verdict if s.target in ("", *new)
    )
    return replace(
        whole, scenario=scenario.title, question=scenario.question, baseline=names[0],
        columns=columns, metrics=metrics, tables=tables, verdict=verdict,
    )  # fmt: skip


def hostile() -> Scenario:
    """Return a scenario of which every kind of name is an attack."""
    whole = larkfield()
    organisation, workload = whole.organisation, whole.workload

    def renamed(objects: dict[str, object], title: str) -> dict[str, object]:
        return {
            key: each.model_copy(update={"title": title})  # type: ignore[attr-defined]
            for key, each in objects.items()
        }

    designs = {
        key: design.model_copy(update={"title": f"{STEERED} {HOSTILE}", "notes": SCRIPT})
        for key, design in whole.designs.items()
    }
    return whole.model_copy(
        update={
            "title": f"A $cost$ {HOSTILE} {TEMPLATE}",
            "question": SCRIPT,
            "notes": f"{HOSTILE} {STEERED}",
            "designs": designs,
            "organisation": organisation.model_copy(
                update={
                    "platforms": renamed(dict(organisation.platforms), f"=cmd|'/c' {HOSTILE}"),
                    "directories": renamed(dict(organisation.directories), SCRIPT),
                    "teams": renamed(dict(organisation.teams), f"{TEMPLATE} {HOSTILE}"),
                    "resources": renamed(dict(organisation.resources), STEERED + HOSTILE),
                }
            ),
            "workload": workload.model_copy(
                update={"fleets": renamed(dict(workload.fleets), HOSTILE)}
            ),
        }
    )


def huge(platforms: int = 99, fleets: int = 128) -> Scenario:
    """Return an organisation as an importer makes it: many projects, one agent a fleet."""
    names = [f"project_{i:03d}" for i in range(platforms)]
    base = {
        "credential": "static_key",
        "rotation": "never",
        "revocation": {"ticket": {"team": "owners", "service": {"constant": "4 h"}}},
    }
    return Scenario.model_validate(
        {
            "title": "An imported organisation",
            "question": "What would federation change?",
            "organisation": {
                "teams": {"owners": {"title": "Owners"}},
                "directories": {"gcp_accounts": {"kind": "gcp_iam"}},
                "platforms": {name: {"kind": "gcp", "owner": "owners"} for name in names},
                "resources": {f"{name}_things": {"platform": name} for name in names},
            },
            "workload": {
                "fleets": {
                    f"account_{i:03d}": {
                        "agents": 1,
                        "tasks": f"{1 + i % 7} / d",
                        "uses": {f"{names[(i * 7 + j) % platforms]}_things": 1 for j in range(3)},
                    }
                    for i in range(fleets)
                }
            },
            "designs": {
                "found": {
                    "title": "As found",
                    "binding": dict.fromkeys(names, "gcp_accounts"),
                    "standard": base,
                    "rules": {
                        f"rule_{i:03d}": {
                            "where": {"platform": name},
                            "set": {"grant_factor": 1 + i % 13},
                        }
                        for i, name in enumerate(names)
                    },
                },
                "target": {
                    "title": "Target",
                    "extends": "found",
                    "standard": {"credential": "workload_oidc", "access_ttl": "60 min"},
                    "exceptions": {
                        f"exception_{i:03d}": {
                            "owner": "owners",
                            "reason": "It cannot.",
                            "where": {"platform": name},
                            "set": {"rotation": f"{30 + i} d"},
                        }
                        for i, name in enumerate(names)
                    },
                },
            },
            "experiment": {
                "baseline": "found",
                "compare": ["target"],
                "headline": ["last_domain_lag"],
            },
        }
    )


@dataclass
class Page(HTMLParser):
    """What a page holds."""

    ids: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    text: dict[str, str] = field(default_factory=dict)
    unbalanced: list[str] = field(default_factory=list)
    _open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name, value) for name, value in named.items()]
        if "id" in named:
            self.ids.append(named["id"])
        if tag not in VOID:
            self._open.append((tag, named.get("id", "") if tag == "section" else ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self.unbalanced.append(tag)
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for _, section in self._open:
            if section:
                self.text[section] = self.text.get(section, "") + data
        self.text["all"] = self.text.get("all", "") + data


def read_page(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    return page
