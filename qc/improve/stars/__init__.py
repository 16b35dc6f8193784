"""The star of service: votes and checks of a month, proposed fairly, confirmed by a person; praise.

Checks say who may stand (enough of them, and not clearly behind the best), votes say who wins. Nothing
of accountability and no report of an adverse event or a complaint gets in (`qc.improve.protected`).
"""
