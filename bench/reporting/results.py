"""Raw data: read, and reduced to ratios.

A ratio is formed round by round - what ebb took in a round through what the other map took in the same one,
moments later - and the median of the rounds stands for the cell. "The best" is the map with the highest such
ratio, so that it is the one that ebb is furthest behind or least ahead of. Go's map runs in another runtime:
it is told, and is never the best.
"""

import csv
import dataclasses
import math
import pathlib
import statistics

OWN = "ebb"
NOT_BEST = {"go"}


class Malformed(Exception):
    """A file that is not what the programs write."""


@dataclasses.dataclass
class Table:
    notes: list[str]  # the lines that begin with "#", without it
    rows: list[dict[str, str]]


@dataclasses.dataclass(frozen=True)
class Cell:
    entry: str
    size: int
    operation: str


@dataclasses.dataclass
class Measured:
    ns: dict[str, float]  # medians, by map
    spread: dict[str, float]  # (longest - shortest) / median, by map
    ratio: dict[str, float]  # own / that map

    @property
    def best(self) -> str | None:
        others = [name for name in self.ratio if name not in NOT_BEST]
        return max(others, key=self.ratio.__getitem__, default=None)

    @property
    def to_best(self) -> float | None:
        return self.ratio[self.best] if self.best else None


@dataclasses.dataclass
class Grid:
    notes: list[str]
    cells: dict[Cell, Measured]

    def _seen(self, what) -> list:
        return list(dict.fromkeys(what(cell) for cell in self.cells))

    @property
    def entries(self) -> list[str]:
        return self._seen(lambda cell: cell.entry)

    @property
    def operations(self) -> list[str]:
        """Returns: them in the order of the file, X-again after X (small sizes have X alone)."""
        seen = self._seen(lambda cell: cell.operation)

        def place(name: str) -> tuple[int, bool]:
            fresh = name.removesuffix("-again")
            return seen.index(fresh if fresh in seen else name), name != fresh

        return sorted(seen, key=place)

    @property
    def maps(self) -> list[str]:
        return list(dict.fromkeys(name for measured in self.cells.values() for name in measured.ns))

    def sizes(self, entry: str) -> list[int]:
        return sorted({cell.size for cell in self.cells if cell.entry == entry})


def read_table(path: pathlib.Path) -> Table:
    """Returns: the rows of a CSV file; none where there is no file."""
    if not path.exists():
        return Table([], [])
    lines = path.read_text().splitlines()
    notes = [line[1:].strip() for line in lines if line.startswith("#")]
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    if any(None in row or None in row.values() for row in rows):
        raise Malformed(f"{path}: a line has not as many fields as the first one")
    return Table(notes, rows)


def read_grid(path: pathlib.Path) -> Grid:
    if not path.exists():
        raise Malformed(f"{path} does not exist")
    table = read_table(path)
    rounds: dict[Cell, dict[str, dict[int, float]]] = {}
    try:
        for row in table.rows:
            cell = Cell(row["entry"], int(row["size"]), row["operation"])
            of_map = rounds.setdefault(cell, {}).setdefault(row["map"], {})
            of_map[int(row["round"])] = float(row["ns"])
    except (KeyError, ValueError) as error:
        raise Malformed(f"{path} is not what grid writes: {error!r}") from error
    if not any(OWN in maps for maps in rounds.values()):
        raise Malformed(f"{path} has no measurement of {OWN}, so there is no ratio to report")
    measured = {cell: _reduced(maps) for cell, maps in rounds.items() if OWN in maps}
    return Grid(table.notes, measured)


def _reduced(maps: dict[str, dict[int, float]]) -> Measured:
    own = maps[OWN]
    order = sorted(maps, key=lambda name: (name != OWN, name in NOT_BEST, name))
    ns = {name: statistics.median(maps[name].values()) for name in order}
    spread = {name: (max(maps[name].values()) - min(maps[name].values())) / ns[name] for name in order}
    ratio = {
        name: statistics.median(own[at] / ns for at, ns in maps[name].items() if at in own)
        for name in order
        if name != OWN
    }
    return Measured(ns, spread, ratio)


def geometric_mean(values) -> float | None:
    values = [value for value in values if value is not None]
    return math.exp(statistics.fmean(map(math.log, values))) if values else None


def count_name(count: int) -> str:
    for unit, letter in ((1_000_000, "M"), (1_000, "k")):
        if count >= unit:
            return f"{count / unit:g}{letter}"
    return str(count)
