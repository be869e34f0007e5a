"""The report holds what it promises, escapes everything and needs nothing from outside."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from app.charts import panels
from app.report import report_html
from models.metrics import NUMBERS
from tests.app.charts import odd
from tests.app.report.cases import (
    HOSTILE,
    SCRIPT,
    STEERED,
    Page,
    compared,
    hostile,
    huge,
    larkfield,
    read_page,
)

if TYPE_CHECKING:
    from models.comparison import Comparison
    from models.scenario import Scenario

SECTIONS = (
    "verdict", "charts", "results", "organisation", "designs", "basis", "limits", "frameworks",
    "reproduce",
)  # fmt: skip


@cache
def plain() -> tuple[Scenario, Comparison, str]:
    scenario = larkfield()
    comparison = compared(scenario)
    return scenario, comparison, report_html(scenario, comparison)


@pytest.fixture
def page() -> Page:
    return read_page(plain()[2])


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_there_and_says_something(page: Page, section: str) -> None:
    assert section in page.ids
    assert len(page.text[section].split()) > 20


def test_the_page_is_well_formed_and_ids_are_unique(page: Page) -> None:
    assert page.unbalanced == []
    assert len(page.ids) == len(set(page.ids))


def test_links_within_the_page_lead_somewhere(page: Page) -> None:
    inner = [v[1:] for _, name, v in page.attributes if name == "href" and v.startswith("#")]

    assert len(inner) > 20
    assert set(inner) <= set(page.ids)


def test_nothing_is_loaded_from_outside(page: Page) -> None:
    text = plain()[2]

    assert not {"script", "link", "img", "iframe", "object", "base"} & set(page.tags)
    assert not [v for _, name, v in page.attributes if name in ("src", "srcset", "data")]
    assert "@import" not in text
    assert not re.search(r"url\((?!#)", text)
    outer = {tag for tag, name, v in page.attributes if name == "href" and not v.startswith("#")}
    assert outer == {"a"}
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]


def test_it_tells_question_verdict_and_numbers(page: Page) -> None:
    scenario, comparison, _ = plain()
    told = page.text["all"]

    assert scenario.question in told
    assert all(sentence.text in told for sentence in comparison.verdict)
    for metric in comparison.metrics:
        assert NUMBERS[metric.id].name in page.text["results"]
    assert comparison.digest in page.text["reproduce"]
    assert f"--seed {comparison.seed}" in page.text["reproduce"]


def test_it_tells_what_designs_are_and_rest_on(page: Page) -> None:
    told = page.text["designs"]

    assert "The product accepts a client secret only." in told
    assert "Sales operations" in told
    assert "120 d" in told
    assert "120 person-days" in told
    assert "weaker than declared" in told
    assert "grade A" in page.text["basis"]
    assert "source-E100" in page.ids
    assert any("techcommunity.microsoft.com" in v for _, n, v in page.attributes if n == "href")


def test_labels_of_the_article_are_mapped(page: Page) -> None:
    told = page.text["frameworks"]

    for expected in ("OWASP A2", "ASI03", "ASI02", "L6 Security and Compliance", "PR.AA-05",
                     "AC-2(3)", "NHI1:2025"):  # fmt: skip
        assert expected in told


def test_every_chart_is_drawn_once_in_variables_of_colour() -> None:
    text = plain()[2]

    for panel in panels():
        assert text.count(f'id="chart-{panel.id}"') == 1
    assert text.count("<svg") == len(panels())
    body = text[text.index("<main>") :]
    assert "#ffffff" not in body
    used = set(re.findall(r"var\((--c\d+)\)", body))
    head = text[: text.index("</style>")]
    assert all(head.count(f"{name}:#") == 2 for name in used)


def test_it_is_small_and_the_same_again() -> None:
    scenario, comparison, text = plain()

    assert len(text.encode()) < 3_000_000
    assert report_html(scenario, comparison) == text


def test_hostile_names_stay_text() -> None:
    scenario = hostile()
    text = report_html(scenario, compared(scenario))
    page = read_page(text)

    assert page.unbalanced == []
    assert not {"img", "script"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert page.tags.count("style") == 1
    assert STEERED[0] not in text
    assert "[U+202E]gnol" in page.text["all"]
    assert HOSTILE in page.text["designs"]
    assert SCRIPT in page.text["designs"]
    assert "1337" not in page.text["all"]
    assert "{{ 7 * 191 }}" in page.text["all"]


@pytest.mark.parametrize("name", ["one design", "no headline", "no intervals", "undefined"])
def test_odd_comparisons_still_give_a_whole_page(name: str) -> None:
    scenario = larkfield()
    page = read_page(report_html(scenario, compared(scenario, odd.ODD[name]())))

    assert set(SECTIONS) <= set(page.ids)
    assert page.unbalanced == []
    assert not re.search(r"\bnan\b|\bNone\b", page.text["results"] + page.text["charts"])


def test_a_comparison_of_designs_that_the_scenario_lost() -> None:
    page = read_page(report_html(larkfield(), odd.ODD["plain"]()))

    assert set(SECTIONS) <= set(page.ids)
    assert "No design of the comparison is in the scenario." in page.text["designs"]


def test_a_huge_organisation_is_grouped_and_cut() -> None:
    scenario = huge()
    whole = compared(scenario, odd.many_platforms(99))
    text = report_html(scenario, whole)
    page = read_page(text)

    assert len(text.encode()) < 3_000_000
    assert page.unbalanced == []
    assert page.tags.count("tr") < 1200
    assert page.tags.count("details") >= 5
    assert "128 fleets with 128 agents" in page.text["organisation"]
    assert "99 platforms" in page.text["organisation"]
    assert "and 91 more" in page.text["designs"]
    assert "all platforms" in page.text["designs"]
