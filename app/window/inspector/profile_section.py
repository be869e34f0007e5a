"""What holds on a platform under the current design: for which fleet, main settings or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from app.window.inspector.profile_rows import ProfileList
from app.window.look.choice_box import ChoiceBox
from app.window.objects import ObjectRef, title_of
from models.profile import Link, chain, changes_told
from models.profile.wording import leaf_words

if TYPE_CHECKING:
    from app.window.document import Document
    from models.profile.design_profile import AnyLeaf


class ProfileSection(QWidget):
    """The fleet, its settings on a platform, and whether all of them are shown."""

    whole_chosen = Signal(bool)

    def __init__(
        self, document: Document, platform: str, fleets: tuple[str, ...], *, whole: bool
    ) -> None:
        """Show what holds on *platform* for the fleet that falls shortest of *fleets*."""
        super().__init__()
        self._document, self._platform = document, platform
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._heading())
        self.fleet = self._make_fleet(fleets)
        layout.addWidget(self.fleet)
        self.when = QLabel()
        self.when.setTextFormat(Qt.TextFormat.PlainText)
        self.when.setProperty("role", "small")
        self.when.setWordWrap(True)
        self.when.setAccessibleName("When it holds")
        self.when.setToolTip("Plans and the ends of exceptions: what is below holds then.")
        layout.addWidget(self.when)
        self.list = ProfileList(self._chain_of, self._elder, self._words)
        layout.addWidget(self.list)
        self.more = QPushButton("Show all settings")
        self.more.setAccessibleName("Show all settings")
        self.more.setToolTip("Also those that are neither weaker than declared nor main ones.")
        self.more.setCheckable(True)
        self.more.setChecked(whole)
        self.more.toggled.connect(self._show_whole)
        layout.addWidget(self.more)
        self.refresh()

    def _heading(self) -> QLabel:
        document = self._document
        design = document.scenario.designs[document.design].title or document.design
        label = QLabel(f"What holds here under “{design}”")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "section")
        label.setWordWrap(True)
        return label

    def _make_fleet(self, fleets: tuple[str, ...]) -> QComboBox:
        box = ChoiceBox()
        box.setAccessibleName("Fleet whose settings are shown")
        box.setToolTip("Rules may differ by fleet: choose whose settings are shown.")
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for fleet in fleets:
            box.addItem(title_of(self._document.scenario, ObjectRef("fleet", fleet)), fleet)
        box.setCurrentIndex(box.findData(max(fleets, key=self._gaps)))
        box.currentIndexChanged.connect(self.refresh)
        return box

    def _gaps(self, fleet: str) -> int:
        control = self._document.governed().control(self._platform, fleet)
        return sum(origin.is_gap for origin in control.origins.values())

    def _chain_of(self, path: str) -> tuple[Link, ...]:
        profile = self._document.governed().profile
        fleet = self.fleet.currentData()
        return chain(self._document.scenario, profile, self._platform, fleet, path)

    def _elder(self, design: str) -> str:
        if design == self._document.design:
            return ""
        return title_of(self._document.scenario, ObjectRef("design", design))

    def _words(self, path: str, leaf: AnyLeaf) -> str:
        return leaf_words(self._document.scenario, path, leaf)

    def _show_whole(self, whole: bool) -> None:
        self.whole_chosen.emit(whole)
        self.refresh()

    def refresh(self) -> None:
        """Show the settings as they stand now."""
        fleet, governed = self.fleet.currentData(), self._document.governed()
        told = changes_told(governed.profile, self._platform, fleet)
        self.when.setText(told)
        self.when.setVisible(bool(told))
        control = governed.control(self._platform, fleet)
        self.list.show_profile(control, whole=self.more.isChecked())
