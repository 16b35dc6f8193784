"""Accountability: what a ladder proposes about a person, for a person to decide.

Off until the clinic says from when it holds (`accountability.since`). A finding counts for somebody
only after somebody else has named them; nothing is taken from the sheet. Nothing here is a ranking,
and no report of an adverse event or a complaint gets in (`qc.improve.protected`).
"""
