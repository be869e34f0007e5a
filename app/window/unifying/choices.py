"""What a person decides before a target is derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from app.window.look.choice_box import ChoiceBox
from app.window.look.number_box import number_box
from app.window.look.wrapped_rows import WrappedRows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.scenario import Scenario
    from models.unify import Options

_OWN = "each platform's own"


class Choices(QWidget):
    """`changed` follows every decision."""

    changed = Signal()

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.directory, self.sink = ChoiceBox(), ChoiceBox()
        self.vault, self.approver = ChoiceBox(), ChoiceBox()
        self.gates = number_box(0, 20)
        self.platforms = QListWidget()
        self.platforms.setMinimumHeight(120)
        self.platforms.setItemDelegate(WrappedRows(self.platforms))
        self.platforms.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.platforms.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for text, widget, tip in (
            ("Authoritative directory", self.directory, "Authenticates for every platform below."),
            ("Log sink", self.sink, "Where every event is recorded."),
            ("Vault", self.vault, "Holds the secrets that stay."),
            ("Approved by", self.approver, "The team behind the gate."),
            ("Gates", self.gates, "Approvals in a row, 0 to 20."),
            ("Platforms that are federated", self.platforms, "Uncheck what stays as it is bound."),
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            widget.setAccessibleName(text)
            widget.setToolTip(tip)
            form.addRow(label, widget)
        for box in (self.directory, self.sink, self.vault, self.approver):
            box.currentIndexChanged.connect(self.changed)
        self.gates.valueChanged.connect(self.changed)
        self.platforms.itemChanged.connect(self.changed)

    def show_options(self, scenario: Scenario, options: Options) -> None:
        """Offer what the organisation has, and choose what *options* say."""
        self.blockSignals(True)
        org = scenario.organisation
        _fill(self.directory, org.directories, options.directory)
        _fill(self.sink, org.log_sinks, options.sink, _OWN)
        _fill(self.vault, org.vaults, options.vault, _OWN)
        _fill(self.approver, org.teams, options.approver, "owner of each platform")
        self.gates.setValue(options.gates)
        self.platforms.clear()
        for key, platform in org.platforms.items():
            item = QListWidgetItem(platform.title or key)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            left = key in options.left_out
            item.setCheckState(Qt.CheckState.Unchecked if left else Qt.CheckState.Checked)
            self.platforms.addItem(item)
        self.blockSignals(False)

    @property
    def options(self) -> Options:
        """What is decided."""
        from models.unify import Options

        items = [self.platforms.item(row) for row in range(self.platforms.count())]
        return Options(
            directory=str(self.directory.currentData() or ""),
            sink=str(self.sink.currentData() or ""),
            vault=str(self.vault.currentData() or ""),
            approver=str(self.approver.currentData() or ""),
            gates=self.gates.value(),
            left_out=frozenset(
                str(item.data(Qt.ItemDataRole.UserRole))
                for item in items
                if item.checkState() == Qt.CheckState.Unchecked
            ),
        )


def _fill(box: QComboBox, objects: Mapping[str, object], chosen: str, none: str = "") -> None:
    box.clear()
    if none:
        box.addItem(none, "")
    for key, each in objects.items():
        box.addItem(getattr(each, "title", None) or key, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
