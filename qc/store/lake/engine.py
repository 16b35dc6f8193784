"""DuckDB as this program uses it: in memory, on its own files only, nothing fetched."""

from __future__ import annotations

import duckdb

MEMORY = "4GB"


def connect() -> duckdb.DuckDBPyConnection:
    """A database of its own, that spills to the disk rather than take more memory than MEMORY."""
    return duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
