from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from models.errors import EnvironmentFault, LibraryBusy, LibraryCorrupt, LibraryTooNew
from models.library import FinishedRun, Library
from models.library import library as library_module
from models.library.holder import holder_of
from models.library.migration import create, upgrade
from tests.models.library.holding import another_process_holding


def finished(cells: tuple[str, ...], title: str = "Three assistants") -> FinishedRun:
    return FinishedRun(
        title=title,
        seed=7,
        replications=2,
        digest="d" * 64,
        scenario='{"title": "Three assistants"}',
        comparison='{"verdict": []}',
        cells=cells,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "library.sqlite"


def test_a_stored_cell_is_found_again(path: Path) -> None:
    library = Library(path)
    library.keep("k1", "design", 0, b"\x00\x01")
    library.close()
    again = Library(path)
    assert again.find(["k1", "k2"]) == {"k1": b"\x00\x01"}
    again.close()


def test_many_keys_are_found_in_parts(path: Path) -> None:
    library = Library(path)
    for index in range(3):
        library.keep(f"k{index}", "design", index, bytes([index]))
    asked = [f"k{index}" for index in range(2000)]
    assert set(library.find(asked)) == {"k0", "k1", "k2"}
    library.close()


def test_a_flipped_bit_is_noticed_and_the_cell_stays(path: Path) -> None:
    library = Library(path)
    library.keep("k1", "design", 0, b"whole")
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE cell SET blob = ?", (b"whale",))
    raw.close()
    assert library.find(["k1"]) == {}
    assert library.damaged == ["k1"]
    library.keep("k1", "design", 0, b"whole")
    assert library.find(["k1"]) == {"k1": b"whole"}
    library.close()


def test_a_run_is_listed_shown_and_forgotten_with_its_own_cells(path: Path) -> None:
    library = Library(path)
    for key in ("a", "b", "c"):
        library.keep(key, "design", 0, key.encode())
    first = library.finish(finished(("a", "b")))
    second = library.finish(finished(("b", "c"), "Other"))
    assert [run.id for run in library.runs()] == [second, first]
    assert library.runs()[0].finished.endswith("Z")
    assert library.comparison(first) == '{"verdict": []}'
    assert "Three assistants" in library.scenario_text(first)
    assert library.forget(first) == 1
    assert set(library.find(["a", "b", "c"])) == {"b", "c"}
    with pytest.raises(KeyError):
        library.comparison(first)
    library.close()


def test_a_damaged_comparison_is_told(path: Path) -> None:
    library = Library(path)
    number = library.finish(finished(()))
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE run SET comparison = '{}'")
    raw.close()
    with pytest.raises(LibraryCorrupt, match="damaged"):
        library.comparison(number)
    library.close()


def test_a_newer_library_is_left_byte_for_byte(path: Path) -> None:
    library = Library(path)
    library.close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(LibraryTooNew, match="newer version"):
        Library(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a library at all, but long enough " * 40, b"{}"])
def test_another_file_is_refused_and_left(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(LibraryCorrupt):
        Library(path)
    assert path.read_bytes() == content


def test_a_library_held_by_another_program_waits_and_then_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "WAIT_S", 0.1)
    library = Library(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(LibraryBusy, match="another program"):
            library.keep("k", "design", 0, b"x")
    finally:
        other.execute("ROLLBACK")
        other.close()
    library.keep("k", "design", 0, b"x")
    assert library.find(["k"]) == {"k": b"x"}
    library.close()


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux tells who has a lock")
def test_who_holds_the_library_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_module, "WAIT_S", 0.1)
    library = Library(path)
    with (
        another_process_holding(path) as child,
        pytest.raises(LibraryBusy, match=f"process {child.pid} .* is writing"),
    ):
        library.keep("k", "design", 0, b"x")
    assert holder_of(path) == ""
    library.keep("k", "design", 0, b"x")
    library.close()


def test_a_library_that_is_let_go_in_time_is_waited_for(path: Path) -> None:
    library = Library(path)
    with another_process_holding(path) as child:
        assert child.stdin is not None
        timer = threading.Timer(0.3, child.stdin.close)
        timer.start()
        library.keep("k", "design", 0, b"x")
        timer.join()
    assert library.find(["k"]) == {"k": b"x"}
    library.close()


def test_migrations_lead_to_the_tables_that_the_program_makes(tmp_path: Path) -> None:
    made = create_engine(f"sqlite:///{tmp_path / 'made.sqlite'}")
    create(made)
    migrated = create_engine(f"sqlite:///{tmp_path / 'migrated.sqlite'}")
    upgrade(migrated)
    left, right = inspect(made), inspect(migrated)
    assert set(left.get_table_names()) == set(right.get_table_names())
    for table in left.get_table_names():
        columns = [
            {c["name"]: (str(c["type"]), c["nullable"]) for c in side.get_columns(table)}
            for side in (left, right)
        ]
        assert columns[0] == columns[1], table
        keys = [side.get_pk_constraint(table)["constrained_columns"] for side in (left, right)]
        assert keys[0] == keys[1], table
    made.dispose()
    migrated.dispose()


def test_an_up_to_date_library_never_loads_alembic(path: Path) -> None:
    Library(path).close()
    script = (
        "import sys; from pathlib import Path; from models.library import Library; "
        f"Library(Path({str(path)!r})).close(); assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_writer_that_is_killed_leaves_whole_cells(path: Path) -> None:
    Library(path).close()
    script = (
        "import os; from pathlib import Path; from models.library import Library; "
        f"library = Library(Path({str(path)!r}))\n"
        "for i in range(100000):\n"
        "    library.keep(f'k{i}', 'design', i, bytes([i % 251]) * 4000)\n"
        "    print(i, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        for _ in range(20):
            writer.stdout.readline()
        writer.kill()
    library = Library(path)
    found = library.find([f"k{i}" for i in range(20)])
    assert len(found) == 20
    assert all(len(blob) == 4000 for blob in found.values())
    assert library.damaged == []
    library.close()


def _write(path: Path, statement: str, *values: str) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute(statement, values)
    raw.close()


def test_a_text_with_flipped_bits_leaves_the_rest_of_the_library_usable(path: Path) -> None:
    library = Library(path)
    number = library.finish(finished(()))
    _write(path, "UPDATE run SET comparison = CAST(x'7bff' || zeroblob(99999) AS TEXT)")
    _write(path, "UPDATE scenario SET text = CAST(x'7bff' AS TEXT)")
    assert [run.id for run in library.runs()] == [number]
    for read in (library.comparison, library.scenario_text):
        with pytest.raises(LibraryCorrupt) as caught:
            read(number)
        assert len(str(caught.value)) < len(str(path)) + 100
    assert library.forget(number) == 0
    again = library.finish(finished(()))
    assert library.comparison(again) == '{"verdict": []}'
    assert library.scenario_text(again) == '{"title": "Three assistants"}'
    library.close()


@pytest.mark.parametrize("damage", ["UPDATE scenario SET text = 'x'", "DELETE FROM scenario"])
def test_a_damaged_scenario_is_told(path: Path, damage: str) -> None:
    library = Library(path)
    number = library.finish(finished(()))
    _write(path, damage)
    with pytest.raises(LibraryCorrupt, match=f"scenario of run {number} is damaged"):
        library.scenario_text(number)
    library.close()


@pytest.mark.parametrize("revision", ["0000", "abc", "-1"])
def test_a_schema_that_never_was_is_damage_and_no_defect(path: Path, revision: str) -> None:
    Library(path).close()
    _write(path, "UPDATE alembic_version SET version_num = ?", revision)
    with pytest.raises(LibraryCorrupt, match="unknown schema"):
        Library(path)


def test_a_folder_is_told_apart_from_damage(tmp_path: Path) -> None:
    with pytest.raises(LibraryCorrupt, match="is a folder"):
        Library(tmp_path)


def test_a_library_that_nobody_can_write_is_read_and_nothing_is_made_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(path)
    library.keep("k1", "design", 0, b"\x00\x01")
    library.finish(finished(("k1",)))
    library.close()
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    assert list(before) == [path.name]
    monkeypatch.setattr("models.library.revision.os.access", lambda *_: False)
    kept = Library(path, reading=True)
    assert [run.title for run in kept.runs()] == ["Three assistants"]
    assert kept.comparison(1) == '{"verdict": []}'
    assert kept.find(["k1"]) == {"k1": b"\x00\x01"}
    with pytest.raises(EnvironmentFault, match="readonly"):
        kept.forget(1)
    kept.close()
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before
