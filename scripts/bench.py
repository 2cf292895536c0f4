"""Measures how long things take and keeps the result in docs/performance.md; `--help` tells what can be left out."""

import runpy
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # this folder would hide the package of the same name
runpy.run_module("bench", run_name="__main__", alter_sys=True)
