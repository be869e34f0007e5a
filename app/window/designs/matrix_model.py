"""The matrix as a table model: a row per control, a column per design and domain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from app.window.document import CELLS
from app.window.look import appearance
from models.formats import typed_text
from models.profile import chain, control_table, documented, matrix_cell, merged, source_text
from models.profile.wording import layer_words, leaf_words, name_of, path_label
from models.scenario.leaves import flatten, leaves

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.document import Draft, Drafts
    from models.profile import DesignProfile, Fate, MatrixCell, Origin
    from models.scenario import Scenario, Valued

    _Say = Callable[[Valued[object]], str]

SIGNS = {"preset": "○", "standard": "■", "rule": "◆", "exception": "▲"}
"""Sign of each layer that a value can come from."""

_FATES: dict[Fate, str] = {"decides": "✓ decides:", "overruled": "· overruled:",
                          "not taken": "✕ not taken:"}  # fmt: skip
GAP_SIGNS = {"weaker": "▼", "different": "≠"}
_GAP_WORDS = {"weaker": "weaker", "different": "other"}
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a design's standard, or what it means on one platform."""

    design: str
    platform: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What the matrix shows.

    Attributes:
        design: Design that is edited.
        beside: Design beside it; empty for none.
        fleet: Fleet whose values are shown; empty for all.
        search: Words that the name of a control must hold.
        differing: Only controls in which the two designs differ.
        gaps: Only controls that fall short of the standard somewhere.
    """

    design: str
    beside: str = ""
    fleet: str = ""
    search: str = ""
    differing: bool = False
    gaps: bool = False


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    spoken: str
    layer: str
    gap: str
    typed: str
    said_by: tuple[str, ...]
    value: object


class MatrixModel(QAbstractTableModel):
    """Resolved values with their origin; edits are asked for, not made."""

    asked = Signal(str, object, str)

    def __init__(self, drafts: Drafts) -> None:
        """Start empty; texts of *drafts* stand in their cells instead of what holds."""
        super().__init__()
        self._drafts = drafts
        self.columns: list[Column] = []
        self.paths: list[str] = []
        self.heads: list[str] = []
        self._cells: dict[tuple[str, Column], _Cell] = {}
        self._cascade: Callable[[str, Column], list[str]] = lambda _path, _column: []
        self._fleet = ""

    def draft(self, path: str, column: Column) -> Draft | None:
        """Return what was typed in a cell and does not fit yet."""
        return self._drafts.at(draft_path(path, column, self._fleet))

    def show(
        self, scenario: Scenario, view: View, resolved: Callable[[str], DesignProfile]
    ) -> None:
        """Show the designs of *view* as they are resolved; rows and columns stay where they can."""
        designs = [view.design, *([view.beside] if view.beside else [])]
        places = ["", *_governed_platforms(scenario)]
        columns = [Column(design, place) for place in places for design in designs]
        profiles = {design: resolved(design) for design in designs}
        cells = _cells(scenario, list(profiles.values()), view.fleet)
        paths = [path for path in leaves() if _shown(path, view, columns, cells)]
        titles = {key: one.title or name_of(key) for key, one in scenario.designs.items()}
        platforms = scenario.organisation.platforms
        heads = [
            (platforms[c.platform].title or c.platform if c.platform else "Standard")
            + (f"\n{titles[c.design]}" if view.beside else "")
            for c in columns
        ]
        self._fleet = view.fleet
        same = (columns, paths, heads) == (self.columns, self.paths, self.heads)
        if not same:
            self.beginResetModel()
        self.columns, self.paths, self.heads, self._cells = columns, paths, heads, cells
        self._cascade = lambda path, column: cascade_lines(
            scenario, profiles[column.design], column.platform, view.fleet, path
        )
        if not same:
            self.endResetModel()
        elif paths:
            self.dataChanged.emit(self.index(0, 0), self.index(len(paths) - 1, len(columns) - 1))

    def place(self, index: _Index) -> tuple[str, Column]:
        """Return setting and column of a cell."""
        return self.paths[index.row()], self.columns[index.column()]

    def said_by(self, index: _Index) -> tuple[str, ...]:
        """Return the rules and exceptions that decide a cell."""
        return self._cells[self.place(index)].said_by

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of controls that are shown."""
        return 0 if parent.isValid() else len(self.paths)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return names of domains and controls, and what a control means."""
        if orientation == Qt.Orientation.Horizontal:
            return self.heads[section] if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return path_label(self.paths[section])
        if role == Qt.ItemDataRole.ToolTipRole:
            return documented(control_table()[self.paths[section]])
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let every cell be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return text, editable text, colours and accessible text of a cell."""
        path, column = self.place(index)
        cell, draft = self._cells[path, column], self.draft(path, column)
        if draft is not None:
            cell = _drafted(draft)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.EditRole:
            return cell.typed
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(_ground(cell))
        where = self.heads[index.column()].replace("\n", ", ")
        spoken = f"{path_label(path)}, {where}: {cell.spoken}"
        if role == Qt.ItemDataRole.ToolTipRole:
            more = "; Escape gives it up" if draft is not None else ""
            lines = [documented(control_table()[path]), spoken, *self._cascade(path, column)]
            return "\n".join([*lines, f"Enter changes it{more}."])
        return spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def texts_of(self, row: int) -> list[str]:
        """Return the texts of all cells of a row, as `data` does one by one."""
        path = self.paths[row]
        if not self._drafts.all:
            return [self._cells[path, column].text for column in self.columns]
        drafts = [self.draft(path, column) for column in self.columns]
        return [
            self._cells[path, column].text if draft is None else _drafted(draft).text
            for column, draft in zip(self.columns, drafts, strict=True)
        ]

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for an edit; the document decides."""
        path, column = self.place(index)
        text = str(value).strip()
        stands = text == self._cells[path, column].typed and self.draft(path, column) is None
        if role != Qt.ItemDataRole.EditRole or stands:
            return False
        self.asked.emit(path, column, text)
        return True


def cascade_lines(
    scenario: Scenario, profile: DesignProfile, platform: str, fleet: str, path: str
) -> list[str]:
    """Return what each layer says of a setting, the lowest first; nothing for the standard.

    Where no fleet is chosen it is what holds for most.
    """
    if not platform:
        return []
    most = max(profile.phases[0].differing[platform], key=lambda each: len(each[1]))[1]
    links = chain(scenario, profile, platform, fleet or most[0], path)
    return [
        f"{_FATES[one.fate]} {layer_words(one.origin.layer, one.origin.id)}: "
        f"{leaf_words(scenario, path, one.leaf)}"
        for one in links
    ]


def draft_path(path: str, column: Column, fleet: str) -> tuple[str, ...]:
    """Return where a text for a cell is kept that does not fit yet."""
    return ("designs", column.design, CELLS, column.platform, fleet, path)


def _drafted(draft: Draft) -> _Cell:
    text, complaint = draft.text or "nothing", draft.complaint
    return _Cell(
        f"{text}\n✗ {complaint}", f"“{text}” is not taken: {complaint}", "draft", "", draft.text,
        (), None,
    )  # fmt: skip


def _ground(cell: _Cell) -> str:
    theme = appearance().theme
    grounds = {
        "standard": theme.accent_soft,
        "rule": theme.warn_soft,
        "exception": theme.bad_soft,
        "draft": theme.bad_soft,
    }
    return grounds.get(cell.layer, theme.surface)


def _shown(
    path: str, view: View, columns: list[Column], cells: dict[tuple[str, Column], _Cell]
) -> bool:
    words = f"{path_label(path)} {path} {control_table()[path].text}".lower()
    if view.search.strip().lower() not in words:
        return False
    if view.gaps and not any(cells[path, column].gap for column in columns):
        return False
    if not (view.differing and view.beside):
        return True
    pairs = zip(columns[::2], columns[1::2], strict=True)
    return any(cells[path, one].value != cells[path, other].value for one, other in pairs)


def _governed_platforms(scenario: Scenario) -> list[str]:
    """Return the platforms with settings to show: without agents nothing is resolved there."""
    return list(scenario.organisation.platforms) if scenario.workload.fleets else []


def _cells(
    scenario: Scenario, profiles: list[DesignProfile], fleet: str
) -> dict[tuple[str, Column], _Cell]:
    found: dict[tuple[str, Column], _Cell] = {}
    known: dict[tuple[object, ...], _Cell] = {}  # most platforms share what holds on them
    for profile in profiles:
        design = profile.design_id
        declared = flatten(merged(scenario.designs, design).standard)
        for path in leaves():
            say = partial(leaf_words, scenario, path)
            found[path, Column(design)] = _declared(declared.get(path), say)
            for platform in _governed_platforms(scenario):
                cell = matrix_cell(profile, path, platform, fleet)
                key = (id(cell.leaf), id(cell.origin), cell.others, cell.gap, cell.said_by)
                if key not in known:
                    known[key] = _resolved(cell, say)
                found[path, Column(design, platform)] = known[key]
    return found


def _declared(leaf: Valued[object] | None, say: _Say) -> _Cell:
    if leaf is None:
        return _Cell("–", "nothing declared", "", "", "", (), None)
    value = say(leaf)
    return _Cell(
        f"{value}\n{SIGNS['standard']} declared", f"{value}, declared", "standard", "",
        typed_text(leaf), (), leaf.value,
    )  # fmt: skip


def _resolved(cell: MatrixCell, say: _Say) -> _Cell:
    value, origin = say(cell.leaf), cell.origin
    more = f" (+{cell.others} by fleet)" if cell.others else ""
    sign = f"{GAP_SIGNS[cell.gap]} " if cell.gap else ""
    by = f" {name_of(origin.id)}" if origin.id else ""
    text = f"{sign}{value}{more}\n{SIGNS[origin.layer]} {origin.layer} · {origin.standing}"
    return _Cell(
        text, f"{value}{more}; from {origin.layer}{by}, {_rests(origin)}{_gap(cell, say)}",
        origin.layer, cell.gap, typed_text(cell.leaf), cell.said_by,
        (cell.leaf.value, cell.others),
    )  # fmt: skip


def _rests(origin: Origin) -> str:
    source = source_text(origin)
    return f"{origin.standing} {source}" if source else origin.standing


def _gap(cell: MatrixCell, say: _Say) -> str:
    if not cell.gap:
        return ""
    words = f"; {_GAP_WORDS[cell.gap]} than declared"
    if cell.gap != cell.origin.gap or cell.origin.declared is None:
        return f"{words} for other fleets"  # the value that is shown is that of most fleets
    return f"{words} ({say(cell.origin.declared)})"
