"""The first schema: scenarios, cells, runs and the cells they used."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "scenario",
        sa.Column("key", sa.String(), primary_key=True, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
    )
    op.create_table(
        "cell",
        sa.Column("key", sa.String(), primary_key=True, nullable=False),
        sa.Column("design", sa.String(), nullable=False),
        sa.Column("replication", sa.Integer(), nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("numpy", sa.String(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_cell_design", "cell", ["design"])
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("scenario", sa.String(), sa.ForeignKey("scenario.key"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("finished", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("replications", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("comparison", sa.String(), nullable=False),
    )
    op.create_index("ix_run_scenario", "run", ["scenario"])
    op.create_table(
        "run_cell",
        sa.Column("run", sa.Integer(), sa.ForeignKey("run.id"), primary_key=True, nullable=False),
        sa.Column("cell", sa.String(), primary_key=True, nullable=False),
    )
    op.create_index("ix_run_cell_cell", "run_cell", ["cell"])
