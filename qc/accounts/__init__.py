"""Who may sign in, and what each may see and do."""

from qc.accounts.managing import add, change, disable, enable, give_password, users
from qc.accounts.roles import Role
from qc.accounts.users import User

__all__ = [
    "Role",
    "User",
    "add",
    "change",
    "disable",
    "enable",
    "give_password",
    "users",
]
