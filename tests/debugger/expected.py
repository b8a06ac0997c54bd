"""What the program `states` says about its own maps, and what follows from that."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

STATES = {0: ".", 1: "x", 2: ">", 3: ">", 4: ">"}  # others are in use


def slot_character(tophash: int) -> str:
    return STATES.get(tophash, "#")


@dataclass
class Expected:
    name: str
    values: dict[str, str] = field(default_factory=dict)
    entries: list[str] = field(default_factory=list)  # the first ones
    # Of each table, the tophash bytes of the chain of each bucket; none: not to be read.
    buckets: dict[str, list[list[bytes]]] = field(default_factory=dict)

    def number(self, key: str) -> int:
        return int(self.values[key])

    @property
    def kind(self) -> str:
        return "map" if self.values["is_map"] == "1" else "set"

    @property
    def is_growing(self) -> bool:
        return self.values["growth"] != "none"

    def row_slots(self, table: str) -> int:
        """Slots of a bucket; of the only bucket perhaps fewer than its tophash bytes."""
        chains = self.buckets[table]
        if len(chains) == 1 and table == "current" and not self.is_growing:
            return self.number("slots")
        return 8 if "go" in self.name else 16

    def words(self, table: str) -> list[list[bytes]]:
        """As `buckets`, less what a short row lacks."""
        slots = self.row_slots(table)
        return [[word[:slots] if i == 0 else word for i, word in enumerate(chain)]
                for chain in self.buckets[table]]

    def states(self, table: str) -> Counter[str]:
        """Slots by their characters."""
        found: Counter[str] = Counter()
        for chain in self.words(table):
            if not chain:
                found[">" if table == "old" else "."] += self.row_slots(table)
            for word in chain:
                found.update(map(slot_character, word))
        return found

    def pictures(self, table: str) -> list[str]:
        """A line for each bucket, as `ebb buckets` draws it."""
        absent = (">" if table == "old" else "~") * self.row_slots(table)
        return [
            " -> ".join("".join(map(slot_character, word)) for word in chain) or absent
            for chain in self.words(table)
        ]

    def chains(self) -> list[list[bytes]]:
        return [chain for table in self.buckets for chain in self.words(table) if chain]


def read_expected(path: Path) -> list[Expected]:
    maps: list[Expected] = []
    for line in path.read_text().splitlines():
        word, _, rest = line.partition(" ")
        if word == "map":
            maps.append(Expected(rest))
        elif word == "entry":
            maps[-1].entries.append(rest)
        elif word == "bucket":
            table, _, *words = rest.split()
            maps[-1].buckets.setdefault(table, []).append(list(map(bytes.fromhex, words)))
        elif word != "end":
            maps[-1].values[word] = rest
    return maps
