"""What a series of points says: run rules, zone rules, icons, false alarms over many series."""
