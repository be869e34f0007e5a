"""The bar above the list: which events are looked at, and how many those are of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton

from app.window.look.choice_box import ChoiceBox
from app.window.look.fitted_label import FittedLabel
from app.window.look.wrapped_button import WrappedButton
from models.engine.events import KINDS
from models.trace import GROUPS, MATTERS, Filter, agents_called

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.window.actions import Actions
    from app.window.watching.recording import Recording
    from models.engine.events import Kind
    from models.trace import Listing

WHAT_MATTERS, ALL_EVENTS = "What matters", "All events"
ALL_DOMAINS, ALL_FLEETS, ALL_AGENTS = "All domains", "All fleets", "All its agents"
_INDENT = "    "
_LEAST_CHARACTERS = 11
_REVOKE, _REVOKE_PX, _EDGES_PX = "Revoke now", 290, 28


class FilterBar(QFrame):
    """Kind, domain, fleet and agent; `changed` carries the filter that they say together."""

    changed = Signal(object)

    def __init__(self, actions: Actions) -> None:
        """Let everything pass that matters; *actions* take the filter away, and revoke."""
        super().__init__()
        self.setObjectName("bar")
        self._recordings: Sequence[tuple[Recording, int]] = ()
        self._kinds: dict[str, frozenset[Kind] | None] = {}
        self.kind = _box("Kind of event", "Which kinds of events are listed and marked.")
        self.domain = _box("Domain", "Only events that concern this domain.")
        self.fleet = _box("Fleet", "Whose events are listed, and whose access Revoke now ends.")
        self.agent = _box("Agent", "Choose a fleet first.")
        self.count = FittedLabel("small")
        self.everything = QPushButton("Show all")
        self.revoke = WrappedButton(_REVOKE, _EDGES_PX)
        self.revoke.setMaximumWidth(_REVOKE_PX)
        self._revoke_tip = actions["run.revoke"].toolTip()
        self._fill_kinds()
        self._lay_out()
        for button, key in ((self.everything, "view.all_events"), (self.revoke, "run.revoke")):
            button.setAccessibleName(actions[key].text().replace("&", ""))
            button.setToolTip(actions[key].toolTip())
            button.clicked.connect(actions[key].trigger)
        for box in (self.kind, self.domain, self.agent):
            box.currentIndexChanged.connect(self._tell)
        self.fleet.currentIndexChanged.connect(self._take_fleet)
        self._take_fleet()

    def _fill_kinds(self) -> None:
        self._kinds = {WHAT_MATTERS: MATTERS, ALL_EVENTS: None}
        hints = {WHAT_MATTERS: "How access goes, without the steps on the way."}
        for group, kinds in GROUPS.items():
            self._kinds[group] = frozenset(kinds)
            for kind in kinds:
                name = _INDENT + kind_words(kind)
                self._kinds[name], hints[name] = frozenset({kind}), KINDS[kind].text
        for at, name in enumerate(self._kinds):
            self.kind.addItem(name)
            self.kind.setItemData(at, hints.get(name, ""), Qt.ItemDataRole.ToolTipRole)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.setSpacing(8)
        label = QLabel("Show")
        label.setBuddy(self.kind)
        layout.addWidget(label)
        for box in (self.kind, self.domain, self.fleet, self.agent):
            layout.addWidget(box, 1)
        layout.addWidget(self.count, 1)
        layout.addWidget(self.everything)
        layout.addWidget(self.revoke)

    # -- what was chosen ---------------------------------------------------------------------

    @property
    def chosen(self) -> Filter:
        """What the boxes say together."""
        return Filter(
            self._kinds[self.kind.currentText()],
            str(self.domain.currentData() or ""),
            self.chosen_fleet,
            str(self.agent.currentData() or ""),
        )

    @property
    def chosen_fleet(self) -> str:
        """Id of the fleet, empty for all."""
        return str(self.fleet.currentData() or "")

    def choose(self, wanted: Filter) -> None:
        """Say a filter by the boxes."""
        before = self.chosen
        names = [name for name, kinds in self._kinds.items() if kinds == wanted.kinds]
        self._quietly(self.kind, self.kind.findText(names[-1] if names else ALL_EVENTS))
        self._quietly(self.domain, self.domain.findData(wanted.domain))
        self._quietly(self.fleet, self.fleet.findData(wanted.fleet))
        self._fill_agents()
        self._quietly(self.agent, self.agent.findData(wanted.agent))
        if self.chosen != before:
            self._tell()
        else:
            self._name_whom()

    def take_away(self) -> None:
        """Show what matters, of everybody; where that is shown already, all there is."""
        self.choose(Filter(None) if self.chosen == Filter() else Filter())

    @staticmethod
    def _quietly(box: QComboBox, at: int) -> None:
        box.blockSignals(True)
        box.setCurrentIndex(max(at, 0))
        box.blockSignals(False)

    # -- what is shown -----------------------------------------------------------------------

    def show_recordings(self, recordings: Sequence[tuple[Recording, int]]) -> None:
        """Offer the domains and fleets of what is recorded; the choice stays where it can."""
        self._recordings = recordings
        scenario = recordings[0][0].governed.scenario
        platforms, fleets = scenario.organisation.platforms, scenario.workload.fleets
        _refill(self.domain, ALL_DOMAINS, {key: p.title or key for key, p in platforms.items()})
        _refill(self.fleet, ALL_FLEETS, {key: f.title or key for key, f in fleets.items()})
        self._fill_agents()

    def show_listing(self, listing: Listing) -> None:
        """Say how many events are shown of how many."""
        self.count.show_text(f"{len(listing):,} of {listing.total:,} events")
        self.count.setToolTip("Events in the list and on the time line, of all recorded ones.")
        self.everything.setEnabled(not listing.chosen.is_open)

    def _fill_agents(self) -> None:
        traces = [recording.trace for recording, _ in self._recordings]
        fleet = self.chosen_fleet
        names = agents_called(traces, fleet) if fleet else {}
        _refill(self.agent, ALL_AGENTS, {key: f"Agent {number}" for key, number in names.items()})
        self.agent.setEnabled(bool(names))
        self.agent.setToolTip(
            "Only events of this agent; Revoke now ends its access alone."
            if names
            else "Choose a fleet first."
        )
        self.revoke.setEnabled(bool(fleet))
        self._name_whom()

    def _name_whom(self) -> None:
        """Say on the button whose access it ends."""
        key = str(self.agent.currentData() or "")
        traces = (recording.trace for recording, _ in self._recordings)
        whom = next((each.called(key) for each in traces if key in each.agents_by_name), "")
        if not whom and self.chosen_fleet:
            whom = f"all of {self.fleet.currentText()}"
        text = f"{_REVOKE}: {whom}" if whom else _REVOKE
        self.revoke.say(text)
        self.revoke.setMinimumWidth(min(_REVOKE_PX, self.revoke.sizeHint().width()))
        self.revoke.setAccessibleName(text)
        tip = f"{whom[:1].upper()}{whom[1:]}: access ends at the moment shown, in both designs."
        self.revoke.setToolTip(
            f"{tip}\n{self._revoke_tip}" if whom else f"Choose a fleet first.\n{self._revoke_tip}"
        )

    def _take_fleet(self) -> None:
        self._fill_agents()
        self._tell()

    def _tell(self) -> None:
        self._name_whom()
        self.changed.emit(self.chosen)


def kind_words(kind: Kind) -> str:
    """Return a kind of event in words, such as ``Access ended``."""
    return KINDS[kind].id.replace("_", " ").capitalize()


def _box(name: str, tip: str) -> QComboBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    box.setToolTip(tip)
    box.setMaxVisibleItems(24)
    box.setMinimumContentsLength(_LEAST_CHARACTERS)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _refill(box: QComboBox, everything: str, offered: Mapping[str, str]) -> None:
    """Offer everything and some names by their ids, without telling anybody."""
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, "")
    for key, name in offered.items():
        box.addItem(name, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
