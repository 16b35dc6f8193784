"""The inspection calendar: what is owed when, what was done, and the draw of the irregular spot checks.

Nobody ticks a box: a check that came in is what was done. Only what has no checklist (a meeting, a
drill) is kept by a file.
"""
