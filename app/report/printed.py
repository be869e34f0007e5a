"""The report in the plain HTML that text documents and printers understand.

It is the page of `app.report.document`, made plainer: colours instead of variables, tables instead
of boxes, and a name instead of each drawing, under which whoever shows it gives the picture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from app.charts import finding_of, names_of, panel_of, panels_of
from app.report.document import rendered
from app.report.pictures import Picture

if TYPE_CHECKING:
    from app.tokens import Theme
    from models.comparison import Comparison
    from models.scenario import Scenario

PICTURE_PX = (436, 336)
"""Width and height of a drawing."""

_SCHEME = "chart:"
_FIGURES = re.compile(r'<div class="charts">(.*?)</div>\s*</section>', re.DOTALL)
_FIGURE = re.compile(r"<figure[^>]*>(.*?)</figure>", re.DOTALL)
_PLAINER = (
    (re.compile(r"<style.*?</style>", re.DOTALL), ""),
    (re.compile(r"<nav.*?</nav>", re.DOTALL), ""),
    (re.compile(r"<summary>(.*?)</summary>", re.DOTALL), r'<p class="summary">\1</p>'),
    (re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL), r'<p class="small">\1</p>'),
    (re.compile(r"</?(?:main|header|section|details|div|figure)\b[^>]*>"), ""),
    (re.compile(r"<bdi>"), "\u2068"),
    (re.compile(r"</bdi>"), "\u2069"),
    (re.compile(r'(?<!<td class="n">)<span class="ci">'), '<br><span class="ci">'),
    (re.compile(r'<span class="gap">'), '<span class="gap">⚠ '),
    (re.compile(r'<span class="tag([^"]*)">(.*?)</span>', re.DOTALL),
     '<span class="tag\\1">\u00a0\\2\u00a0</span>'),
    (re.compile(r"<table\b"), '<table width="99%" cellspacing="0" cellpadding="4"'),
)  # fmt: skip


def chart_names(comparison: Comparison) -> dict[str, str]:
    """Return the name of each picture in the text, with the id of its panel."""
    return {f"{_SCHEME}{panel}": panel for panel in panels_of(comparison)}


def printed_html(scenario: Scenario, comparison: Comparison, theme: Theme) -> str:
    """Return the report in plain HTML in the colours of *theme*.

    Raises:
        ScenarioError: The scenario cannot be resolved.
    """
    names = names_of(scenario)
    width, height = PICTURE_PX
    pictures = [
        Picture(
            id=panel,
            name=panel_of(panel).name,
            finding=finding_of(panel, comparison, names),
            text=panel_of(panel).text,
            svg=Markup('<img src="{}" width="{}" height="{}">').format(name, width, height),
        )
        for name, panel in chart_names(comparison).items()
    ]
    page = rendered(scenario, comparison, pictures)
    page = _FIGURES.sub(_in_two_columns, page)
    for pattern, plain in _PLAINER:
        page = pattern.sub(plain, page)
    return page.replace("</head>", f"<style>{_sheet(theme)}</style></head>", 1)


def _in_two_columns(charts: re.Match[str]) -> str:
    figures = _FIGURE.findall(charts[1])
    if not figures:
        return charts[1]
    cells = [f'<td width="50%" class="chart">{figure}</td>' for figure in figures]
    rows = (f"<tr>{''.join(cells[at : at + 2])}</tr>" for at in range(0, len(cells), 2))
    return f"<table>{''.join(rows)}</table>"


def _sheet(theme: Theme) -> str:
    return f"""
body {{ color: {theme.text}; }}
h1 {{ font-size: 22px; }}
h2 {{ font-size: 17px; margin-top: 26px; color: {theme.accent}; }}
h3 {{ font-size: 14px; margin-top: 16px; }}
a {{ color: {theme.accent}; text-decoration: none; }}
code {{ font-family: "DejaVu Sans Mono"; font-size: 11px; }}
.question {{ font-size: 15px; color: {theme.muted}; }}
.muted, .small, .ci, .note {{ color: {theme.muted}; }}
.small, .ci {{ font-size: 11px; font-weight: 400; }}
.summary {{ font-weight: 600; }}
.gap {{ color: {theme.warn}; font-size: 11px; }}
table {{ border-collapse: collapse; font-size: 12px; }}
th {{ text-align: left; vertical-align: top; border-bottom: 1px solid {theme.line}; }}
td {{ vertical-align: top; border-bottom: 1px solid {theme.line_soft}; }}
td.chart {{ border-bottom: none; }}
.tag {{ background-color: {theme.line_soft}; color: {theme.muted}; font-size: 11px; }}
.better, .finding, .fact {{ color: {theme.ok}; }}
.worse, .cost {{ color: {theme.bad}; }}
.assumption {{ color: {theme.warn}; }}
li.finding, li.cost, li.undecided, li.note {{ color: {theme.text}; margin-bottom: 6px; }}
dt {{ color: {theme.muted}; }}
"""
