"""A check written down where it is made: filled in on a phone, kept as a workbook, imported like any."""
