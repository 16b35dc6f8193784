"""Bring a database to the newest schema when it is opened; refuse one that is newer still, or one that is
sealed with another key."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text

from qc.errors import WorkspaceError
from qc.locale import N_
from qc.store.engine import migrating, reading
from qc.store.keys import Keys, given, load, make
from qc.store.schema import REVISION, metadata, seals


def upgrade(engine: Engine, folder: Path) -> Keys:
    """Migrate to `REVISION`. Two programs may do so at once: the second finds it done. Returns the keys
    of the workspace, made where nothing is sealed yet.

    WorkspaceError when the schema is of a newer program, or the key is missing or another's.
    """
    with reading(engine) as connection:
        if _revision(connection) == REVISION:
            return load(folder, _fingerprint(connection))
    with migrating(engine) as connection:
        sealed = inspect(connection).has_table(seals.name)
        keys = load(folder, _fingerprint(connection)) if sealed else None
        return _migrate(connection, folder, keys)


def _fingerprint(connection: Connection) -> str:
    return connection.scalar(select(seals.c.fingerprint)) or ""


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _migrate(connection: Connection, folder: Path, keys: Keys | None) -> Keys:
    # imported here: a workspace that is up to date opens without it
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    scripts = Path(__file__).parent / "migrations"
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = _revision(connection)
    if found is not None and found not in known:
        raise WorkspaceError(
            N_("This workspace was made by a newer version of the program (schema {found})."),
            N_("Install the newer version, then open the workspace again."),
            found=found,
        )
    if found is None and metadata.tables.keys() & set(inspect(connection).get_table_names()):
        raise WorkspaceError(
            N_("{database} is not a database of this program."),
            N_("Bring the file back from a backup, or choose another folder."),
            database=connection.engine.url.render_as_string(hide_password=True),
        )
    config.attributes["keys"] = keys = keys or given(folder) or make(folder)
    command.upgrade(config, "head")
    return keys
