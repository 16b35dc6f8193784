# What can be asked for; each is a command of start.py, which also serves where there is no make.
# ARGS are handed on: make demo ARGS="--no-serve", make test ARGS="tests/unit/cli -q"
PYTHON ?= python3

.PHONY: demo serve test check bench faults load hostile spark audit bundle format messages lock
demo serve test check bench faults load hostile spark audit bundle format messages lock:
	@$(PYTHON) start.py $@ $(ARGS)
