"""The whole clinic as one file, made while others work and held against what it was when it comes back."""

from qc.backup.listed import Backup, backups
from qc.backup.making import Made, make
from qc.backup.restoring import Restored, restore

__all__ = ["Backup", "Made", "Restored", "backups", "make", "restore"]
