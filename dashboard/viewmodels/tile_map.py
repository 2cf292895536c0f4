"""A schematic map: counties on their grid, development zones in a strip below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.viewmodels.region_line import RegionLine

ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Tile:
    """A region's place on the schematic map, counted from 1; None flows after the one before."""

    line: RegionLine
    row: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class TileMap:
    """Counties on their grid and the development zones in a strip below it."""

    columns: int
    rows: int
    tiles: tuple[Tile, ...]
    zones: tuple[RegionLine, ...]


def build_tile_map(lines: Sequence[RegionLine]) -> TileMap:
    """The map of these regions."""
    counties = [line for line in lines if line.region.kind != ZONE]
    zones = tuple(line for line in lines if line.region.kind == ZONE)
    if not counties:
        counties, zones = list(zones), ()
    placed = _places(counties)
    tiles = tuple(Tile(line, *place) for line, place in zip(counties, placed, strict=True))
    rows = max((tile.row or 0 for tile in tiles), default=0)
    columns = max((tile.column or 0 for tile in tiles), default=0)
    return TileMap(columns, rows, tiles, zones)


def _places(lines: Sequence[RegionLine]) -> list[tuple[int | None, int | None]]:
    """Row and column of each, from 1; nobody is placed where somebody has no place or two share one."""
    found = [(r.tile_row, r.tile_col) for r in (line.region for line in lines)]
    places = [(row, column) for row, column in found if row is not None and column is not None]
    if len(set(places)) < len(lines):
        return [(None, None)] * len(lines)
    top, left = min(row for row, _ in places), min(column for _, column in places)
    return [(row - top + 1, column - left + 1) for row, column in places]
