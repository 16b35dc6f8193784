"""The first schema. Types are spelled out here: a migration is history and must not change with
`qc.store.schema`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REAL64: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")
ISO = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _create_imports()
    _create_checks()
    _create_items()
    _create_results()
    _create_problems()
    _create_audit()
    if op.get_bind().dialect.name == "postgresql":
        _fence_audit_on_postgresql()
    else:
        _fence_audit_on_sqlite()


def _create_imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", WHOLE, primary_key=True),
        sa.Column("sha256", sa.Text(), nullable=False, unique=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size", WHOLE, nullable=False),
        sa.Column("imported_at", ISO, nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.Column("corrected_by", WHOLE, sa.ForeignKey("imports.id")),
        sa.Column("corrected_at", ISO),
        sqlite_strict=True,
    )


def _create_checks() -> None:
    op.create_table(
        "checks",
        sa.Column("id", WHOLE, primary_key=True),
        sa.Column("import_id", WHOLE, sa.ForeignKey("imports.id"), nullable=False, index=True),
        sa.Column("check_id", sa.Text(), nullable=False, index=True),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("date", ISO, nullable=False, index=True),
        sa.Column("period_from", ISO),
        sa.Column("period_to", ISO),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("inspector", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("superseded_by", WHOLE, sa.ForeignKey("checks.id")),
        sa.Column("superseded_at", ISO),
        sa.CheckConstraint("superseded_by IS NULL OR superseded_at IS NOT NULL", name="superseded"),
        sqlite_strict=True,
    )


def _create_items() -> None:
    op.create_table(
        "items",
        sa.Column("id", WHOLE, primary_key=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.UniqueConstraint("code", "text", "level"),
        sqlite_strict=True,
    )


def _create_results() -> None:
    op.create_table(
        "results",
        sa.Column("id", WHOLE, primary_key=True),
        sa.Column("check_key", WHOLE, sa.ForeignKey("checks.id"), nullable=False, index=True),
        sa.Column("item_key", WHOLE, sa.ForeignKey("items.id"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("checked", WHOLE, nullable=False),
        sa.Column("passed", WHOLE, nullable=False),
        sa.Column("points", WHOLE),
        sa.Column("scored", WHOLE),
        sa.Column("reading", REAL64),
        sa.Column("detail", sa.Text()),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text()),
        sqlite_strict=True,
    )


def _create_problems() -> None:
    op.create_table(
        "problems",
        sa.Column("id", WHOLE, primary_key=True),
        sa.Column("import_id", WHOLE, sa.ForeignKey("imports.id"), nullable=False, index=True),
        sa.Column("check_key", WHOLE, sa.ForeignKey("checks.id")),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("filling", sa.Text(), nullable=False),
        sqlite_strict=True,
    )


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", WHOLE, primary_key=True),
        sa.Column("at", ISO, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("import_id", WHOLE, sa.ForeignKey("imports.id")),
        sa.Column("check_key", WHOLE, sa.ForeignKey("checks.id")),
        sqlite_strict=True,
    )


def _fence_audit_on_sqlite() -> None:
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        )


def _fence_audit_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
    )
