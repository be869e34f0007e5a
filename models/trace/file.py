"""A trace as one file: numpy's npz archive, read within limits, without pickles.

What is read is judged before it is unpacked: names, types and shapes of the arrays, against what
the archive says their sizes are.  A SHA-256 over the content finds what a disk did to it.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from pydantic import TypeAdapter
from pydantic_core import from_json

from models.engine.version import ENGINE_VERSION
from models.formats import replace_file
from models.trace.checks import wrong_with
from models.trace.refusal import TraceTooNew, UnreadableTrace
from models.trace.selection import MOST_ROWS_EVER
from models.trace.table import EVENT, HOP
from models.trace.trace import Heading, Trace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy.typing as npt

    Array = npt.NDArray[np.generic]

FORMAT_VERSION = 1
HEADING = "heading"
MOST_HEADING = 24_000_000
"""Bytes of the heading: the text of a scenario, and names."""

MOST_ACCOUNTS = 20_000_000
"""Rows of a table of agents or accounts."""

MOST_BYTES = 2_000_000_000
"""Bytes of all arrays together, unpacked."""

COLUMNS: Mapping[str, tuple[np.dtype[Any], int]] = {
    "events": (EVENT, 1),
    "hops": (HOP, 1),
    "agent_fleet": (np.dtype("<i8"), 1),
    "agent_slot": (np.dtype("<i8"), 1),
    "agent_generation": (np.dtype("<i8"), 1),
    "birth_h": (np.dtype("<f8"), 1),
    "death_h": (np.dtype("<f8"), 1),
    "account_of": (np.dtype("<i8"), 2),
    "user_first": (np.dtype("<i8"), 1),
    "user_list": (np.dtype("<i8"), 1),
    "account_subject": (np.dtype("<i8"), 1),
    "account_fleet": (np.dtype("<i8"), 1),
    "account_first": (np.dtype("<i8"), 1),
    "account_covers": (np.dtype("?"), 2),
    "account_orphan": (np.dtype("?"), 1),
    "created_h": (np.dtype("<f8"), 1),
    "ended_h": (np.dtype("<f8"), 1),
}
"""Type and number of axes of each array of a trace."""


@dataclass(frozen=True)
class _Said:
    """The heading with the version of the format."""

    sprawl_trace: int
    of: Heading


def write_trace(trace: Trace, path: Path) -> None:
    """Write a trace to a file, whole or not at all.

    Raises:
        OSError: It cannot be written; the old file, if any, stands.
    """
    arrays = {name: np.asarray(getattr(trace, name)) for name in COLUMNS}
    said = TypeAdapter(_Said).dump_json(_Said(FORMAT_VERSION, trace.heading))
    digest = _digest(said, arrays)
    blob = np.frombuffer(said + digest.encode(), dtype=np.uint8)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **{HEADING: blob, **arrays})
    replace_file(path, buffer.getvalue())


def read_trace(path: Path) -> Trace:
    """Return the trace in a file.

    Raises:
        TraceTooNew: A newer version wrote it.
        UnreadableTrace: It is no trace, or was damaged; the message names the file.
        OSError: The file cannot be read.
    """
    try:
        with path.open("rb") as opened, zipfile.ZipFile(opened) as archive:
            return _unpacked(archive)
    except UnreadableTrace as error:
        raise type(error)(f"{path}: {error}") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError) as error:
        # `zipfile` also says so of what it cannot unpack, or will not for want of a password.
        raise UnreadableTrace(f"{path}: no trace, or cut short or damaged ({error})") from None
    except RuntimeError as error:
        raise UnreadableTrace(f"{path}: packed in a way that no trace is ({error})") from None


def _unpacked(archive: zipfile.ZipFile) -> Trace:
    sizes = {info.filename: info.file_size for info in archive.infolist()}
    wanted = {f"{name}.npy" for name in (HEADING, *COLUMNS)}
    if len(archive.infolist()) != len(wanted) or f"{HEADING}.npy" not in sizes:
        raise UnreadableTrace("an archive, but not one of a trace")
    if sum(sizes.values()) > MOST_BYTES:
        raise UnreadableTrace(
            f"it would unpack to {sum(sizes.values()):,} bytes; at most {MOST_BYTES:,} are read"
        )
    blob = _array(archive, HEADING, np.dtype("u1"), 1, MOST_HEADING).tobytes()
    said, digest = blob[:-64], blob[-64:].decode("ascii", "replace")
    heading = _heading(said)
    if set(sizes) != wanted:
        missing = ", ".join(sorted(wanted - set(sizes)))
        raise UnreadableTrace(f"an archive without {missing}")
    arrays = {
        name: _array(archive, name, dtype, axes, _most(name))
        for name, (dtype, axes) in COLUMNS.items()
    }
    if _digest(said, arrays) != digest:
        raise UnreadableTrace("damaged: its content does not match its digest")
    trace = Trace(heading, **cast("dict[str, Any]", arrays))
    if wrong := wrong_with(trace):
        raise UnreadableTrace(wrong)
    return trace


def _most(name: str) -> int:
    return MOST_ROWS_EVER if name in {"events", "hops"} else MOST_ACCOUNTS


def _array(
    archive: zipfile.ZipFile, name: str, dtype: np.dtype[Any], axes: int, most: int
) -> Array:
    """Return one array, judged by its header before anything is unpacked.

    Raises:
        UnreadableTrace: It is another array than a trace has there.
    """
    info = archive.getinfo(f"{name}.npy")
    with archive.open(info) as member:
        if np.lib.format.read_magic(member) != (1, 0):
            raise UnreadableTrace(f"{name}: written in a form that this program does not read")
        shape, by_columns, found = np.lib.format.read_array_header_1_0(member)
        cells = 1
        for length in shape:
            cells *= length
        if found != dtype or len(shape) != axes or (by_columns and axes > 1):
            raise UnreadableTrace(f"{name}: expected {axes} axes of {dtype}, found {found} {shape}")
        if cells > most or member.tell() + cells * dtype.itemsize != info.file_size:
            raise UnreadableTrace(
                f"{name}: claims {cells:,} values in {info.file_size:,} bytes; at most {most:,}"
            )
        content = member.read(cells * dtype.itemsize)
        if member.read(1):
            raise UnreadableTrace(f"{name}: more in it than it says")
    if len(content) != cells * dtype.itemsize:
        raise UnreadableTrace(f"{name}: cut short")
    if dtype.fields is None and dtype == np.bool_ and content.strip(b"\x00\x01"):
        raise UnreadableTrace(f"{name}: expected 0 or 1")
    return np.frombuffer(content, dtype=dtype).reshape(shape)


def _heading(said: bytes) -> Heading:
    """Return the heading that a text of JSON says.

    Raises:
        UnreadableTrace: It is not one.
    """
    try:
        found = from_json(said, allow_inf_nan=False)
        version = found["sprawl_trace"]
        if not isinstance(version, int) or version < 1:
            raise UnreadableTrace("its heading names no version")
        if version > FORMAT_VERSION:
            raise TraceTooNew(
                f"a newer version of the program wrote it: format {version}, this one reads "
                f"{FORMAT_VERSION}"
            )
        heading = TypeAdapter(_Said).validate_json(said, strict=True).of
    except (ValueError, KeyError, TypeError) as error:
        first = str(error).splitlines()[0]
        raise UnreadableTrace(f"its heading is not one of a trace ({first})") from None
    if _newer(heading.engine):
        raise TraceTooNew(
            f"a newer version of the program wrote it: engine {heading.engine}, this one has "
            f"{ENGINE_VERSION}"
        )
    return heading


def _newer(engine: str) -> bool:
    """Return whether an engine is newer than this one; versions are whole numbers."""
    return not engine.isdecimal() or len(engine) > 9 or int(engine) > int(ENGINE_VERSION)


def _digest(said: bytes, arrays: Mapping[str, Array]) -> str:
    """Return the SHA-256 of a heading and of all arrays."""
    whole = hashlib.sha256(said)
    for name in sorted(arrays):
        whole.update(f"{name}\0{arrays[name].shape}\0".encode())
        whole.update(np.ascontiguousarray(arrays[name]).tobytes())
    return whole.hexdigest()
