"""What must never be lost: the record of checks, its audit trail and the original files."""

from qc.store.repository import Store, open_store
from qc.store.scope import Scope
from qc.words import Right

__all__ = ["Right", "Scope", "Store", "open_store"]
