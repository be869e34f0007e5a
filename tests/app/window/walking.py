"""Walks over every widget of every page and panel, whoever made them: what can be said of all.

A page that is new in `MainWindow` is walked by itself; so is what a selection brings up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QToolButton,
    QWidget,
)

from app.window.crash import CrashDialog
from app.window.frame.first_frame import FirstFrame
from app.window.guidance.asked import explanation_of
from app.window.guidance.keys import AboutPanel, KeysPanel
from app.window.look.fitted_label import FittedLabel
from app.window.look.wrapped_head import WrappedHead
from app.window.objects import COLLECTIONS, OF_DESIGNS, ObjectRef, collection
from models.errors import Place, ScenarioError
from tests.app.report.cases import compared
from tests.app.window.filling import filled_belief, filled_docks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.window.frame.main_window import MainWindow

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
MOST = (1280, 800)
"""Size of the smallest screen that everything has to fit on, in pixels."""

_BUTTON_EDGE = 4
"""Pixels that a button keeps free on each side of its text at least."""


def places(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield every page and panel in turn, shown, with its name."""
    window.show_page("start")
    yield "start", window
    for page in window.page_names:
        window.show_page(page)
        yield page, window
    window.show_page("organisation")
    for kind in ("scenario", "experiment", *COLLECTIONS):
        objects = collection(window.document.scenario, kind) if kind in COLLECTIONS else ("",)
        for key in list(objects)[:1]:
            window.document.select((ObjectRef(kind, key),))
            yield f"organisation with a {kind}", window
    for ref in _first_of_designs(window):
        window.document.show_design(ref.design)
        window.document.select((ref,))
        yield f"organisation with a {ref.kind}", window
    scenario = window.document.scenario
    found = compared(scenario)
    window.compare.show_comparison(found, scenario)
    window.strip.show_comparison(found)
    window.show_page("compare")
    yield "compare with figures", window
    yield from _enlarged(window)
    yield from _asking(window)
    yield from _docks(window)
    yield from _panels(window)
    window.actions_["file.new"].trigger()
    for page in window.page_names:
        window.show_page(page)
        yield f"{page} of an empty scenario", window


def _first_of_designs(window: MainWindow) -> Iterator[ObjectRef]:
    """Yield the first rule and the first exception that there is in any design."""
    designs = window.document.scenario.designs
    for kind, within in OF_DESIGNS.items():
        found = [ObjectRef(kind, key, design) for design, one in designs.items()
                 for key in getattr(one, within)]  # fmt: skip
        assert found, f"no {kind} to walk over"
        yield found[0]


def _enlarged(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    assert window.compare.grid is not None
    panel = window.compare.grid.panels[0]
    panel.enlarge()
    assert panel.enlarged is not None
    panel.enlarged.draw()
    yield "enlarged chart", panel.enlarged
    panel.enlarged.close()


def _asking(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    window.show_page("organisation")
    for command in ("add.cloud", "object.add"):
        window.actions_[command].trigger()
        assert window.builder.picker.isVisible()
        yield f"picker of {command}", window
        window.builder.picker.leave()
    window.actions_["help.believe"].trigger()
    assert window.belief.panel is not None
    for state in filled_belief(window):
        yield state, window.belief.panel
    window.belief.panel.close()


def _docks(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    for dock in filled_docks(window):
        yield dock, window


def _panels(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    wrong = ScenarioError(Place("own.yaml", 7, "workload.fleets.triage.agents"),
                          "a whole number", "`many`", "write digits only")  # fmt: skip
    window.problems.show_errors("1 problem in own.yaml: it was not opened", [wrong])
    window.question.ask("Save before you close?", (("Save", int), ("Cancel", int)))
    window.keeping.notices.post("test", "Somebody changed it.", (("Read theirs", int),))
    scenario = window.document.scenario
    window.keeping.differences.show_between(scenario, scenario, "own.yaml")
    yield "problems, question, notice, differences", window
    window.problems.hide()
    window.question.hide()
    window.keeping.notices.drop("test")
    window.keeping.differences.hide()
    window.actions_["edit.find"].trigger()
    yield "search over the canvas", window
    window.organisation.search.leave()
    window.guidance.palette.open()
    yield "palette", window
    window.guidance.palette.leave()
    window.guidance.tour.start()
    yield "tour", window
    window.guidance.tour.end()
    crash = CrashDialog("A report", "Your work is kept.", window)
    crash.show()
    yield "crash", crash
    crash.close()
    glossary = window.guidance.show_glossary()
    for side in (glossary, KeysPanel.show_in(window), AboutPanel.show_in(window)):
        yield type(side).__name__, side
        side.close()


def seen(root: QWidget) -> list[QWidget]:
    """Return every widget below *root* that is shown, but what Qt makes for itself."""
    settle()
    return [
        child
        for child in root.findChildren(QWidget)
        if child.isVisible()
        and child.window() is root.window()
        and not child.objectName().startswith("qt_")
        and not isinstance(child, QScrollBar | QMenu | QMenuBar)
        and not _is_inner(child)
    ]


def settle() -> None:
    """Let layouts take their places."""
    for _ in range(3):
        QApplication.processEvents()


def _is_inner(widget: QWidget) -> bool:
    """Whether a widget is a part that another one brings along."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QLineEdit | QAbstractSpinBox | QTabBar):
            return True
        if isinstance(parent, QAbstractItemView) and not isinstance(widget, QHeaderView):
            return True
        parent = parent.parentWidget()
    return False


def told(widget: QWidget) -> str:
    """Return what tells a widget from others in a report."""
    text = getattr(widget, "text", lambda: "")()
    name = widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} {name!r} {text!r} in {type(widget.parentWidget()).__name__}"


# -- names, keyboard, focus --------------------------------------------------------------


def nameless(root: QWidget) -> list[str]:
    """Report controls without an accessible name; a button may be named by its own text."""
    return [
        told(each)
        for each in seen(root)
        if isinstance(each, CONTROLS)
        and not isinstance(each, QHeaderView)
        and not each.accessibleName()
        and not (isinstance(each, QAbstractButton) and each.text())
    ]


def unexplained(root: QWidget) -> list[str]:
    """Report controls of which What's this? knows nothing: neither a term nor a tooltip."""
    return [
        told(each)
        for each in seen(root)
        if isinstance(each, CONTROLS)
        and not isinstance(each, QHeaderView)
        and explanation_of(each) is None
    ]


def out_of_reach(root: QWidget) -> list[str]:
    """Report enabled controls that the Tab key does not stop at.

    A list that one walks from a line beside it says so in its property `reached_by`.  Of buttons of
    which one is chosen Qt lets Tab stop at one, and arrows lead to the others.
    """
    everything = seen(root)
    stops = {each for each in everything if each.focusPolicy() & Qt.FocusPolicy.TabFocus}
    return [
        told(each)
        for each in everything
        if isinstance(each, CONTROLS)
        and not isinstance(each, QHeaderView)
        and each.isEnabled()
        and not each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.property("reached_by") is None
        and not _is_beside(each, stops)
    ]


def never_stopped_at(root: QWidget) -> list[str]:
    """Report controls at which the Tab key, pressed again and again, does not stop.

    So also a control that keeps the keyboard to itself is found: all behind it are reported.
    """
    wanted = {
        each: told(each)
        for each in seen(root)
        if isinstance(each, CONTROLS)
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    root.activateWindow()
    stops: set[QWidget] = set()
    for _ in range(2 * len(wanted) + 20):
        QTest.keyClick(_focused(root) or root, Qt.Key.Key_Tab)
        now = _focused(root)
        if now is not None:
            stops.add(now)
            stops |= {each for each in wanted if each.isAncestorOf(now)}
    stops |= {each for each in wanted if _is_beside(each, stops)}
    return [name for each, name in wanted.items() if each not in stops and each.isVisible()]


def _focused(root: QWidget) -> QWidget | None:
    return root.focusWidget()


def _is_beside(widget: QWidget, stops: set[QWidget]) -> bool:
    """Whether a button is one of several of which one is chosen: arrows lead to it from there."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and bool(stops & set(group.buttons()))


# -- text that is cut off ----------------------------------------------------------------


def cut(root: QWidget) -> list[str]:
    """Report texts that are wider or higher than their widgets, and widgets beyond their frame.

    A window that outgrew 1280 x 800 is reported too.
    """
    found = []
    if root.isWindow() and (root.width() > MOST[0] or root.height() > MOST[1]):
        found.append(f"the window is {root.width()} x {root.height()}")
    if isinstance(root, FirstFrame):
        bars = (root.whole.horizontalScrollBar(), root.whole.verticalScrollBar())
        found += [f"the window scrolls by {bar.maximum()} px" for bar in bars if bar.maximum() > 0]
    for each in seen(root):
        if isinstance(each, QLabel):
            found += _cut_label(each)
        elif isinstance(each, QAbstractButton):
            found += _cut_button(each)
        elif isinstance(each, QHeaderView):
            found += _cut_header(each)
        if isinstance(each, QLabel | QAbstractButton | QComboBox | QLineEdit):
            found += _beyond_frame(each)
    return found


def _cut_label(label: QLabel) -> list[str]:
    """A `FittedLabel` shortens itself and tells the whole in its tip; no other is let off."""
    if not label.text() or isinstance(label, FittedLabel):
        return []
    if label.textFormat() == Qt.TextFormat.RichText:
        return _cut_rich(label)
    return _cut_plain(label)


def _cut_plain(label: QLabel) -> list[str]:
    room = label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        wide = max(label.fontMetrics().horizontalAdvance(word) for word in label.text().split())
        if needed > label.height() + 1 or wide > room.width() + 1:
            return [f"{told(label)}: needs {needed} of height, has {label.height()}"]
        return []
    width = max(label.fontMetrics().horizontalAdvance(line) for line in label.text().split("\n"))
    if width > room.width() + 1:
        return [f"{told(label)}: needs {width}, has {room.width()}"]
    if label.fontMetrics().height() > label.height() + 1:
        return [f"{told(label)}: needs a height of {label.fontMetrics().height()}"]
    return []


def _cut_rich(label: QLabel) -> list[str]:
    if label.wordWrap():
        needed, has = label.heightForWidth(label.width()), label.height()
    else:
        needed, has = label.sizeHint().width(), label.width()
    return [f"{told(label)}: needs {needed}, has {has}"] if needed > has + 1 else []


def _cut_button(button: QAbstractButton) -> list[str]:
    if not button.text() or _shows_no_text(button):
        return []
    lines = button.text().replace("&&", "\0").replace("&", "").replace("\0", "&").split("\n")
    metrics = button.fontMetrics()
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * _BUTTON_EDGE
    if not button.icon().isNull():
        width += button.iconSize().width()
    if width > button.width() + 1:
        return [f"{told(button)}: needs {width}, has {button.width()}"]
    if metrics.height() * len(lines) > button.height() + 1:
        return [f"{told(button)}: needs a height of {metrics.height() * len(lines)}"]
    return []


def _shows_no_text(button: QAbstractButton) -> bool:
    only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return (
        isinstance(button, QToolButton)
        and button.toolButtonStyle() == only
        and not button.icon().isNull()
    )


def _cut_header(header: QHeaderView) -> list[str]:
    if isinstance(header, WrappedHead):
        return []  # it breaks its texts; `reading` says whether all of them is painted
    model = header.model()
    found = []
    for at in range(header.count()):
        if header.isSectionHidden(at) or header.orientation() == Qt.Orientation.Vertical:
            continue
        text = str(model.headerData(at, header.orientation()) or "")
        tip = model.headerData(at, header.orientation(), Qt.ItemDataRole.ToolTipRole)
        width = max((header.fontMetrics().horizontalAdvance(line) for line in text.split("\n")),
                    default=0)  # fmt: skip
        if width > header.sectionSize(at) and not tip:
            found.append(f"header {text!r}: needs {width}, has {header.sectionSize(at)}")
    return found


def _beyond_frame(widget: QWidget) -> list[str]:
    """Report a widget that lies partly beyond its parent or the window, unless one can scroll."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QAbstractScrollArea):
        corner = widget.mapTo(parent, QPoint(0, 0))
        if corner.x() < -1 or corner.x() + widget.width() > parent.width() + 1:
            span = f"from {corner.x()} to {corner.x() + widget.width()}"
            return [f"{told(widget)}: {span} in a {type(parent).__name__} of {parent.width()}"]
        if parent.isWindow():
            break
        parent = parent.parentWidget()
    return []
