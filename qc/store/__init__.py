"""What must never be lost: the record of checks, its audit trail and the original files."""

from qc.store.repository import Store, open_store
from qc.store.scope import Scope

__all__ = ["Scope", "Store", "open_store"]
