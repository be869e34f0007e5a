"""One field: label, badge, editor, and what is wrong, right below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.window.inspector.density import Density
from app.window.inspector.editors import Box, Line, Paragraph, SmallButton, TellingButton
from app.window.inspector.items_button import ItemsButton
from app.window.inspector.moving import item_moved, movers
from app.window.look.restyle import set_look

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.inspector.field import Field

_TONES = {"fact": "ok", "choice": "accent", "assumption": "warn"}


class FieldRow(QWidget):
    """Edits one value; a wrong one is kept in view with its complaint, the old one stands."""

    committed = Signal(object, str)
    given_up = Signal(object)
    kind_chosen = Signal(object, str)
    removed = Signal(object)
    source_asked = Signal(object)
    reset_asked = Signal(object)
    moved = Signal(object, int)
    _reset: TellingButton | None = None
    _items: ItemsButton | None = None

    def __init__(self, field: Field, becoming: Callable[[Field], str]) -> None:
        """Show *field*.

        Args:
            field: What is edited.
            becoming: Tells in words what would hold without the field's own value.
        """
        super().__init__()
        self.field = field
        self._becoming = becoming
        self._line: Line | Paragraph | None = None
        self._box: Box | None = None
        self._density: Density | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12 * field.depth, 0, 0, 0)
        layout.setSpacing(3)
        if field.editor != "add":  # its editor says what it is
            layout.addLayout(self._head(field))
        if field.editor in ("line", "list"):
            self._line = self._make_line(field)
            layout.addLayout(self._beside_line(field, self._line))
        elif field.editor == "add":
            layout.addWidget(self._make_adding(field))
        elif field.editor == "choice":
            self._box = self._make_box(field)
            layout.addWidget(self._box)
        elif field.editor == "fixed":
            self._fixed = QLabel(field.text)
            self._fixed.setTextFormat(Qt.TextFormat.PlainText)
            self._fixed.setWordWrap(True)
            layout.addWidget(self._fixed)
        if field.drawn is not None:
            self._density = Density(field.drawn)
            layout.addWidget(self._density)
        self._error = QLabel()
        self._error.setProperty("role", "error")
        self._error.setTextFormat(Qt.TextFormat.PlainText)
        self._error.setWordWrap(True)
        self._error.hide()
        layout.addWidget(self._error)
        self._source = QLabel(field.source)
        self._source.setProperty("role", "small")
        self._source.setTextFormat(Qt.TextFormat.PlainText)
        self._source.setWordWrap(True)
        layout.addWidget(self._source)
        self._source.setVisible(bool(field.source))  # without a parent it would be a window

    def _head(self, field: Field) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(field.label)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "section" if field.editor == "heading" else "muted")
        label.setWordWrap(True)
        row.addWidget(label, 1)
        if field.standing:
            badge = QLabel(field.standing)
            badge.setProperty("role", "badge")
            badge.setProperty("tone", _TONES[field.standing])
            badge.setToolTip(f"This value is {_ARTICLES[field.standing]}.")
            row.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(self._make_source(field))
        if field.order:
            what = (
                f"the item at the cursor of {field.label}" if self._is_list(field) else field.label
            )
            for button in movers(what, field.order, self.move_by):
                row.addWidget(button)
        if field.removable:
            row.addWidget(self._make_removal(field))
        self._head_row = row
        self._show_own(field)
        return row

    def _show_own(self, field: Field) -> None:
        """Let the value be reset where it is the file's own."""
        if self._reset is not None:
            self._reset.setVisible(field.own)
        elif field.own:
            self._reset = self._make_reset(field)
            self._head_row.addWidget(self._reset)
            if self._reset.parentWidget() is not None:  # else it would be a window
                self._reset.show()

    @staticmethod
    def _is_list(field: Field) -> bool:
        return field.editor == "list" and not field.removable

    def move_by(self, by: int) -> None:
        """Move the row, or in a list the item at the cursor: 1 for later, -1 for earlier."""
        if self._line is None or not self._is_list(self.field):
            self.moved.emit(self.field, by)
            return
        text, cursor = item_moved(self._line.text(), self._line.cursorPosition(), by)
        self._line.setText(text)
        self._commit_line()
        self._line.setCursorPosition(cursor)

    def _make_source(self, field: Field) -> SmallButton:
        button = SmallButton(
            "…",
            f"Source and note of {field.label}",
            f"Say where “{field.label}” comes from, or hide that again.",
        )
        button.clicked.connect(self._ask_source)
        return button

    def _ask_source(self) -> None:
        self.source_asked.emit(self.field)

    def _make_removal(self, field: Field) -> SmallButton:
        button = SmallButton(
            "×", f"Remove {field.label}", f"Take “{field.label}” away; Ctrl+Z brings it back."
        )
        button.clicked.connect(self._remove)
        return button

    def _remove(self) -> None:
        self.removed.emit(self.field)

    def _make_reset(self, field: Field) -> TellingButton:
        button = TellingButton(
            "↺",
            f"Reset {field.label}",
            f"Take the own value of “{field.label}” away (Ctrl+Alt+Z).",
            self._tell_becoming,
        )
        button.clicked.connect(self.reset)
        return button

    def _tell_becoming(self) -> str:
        return self._becoming(self.field)

    def reset(self) -> None:
        """Ask for the value to be taken away."""
        self.reset_asked.emit(self.field)

    def _beside_line(self, field: Field, line: Line | Paragraph) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(line, 1)
        if field.kinds:
            kinds = Box()
            for kind, shown in field.kinds:
                kinds.addItem(shown, kind)
            kinds.setCurrentIndex(kinds.findData("constant"))
            kinds.setAccessibleName(f"Distribution of {field.label}")
            kinds.setToolTip("Always the same, or drawn at random: choose how.")
            kinds.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            kinds.activated.connect(self._choose_kind)
            kinds.setMaximumWidth(110)
            self._kinds = kinds
            row.addWidget(kinds)
        if field.editor == "list" and field.options:
            self._items = ItemsButton(field)
            self._items.chosen.connect(self._take_items)
            row.addWidget(self._items, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _take_items(self, text: str) -> None:
        """Take a list over that was put together from the menu."""
        if self._line is not None:
            self._line.setText(text)
            self._commit_line()

    def _choose_kind(self) -> None:
        if self._kinds.currentData() != "constant":
            self.kind_chosen.emit(self.field, self._kinds.currentData())

    def _make_adding(self, field: Field) -> QWidget:
        if field.keyed and field.options:
            box = self._make_box(field)
            box.setPlaceholderText(f"{field.label}…")
            box.setCurrentIndex(-1)
            self._box = box
            return box
        if field.keyed:
            line = self._make_line(field)
            line.setPlaceholderText(f"{field.label}: new name, then Enter")
            self._line = line
            return line
        button = QPushButton(field.label)
        button.setAccessibleName(field.label)
        button.setToolTip(field.hint or field.label)
        button.clicked.connect(self._add)
        return button

    def _add(self) -> None:
        self.committed.emit(self.field, "")

    def _make_line(self, field: Field) -> Line | Paragraph:
        line = Paragraph(field.text) if field.is_long else Line(field.text)
        line.setAccessibleName(field.label)
        line.setToolTip(field.hint or field.label)
        line.setAccessibleDescription(field.hint)
        line.setPlaceholderText("mixed" if field.mixed else "not set" if field.optional else "")
        line.setCursorPosition(0)
        line.editingFinished.connect(self._commit_line)
        line.given_up.connect(self.give_up)
        return line

    def _make_box(self, field: Field) -> Box:
        box = Box()
        box.setAccessibleName(field.label)
        box.setToolTip(field.hint or field.label)
        box.setAccessibleDescription(field.hint)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for value, shown in field.options:
            box.addItem(shown, value)
        box.setPlaceholderText("mixed" if field.mixed else "")
        box.setCurrentIndex(-1 if field.mixed else box.findData(field.text))
        box.activated.connect(self._commit_box)
        return box

    def _commit_line(self) -> None:
        if self._line is not None and self._line.text().strip() != self.field.text:
            self.committed.emit(self.field, self._line.text().strip())
        elif self._line is not None and self.complaint:
            self.give_up()

    def give_up(self) -> None:
        """Show what holds instead of what was refused, which is forgotten."""
        self.show_field(self.field)
        self.given_up.emit(self.field)

    def _commit_box(self) -> None:
        if self._box is not None and (
            self.field.mixed or self._box.currentData() != self.field.text
        ):
            self.committed.emit(self.field, self._box.currentData())

    def show_field(self, field: Field) -> None:
        """Show the value as it stands now."""
        self.field = field
        if self._line is not None and self._line.text() != field.text:
            self._line.setText(field.text)
            self._line.setCursorPosition(0)
        if self._items is not None:
            self._items.show_list(field.text)
        if self._density is not None and field.drawn is not None:
            self._density.show_distribution(field.drawn)
        if self._box is not None:
            self._box.setCurrentIndex(-1 if field.mixed else self._box.findData(field.text))
        if field.editor != "add":
            self._show_own(field)
        if field.editor == "fixed":
            self._fixed.setText(field.text)
        self._complain("")

    @property
    def pending(self) -> str | None:
        """What is being typed in the line and was not taken over yet; None: nothing."""
        if self._line is None or not self._line.isModified():
            return None
        text = self._line.text().strip()
        return None if text == self.field.text else text

    @property
    def is_line(self) -> bool:
        """Whether it is edited as text."""
        return self._line is not None

    def show_draft(self, text: str, complaint: str) -> None:
        """Show a text that was refused, and why; what is typed over it meanwhile stays."""
        if self._line is not None and not (self._line.isModified() and self._line.hasFocus()):
            self._line.setText(text)
        self._complain(complaint)

    def focus_editor(self) -> None:
        """Put the keyboard into the editor."""
        editor = self._line or self._box
        if editor is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, complaint: str) -> None:
        """Say below the field what is wrong with what was typed."""
        self._complain(complaint)
        if self._box is not None:
            self._box.setCurrentIndex(self._box.findData(self.field.text))

    def _complain(self, complaint: str) -> None:
        self._error.setText(complaint)
        self._error.setVisible(bool(complaint))
        editor = self._line or self._box
        if editor is not None:
            editor.setAccessibleDescription(complaint or self.field.hint)
            set_look(editor, "wrong", bool(complaint))

    @property
    def complaint(self) -> str:
        """What is wrong with what was typed; empty: nothing."""
        return self._error.text()


_ARTICLES = {
    "fact": "a fact: it has a source",
    "choice": "a choice of the organisation",
    "assumption": "an assumption: no source supports it",
}
