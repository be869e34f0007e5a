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
from typing import IO, TYPE_CHECKING, Any, cast

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

MOST_TOLD = 200
"""Bytes that are looked at to say what a file is that is no trace."""

ARCHIVE_MARK = b"PK"

BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, RuntimeError,
)  # fmt: skip
"""What reading a broken archive can raise.

`zipfile` also says so of what it cannot unpack, or will not for want of a password.
"""

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
    except BROKEN as error:
        found = _content(path, str(error))
        raise UnreadableTrace(
            f"{path}: expected a trace as `sprawl trace` writes it, found {found}"
        ) from None


def _content(path: Path, complaint: str) -> str:
    """Return in words what a file holds that is no trace."""
    with path.open("rb") as opened:
        head = opened.read(MOST_TOLD)
    if not head:
        return "an empty file"
    if head.startswith(ARCHIVE_MARK):
        why = "its end is missing" if "not a zip file" in complaint else complaint
        return f"an archive that is cut short or damaged ({why})"
    line = head.splitlines()[0].decode("utf-8", "replace")
    if line.isprintable():
        return f"text that begins on line 1 with {line[:40]!r}"
    return f"bytes that begin with {head[:4].hex(' ')}"


def _unpacked(archive: zipfile.ZipFile) -> Trace:
    sizes = {info.filename: info.file_size for info in archive.infolist()}
    wanted = {f"{name}.npy" for name in (HEADING, *COLUMNS)}
    if len(archive.infolist()) != len(wanted) or f"{HEADING}.npy" not in sizes:
        names = ", ".join(sorted(sizes)[:3]) or "nothing"
        raise UnreadableTrace(
            f"expected the {len(wanted)} arrays of a trace, found {len(archive.infolist())}, "
            f"among them {names}: an archive, but not one of a trace"
        )
    if sum(sizes.values()) > MOST_BYTES:
        raise UnreadableTrace(
            f"expected at most {MOST_BYTES:,} bytes unpacked, found {sum(sizes.values()):,}"
        )
    blob = _array(archive, HEADING, np.dtype("u1"), 1, MOST_HEADING).tobytes()
    said, digest = blob[:-64], blob[-64:].decode("ascii", "replace")
    heading = _heading(said)
    if set(sizes) != wanted:
        missing = ", ".join(sorted(wanted - set(sizes)))
        raise UnreadableTrace(f"expected {missing} in the archive, found none of that name")
    arrays = {
        name: _array(archive, name, dtype, axes, _most(name))
        for name, (dtype, axes) in COLUMNS.items()
    }
    if _digest(said, arrays) != digest:
        raise UnreadableTrace(
            f"expected content with the digest {digest[:12]}…, found another: it was damaged or "
            "changed since it was written"
        )
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
    try:
        with archive.open(f"{name}.npy") as member:
            size = archive.getinfo(f"{name}.npy").file_size
            return _unpacked_array(member, size, name, dtype, axes, most)
    except BROKEN as error:
        raise UnreadableTrace(
            f"{name}: expected an array of {dtype}, found it cut short or damaged ({error})"
        ) from None


def _unpacked_array(
    member: IO[bytes], size: int, name: str, dtype: np.dtype[Any], axes: int, most: int
) -> Array:
    if (version := np.lib.format.read_magic(member)) != (1, 0):
        raise UnreadableTrace(f"{name}: expected the form 1.0 of an array, found {version}")
    shape, by_columns, found = np.lib.format.read_array_header_1_0(member)
    cells = 1
    for length in shape:
        cells *= length
    if found != dtype or len(shape) != axes or (by_columns and axes > 1):
        raise UnreadableTrace(f"{name}: expected {axes} axes of {dtype}, found {found} {shape}")
    if cells > most or member.tell() + cells * dtype.itemsize != size:
        raise UnreadableTrace(
            f"{name}: claims {cells:,} values; expected at most {most:,}, found {size:,} bytes"
        )
    content = member.read(cells * dtype.itemsize)
    if len(content) != cells * dtype.itemsize or member.read(1):
        raise UnreadableTrace(f"{name}: expected {cells:,} values, found another number of them")
    if dtype.fields is None and dtype == np.bool_ and content.strip(b"\x00\x01"):
        raise UnreadableTrace(f"{name}: expected 0 or 1, found something else")
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
            raise UnreadableTrace(
                f"heading.sprawl_trace: expected the version of the format, found {version!r}"
            )
        if version > FORMAT_VERSION:
            raise TraceTooNew(
                f"heading.sprawl_trace: expected format {FORMAT_VERSION} at most, found format "
                f"{version}: a newer version of the program wrote it"
            )
        heading = TypeAdapter(_Said).validate_json(said, strict=True).of
    except (ValueError, KeyError, TypeError) as error:
        first = " ".join(str(error).splitlines()[:3])
        raise UnreadableTrace(f"heading: expected that of a trace, found {first}") from None
    if _newer(heading.engine):
        raise TraceTooNew(
            f"heading.engine: expected engine {ENGINE_VERSION} at most, found engine "
            f"{heading.engine}: a newer version of the program wrote it"
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
