"""Writing a comparison as files: charts, tables, report, result."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.tokens import ThemeName
    from models.comparison import Comparison
    from models.scenario import Scenario

Step = tuple[str, "Callable[[], object]"]
"""What is written, and what writes it."""


def export_steps(
    comparison: Comparison, scenario: Scenario, folder: Path, theme: ThemeName
) -> Iterator[Step]:
    """Yield the parts of an export; each may raise `OSError`.

    Args:
        comparison: What to write.
        scenario: The scenario that was run.
        folder: An existing folder.
        theme: Colours of the charts.
    """
    from app.charts import names_of, write_charts
    from models.comparison import metrics_csv, to_json
    from models.formats import replace_file, scenario_text

    def write(name: str, text: str) -> None:
        replace_file(folder / name, text.encode())

    yield "metrics.csv", lambda: write("metrics.csv", metrics_csv(comparison))
    yield "comparison.json", lambda: write("comparison.json", to_json(comparison))
    yield "scenario.yaml", lambda: write("scenario.yaml", scenario_text(scenario))
    yield "charts", lambda: write_charts(comparison, folder, theme, names_of(scenario))
    yield "report.html", lambda: write("report.html", _report(comparison, scenario))


def _report(comparison: Comparison, scenario: Scenario) -> str:
    from app.report import report_html

    return report_html(scenario, comparison)
