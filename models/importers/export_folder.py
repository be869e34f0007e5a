"""An export's folder on disk: a sorted, bounded list of its files, and reading one of them.

Nothing outside the folder is read: symbolic links and special files are refused, not followed.
The folder itself may be reached by a link, because the user named it.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from models.importers import bounded_json
from models.importers.node import Document, Node
from models.importers.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE_BYTES_MAX = 10_000_000
ENTRIES_MAX = 200_000
FOLDERS_DEEP_MAX = 16
LINES_MAX = 200_000


@dataclass(frozen=True, slots=True)
class ExportFolder:
    """A folder as it was found.

    Attributes:
        root: The folder.
        files: Paths of all plain files below it, with forward slashes, sorted part by part.
        folders: Paths of all folders below it, likewise.
    """

    root: Path
    files: tuple[str, ...]
    folders: tuple[str, ...]

    def read_text(self, file: str) -> str:
        """Return the text of `file`.

        Raises:
            ScenarioError: It is too big or no UTF-8.
            ScenarioError: It cannot be read.
        """
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            with os.fdopen(os.open(self.root / file, flags), "rb") as stream:
                if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                    raise _no_plain_file(file)
                data = stream.read(FILE_BYTES_MAX + 1)
        except OSError as fault:
            raise _unreadable(file, fault) from fault
        if len(data) > FILE_BYTES_MAX:
            size = (self.root / file).stat().st_size
            raise refusal(
                file=file,
                expected=f"a file of at most {FILE_BYTES_MAX // 1_000_000} MB",
                found=f"{size / 1e6:,.1f} MB",
                advice="split the export by project and import the parts",
            )
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            raise refusal(
                file=file,
                line=data.count(b"\n", 0, fault.start) + 1,
                expected="text in UTF-8",
                found=f"the byte 0x{data[fault.start]:02x}",
                advice="save the file as UTF-8, or export again",
            ) from None

    def read_json(self, file: str) -> Node:
        """Return the one JSON document in `file`."""
        text = self.read_text(file)
        return Node(bounded_json.parse(text, file), Document(file, text))

    def read_json_lines(self, file: str) -> Iterator[Node]:
        """Yield the JSON document on each line of `file`; empty lines count but hold none."""
        for number, text in enumerate(self.read_text(file).split("\n"), start=1):
            if number > LINES_MAX:
                raise refusal(
                    file=file,
                    line=number,
                    expected=f"at most {LINES_MAX:,} lines",
                    found="more",
                    advice="split the export by project and import the parts",
                )
            if text.strip():
                yield Node(bounded_json.parse(text, file, number), Document(file, text, number))


def open_folder(root: Path) -> ExportFolder:
    """List the folder `root`.

    Raises:
        ScenarioError: It is no folder, holds a link or a special file, or more than an export can
            hold.
        ScenarioError: It cannot be listed.
    """
    try:
        is_folder = root.is_dir()
    except OSError as fault:
        raise _unreadable(str(root)[:200], fault) from fault
    if not is_folder:
        raise refusal(
            file=str(root),
            expected="a folder that holds an export",
            found="a file" if root.exists() else "nothing of that name",
            advice="give the folder into which the export was written",
        )
    files: list[str] = []
    folders: list[str] = []
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        inside = waiting.pop()
        for entry in _entries(root, inside):
            path = "/".join((*inside, entry.name))
            if not _is_printable(path):
                raise _no_plain_file(ascii(path)[1:-1], "a name that is no text in UTF-8")
            if entry.is_symlink():
                raise _no_plain_file(path, "a symbolic link")
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
                waiting.append((*inside, entry.name))
            elif entry.is_file(follow_symlinks=False):
                files.append(path)
            else:
                raise _no_plain_file(path)
        _check_extent(inside, len(files) + len(folders))
    return ExportFolder(root, _sorted(files), _sorted(folders))


def _entries(root: Path, inside: tuple[str, ...]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(root.joinpath(*inside)) as found:
            return list(islice(found, ENTRIES_MAX + 1))
    except OSError as fault:
        raise _unreadable("/".join(inside) or str(root), fault) from fault


def _check_extent(inside: tuple[str, ...], entries: int) -> None:
    if len(inside) <= FOLDERS_DEEP_MAX and entries <= ENTRIES_MAX:
        return
    raise refusal(
        file="/".join(inside)[:200],
        expected=f"at most {ENTRIES_MAX:,} files and folders, {FOLDERS_DEEP_MAX} folders deep",
        found="more",
        advice="give the folder of one export, not one that holds other things too",
    )


def _is_printable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _sorted(paths: list[str]) -> tuple[str, ...]:
    return tuple(sorted(paths, key=lambda path: path.split("/")))


def _unreadable(file: str, fault: OSError) -> Exception:
    return refusal(
        file=file,
        expected="a file or folder that can be read",
        found=fault.strerror or type(fault).__name__,
        advice="look at its permissions",
    )


def _no_plain_file(file: str, found: str = "a special file") -> Exception:
    return refusal(
        file=file,
        expected="plain files and folders only",
        found=found,
        advice="replace it by the file itself, or take it out of the folder",
    )
