"""What a cell says: texts, numbers, dates, durations, marks. Nothing here knows where it stands."""
