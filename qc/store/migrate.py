"""Bring a database to the newest schema when it is opened; refuse one that is newer still."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from qc.errors import WorkspaceError
from qc.locale import N_
from qc.store.engine import migrating, reading
from qc.store.schema import REVISION, metadata


def upgrade(engine: Engine) -> None:
    """Migrate to `REVISION`. Two programs may do so at once: the second finds it done.

    WorkspaceError when the schema is of a newer program.
    """
    with reading(engine) as connection:
        found = _revision(connection)
    if found == REVISION:
        return
    with migrating(engine) as connection:
        _migrate(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _migrate(connection: Connection) -> None:
    # imported here: a workspace that is up to date opens without it
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    folder = Path(__file__).parent / "migrations"
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
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
    command.upgrade(config, "head")
