"""`python program/starter`: run as a folder, so that it needs no place among Python's packages."""

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    main = importlib.import_module(f"{HERE.name}.main").main
    sys.exit(main(sys.argv[1:], HERE.parent.parent))
