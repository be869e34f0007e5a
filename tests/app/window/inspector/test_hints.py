"""Every field says what it means, in which unit, and what it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import pytest
from pydantic import Field
from pydantic.fields import FieldInfo

from app.window.inspector.ranges import range_words
from app.window.objects import ObjectRef
from models.scenario import Valued
from models.scenario.distributions import DurationDistribution
from models.units import Positive, Share, Whole
from tests.app.window.inspector.test_editing import line_of, row_at
from tests.app.window.inspector.test_saving import looked_at, shown

if TYPE_CHECKING:
    from app.window.frame.main_window import MainWindow


def test_no_line_of_the_format_lacks_a_hint() -> None:
    bare = {
        ".".join(field.path)
        for scenario, ref in looked_at()
        for field in shown(scenario, ref)
        if field.editor in ("line", "list") and not field.hint.strip()
    }
    assert not bare


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Whole, "A whole number of at least 0."),
        (Annotated[Whole, Field(gt=0)], "A whole number above 0."),
        (Annotated[Whole, Field(gt=0, le=100_000)], "A whole number above 0, at most 100,000."),
        (Annotated[Whole, Field(ge=2, le=10_000)], "A whole number from 2 to 10,000."),
        (Share | None, "A number from 0 to 1."),
        (Valued[Share], "A number from 0 to 1."),
        (dict[str, Positive], "A number above 0."),
        (Annotated[float, Field(lt=3)], "A number below 3."),
        (Annotated[str, Field(max_length=500)], "Text of at most 500 characters."),
        (Valued[DurationDistribution], "A duration such as `60 min`, `2 d 4 h` or `never`."),
        (int | str, ""),
        (bool, ""),
    ],
)
def test_a_type_is_told_in_words(kind: object, words: str) -> None:
    assert range_words(FieldInfo.from_annotation(kind)) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ref", "path", "wanted"),
    [
        (ObjectRef("fleet", "triage"), "workload.fleets.triage.agents", "number above 0"),
        (ObjectRef("fleet", "triage"), "workload.fleets.triage.tasks", "`20 / d`"),
        (ObjectRef("fleet", "triage"), "workload.fleets.triage.novelty", "from 0 to 1"),
        (ObjectRef("incident", "friday_order"), "incidents.friday_order.at", "`60 min`"),
        (ObjectRef("experiment"), "experiment.seed", "whole number"),
        (ObjectRef("experiment"), "experiment.warm_up", "`60 min`"),
        (ObjectRef("experiment"), "experiment.horizon", "`60 min`"),
    ],
)
def test_unit_and_range_are_in_the_tooltip_and_read_out(
    opened: MainWindow, ref: ObjectRef, path: str, wanted: str
) -> None:
    opened.document.select((ref,))
    line = line_of(row_at(opened, path))
    assert wanted in line.toolTip()
    assert wanted in line.accessibleDescription()
