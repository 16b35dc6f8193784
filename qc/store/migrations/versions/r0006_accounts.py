"""Users and the sessions that were signed out. Types are spelled out here: a migration is history and
must not change with `qc.store.schema`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ISO = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("sites", sa.Text()),
        sa.Column("units", sa.Text()),
        sa.Column("active", WHOLE, nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("epoch", WHOLE, nullable=False),
        sa.Column("made_at", ISO, nullable=False),
        sa.UniqueConstraint("login", name="uq_users_login"),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sqlite_strict=True,
    )
    op.create_table(
        "ended_sessions",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("at", ISO, nullable=False),
        sa.PrimaryKeyConstraint("session", name="pk_ended_sessions"),
        sqlite_strict=True,
    )
