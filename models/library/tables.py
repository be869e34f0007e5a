"""Tables of the library: metadata and summaries; a replication's numbers are one blob.

A revision is written for every change of these tables (`models.library.migrations`).
"""

from __future__ import annotations

from sqlmodel import Field, SQLModel

REVISION = "0001"
"""Revision of the schema that this program writes."""


class ScenarioRow(SQLModel, table=True):
    """A scenario as it was when it ran."""

    __tablename__ = "scenario"

    key: str = Field(primary_key=True, description="SHA-256 of the text.")
    title: str
    text: str = Field(description="The scenario as JSON.")


class CellRow(SQLModel, table=True):
    """One replication of one design."""

    __tablename__ = "cell"

    key: str = Field(primary_key=True, description="SHA-256 of all that can change a result.")
    design: str = Field(index=True, description="Digest of the design's content.")
    replication: int
    engine: str = Field(description="Version of the engine.")
    numpy: str = Field(description="Version of numpy.")
    checksum: str = Field(description="SHA-256 of the blob.")
    blob: bytes = Field(description="An npz archive without pickles.")


class RunRow(SQLModel, table=True):
    """A comparison that was finished."""

    __tablename__ = "run"

    id: int | None = Field(default=None, primary_key=True)
    scenario: str = Field(foreign_key="scenario.key", index=True)
    title: str
    finished: str = Field(description="UTC, ISO 8601.")
    seed: int
    replications: int
    digest: str = Field(description="SHA-256 over all cells used.")
    checksum: str = Field(description="SHA-256 of the comparison's text.")
    comparison: str = Field(description="The comparison as JSON.")


class RunCellRow(SQLModel, table=True):
    """Which cells a run used."""

    __tablename__ = "run_cell"

    run: int = Field(foreign_key="run.id", primary_key=True)
    cell: str = Field(primary_key=True, index=True)
