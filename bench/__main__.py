"""Runs the measurements, prints one table and keeps it in docs/performance.md; exit 1 where a bound is missed.

The soak takes a quarter of an hour, so it is run only when it is named, and has a table of its own.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.floor import Measured
from bench.table import BENCH, SOAK, keep_in, table_of

PARTS = ("reading", "filtering", "guarding", "history", "clicking", "rows", "loading", "drawing", "memory")
DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def main(words: Sequence[str]) -> int:
    """Measure all parts, or those that are named; a table is rewritten only when all of it was measured."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=(*PARTS, SOAK), help="one part; may be given several times")
    chosen = parser.parse_args(words).only
    measured = [one for part in chosen or PARTS for one in _run(part)]
    print(table_of(measured))
    if not chosen:
        keep_in(DOCUMENT, BENCH, measured)
    if chosen == [SOAK]:
        keep_in(DOCUMENT, SOAK, measured)
    return 0 if all(one.holds for one in measured) else 1


def _run(part: str) -> list[Measured]:
    """One part's lines, measured in a folder that is gone afterwards."""
    print(f"measuring {part} …", file=sys.stderr, flush=True)
    measure: Callable[[Path], list[Measured]] = import_module(f"bench.{part}").measure
    with TemporaryDirectory(prefix="bench-") as folder:
        return measure(Path(folder))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
