"""The demonstration folder: which made files are loaded in which order, and which milestones they mark."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DemoFile:
    """One made figures file, who it is said to come from, their word about it, and the day it is said to have come."""

    path: Path
    by: str
    explain: str
    on: date | None


def list_demo_files(folder: Path) -> tuple[DemoFile, ...]:
    """The files to load, in order, as demo.toml lists them."""
    listed = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))["submission"]
    return tuple(
        DemoFile(folder / entry["file"], entry["by"], entry.get("explain", ""), entry.get("on")) for entry in listed
    )


def read_demo_marks(folder: Path) -> Iterator[tuple[str, date, str]]:
    """Milestone code, the day it is said to be done, and a note."""
    with (folder / "milestones.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["code"], date.fromisoformat(row["done_on"]), row["note"]
