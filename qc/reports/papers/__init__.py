"""Papers to be read, signed and filed: described once, rendered for Word, as PDF and as plain text."""
