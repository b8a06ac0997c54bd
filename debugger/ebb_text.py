"""Maps in words and pictures: what the debugger's commands print."""

import math

from ebb_table import EMPTY_ONE, EMPTY_REST, KINDS, MIN_TOPHASH

LINE_WIDTH = 64  # buckets a line
SINGLE_BUCKETS = 64  # a picture of slots up to here, of buckets beyond
PICTURE_BUCKETS = 64 * LINE_WIDTH  # a character a bucket up to here, for several beyond
CHAIN_LEVELS = 8
BAR_WIDTH = 40
STATES = {"#": "in use", "x": "reusable", ".": "never used", ">": "evacuated"}


# Figures as ebb::inspect says them (inspect/source/text/units.hpp).


def bytes_text(count):
    units = ("B", "KiB", "MiB", "GiB", "TiB")
    chosen = 0
    while chosen + 1 < len(units) and count >= 1024 ** (chosen + 1) * 0.9995:
        chosen += 1
    shown = count / 1024**chosen
    decimals = 0 if chosen == 0 or shown >= 99.95 else 1 if shown >= 9.995 else 2
    return f"{shown:.{decimals}f} {units[chosen]}"


def percent_text(share):
    shown = share * 100
    if shown in (0, 100):
        return f"{shown:.0f} %"
    if 0 < shown < 0.01:
        return "<0.01 %"
    if 99.99 < shown < 100:
        return "99.99 %"
    return f"{shown:.{2 if shown < 0.995 or 99.9 < shown < 100 else 1}f} %"


def seconds_text(seconds):
    if seconds < 1:
        return f"{max(0, seconds) * 1000:.0f} ms"
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = math.floor(seconds + 0.5)
    if whole < 120:
        return f"{whole} s"
    if whole < 2 * 3600:
        return f"{whole // 60} min"
    if whole < 48 * 3600:
        return f"{whole // 3600} h {whole % 3600 // 60} min"
    return f"{whole // 86400} days {whole % 86400 // 3600} h"


def counted(count, noun, plural=None):
    """2, "bucket" -> "2 buckets"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def entries_text(count):
    return counted(count, "entry", "entries")


def percent(part, whole):
    return percent_text(part / whole if whole else 0)


def state_of(tophash):
    if tophash >= MIN_TOPHASH:
        return "in use"
    return {EMPTY_REST: "never used", EMPTY_ONE: "reusable"}.get(tophash, "evacuated")


def growth_text(m):
    if not m.is_growing:
        return ""
    return f"{KINDS[m.kind]}: {m.evacuated_buckets:,} of {m.old.mask + 1:,} buckets evacuated"


def summary(what, m):
    """One line, for printers: "ebb::map with 3 entries"."""
    notes = [note for note in (growth_text(m), "an operation is under way" * m.is_mutating) if note]
    return f"{what} with {entries_text(m.size)}" + (f" ({'; '.join(notes)})" if notes else "")


def table_text(m, table):
    if not table.rows:
        return "none"
    slots = m.row_slots_of(table)
    text = f"{counted(table.mask + 1, 'bucket')} of {counted(slots, 'slot')}"
    return text + f", {counted(table.live, 'overflow bucket')}"


def slots_text(found):
    counts = (found.in_use, found.deleted, found.never_used, found.evacuated)
    parts = [f"{n:,} {state}" for n, state in zip(counts, STATES.values())]
    return ", ".join(parts if found.evacuated else parts[:3])


def walk_text(walk):
    gone = (walk.bucket - walk.start) % walk.buckets
    place = "in its last bucket" if walk.is_done else f"{gone:,} buckets entered"
    return f"{place}, of {walk.buckets:,}"


def info(m):
    """Lines of (title, text)."""
    yield "entries", f"{m.size:,} in {m.slot_count:,} slots (load {m.load:.2f})"
    yield "memory", bytes_text(m.memory_bytes) + (", a table is on its way back" * m.has_retired)
    yield "growth", growth_text(m) or "none"
    for table in m.tables():
        name = "old" if table is m.old else "current"
        found = m.count((table,))
        yield f"{name} table", table_text(m, table)
        if table.rows:
            yield f"{name} slots", slots_text(found)
            yield (
                f"{name} chains",
                f"longest {counted(found.longest, 'bucket')}, "
                f"{found.overflowing:,} of {found.chains:,} with overflow",
            )
    for walk in m.walks:
        yield "walk", walk_text(walk)
    if m.is_mutating:
        yield "operation", "under way: parts of this may be half changed"


# --- pictures ---


def slot_characters(word):
    return "".join(next(c for c, s in STATES.items() if s == state_of(b)) for b in word)


def absent_character(m, table):
    return ">" if table is m.old else "~"


def slot_picture(m, table, first, last):
    for index, words in m.chain_words(table, first, last):
        chains = [slot_characters(word) for word in words]
        absent = absent_character(m, table) * m.row_slots_of(table)
        yield f"{index:>8}  {' -> '.join(chains) or absent}"
    legend = "  ".join(f"{c} {s}" for c, s in STATES.items())
    yield f"          {legend}  ~ not yet written  -> overflow"


def fill_character(in_use, slots):
    """A digit of the entries in a bucket; beyond 9, letters. A full bucket is #."""
    return "#" if in_use == slots else ".123456789abcdef"[in_use]


def fill_picture(m, table, first, last):
    slots = m.layout.slots
    line, start = [], first

    def lines():
        levels = min(CHAIN_LEVELS, max((len(fills) for fills in line), default=1))
        for level in range(max(1, levels)):
            text = "".join(fills[level] if level < len(fills) else " " for fills in line)
            yield f"{start if level == 0 else '+' + str(level):>8}  {text.rstrip()}"

    for index, words in m.chain_words(table, first, last):
        fills = [fill_character(sum(b >= MIN_TOPHASH for b in word), slots) for word in words]
        line.append(fills or [absent_character(m, table)])
        if len(line) == LINE_WIDTH or index == last - 1:
            yield from lines()
            line, start = [], index + 1
    absent = "> evacuated" if table is m.old else "~ not yet written"
    yield f"          entries a bucket: . none  1-9a-f  # full  {absent}  +1 +2 overflow"


def average_picture(m, table, last):
    """A character for several buckets: the tenths of their slots that are in use."""
    together = last // PICTURE_BUCKETS
    line, in_use, slots, live = [], 0, 0, 0
    for index, words in m.chain_words(table):
        in_use += sum(sum(b >= MIN_TOPHASH for b in word) for word in words)
        slots += m.layout.slots * len(words)
        if (index + 1) % together:
            continue
        tenths = -(-10 * in_use // slots) if slots else 0
        line.append(".123456789#"[tenths] if slots else absent_character(m, table))
        in_use = slots = 0
        if len(line) == LINE_WIDTH:
            yield f"{index + 1 - LINE_WIDTH * together:>10,}  {''.join(line)}"
            line = []
    absent = "> evacuated" if table is m.old else "~ not yet written"
    tenths = "tenths of slots in use: . none  # full"
    yield f"            {together:,} buckets a character, {tenths}  {absent}"
    yield "            for single buckets: ebb buckets MAP FIRST"


def buckets(m, table, first=None):
    count = table.mask + 1 if table.rows else 0
    if count == 0:
        return ["no buckets: the map holds no table"]
    if first is not None:
        first = min(first, count - 1)
        last = min(count, first + SINGLE_BUCKETS)
        return slot_picture(m, table, first, last)
    if count <= SINGLE_BUCKETS:
        return slot_picture(m, table, 0, count)
    if count <= PICTURE_BUCKETS:
        return fill_picture(m, table, 0, count)
    return average_picture(m, table, count)


# --- distributions ---


def bars(counts, noun, plural):
    whole, most = sum(counts.values()), max(counts.values(), default=1)
    for value in range(min(counts, default=0), max(counts, default=-1) + 1):
        count = counts[value]
        bar = "#" * (-(-count * BAR_WIDTH // most))
        name = noun if value == 1 else plural
        yield f"  {value:>4} {name:<8} {count:>12,}  {percent(count, whole):>7}  {bar}".rstrip()


def histogram(m):
    found = m.count()
    if not found.chains:
        yield "no buckets: the map holds no table"
        return
    yield f"chain lengths, of {counted(found.chains, 'chain')}:"
    yield from bars(found.chain_lengths, "bucket", "buckets")
    yield f"entries a bucket, of {counted(sum(found.bucket_entries.values()), 'bucket')}:"
    yield from bars(found.bucket_entries, "entry", "entries")
