"""Imports can be undone and come again, cells be corrected in place. Types are spelled out here: a
migration is history and must not change with `qc.store.schema`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ISO = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COLUMNS = "id, sha256, file_name, size, imported_at, imported_by, corrected_by, corrected_at"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("uq_imports_sha256", "imports", type_="unique")
        for column in _undone():
            op.add_column("imports", column)
    else:
        _rebuild_imports()
    _partial_index("uq_imports_live", "imports", "sha256", "undone_at IS NULL", unique=True)
    op.create_index("ix_imports_file_name", "imports", ["file_name"])
    _extend_checks()
    op.add_column("problems", sa.Column("ended_at", ISO))
    _create_corrections()


def _undone() -> list[sa.Column[str]]:
    return [
        sa.Column("undone_at", ISO),
        sa.Column("undone_by", sa.Text()),
        sa.Column("undone_why", sa.Text()),
    ]


def _rebuild_imports() -> None:
    """SQLite cannot drop a constraint: the table is made anew. Foreign keys are off meanwhile
    (`qc.store.engine.migrating`) and are checked before the end."""
    op.create_table(
        "imports_anew",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size", WHOLE, nullable=False),
        sa.Column("imported_at", ISO, nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.Column("corrected_by", WHOLE),
        sa.Column("corrected_at", ISO),
        *_undone(),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
        sa.ForeignKeyConstraint(
            ["corrected_by"], ["imports.id"], name="fk_imports_corrected_by_imports"
        ),
        sqlite_strict=True,
    )
    op.execute(f"INSERT INTO imports_anew ({COLUMNS}) SELECT {COLUMNS} FROM imports")  # noqa: S608
    op.drop_table("imports")
    op.rename_table("imports_anew", "imports")


def _extend_checks() -> None:
    reference = sa.ForeignKey("imports.id", name="fk_checks_ended_by_imports")
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("checks", sa.Column("ended_by", WHOLE, reference))
    else:  # Alembic would add the reference apart, which SQLite cannot
        op.execute("ALTER TABLE checks ADD COLUMN ended_by INTEGER REFERENCES imports (id)")
    op.add_column("checks", sa.Column("marks", WHOLE, nullable=False, server_default="0"))
    _partial_index("ix_checks_ended_by", "checks", "ended_by", "ended_by IS NOT NULL")
    op.execute(
        "UPDATE checks SET marks = "
        "(SELECT count(*) FROM results WHERE results.check_key = checks.id)"
    )
    ended = [{"one": key, "by": by} for key, by in _who_ended_what()]
    if ended:
        statement = sa.text("UPDATE checks SET ended_by = :by WHERE id = :one")
        op.get_bind().execute(statement, ended)


def _who_ended_what() -> list[tuple[int, int]]:
    """From the audit trail, where an import's entry stands before those of the checks it ended."""
    trail = op.get_bind().execute(
        sa.text(
            "SELECT action, import_id, check_key FROM audit "
            "WHERE action IN ('import', 'supersede', 'withdraw') ORDER BY id"
        )
    )
    ended, latest = [], 0
    for action, import_id, check_key in trail:
        if action == "import":
            latest = import_id
        else:
            ended.append((check_key, latest))
    return ended


def _partial_index(name: str, table: str, column: str, where: str, *, unique: bool = False) -> None:
    op.create_index(
        name, table, [column], unique=unique,
        sqlite_where=sa.text(where), postgresql_where=sa.text(where),
    )  # fmt: skip


def _create_corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", WHOLE, primary_key=True),
        sa.Column("import_id", WHOLE, sa.ForeignKey("imports.id"), nullable=False, index=True),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("value", sa.Text()),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", ISO, nullable=False),
        sqlite_strict=True,
    )
