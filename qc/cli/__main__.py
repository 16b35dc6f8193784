"""`python -m qc.cli` is `qc`, for where the shell does not find the command."""

from qc.cli import main

main()
