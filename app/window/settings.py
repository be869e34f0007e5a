"""What the program remembers between two starts: geometry, recent files, appearance."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QByteArray, QSettings

from app.window.look.scale import SCALES, nearest_scale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QSplitter, QWidget

_MOST_RECENT = 8
_MOST_VIEWS = 30

FileState = Literal["same", "changed", "missing"]
"""What became of a file since the program had it last."""


class Memory:
    """The user's settings file."""

    def __init__(self) -> None:
        """Open the settings of the user."""
        self._settings = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "sprawl", "window"
        )

    def recent(self) -> list[Path]:
        """Return the files opened last, the newest first; some may be gone."""
        raw = self._settings.value("recent", [])
        names = [raw] if isinstance(raw, str) else list(raw if isinstance(raw, list) else [])
        return [Path(str(name)) for name in names]

    def state_of(self, path: Path) -> FileState:
        """Return whether a recent file is as it was, has been changed since, or is gone."""
        now = _stamp(path)
        if not now:
            return "missing"
        stamps = self._mapping("stamps")
        return "changed" if stamps.get(str(path)) not in (now, "", None) else "same"

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones, as it is now."""
        whole = path.resolve()
        others = [other for other in self.recent() if other != whole]
        self._keep_recent([whole, *others][:_MOST_RECENT], {str(whole): _stamp(whole)})

    def forget_file(self, path: Path) -> None:
        """Take a file out of the recent ones; the file itself stays."""
        self._keep_recent([other for other in self.recent() if other != path], {})

    def _keep_recent(self, files: list[Path], stamps: Mapping[str, str]) -> None:
        names = [str(path) for path in files]
        known = {**self._mapping("stamps"), **stamps}
        self._settings.setValue("recent", names)
        self._settings.setValue("stamps", json.dumps({n: known.get(n, "") for n in names}))

    def file_view(self, path: Path) -> dict[str, Any]:
        """Return how a file was looked at last; empty: not known."""
        views = self._mapping("views")
        found = views.get(str(path.resolve()))
        return found if isinstance(found, dict) else {}

    def remember_file_view(self, path: Path, view: Mapping[str, Any]) -> None:
        """Keep how a file is looked at, for the files looked at last."""
        views = self._mapping("views")
        views.pop(str(path.resolve()), None)
        views[str(path.resolve())] = dict(view)
        latest = dict(list(views.items())[-_MOST_VIEWS:])
        self._settings.setValue("views", json.dumps(latest))

    def _mapping(self, key: str) -> dict[str, Any]:
        try:
            found = json.loads(str(self._settings.value(key, "{}")))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def wish(self) -> str:
        """Return the wished appearance: ``system``, ``light`` or ``dark``."""
        found = str(self._settings.value("appearance", "system"))
        return found if found in ("light", "dark") else "system"

    def remember_wish(self, wish: str) -> None:
        """Keep the wished appearance."""
        self._settings.setValue("appearance", wish)

    def scale(self) -> int:
        """Return how large everything is, in percent."""
        try:
            return nearest_scale(float(str(self._settings.value("scale", "100"))))
        except ValueError:
            return SCALES[0]

    def remember_scale(self, percent: int) -> None:
        """Keep how large everything is."""
        self._settings.setValue("scale", str(percent))
        self._settings.sync()

    def is_still(self) -> bool:
        """Return whether nothing should move by itself."""
        return str(self._settings.value("still", "false")) == "true"

    def remember_still(self, still: bool) -> None:
        """Keep whether nothing should move by itself."""
        self._settings.setValue("still", "true" if still else "false")

    def is_toured(self) -> bool:
        """Return whether the tour was offered once."""
        return str(self._settings.value("toured", "false")) == "true"

    def remember_toured(self) -> None:
        """Keep that the tour was offered: it is not offered again by itself."""
        self._settings.setValue("toured", "true")

    def is_live(self) -> bool:
        """Return whether edits are previewed."""
        return str(self._settings.value("live", "true")) != "false"

    def remember_live(self, live: bool) -> None:
        """Keep whether edits are previewed."""
        self._settings.setValue("live", "true" if live else "false")

    def lists_kinds(self) -> bool:
        """Return whether what can be added is listed beside the canvas."""
        return str(self._settings.value("kinds", "true")) != "false"

    def remember_kinds(self, listed: bool) -> None:
        """Keep whether what can be added is listed beside the canvas."""
        self._settings.setValue("kinds", "true" if listed else "false")

    def restore(self, window: QWidget) -> bool:
        """Give the window its last place; return whether there was one."""
        geometry = self._settings.value("geometry")
        return isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)

    def restore_splitter(self, splitter: QSplitter) -> None:
        """Give the columns of the organisation page their last widths."""
        sizes = self._settings.value("splitter")
        if isinstance(sizes, QByteArray):
            splitter.restoreState(sizes)

    def remember(self, window: QWidget, splitter: QSplitter) -> None:
        """Keep the place of the window."""
        self._settings.setValue("geometry", window.saveGeometry())
        self._settings.setValue("splitter", splitter.saveState())
        self._settings.sync()


def _stamp(path: Path) -> str:
    """Return what tells one state of a file from another; empty: it is not there."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_mtime_ns}:{status.st_size}"
