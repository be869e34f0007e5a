"""The library: cells and finished comparisons in one SQLite file.

One transaction a cell, one SHA-256 a cell: SQLite alone misses a part of flipped bits.
A damaged cell is never deleted; it is left where it is and computed again.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from sqlalchemy import event
from sqlalchemy import select as columns_of
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlmodel import Session, col, create_engine, delete, select, text

from models.engine.version import ENGINE_VERSION
from models.errors import EnvironmentFault, LibraryBusy, LibraryCorrupt
from models.library.holder import holder_of
from models.library.migration import create, upgrade
from models.library.revision import address_to_read, revision_of, writable
from models.library.tables import REVISION, CellRow, RunCellRow, RunRow, ScenarioRow
from models.worker.digest import checksum

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT_S = 10.0
"""How long a writer waits for another before it says that the library is busy."""

NOW = "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"

MOST_KEYS = 400
"""Keys asked for in one query."""


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """A finished comparison, to be stored.

    Attributes:
        title: Title of the scenario.
        seed: Seed.
        replications: Replications used.
        digest: SHA-256 over all cells used.
        scenario: The scenario as JSON.
        comparison: The comparison as JSON.
        cells: Keys of the cells used.
    """

    title: str
    seed: int
    replications: int
    digest: str
    scenario: str
    comparison: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One finished comparison, as `sprawl library list` shows it.

    Attributes:
        id: Number in this library.
        title: Title of the scenario.
        finished: UTC, ISO 8601.
        seed: Seed.
        replications: Replications used.
        digest: SHA-256 over all cells used.
    """

    id: int
    title: str
    finished: str
    seed: int
    replications: int
    digest: str


class Library:
    """Opens, or makes, the library in one file.

    Args:
        path: The file; its folder is made where it is missing.
        reading: Whether it is only read: then it may lie where nothing can be written.

    Raises:
        LibraryBusy: Another program holds it.
        LibraryTooNew: A newer version wrote it; it is left untouched.
        LibraryCorrupt: It is no library.
        EnvironmentFault: The folder cannot be written.
    """

    keeps_runs: ClassVar[bool] = True

    def __init__(self, path: Path, *, reading: bool = False) -> None:
        """Open the file, bring an older one up to date."""
        self.path = path
        found = revision_of(path)
        self.damaged: list[str] = []
        if reading and found == REVISION and not writable(path):
            address = address_to_read(path)
            self._engine = create_engine(
                "sqlite://", creator=lambda: sqlite3.connect(address, uri=True)
            )
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentFault(f"{path.parent}: cannot be made ({error.strerror})") from error
        self._engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": WAIT_S})
        event.listen(self._engine, "connect", _prepare)
        with self._told():
            if not found:
                create(self._engine)
            elif found != REVISION:
                upgrade(self._engine)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def find(self, keys: list[str]) -> dict[str, bytes]:
        """Return the bytes of those cells that are stored and whole."""
        found: dict[str, bytes] = {}
        with self._told(), Session(self._engine) as session:
            for start in range(0, len(keys), MOST_KEYS):
                part = keys[start : start + MOST_KEYS]
                for row in session.exec(select(CellRow).where(col(CellRow.key).in_(part))):
                    if checksum(row.blob) == row.checksum:
                        found[row.key] = row.blob
                    else:
                        self.damaged.append(row.key)
        return found

    def keep(self, key: str, design: str, replication: int, blob: bytes) -> None:
        """Store one cell in one transaction; an existing damaged one is replaced."""
        row = CellRow(
            key=key,
            design=design,
            replication=replication,
            engine=ENGINE_VERSION,
            numpy=np.__version__,
            checksum=checksum(blob),
            blob=blob,
        )
        with self._told(), Session(self._engine) as session:
            session.merge(row)
            session.commit()

    def finish(self, run: FinishedRun) -> int:
        """Store a finished comparison with its scenario; return its number."""
        scenario = checksum(run.scenario.encode())
        with self._told(), Session(self._engine) as session:
            found = insert(ScenarioRow).values(key=scenario, title=run.title, text=run.scenario)
            whole = {"title": run.title, "text": run.scenario}  # mends a damaged one unread
            session.exec(found.on_conflict_do_update(index_elements=["key"], set_=whole))
            row = RunRow(
                scenario=scenario,
                title=run.title,
                finished=_now(session),
                seed=run.seed,
                replications=run.replications,
                digest=run.digest,
                checksum=checksum(run.comparison.encode()),
                comparison=run.comparison,
            )
            session.add(row)
            session.flush()
            number = row.id or 0
            session.add_all(RunCellRow(run=number, cell=key) for key in run.cells)
            session.commit()
        return number

    def runs(self) -> list[RunSummary]:
        """Return all finished comparisons, newest first."""
        with self._told(), Session(self._engine) as session:
            told = (RunRow.id, RunRow.title, RunRow.finished, RunRow.seed, RunRow.replications,
                    RunRow.digest)  # fmt: skip
            columns = [col(each) for each in told]  # not the texts: long, and one may be damaged
            asked = columns_of(*columns).order_by(col(RunRow.id).desc())
            rows = session.connection().execute(asked).all()
            return [
                RunSummary(r.id, r.title, r.finished, r.seed, r.replications, r.digest)
                for r in rows
            ]

    def comparison(self, number: int) -> str:
        """Return the JSON of one comparison.

        Raises:
            KeyError: There is no such run.
            LibraryCorrupt: It is not what was written.
        """
        with self._told(), Session(self._engine) as session:
            run = session.get(RunRow, number)
            if run is None:
                raise KeyError(number)
            if checksum(run.comparison.encode()) != run.checksum:
                raise LibraryCorrupt(
                    f"{self.path}: run {number} is damaged; run the scenario again, its cells "
                    "are checked one by one"
                )
            return run.comparison

    def scenario_text(self, number: int) -> str:
        """Return the scenario of a run as JSON.

        Raises:
            KeyError: There is no such run.
            LibraryCorrupt: It is not what was written.
        """
        with self._told(), Session(self._engine) as session:
            asked = select(RunRow.scenario).where(col(RunRow.id) == number)
            key = session.exec(asked).one_or_none()
            if key is None:
                raise KeyError(number)
            found = session.exec(select(ScenarioRow.text).where(ScenarioRow.key == key))
            kept = found.one_or_none()
            if kept is None or checksum(kept.encode()) != key:
                raise LibraryCorrupt(f"{self.path}: the scenario of run {number} is damaged")
            return kept

    def forget(self, number: int) -> int:
        """Delete a run and the cells that no other run uses; return how many cells went.

        Raises:
            KeyError: There is no such run.
        """
        with self._told(), Session(self._engine) as session:
            asked = select(RunRow.id).where(col(RunRow.id) == number)
            if session.exec(asked).one_or_none() is None:
                raise KeyError(number)
            used = set(session.exec(select(RunCellRow.cell).where(RunCellRow.run == number)))
            others = set(session.exec(select(RunCellRow.cell).where(RunCellRow.run != number)))
            session.exec(delete(RunCellRow).where(col(RunCellRow.run) == number))
            session.flush()
            gone = sorted(used - others)
            for start in range(0, len(gone), MOST_KEYS):
                part = gone[start : start + MOST_KEYS]
                session.exec(delete(CellRow).where(col(CellRow.key).in_(part)))
            session.exec(delete(RunRow).where(col(RunRow.id) == number))
            session.commit()
            return len(gone)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite says into what a user can act on."""
        try:
            yield
        except OperationalError as error:
            said = str(error.orig)
            if "decode" in said:  # it goes on with the text itself, however long
                raise LibraryCorrupt(
                    f"{self.path}: a text in it is damaged; left as it is"
                ) from None
            if "locked" in said or "busy" in said:
                who = holder_of(self.path) or "another program"
                raise LibraryBusy(
                    f"{self.path}: {who} is writing to the library and did not let go for "
                    f"{WAIT_S:.0f} s; end it, or wait and try again"
                ) from error
            raise EnvironmentFault(
                f"{self.path}: cannot be used ({said}); make room or a way to write there, or name "
                "another file with --library"
            ) from error
        except DatabaseError as error:
            raise LibraryCorrupt(f"{self.path}: damaged ({error.orig}); left as it is") from error


def _now(session: Session) -> str:
    """Return the time by the database's clock: models read no clock of their own."""
    return str(session.connection().execute(text(NOW)).scalar_one())


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """Write ahead, so that readers never wait and a kill loses at most one cell."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
