"""The record of an earlier version as it would stand on a server: its own migrations make the tables there,
and its own rows are put in, table by table."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, MetaData, Table, insert, select, text

import qc.store
from qc.store.engine import migrating, open_engine, reading, writing
from qc.store.keys import given, make
from qc.store.repository import DATABASE


def raise_to(folder: Path, revision: str) -> None:
    """Bring a SQLite record to a schema between its own and today's."""
    engine = open_engine(URL.create("sqlite", database=str(folder / DATABASE)))
    with migrating(engine) as connection:
        _upgrade(connection, folder, revision)


def put_on_a_server(folder: Path, url: URL) -> dict[str, int]:
    """Make a SQLite record a server's, in the schema that it has; how many rows each table got. The file is
    gone afterwards, so that nothing can be read from it."""
    old, new = open_engine(URL.create("sqlite", database=str(folder / DATABASE))), open_engine(url)
    try:
        with reading(old) as source:
            revision = str(source.scalar(text("SELECT version_num FROM alembic_version")))
            with writing(new) as target:
                _upgrade(target, folder, revision)
            with writing(new) as target:
                counts = _copy(source, target, str(url.query["options"]).rpartition("=")[2])
    finally:
        old.dispose()
        new.dispose()
    (folder / DATABASE).unlink()
    return counts


def _upgrade(connection: Connection, folder: Path, revision: str) -> None:
    config = Config(attributes={"connection": connection})
    place = Path(qc.store.__file__).parent / "migrations"
    config.set_main_option("script_location", str(place))
    if revision >= "0005":  # it seals what is there
        config.attributes["keys"] = given(folder) or make(folder)
    command.upgrade(config, revision)


def _copy(source: Connection, target: Connection, schema: str) -> dict[str, int]:
    known = MetaData()
    known.reflect(target, schema=schema)
    counts = {}
    for table in known.sorted_tables:
        if table.name == "alembic_version":
            continue
        if table.name == "seals":  # the migration has written its own line
            target.execute(table.delete())
        there = Table(table.name, MetaData(), autoload_with=source)
        # an import and a check refer to later ones of their kind
        newest_first = [column.desc() for column in there.primary_key]
        rows = [dict(row._mapping) for row in source.execute(select(there).order_by(*newest_first))]
        if rows:
            target.execute(insert(table), rows)
        counts[table.name] = len(rows)
        _go_on_counting(target, table)
    return counts


def _go_on_counting(target: Connection, table: Table) -> None:
    """As on a server that has given out these numbers itself."""
    if "id" not in table.c:
        return
    sequence = target.scalar(
        text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": str(table)}
    )
    if sequence:
        target.execute(
            text(f"SELECT setval(:name, (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"),  # noqa: S608
            {"name": sequence},
        )
