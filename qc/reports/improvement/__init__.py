"""What the month's report says of the improvement: findings, cycles and the calendar, as rows in words."""
