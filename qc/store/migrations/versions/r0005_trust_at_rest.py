"""Entries are chained, customers' names sealed. Types are spelled out here: a migration is history and
must not change with `qc.store.schema`. What a seal and a link of the chain are never changes: data
stand in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from qc.store.chain import BEGINNING, link
from qc.store.keys import Keys
from qc.store.sealing import sealed_detail, sealed_identity, sealed_raw, sealed_subject

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ISO = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
CHAINED = {
    "audit": ("at", "actor", "action", "object", "before", "after", "import_id", "check_key"),
    "journal": ("subject", "number", "at", "actor", "what", "fields", "site", "unit"),
}
SAME = {
    "audit": "id = NEW.id",
    "journal": "id = NEW.id OR (subject = NEW.subject AND number = NEW.number)",
}
AT_ONCE = 5_000

Row = tuple[Any, ...]


def upgrade() -> None:
    keys: Keys = context.config.attributes["keys"]
    is_new = op.get_bind().scalar(sa.text("SELECT count(*) FROM audit")) == 0
    _unfence()
    _seal(keys)
    for table, columns in CHAINED.items():
        _chain(table, columns)
        _fence(table)
    _note(keys, is_new=is_new)


def _seal(keys: Keys) -> None:
    def check(kind: str, subject: str, check_id: str) -> Row:
        sealed = sealed_subject(keys, kind, subject)
        return sealed, sealed_identity(keys, sealed, check_id)

    def result(kind: str, state: str, raw: str, detail: str | None) -> Row:
        return sealed_raw(keys, state, raw), sealed_detail(keys, kind, detail)

    def problem(value: str, filling: str) -> Row:
        return keys.sealed(value), keys.sealed(filling)

    def correction(value: str | None, was: str) -> Row:
        return value if value is None else keys.sealed(value), keys.sealed(was)

    def entry(action: str, before: str | None, after: str | None) -> Row:
        if action != "amend":
            return before, after
        return _sealed_value(keys, before), _sealed_value(keys, after)

    _rewrite("checks", "checks t", ("kind", "subject", "check_id"), ("subject", "check_id"), check)
    results = "results t JOIN checks c ON c.id = t.check_key"
    _rewrite("results", results, ("c.kind", "state", "raw", "detail"), ("raw", "detail"), result)
    _rewrite("problems", "problems t", ("value", "filling"), ("value", "filling"), problem)
    _rewrite("corrections", "corrections t", ("value", "was"), ("value", "was"), correction)
    audited = ("before", "after")
    _rewrite("audit", "audit t", ("action", *audited), audited, entry)


def _sealed_value(keys: Keys, text: str | None) -> str | None:
    if text is None:
        return None
    told = json.loads(text)
    if told.get("value") is not None:
        told["value"] = keys.sealed(told["value"])
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _rewrite(
    table: str,
    source: str,
    columns: tuple[str, ...],
    changed: tuple[str, ...],
    seal: Callable[..., Row],
) -> None:
    """Each row anew where sealing changes it."""
    names = ", ".join(name if "." in name else f't."{name}"' for name in columns)
    setting = ", ".join(f'"{name}" = :new{n}' for n, name in enumerate(changed))
    update = sa.text(f"UPDATE {table} SET {setting} WHERE id = :key")  # noqa: S608
    for page in _pages(f"SELECT t.id, {names} FROM {source}"):  # noqa: S608
        sealed = [(row[0], row[-len(changed) :], seal(*row[1:])) for row in page]
        changes = [
            {"key": key, **{f"new{n}": text for n, text in enumerate(after)}}
            for key, before, after in sealed
            if before != after
        ]
        if changes:
            op.get_bind().execute(update, changes)


def _pages(query: str) -> Iterator[list[Row]]:
    after = -1
    while True:
        page = sa.text(f"{query} WHERE t.id > :after ORDER BY t.id LIMIT {AT_ONCE}")
        rows = [tuple(row) for row in op.get_bind().execute(page, {"after": after})]
        yield rows
        if len(rows) < AT_ONCE:
            return
        after = rows[-1][0]


def _chain(table: str, columns: tuple[str, ...]) -> None:
    op.add_column(table, sa.Column("hash", sa.Text(), nullable=False, server_default=""))
    names = ", ".join(f't."{name}"' for name in columns)
    update = sa.text(f"UPDATE {table} SET hash = :hash WHERE id = :key")  # noqa: S608
    previous = BEGINNING
    for page in _pages(f"SELECT t.id, {names} FROM {table} t"):  # noqa: S608
        hashes = []
        for row in page:
            previous = link(previous, row)
            hashes.append({"key": row[0], "hash": previous})
        if hashes:
            op.get_bind().execute(update, hashes)


def _unfence() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_append_only ON audit")
        op.execute("DROP FUNCTION audit_is_append_only()")
    else:
        op.execute("DROP TRIGGER audit_no_update")
        op.execute("DROP TRIGGER audit_no_delete")


def _fence(table: str) -> None:
    """Entries are only ever added. SQLite's INSERT OR REPLACE would pass by a fence against deleting."""
    refusal = f"the {'audit trail' if table == 'audit' else table} is append-only"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
        )
        return
    refuse = f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} {refuse}"
        )
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {SAME[table]})"  # noqa: S608
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {refuse}")


def _note(keys: Keys, *, is_new: bool) -> None:
    """Which key seals this workspace; `finished`: whether files and the disk's leftovers are done."""
    op.create_table(
        "seals",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("finished", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_seals"),
        sqlite_strict=True,
    )
    op.get_bind().execute(
        sa.text(
            "INSERT INTO seals (id, fingerprint, finished) VALUES (1, :fingerprint, :finished)"
        ),
        {"fingerprint": keys.fingerprint, "finished": int(is_new)},
    )
