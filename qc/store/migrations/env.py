"""Run by Alembic: migrate over the connection, and within the transaction, that it is handed."""

from __future__ import annotations

from alembic import context

from qc.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,  # for its naming convention
)
context.run_migrations()
