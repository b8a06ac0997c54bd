"""Plots, written as SVG by hand.

Colours: blue where ebb is ahead, orange where it is behind, which people who can't tell red from green see
too; every cell has its number as well. Text outside the cells takes its colour from the reader's theme.
"""

import math
from xml.sax.saxutils import escape

from .results import Cell, Grid, Table, count_name

STYLE = """<style>
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.title { font-size: 15px; font-weight: 600 }
.note { fill: #59636e }
.axis { stroke: #d1d9e0 }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc }
.note { fill: #9198a1 }
.axis { stroke: #3d444d }
}
text.on-light { fill: #1f2328 }
text.on-dark { fill: #ffffff }
</style>"""

# From well ahead (ratio 1/2 and less) over even to well behind (2 and more); the two ends differ in hue and
# are alike in lightness, the middle is light.
AHEAD = [(0x05, 0x47, 0x8F), (0x4A, 0x8F, 0xCC), (0xA9, 0xCC, 0xEA)]
EVEN = (0xF2, 0xF0, 0xEA)
BEHIND = [(0xF6, 0xCB, 0x98), (0xE0, 0x8A, 0x2E), (0x9C, 0x4A, 0x00)]
STEPS = AHEAD + [EVEN] + BEHIND

# Okabe and Ito's colours, told apart by all; the greys of both themes are as far from them.
LINES = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#8c8c8c"]
DASHES = ["", "7 3", "2 2", "10 3 2 3", "4 2", "1 3", "12 4"]


def _mixed(ratio: float) -> tuple[int, int, int]:
    place = (max(-1.0, min(1.0, math.log2(ratio))) + 1) / 2 * (len(STEPS) - 1)
    low = min(int(place), len(STEPS) - 2)
    part = place - low
    return tuple(round(a + (b - a) * part) for a, b in zip(STEPS[low], STEPS[low + 1]))


def _is_dark(colour: tuple[int, int, int]) -> bool:
    """Whether white text has more contrast on it than nearly black text (WCAG's relative luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] < 0.2


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(width: float, height: float, title: str, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" role="img">\n<title>{escape(title)}</title>\n{STYLE}\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def heat_map(grid: Grid, entry: str) -> str:
    left, top, width, height = 156, 66, 78, 34
    sizes = grid.sizes(entry)
    operations = [o for o in grid.operations if any(Cell(entry, size, o) in grid.cells for size in sizes)]
    title = f"{entry}: time of ebb::map / time of the best other map"
    parts = [_text(8, 22, title, "title")]
    for column, size in enumerate(sizes):
        parts.append(_text(left + (column + 0.5) * width, top - 8, count_name(size), "", "middle"))
    for row, operation in enumerate(operations):
        y = top + row * height
        parts.append(_text(left - 10, y + height / 2 + 4, operation, "", "end"))
        for column, size in enumerate(sizes):
            measured = grid.cells.get(Cell(entry, size, operation))
            if measured is not None and measured.to_best is not None:
                parts += _heat_cell(left + column * width, y, width, height, measured)
    bottom = top + len(operations) * height
    parts += _legend(left, bottom + 22)
    return _svg(max(left + len(sizes) * width + 10, 480), bottom + 66, title, parts)


def _heat_cell(x: float, y: float, width: float, height: float, measured) -> list[str]:
    colour = _mixed(measured.to_best)
    kind = "on-dark" if _is_dark(colour) else "on-light"
    told = ", ".join(f"{name} {ns:.1f} ns" for name, ns in measured.ns.items())
    return [
        f'<g><title>{escape(told)}</title><rect x="{x + 1}" y="{y + 1}" width="{width - 2}" '
        f'height="{height - 2}" rx="3" fill="rgb{colour}"/>',
        _text(x + width / 2, y + 15, f"{measured.to_best:.2f}", kind, "middle"),
        f'<text x="{x + width / 2:.1f}" y="{y + 27:.1f}" class="{kind}" text-anchor="middle" '
        f'style="font-size:10px">{escape(measured.best)}</text></g>',
    ]


def _legend(x: float, y: float) -> list[str]:
    parts = []
    ratios = [0.5, 0.63, 0.79, 1.0, 1.26, 1.59, 2.0]
    for at, ratio in enumerate(ratios):
        colour = _mixed(ratio)
        kind = "on-dark" if _is_dark(colour) else "on-light"
        parts.append(f'<rect x="{x + at * 44}" y="{y}" width="44" height="18" fill="rgb{colour}"/>')
        end = {0: "≤ ", len(ratios) - 1: "≥ "}.get(at, "")
        parts.append(_text(x + at * 44 + 22, y + 13, f"{end}{ratio:g}", kind, "middle"))
    parts.append(_text(x, y + 33, "ebb is ahead", "note"))
    parts.append(_text(x + len(ratios) * 44, y + 33, "ebb is behind", "note", "end"))
    return parts


def memory_curves(memory: Table) -> str:
    left, top, width, height, mib = 64, 44, 640, 300, 1 << 20
    curves: dict[str, tuple[list[float], list[float]]] = {}  # while it fills, and from then on
    for row in memory.rows:
        if row["step"] in ("fill", "drain", "rest"):
            halves = curves.setdefault(row["map"], ([], []))
            halves[row["step"] != "fill"].append(int(row["resident_bytes"]) / mib)
    highest = max(max(half, default=1) for halves in curves.values() for half in halves) or 1
    step = 10 ** math.floor(math.log10(highest))
    step = step if highest / step > 3 else step / 2
    title = "Resident memory while a map fills, and is erased one by one"
    parts = [_text(8, 22, title, "title"), _text(left, top - 6, "MiB", "note", "end")]
    for line in range(int(highest / step) + 1):
        y = top + height * (1 - line * step / highest)
        parts.append(f'<line class="axis" x1="{left}" x2="{left + width}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(_text(left - 6, y + 4, f"{line * step:g}", "", "end"))
    parts.append(_text(left, top + height + 18, "empty", "note"))
    parts.append(_text(left + width / 2, top + height + 18, "full", "note", "middle"))
    parts.append(_text(left + width, top + height + 18, "empty again", "note", "end"))
    for number, (name, halves) in enumerate(curves.items()):
        stroke = f'stroke="{LINES[number % len(LINES)]}" stroke-dasharray="{DASHES[number % len(DASHES)]}"'
        points = " ".join(
            f"{left + width / 2 * (part + at / max(1, len(half) - 1)):.1f},{top + height * (1 - value / highest):.1f}"
            for part, half in enumerate(halves)
            for at, value in enumerate(half)
        )
        y = top + 10 + number * 22
        parts.append(f'<polyline points="{points}" fill="none" stroke-width="2.2" {stroke}/>')
        parts.append(
            f'<line x1="{left + width + 16}" x2="{left + width + 52}" y1="{y}" y2="{y}" stroke-width="2.6" {stroke}/>'
        )
        parts.append(_text(left + width + 60, y + 4, name))
    return _svg(left + width + 190, top + height + 34, title, parts)
