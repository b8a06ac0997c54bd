"""The pages of a result, in Markdown."""

from .results import Cell, Grid, Measured, Table, count_name, geometric_mean

LIMIT = 1.10  # cells above it are named


def _two(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _row(*fields: str) -> str:
    return "| " + " | ".join(fields) + " |"


def _head(*fields: str) -> list[str]:
    return [_row(*fields), "|---|" + "---:|" * (len(fields) - 1)]


def _named(cell: Cell) -> str:
    return f"{cell.entry}, {count_name(cell.size)}, {cell.operation}"


def _compared(grid: Grid) -> list[tuple[Cell, Measured]]:
    """Returns: the cells that have another map, those where ebb is furthest behind first."""
    cells = [(cell, measured) for cell, measured in grid.cells.items() if measured.to_best is not None]
    return sorted(cells, key=lambda pair: -pair[1].to_best)


def report(grid: Grid, worst: Table, memory: Table) -> str:
    lines = [
        "# Report",
        "",
        "Made by `bench/report` out of the raw data in this folder; [docs/benchmarks.md](../../../docs/benchmarks.md)",
        "says what each operation is and how ratios are formed. Below 1 ebb is faster.",
        "",
    ]
    lines += _means(grid) + _behind(grid)
    for entry in grid.entries:
        lines += _entry(grid, entry)
    lines += _worst(worst) + _memory(memory)
    lines += ["## Where this was measured", ""] + [f"- {note}" for note in grid.notes]
    return "\n".join(lines) + "\n"


def _means(grid: Grid) -> list[str]:
    others = [name for name in grid.maps if name != "ebb"]
    lines = ["## Geometric means of ebb / other", ""] + _head("", "cells", "the best", *others)
    groups = [("all", list(grid.cells.items()))]
    groups += [(e, [p for p in grid.cells.items() if p[0].entry == e]) for e in grid.entries]
    groups += [(o, [p for p in grid.cells.items() if p[0].operation == o]) for o in grid.operations]
    for name, cells in groups:
        to_best = _two(geometric_mean(measured.to_best for _, measured in cells))
        ratios = (_two(geometric_mean(m.ratio.get(other) for _, m in cells)) for other in others)
        lines.append(_row(name, str(len(cells)), to_best, *ratios))
    return lines + [""]


def _behind(grid: Grid) -> list[str]:
    behind = [pair for pair in _compared(grid) if pair[1].to_best > LIMIT]
    title = f"## Cells above {LIMIT:.2f}: {len(behind)} of {len(_compared(grid))}"
    if not behind:
        return [title, ""]
    lines = [title, ""] + _head("cell", "ebb / best", "best", "ebb, ns", "best, ns")
    for cell, measured in behind:
        best = measured.best
        lines.append(
            _row(_named(cell), _two(measured.to_best), best, f"{measured.ns['ebb']:.1f}", f"{measured.ns[best]:.1f}")
        )
    return lines + [""]


def _entry(grid: Grid, entry: str) -> list[str]:
    others = [name for name in grid.maps if name != "ebb"]
    lines = [f"## {entry}", "", f"![ratios of {entry}](heat-{entry}.svg)", ""]
    lines += ["<details><summary>Medians in ns; in parentheses ebb / other; ± is the range of ebb's rounds</summary>", ""]
    lines += _head("size, operation", "ebb", *others)
    for cell, measured in grid.cells.items():
        if cell.entry == entry:
            own = f"{measured.ns['ebb']:.1f} ± {measured.spread['ebb'] * 50:.0f} %"
            rest = (
                f"{measured.ns[o]:.1f} ({measured.ratio[o]:.2f})" if o in measured.ns else "" for o in others
            )
            lines.append(_row(f"{count_name(cell.size)}, {cell.operation}", own, *rest))
    return lines + ["", "</details>", ""]


def _worst(worst: Table) -> list[str]:
    if not worst.rows:
        return []
    lines = ["## The worst single operation, µs", "", "; ".join(worst.notes) + ".", ""]
    lines += _head("map, step", "median", "99 %", "99.99 %", "worst")
    for row in worst.rows:
        figures = (f"{float(row[name]):.2f}" for name in ("median_us", "p99_us", "p9999_us", "worst_us"))
        lines.append(_row(f"{row['map']}, {row['step']}", *figures))
    return lines + [""]


def _memory(memory: Table) -> list[str]:
    if not memory.rows:
        return []
    most = max(int(row["entries"]) for row in memory.rows)
    lines = ["## Resident memory", "", f"{count_name(most)} entries of 16 bytes, and what they leave behind.", ""]
    lines += ["![resident memory](memory.svg)", ""]
    lines += _head("map", "peak, bytes an entry", "full, bytes an entry", "99 % erased, MiB", "empty, MiB")
    for name in dict.fromkeys(row["map"] for row in memory.rows):
        at = {row["step"]: int(row["resident_bytes"]) for row in memory.rows if row["map"] == name}
        entry_bytes = (f"{at[step] / most:.1f}" for step in ("peak", "full"))
        mib = (f"{at[step] / (1 << 20):.1f}" for step in ("erased_99", "rest"))
        lines.append(_row(name, *entry_bytes, *mib))
    return lines + [""]


def reading(grid: Grid, worst: Table, memory: Table) -> str:
    """What can be said without knowing why; a person goes on from there."""
    cells = _compared(grid)
    ahead = sum(measured.to_best < 1 / LIMIT for _, measured in cells)
    behind = sum(measured.to_best > LIMIT for _, measured in cells)
    notes = dict(note.split(": ", 1) for note in grid.notes if ": " in note)
    lines = [
        "# What this result says",
        "",
        f"{notes.get('date', 'Unknown date')}, revision {notes.get('revision', 'unknown')}, "
        f"{notes.get('cpu', 'unknown processor')}, {notes.get('compiler', 'unknown compiler')} "
        f"`{notes.get('flags', '')}`.",
        "",
        f"Of {len(cells)} cells ebb is ahead of the best other map by more than {LIMIT - 1:.0%} in {ahead}, "
        f"behind by more than that in {behind}, even in {len(cells) - ahead - behind}. The geometric mean of "
        f"its time / the best other's is {_two(geometric_mean(m.to_best for _, m in cells))}.",
        "",
    ]
    if cells:
        shown = min(5, len(cells))
        lines += ["Furthest behind:", ""] + [_told(*pair) for pair in cells[:shown]]
        lines += ["", "Furthest ahead:", ""] + [_told(*pair) for pair in reversed(cells[-shown:])] + [""]
    lines += ["[report.md](report.md) has all cells and plots. Raw data: `grid.csv`"]
    lines[-1] += "".join(
        f", `{name}.csv`" for name, table in (("worst_operation", worst), ("memory_follows", memory)) if table.rows
    )
    lines[-1] += "."
    return "\n".join(lines) + "\n"


def _told(cell: Cell, measured: Measured) -> str:
    return f"- {_named(cell)}: {_two(measured.to_best)} times {measured.best}"
