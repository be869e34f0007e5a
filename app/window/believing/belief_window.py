"""The window: what is checked against theory, and against documented incidents."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.window.believing.case_table import CaseTable
from app.window.believing.kept import keep, kept
from app.window.guidance.side_window import SideWindow
from models.verification.wording import (
    GOLDEN_HEAD,
    GOLDEN_RULE,
    INCIDENT_HEAD,
    INCIDENT_RULE,
)

if TYPE_CHECKING:
    from app.window.believing.control import BeliefControl

_LEAD = (
    "Where theory knows the answer, the engine must find it. Every case is an ordinary scenario "
    "file, run like any other on this machine; nothing here is a stored figure of ours."
)
_GOLDEN, _INCIDENTS = "golden", "incidents"


class BeliefWindow(SideWindow):
    """Two tables, a button for each, and how far a run is."""

    def __init__(self, parent: QWidget, control: BeliefControl) -> None:
        """Show what *control* finds."""
        super().__init__(parent, "Why believe this?")
        self._control = control
        self._cases: dict[str, Any] = {}
        self.tables = {
            _GOLDEN: CaseTable(
                "Golden values", GOLDEN_HEAD, (1, 2, 3, 4, 5, 7, 9), {1: 1, 2: 2, 7: 3}
            ),
            _INCIDENTS: CaseTable(
                "Documented incidents",
                INCIDENT_HEAD,
                (0, 1, 2, 3, 4, 6, 9),
                {1: 1, 2: 2, 3: 3, 8: 4},
            ),
        }
        self.runs: dict[str, QPushButton] = {}
        self.bar, self.cancel = QProgressBar(), QPushButton("Cancel")
        self.status = QLabel("Reading the cases")
        self._lay_out()
        control.listed.connect(self._list)
        control.progressed.connect(self._progressed)
        control.found.connect(self._found)
        control.ended.connect(self._ended)
        self.resize(1180, 760)

    def _lay_out(self) -> None:
        self.body.addWidget(_text(_LEAD))
        self._add_table(_GOLDEN, "Theory", GOLDEN_RULE, "Run against theory", 3)
        self._add_table(_INCIDENTS, "Documented incidents", INCIDENT_RULE, "Run incidents", 2)
        self.bar.setAccessibleName("Progress of the run")
        self.bar.setToolTip("Runs that are done, of all.")
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.status.setAccessibleName("How far the run is")
        self.status.setWordWrap(True)
        self.cancel.setToolTip("End the run now; what was found before stays.")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self._control.cancel)
        row = QHBoxLayout()
        row.addWidget(self.status, 2)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        self.body.addLayout(row)
        self.add_close()
        self._show_running(running=False)

    def _add_table(self, what: str, title: str, rule: str, button: str, share: int) -> None:
        head = QLabel(title)
        head.setProperty("role", "title")
        run = QPushButton(button)
        run.setProperty("main", True)
        run.setAutoDefault(False)
        run.setToolTip("Run the selected rows, or all where none is selected.")
        run.clicked.connect(partial(self._run, what))
        self.runs[what] = run
        row = QHBoxLayout()
        row.addWidget(head)
        row.addStretch(1)
        row.addWidget(run)
        self.body.addLayout(row)
        self.body.addWidget(_text(rule))
        self.body.addWidget(self.tables[what], share)

    # -- running -------------------------------------------------------------------------

    def _run(self, what: str, _checked: bool = False) -> None:  # noqa: FBT002 - Qt's
        self.status.setText("Starting")
        self.bar.setRange(0, 0)
        self._show_running(running=True)
        self._control.run(what, self.tables[what].chosen)

    def _show_running(self, *, running: bool) -> None:
        for button in self.runs.values():
            button.setEnabled(bool(self._cases) and not running)
        self.bar.setVisible(running)
        self.cancel.setVisible(running)

    def _list(self, cases: dict[str, Any]) -> None:
        self._cases = cases
        self._fill()
        self.status.setText("About four minutes of processor time for all of theory.")
        self._show_running(running=bool(self._control.running))

    def _fill(self) -> None:
        found = kept()
        for what, table in self.tables.items():
            table.show_cases(self._cases[what], found.get(what, {}), self._cases["engine"])

    def _progressed(self, done: int, total: int, title: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.status.setText(f"{done} of {total} runs: {title}")

    def _found(self, message: dict[str, Any]) -> None:
        rows = message["rows"]
        good = sum(row["good"] for row in rows)
        word = "agree" if message["what"] == _GOLDEN else "fit"
        said = f"{good} of {len(rows)} {word}."
        try:
            keep(message["what"], message["engine"], rows)
        except OSError as error:
            said += f" It is not kept: {error.strerror or error}."
        self._fill()
        self._ended(said)

    def _ended(self, said: str) -> None:
        self.status.setText(said)
        self._show_running(running=False)


def _text(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label
