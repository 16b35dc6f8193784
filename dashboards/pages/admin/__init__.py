"""The page of administration: users, the audit trail, backups, settings."""
