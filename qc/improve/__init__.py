"""From what failed to what was done about it: findings, recurrence, PDCA cycles, the calendar.

What is known of a finding comes from two sources only: the results in the store and the journal of what people did. Nothing else is
kept, so nothing can disagree with them.
"""
