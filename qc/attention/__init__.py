"""What needs somebody now: one list from all that is known, each matter gone by itself once it is done.

Nothing is kept here. Each source is a function of facts (`findings`, `checks`, `cycles`, …);
`reading.attention` reads the facts once and hands them round.
"""
