"""Killed, full, unplugged: after each the workspace opens, holds all that was acknowledged and nothing half done.

`python -m tests.faults --kills 500` is the long form; `tests/integration/test_faults.py` runs the same code shortly.
"""
