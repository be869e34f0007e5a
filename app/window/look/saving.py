"""The dialog that asks where something is saved: one for charts, pictures, reports, scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

PICTURES = {"png": "PNG picture (*.png)", "svg": "SVG picture (*.svg)", "pdf": "PDF (*.pdf)"}
"""What charts and the canvas can be saved as, by the ending of the name."""

REPORTS = {"html": "Web page (*.html)", "pdf": "PDF (*.pdf)"}
TEXTS = {"txt": "Text (*.txt)"}
SCENARIOS = {"yaml": "Scenarios (*.yaml *.yml)", "": "All files (*)"}


def ask_where(
    parent: QWidget,
    title: str,
    kinds: Mapping[str, str],
    name: str,
    save: Callable[[Path], object],
    kind: str = "",
) -> QFileDialog:
    """Let the user choose a file; the kind that is chosen is the ending of the name.

    Args:
        parent: Window that the dialog belongs to.
        title: What is saved.
        kinds: Filters by the ending that they stand for; the first is chosen.
        name: Proposed name, or a whole path.
        save: Gets the path; an ending that was typed is kept.
        kind: Ending that is chosen instead of the first one.

    Returns:
        The dialog; it is open.
    """
    dialog = QFileDialog(parent.window(), title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(kinds.values()))
    chosen = kind or next(iter(kinds))
    dialog.selectNameFilter(kinds[chosen])
    dialog.setDefaultSuffix(chosen)
    dialog.selectFile(name)
    endings = {text: ending for ending, text in kinds.items()}

    def follow(text: str) -> None:
        ending = endings[text]
        if not ending:  # of all files: a name without an ending gets the first kind's
            return
        dialog.setDefaultSuffix(ending)
        for typed in dialog.selectedFiles()[:1]:
            if Path(typed).suffix.removeprefix(".") in kinds:
                dialog.selectFile(Path(typed).with_suffix(f".{ending}").name)

    dialog.filterSelected.connect(follow)
    dialog.fileSelected.connect(lambda path: save(Path(path)))
    dialog.open()
    return dialog
