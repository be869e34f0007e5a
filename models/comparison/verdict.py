"""The verdict: generated sentences that are never stronger than their intervals.

Only the structure effect is laid to the change of structure; costs stand beside gains; what
is exploratory is never called better or worse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.comparison.intervals import excludes_zero
from models.comparison.phrases import (
    assumptions_told,
    brief_unit,
    is_nothing,
    levels_told,
    parts_told,
    replications_told,
    signed_told,
    size_told,
    undefined_told,
)
from models.comparison.result import Call, Sentence, Strength
from models.metrics import NUMBERS
from models.metrics.wording import format_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.comparison.result import (
        Column,
        Comparison,
        Difference,
        MetricComparison,
    )
    from models.scenario.scenario import Scenario

_STRENGTHS: dict[Call, Strength] = {"better": "finding", "worse": "cost"}

_IMPORTED = re.compile(r"\d[\d,]* of \d[\d,]* settings stated, \d[\d,]* derived, the rest assumed")
"""How an importer says in the notes of a scenario what it rests on."""


def verdict_of(scenario: Scenario, comparison: Comparison) -> tuple[Sentence, ...]:
    """Return the verdict on a comparison, what it rests on first."""
    return tuple(_verdict(scenario, comparison))


def _verdict(scenario: Scenario, comparison: Comparison) -> Iterator[Sentence]:
    yield _note(_what_it_rests_on(scenario, comparison.columns))
    if scenario.experiment.start == "greenfield":
        yield _note(
            "Every design starts on a greenfield: no accounts, keys or grants are inherited, which "
            "favours no design but describes an organisation without a past."
        )
    headline = [metric for metric in comparison.metrics if metric.headline]
    if not headline:
        yield _note("No headline metric is named, so nothing is called better or worse.")
    for place, column in enumerate(comparison.columns[1:]):
        yield from _on_target(comparison, headline, place, column)
    if headline:
        yield _note(
            "All metrics that are not headline metrics are exploratory: none is called better or "
            "worse."
        )
    if comparison.stopped:
        yield _note(comparison.stopped)


def _what_it_rests_on(scenario: Scenario, columns: Sequence[Column]) -> str:
    imported = _IMPORTED.search(scenario.notes)
    if imported:
        return imported[0] + "."
    told = [
        f"{_title(column)} rests on {column.facts} facts, {column.choices} choices and "
        f"{column.assumptions} assumptions"
        for column in columns
    ]
    return "; ".join(told) + "."


def _title(column: Column) -> str:
    return f"“{column.title}”"


def _note(text: str, target: str = "") -> Sentence:
    return Sentence(text, "", target, "note")


def _on_target(
    comparison: Comparison, headline: Sequence[MetricComparison], place: int, column: Column
) -> Iterator[Sentence]:
    """Yield gains and costs as the file lists them, what stays open, what structure does alone."""
    differences = [(metric, metric.differences[place]) for metric in headline]
    if headline:
        yield _summary(comparison, differences, column)
    order: dict[Call, int] = {"worse": 0, "better": 0, "undecided": 1, "equal": 2}
    for metric, _ in sorted(differences, key=lambda d: order.get(d[1].call, 3)):
        yield from _on_metric(comparison, metric, place, column)
    yield from _on_effort(comparison, headline, place, column)
    yield from _on_structure(comparison, differences, place, column)


def _summary(
    comparison: Comparison,
    differences: Sequence[tuple[MetricComparison, Difference]],
    column: Column,
) -> Sentence:
    calls = [difference.call for _, difference in differences]
    words: dict[Call, str] = {
        "better": "better",
        "worse": "worse",
        "equal": "the same",
        "undecided": f"undecided at {replications_told(comparison.replications)}",
        "exploratory": "neither better nor worse by nature",
    }
    told = [
        f"{calls.count(call)} {word}"
        for call, word in words.items()
        if call in calls or call in ("better", "worse")
    ]
    against = _title(comparison.columns[0])
    count = f"{len(calls)} headline metric{'s' if len(calls) > 1 else ''}"
    return _note(f"{_title(column)} against {against}, {count}: {_listed(told)}.", column.id)


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _on_metric(
    comparison: Comparison, compared: MetricComparison, place: int, column: Column
) -> Iterator[Sentence]:
    metric, difference = NUMBERS[compared.id], compared.differences[place]
    total, unit = difference.effects["total"], metric.unit
    if is_nothing(total):
        text = f"{metric.name}: the same in every replication."
        yield Sentence(text, metric.id, column.id, "note")
        return
    if total.method == "none":
        titles = {each.id: _title(each) for each in comparison.columns}
        text = f"{metric.name}: {undefined_told(compared, column.id, titles)}."
        yield Sentence(text, metric.id, column.id, "undecided")
        return
    if not excludes_zero(total):
        text = (
            f"{metric.name}: no difference that {replications_told(total.n)} can show "
            f"({signed_told(total, unit)})."
        )
        yield Sentence(text, metric.id, column.id, "undecided")
    else:
        verb = "raises" if total.estimate > 0 else "lowers"
        brief = brief_unit(unit)
        levels = levels_told(metric, compared, place, comparison.follow_up_h)
        text = (
            f"{metric.name}: {_title(column)} {verb} it {levels}, by {size_told(total, brief)}. "
            f"{parts_told(difference, brief)} "
            f"{assumptions_told(difference, brief, _title(column))}"
        )
        if difference.sign_changes:
            text += " Under equal sensitivity weights the difference has the other sign."
        elif metric.weighted and metric.equal is None:
            text += " Whether it holds under equal sensitivity weights has not been tried."
        yield Sentence(text, metric.id, column.id, _STRENGTHS.get(difference.call, "note"))
    yield from _hidden_cost(compared, difference, column)


def _hidden_cost(
    compared: MetricComparison, difference: Difference, column: Column
) -> Iterator[Sentence]:
    """Yield what structure costs where settings make up for it."""
    if difference.structure_call != "worse" or difference.call == "worse":
        return
    metric, structure = NUMBERS[compared.id], difference.effects["structure"]
    verb = "raises" if structure.estimate > 0 else "lowers"
    text = (
        f"{metric.name}: the structure of {_title(column)} alone makes it worse, it {verb} it by "
        f"{size_told(structure, metric.unit)}."
    )
    yield Sentence(text, metric.id, column.id, "cost")


def _on_effort(
    comparison: Comparison, headline: Sequence[MetricComparison], place: int, column: Column
) -> Iterator[Sentence]:
    """Yield the effort, which the scenario states, where it is no headline metric."""
    effort = comparison.metric("integration_days")
    days = effort.levels[place + 1].interval.estimate
    if effort not in headline and effort.differences[place].effects["total"].estimate > 0:
        text = f"Getting there takes {format_value(days, 'person-days')} of integration."
        yield Sentence(text, effort.id, column.id, "cost")


def _on_structure(
    comparison: Comparison,
    differences: Sequence[tuple[MetricComparison, Difference]],
    place: int,
    column: Column,
) -> Iterator[Sentence]:
    """Yield what may be said of the change of structure, and of nothing else."""
    if all(is_nothing(m.differences[place].effects["structure"]) for m in comparison.metrics):
        yield _note(
            f"{_title(column)} leaves the structure as it is or gains nothing by it: no difference "
            "here comes from fewer directories, vaults, log sinks or queues.",
            column.id,
        )
        return
    named: dict[str, list[str]] = {"better": [], "worse": [], "undecided": [], "equal": []}
    for metric, difference in differences:
        if difference.structure_call in named:
            named[difference.structure_call].append(NUMBERS[metric.id].name)
    words = {
        "better": "improves",
        "worse": "worsens",
        "undecided": f"has no effect that {replications_told(comparison.replications)} can show on",
        "equal": "does not touch",
    }
    told = [f"{words[call]} {_listed(names)}" for call, names in named.items() if names]
    if told:
        yield _note(
            "The change of structure alone (directories, vaults, log sinks, queues, scope of "
            f"review), as the mean over both settings, {'; it '.join(told)}. Only this "
            "may be laid to it; the rest comes from settings.",
            column.id,
        )
