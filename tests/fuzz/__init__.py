"""Workbooks made wrong on purpose, thousands of them: `python -m tests.fuzz [N] [--seed S]`."""
