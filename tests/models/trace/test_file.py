from __future__ import annotations

import io
import tracemalloc
import zipfile
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.trace import TraceTooNew, UnreadableTrace, read_trace, write_trace
from models.trace import file as trace_file
from tests.models.trace.conftest import recorded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.trace import Trace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "one.trace"


def arrays_of(path: Path) -> dict[str, Any]:
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def headed(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change the text of the heading and make the digest right again."""
    arrays = arrays_of(path)
    said = change(arrays.pop("heading").tobytes()[:-64])
    digest = trace_file._digest(said, arrays)
    blob = np.frombuffer(said + digest.encode(), dtype=np.uint8)
    with path.open("wb") as opened:
        np.savez_compressed(opened, allow_pickle=False, heading=blob, **arrays)


def refused(path: Path, words: str) -> None:
    with pytest.raises(UnreadableTrace, match=words) as raised:
        read_trace(path)
    told = str(raised.value)
    assert told.startswith(f"{path}: ")
    assert "expected" in told
    assert "found" in told
    assert "\n" not in told


def test_what_is_written_is_read(small: Trace, path: Path) -> None:
    write_trace(small, path)
    again = read_trace(path)
    assert again.heading == small.heading
    for field in fields(small):
        if field.name != "heading":
            mine, its = getattr(small, field.name), getattr(again, field.name)
            assert mine.dtype == its.dtype
            assert mine.tobytes() == its.tobytes()


def test_numpy_alone_can_open_it(small: Trace, path: Path) -> None:
    write_trace(small, path)
    assert len(arrays_of(path)["events"]) == len(small.events)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("trace") / "whole.trace"
    write_trace(recorded("three_assistants")[0], path)
    return path.read_bytes()


@given(at=st.floats(0, 1, exclude_max=True))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_that_was_cut_short_is_refused(at: float, written: bytes, path: Path) -> None:
    path.write_bytes(written[: int(at * len(written))])
    refused(path, "trace")


@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_flipped_bit_is_refused_or_changes_nothing(
    at: float, bit: int, written: bytes, path: Path
) -> None:
    damaged = bytearray(written)
    damaged[int(at * len(damaged))] ^= 1 << bit
    path.write_bytes(bytes(damaged))
    try:
        found = read_trace(path)
    except UnreadableTrace:
        return
    # A date or a comment of the archive.
    whole = recorded("three_assistants")[0]
    assert found.heading == whole.heading
    assert found.events.tobytes() == whole.events.tobytes()


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"sprawl: 1\n", b"\x00" * 1000, b"PK\x05\x06" + b"\0" * 18]
)
def test_what_is_no_trace_is_refused(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    refused(path, "trace")


def test_a_newer_trace_is_told_apart_from_a_damaged_one(small: Trace, path: Path) -> None:
    write_trace(small, path)
    headed(path, lambda said: said.replace(b'"sprawl_trace":1', b'"sprawl_trace":2'))
    with pytest.raises(TraceTooNew, match=r"expected format 1 .* found format 2.* newer version"):
        read_trace(path)
    write_trace(replace(small, heading=replace(small.heading, engine="999")), path)
    with pytest.raises(TraceTooNew, match="engine 999"):
        read_trace(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"design":"', b'"design":1,"x":"'),
        (b'"seed":', b'"seed":1.5,"y":'),
        (b'{"sprawl_trace":1', b'{"sprawl":1'),
        (b'"of":{', b'"of":' + b"[" * 5000 + b"{"),
        (b'"horizon_h":', b'"horizon_h":NaN,"z":'),
        (b'"directory_of":[', b'"directory_of":[99,'),
    ],
)
def test_a_heading_that_is_none_is_refused(
    old: bytes, new: bytes, small: Trace, path: Path
) -> None:
    write_trace(small, path)
    headed(path, lambda said: said.replace(old, new, 1))
    refused(path, "heading")


def changed(small: Trace, name: str, column: str, value: float, place: int = 100) -> Trace:
    rows = getattr(small, name).copy()
    if column:
        rows[column][place] = value
    else:
        rows[place] = value
    return replace(small, **{name: rows})


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("events", "cause", 100),
        ("events", "cause", 10**6),
        ("events", "kind", 255),
        ("events", "agent", 10**6),
        ("events", "account", -2),
        ("events", "platform", 999),
        ("events", "thing", 99999),
        ("events", "directory", 999),
        ("events", "settings", 9999),
        ("events", "what", 9999),
        ("events", "at_h", np.nan),
        ("events", "at_h", 1e9),
        ("hops", "agent", -1),
        ("hops", "code", 9999),
        ("hops", "time_h", -np.inf),
    ],
)
def test_events_that_point_nowhere_are_refused_though_their_digest_is_right(
    name: str, column: str, value: float, small: Trace, path: Path
) -> None:
    write_trace(changed(small, name, column, value), path)
    refused(path, f"{name}, row 10[01].*: expected .*, found")


@pytest.mark.parametrize(
    "name",
    ["agent_fleet", "account_fleet", "account_first", "account_of", "user_list", "user_first"],
)
def test_people_that_point_nowhere_are_refused(name: str, small: Trace, path: Path) -> None:
    write_trace(changed(small, name, "", 10**6, place=0), path)
    refused(path, name)


@pytest.mark.parametrize("name", ["birth_h", "account_of", "account_covers", "ended_h"])
def test_tables_of_unequal_length_are_refused(name: str, small: Trace, path: Path) -> None:
    write_trace(replace(small, **{name: getattr(small, name)[:-1]}), path)
    refused(path, name)


def rewritten(path: Path, name: str, content: bytes) -> None:
    """Put other bytes in the place of one member of the archive."""
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    members[f"{name}.npy"] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, stored in members.items():
            archive.writestr(each, stored)


def npy(array: np.ndarray[Any, Any], *, pickled: bool = False) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, allow_pickle=pickled)  # dangerous on purpose
    return buffer.getvalue()


def test_arrays_of_another_type_or_shape_are_refused(small: Trace, path: Path) -> None:
    write_trace(small, path)
    rewritten(path, "birth_h", npy(np.zeros(3, dtype=np.float32)))
    refused(path, "birth_h: expected")
    write_trace(small, path)
    rewritten(path, "birth_h", npy(np.zeros((3, 3))))
    refused(path, "birth_h: expected")
    write_trace(small, path)
    rewritten(
        path,
        "account_covers",
        npy(np.full(small.account_covers.shape, 7, "u1")).replace(b"'|u1'", b"'|b1'"),
    )
    refused(path, "account_covers: expected 0 or 1")


def test_bytes_that_would_run_code_are_never_unpickled(small: Trace, path: Path) -> None:
    write_trace(small, path)
    rewritten(path, "birth_h", npy(np.array([object()]), pickled=True))
    refused(path, "birth_h")


def test_an_array_that_claims_more_than_it_holds_takes_no_memory(small: Trace, path: Path) -> None:
    write_trace(small, path)
    honest = npy(np.zeros(8))
    rewritten(path, "birth_h", honest.replace(b"(8,), ", b"(800000000,), "[:6]))
    write_trace(small, path)
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<f8", "fortran_order": False, "shape": (10**12,)}
    )
    rewritten(path, "birth_h", header.getvalue() + b"\0" * 64)
    tracemalloc.start()
    refused(path, "claims 1,000,000,000,000 values")
    assert tracemalloc.get_traced_memory()[1] < 50e6
    tracemalloc.stop()


def test_a_bomb_is_refused_before_it_is_unpacked(small: Trace, path: Path) -> None:
    write_trace(small, path)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("events2.npy", "w", force_zip64=True) as member,
    ):
        member.write(b"\0" * 10_000_000)
    refused(path, "not one of a trace")
    write_trace(small, path)
    big = npy(np.zeros(40_000_000, dtype="u1"))
    rewritten(path, "heading", big)
    tracemalloc.start()
    refused(path, "heading: claims 40,000,000 values")
    assert tracemalloc.get_traced_memory()[1] < 20e6
    tracemalloc.stop()


def test_an_archive_that_lies_about_its_sizes_is_refused(small: Trace, path: Path) -> None:
    write_trace(small, path)
    # The directory says less than a member holds.
    content = bytearray(path.read_bytes())
    place = content.rfind(b"PK\x01\x02", 0, content.rfind(b"birth_h.npy"))
    content[place + 24 : place + 28] = (136).to_bytes(4, "little")
    path.write_bytes(bytes(content))
    refused(path, "birth_h|damaged")


def test_a_missing_file_is_an_error_of_the_machine(path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        read_trace(path)


def test_the_old_file_stands_if_the_new_one_cannot_be_written(
    small: Trace, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_trace(small, path)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_trace(small, path)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]
