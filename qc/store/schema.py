"""The tables: imports, their checks, items, results and problems, the journal, the audit trail.

A row that counts is *live*: a check is live while nothing has ended it (`superseded_at`). Nothing is
deleted here; whatever takes a check out of the figures (a corrected file, a re-reading, an undone
import) ends it through the same columns, so that no query has to change: `superseded_by` is the
check in its place, `ended_by` the import that ended it, which is its own when the file was read anew
or undone. Who takes an import back finds by `ended_by` what must come back.

Times are UTC and dates are days, both as ISO text: they sort, and every engine reads them.
"""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

REVISION = "0006"
"""The newest schema, by its name in `migrations/versions`."""


def without_nul(text: str) -> str:
    """A text that every database can hold; what cannot be shown becomes visible."""
    return text.replace("\x00", "\ufffd")


class _PostgresText(TypeDecorator[str]):
    """Text for PostgreSQL, which cannot hold the NUL character that a broken CSV file may bring."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return without_nul(value) if value else value


# The one type map. STRICT tables know INTEGER, REAL, TEXT and BLOB only, and PostgreSQL's own REAL
# has but seven digits. ISO text is compared byte by byte whatever the server's collation.
WHOLE = BigInteger().with_variant(Integer(), "sqlite")
REAL64: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")
TEXT = Text().with_variant(_PostgresText(), "postgresql")
ISO = Text().with_variant(Text(collation="C"), "postgresql")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

imports = Table(
    "imports",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("sha256", TEXT, nullable=False),
    Column("file_name", TEXT, nullable=False, index=True),
    Column("size", WHOLE, nullable=False),
    Column("imported_at", ISO, nullable=False),
    Column("imported_by", TEXT, nullable=False),
    # the later import that answered the problems of this one
    Column("corrected_by", WHOLE, ForeignKey("imports.id")),
    Column("corrected_at", ISO),
    Column("undone_at", ISO),
    Column("undone_by", TEXT),
    Column("undone_why", TEXT),
    sqlite_strict=True,
)
# the same content is one import, unless it was undone: then it may come again
Index(
    "uq_imports_live",
    imports.c.sha256,
    unique=True,
    sqlite_where=imports.c.undone_at.is_(None),
    postgresql_where=imports.c.undone_at.is_(None),
)

checks = Table(
    "checks",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("import_id", WHOLE, ForeignKey("imports.id"), nullable=False, index=True),
    Column("check_id", TEXT, nullable=False, index=True),
    Column("sheet", TEXT, nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("indicator", TEXT, nullable=False),
    Column("checklist", TEXT, nullable=False),
    Column("version", TEXT, nullable=False),
    Column("date", ISO, nullable=False, index=True),
    Column("period_from", ISO),
    Column("period_to", ISO),
    Column("site", TEXT, nullable=False),
    Column("unit", TEXT, nullable=False),
    Column("subject", TEXT, nullable=False),
    Column("inspector", TEXT, nullable=False),
    Column("round", TEXT, nullable=False),
    Column("place", TEXT, nullable=False),
    Column("superseded_by", WHOLE, ForeignKey("checks.id")),
    Column("superseded_at", ISO),
    Column("ended_by", WHOLE, ForeignKey("imports.id")),
    # how many results it has: a history of thousands of files is listed without counting them
    Column("marks", WHOLE, nullable=False, server_default="0"),
    CheckConstraint("superseded_by IS NULL OR superseded_at IS NOT NULL", name="superseded"),
    sqlite_strict=True,
)
Index(
    "ix_checks_ended_by",
    checks.c.ended_by,
    sqlite_where=checks.c.ended_by.is_not(None),
    postgresql_where=checks.c.ended_by.is_not(None),
)

# A line of a checklist as it was worded when it was checked; said once, not in every result.
items = Table(
    "items",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("code", TEXT, nullable=False),
    Column("text", TEXT, nullable=False),
    Column("level", TEXT, nullable=False),  # "" where there is none: NULL is never a double
    UniqueConstraint("code", "text", "level"),
    sqlite_strict=True,
)

results = Table(
    "results",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("check_key", WHOLE, ForeignKey("checks.id"), nullable=False, index=True),
    Column("item_key", WHOLE, ForeignKey("items.id"), nullable=False),
    Column("state", TEXT, nullable=False),
    Column("cell", TEXT, nullable=False),
    Column("checked", WHOLE, nullable=False),
    Column("passed", WHOLE, nullable=False),
    # hundredths of a point: sums stay exact
    Column("points", WHOLE),
    Column("scored", WHOLE),
    Column("reading", REAL64),
    Column("detail", TEXT),
    Column("raw", TEXT, nullable=False),
    Column("outcome", TEXT),
    sqlite_strict=True,
)

problems = Table(
    "problems",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("import_id", WHOLE, ForeignKey("imports.id"), nullable=False, index=True),
    # the check whose mark stands in the cell; without one the problem is the whole file's
    Column("check_key", WHOLE, ForeignKey("checks.id")),
    Column("severity", TEXT, nullable=False),
    Column("code", TEXT, nullable=False),
    Column("sheet", TEXT, nullable=False),
    Column("cell", TEXT, nullable=False),
    Column("value", TEXT, nullable=False),
    Column("filling", TEXT, nullable=False),
    # when the file was read anew and the problem was not there any more
    Column("ended_at", ISO),
    sqlite_strict=True,
)

# What a person wrote over a cell of an original, which itself stays as it came in. The latest of a
# cell is in force; one without a value takes it back.
corrections = Table(
    "corrections",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("import_id", WHOLE, ForeignKey("imports.id"), nullable=False, index=True),
    Column("sheet", TEXT, nullable=False),
    Column("cell", TEXT, nullable=False),
    Column("value", TEXT),
    Column("was", TEXT, nullable=False),
    Column("who", TEXT, nullable=False),
    Column("why", TEXT, nullable=False),
    Column("at", ISO, nullable=False),
    sqlite_strict=True,
)

# What people do about what was found; `qc.store.journal` says how. Never changed, never deleted; `hash`
# chains each to the one before it (`qc.store.chain`).
journal = Table(
    "journal",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("subject", TEXT, nullable=False),
    Column("number", WHOLE, nullable=False),
    Column("at", ISO, nullable=False),
    Column("actor", TEXT, nullable=False),
    Column("what", TEXT, nullable=False),
    Column("fields", TEXT, nullable=False),
    Column("site", TEXT, nullable=False),
    Column("unit", TEXT, nullable=False),
    Column("hash", TEXT, nullable=False, server_default=""),
    UniqueConstraint("subject", "number"),
    sqlite_strict=True,
)

audit = Table(
    "audit",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("at", ISO, nullable=False),
    Column("actor", TEXT, nullable=False),
    Column("action", TEXT, nullable=False),
    Column("object", TEXT, nullable=False),
    Column("before", TEXT),
    Column("after", TEXT),
    # what the entry is about, so that a scope can be applied to it
    Column("import_id", WHOLE, ForeignKey("imports.id")),
    Column("check_key", WHOLE, ForeignKey("checks.id")),
    Column("hash", TEXT, nullable=False, server_default=""),
    sqlite_strict=True,
)

# With which key the texts are sealed that can name a customer; `finished`: whether files of before are too.
seals = Table(
    "seals",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("fingerprint", TEXT, nullable=False),
    Column("finished", WHOLE, nullable=False),
    sqlite_strict=True,
)

# Who may sign in. `sites` and `units` are JSON lists, NULL means all; `password` is an Argon2 hash; what
# was signed in before `epoch` changed is signed out. Never deleted: what they did stays theirs.
users = Table(
    "users",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("login", TEXT, nullable=False, unique=True),
    Column("name", TEXT, nullable=False),
    Column("role", TEXT, nullable=False),
    Column("sites", TEXT),
    Column("units", TEXT),
    Column("active", WHOLE, nullable=False),
    Column("password", TEXT, nullable=False),
    Column("epoch", WHOLE, nullable=False),
    Column("made_at", ISO, nullable=False),
    sqlite_strict=True,
)

# Sessions that somebody ended by signing out, until they would have ended by themselves.
ended_sessions = Table(
    "ended_sessions",
    metadata,
    Column("session", TEXT, primary_key=True),
    Column("at", ISO, nullable=False),
    sqlite_strict=True,
)
