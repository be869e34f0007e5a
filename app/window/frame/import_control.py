"""Drafting a scenario of an export: in a process of its own, so that the window goes on."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment
from PySide6.QtWidgets import QFileDialog, QWidget

import models
from app.window.look.saving import SCENARIOS, ask_where
from models.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.actions import Actions
    from app.window.frame.problems import Problems

_KIND = "gcp"


class ImportControl(QObject):
    """Asks for the folder of the export and for the file to write; then opens what was drafted."""

    def __init__(
        self,
        window: QWidget,
        problems: Problems,
        say: Callable[[str], None],
        open_file: Callable[[Path], None],
    ) -> None:
        """Speak through *problems* and *say*; hand what was drafted to *open_file*."""
        super().__init__(window)
        self._window = window
        self._problems = problems
        self._say = say
        self._open_file = open_file
        self._folder, self._target = Path(), Path()
        self.process: QProcess | None = None
        self.dialog: QFileDialog | None = None

    def connect_commands(self, actions: Actions) -> None:
        """Do what the command asks for."""
        actions.on("file.import", self.ask_folder)

    def ask_folder(self) -> None:
        """Let the user choose the folder of the export."""
        if self.process is not None:
            self._say("An import is under way: wait until it is done")
            return
        self.dialog = QFileDialog(self._window, "Folder of the Google Cloud export")
        self.dialog.setFileMode(QFileDialog.FileMode.Directory)
        self.dialog.fileSelected.connect(self._ask_target)
        self.dialog.open()

    def _ask_target(self, folder: str) -> None:
        self._folder = Path(folder)
        self.dialog = ask_where(
            self._window,
            "Write the drafted scenario to",
            SCENARIOS,
            f"{self._folder.name}.yaml",
            partial(self.draft, self._folder),
        )

    def draft(self, folder: Path, target: Path) -> None:
        """Read the export in *folder* and write a scenario to *target*; it is opened then."""
        self._target = target
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        home = str(Path(models.__file__).resolve().parent.parent)
        others = environment.value("PYTHONPATH", "")
        environment.insert("PYTHONPATH", os.pathsep.join(filter(None, (home, others))))
        process.setProcessEnvironment(environment)
        process.setProgram(sys.executable)
        words = ["-P", "-m", "app", "import", _KIND, str(folder), "-o", str(target)]
        process.setArguments(words)
        process.finished.connect(self._ended)
        self.process = process
        self._say(f"Reading the export in {folder.name} …")
        process.start()

    def _ended(self, code: int) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        written = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        if code == 0:
            self._say(f"Drafted {self._target.name}")
            self._open_file(self._target)
            return
        text = written.removeprefix("sprawl: ") or f"the import ended with code {code}"
        self._problems.show_errors("Nothing was imported", [EnvironmentFault(text)])
        self._say("Nothing was imported")

    def close(self) -> None:
        """End what is under way; nothing half is left, since files are written whole."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            process.waitForFinished(500)
