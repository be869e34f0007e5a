"""The process behind live what-if: one warm process that answers edits, the newest first.

One JSON object a line.  In::

    {"do": "full", "scenario": {...}, "comparison": "<JSON file>"}
    {"do": "preview", "edit": 17, "scenario": {...}}
    {"do": "forget"}
    {"do": "cancel"}

A full run is what later edits are compared with, until another one comes or it is forgotten;
its sample is computed ahead while nobody asks.  Without one, the first scenario that was asked for
takes its place: while nobody asks, it is answered once more, as well as a sample can.  A newer edit
ends the older one.

Out::

    {"said": "ready"}
    {"said": "prepared"}
    {"said": "preview", "edit": 17, "preview": {"metrics": [...], "agents": {...}, ...}}
    {"said": "stopped", "edit": 16}
    {"said": "failed", "edit": 17, "kind": "model" | "environment" | "defect", "text": "...",
     "report": "..."}

The preview has the fields of `models.experiments.previews.result.Preview`; numbers that are not
known are null.  The edit of a failure of a full run is null.  The process ends when its standard
input closes.
"""

from __future__ import annotations

import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.comparison import from_json
from models.errors import RunStopped
from models.experiments.control import Control
from models.experiments.local_processes import LocalProcesses
from models.experiments.previews.previewing import BUDGET_S, Previewer
from models.experiments.previews.result import FullRun
from models.experiments.service import failure_told, jsonable
from models.scenario.scenario import Scenario
from models.worker.protocol import encode, obey_lines

if TYPE_CHECKING:
    from typing import BinaryIO

    from models.experiments.previews.result import Preview

Message = dict[str, Any]


class PreviewService:
    """Serves one parent; one preview at a time, the newest."""

    def __init__(self, answers: BinaryIO, previewer: Previewer) -> None:
        """Answer to *answers*; nothing runs until something is asked."""
        self._answers = answers
        self._speaking = threading.Lock()
        self._previewer = previewer
        self._full: FullRun | None = None
        self._first: tuple[Message, int] | None = None
        self._ahead = False
        self._control = Control()
        self._asked: list[Message] = []
        self._changed = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def obey(self, message: Message) -> None:
        """Take one message; what is under way ends.

        Raises:
            ValueError: Nothing is known by that name.
        """
        if message["do"] not in ("full", "preview", "forget", "cancel"):
            raise ValueError(message["do"])
        with self._changed:
            self._control.cancel()
            self._previewer.halt()
            for older in [each for each in self._asked if each["do"] == "preview"]:
                self._asked.remove(older)
                self._say({"said": "stopped", "edit": older["edit"]})
            self._asked.append(message)
            self._changed.notify()

    def end(self) -> None:
        """End what is under way."""
        with self._changed:
            self._ended = True
            self._control.cancel()
            self._previewer.halt()
            self._changed.notify()
        self._thread.join()

    def _next(self) -> Message | None:
        """Return what was asked for, or the wish to prepare; None at the end."""
        with self._changed:
            while not (self._asked or self._ended or self._ahead):
                self._changed.wait()
            if self._ended:
                return None
            self._control = Control()
            return self._asked.pop(0) if self._asked else {"do": "prepare"}

    def _serve(self) -> None:
        self._say({"said": "ready"})
        while (message := self._next()) is not None:
            try:
                self._do(message)
            except RunStopped:
                if message["do"] == "preview":
                    self._say({"said": "stopped", "edit": message["edit"]})
            except Exception as error:  # noqa: BLE001 - the window shows every defect with its report
                self._ahead = self._ahead and message["do"] != "prepare"
                self._say({**failure_told(error), "edit": message.get("edit")})

    def _do(self, message: Message) -> None:
        match message["do"]:
            case "full":
                text = Path(message["comparison"]).read_text(encoding="utf-8")
                scenario = Scenario.model_validate(message["scenario"])
                self._full, self._ahead = FullRun(scenario, from_json(text)), True
            case "forget":
                self._full, self._first, self._ahead = None, None, False
                self._previewer.forget()
            case "prepare":
                self._prepare()
                self._ahead = False
            case "preview":
                told = self._answer(message)
                if self._full is None and self._first is None:
                    self._first, self._ahead = (message, told), True

    def _answer(self, message: Message) -> int:
        """Answer a question; return after how many replications."""
        scenario = Scenario.model_validate(message["scenario"])
        budget_s = message.get("budget_s", BUDGET_S)
        found = self._previewer.preview(scenario, self._full, self._control, budget_s)
        self._tell(message, found)
        return found.replications

    def _prepare(self) -> None:
        """Use the time while nobody asks."""
        if self._full is not None:
            self._previewer.prepare(self._full, self._control)
            self._say({"said": "prepared"})
        elif self._first is not None:
            first, told = self._first
            scenario = Scenario.model_validate(first["scenario"])
            found = self._previewer.settle(scenario, self._control)
            if found.replications > told:
                self._tell(first, found)

    def _tell(self, message: Message, found: Preview) -> None:
        told = jsonable(asdict(found))
        self._say({"said": "preview", "edit": message["edit"], "preview": told})

    def _say(self, message: Message) -> None:
        """Send one line; a parent that has gone needs no answer."""
        with self._speaking:
            try:
                self._answers.write(encode(message))
                self._answers.flush()
            except OSError:
                self._control.cancel()


def serve(questions: BinaryIO, answers: BinaryIO) -> int:
    """Answer until the parent closes the stream; return an exit code."""
    with LocalProcesses() as executor:
        service = PreviewService(answers, Previewer(executor))
        obey_lines(questions, service.obey)
        service.end()
    return 0
