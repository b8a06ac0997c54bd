"""gdb shows maps as they are: python3 shown_by_gdb.py GDB PROGRAM live|core [SCRIPT]

PROGRAM is `states`. Its maps are looked at in the process, or in a core of it that gdb makes.
Without SCRIPT the printers are those that PROGRAM carries.
"""

from __future__ import annotations

import re
import sys
import unittest
from collections import Counter

from expected import Expected, read_expected
from gdb_runs import Gdb, main


def for_every_map(test):
    """The test looks at one map, and is run for each."""

    def test_all(self) -> None:
        for expected in self.maps:
            with self.subTest(expected.name):
                test(self, expected, expected.name)

    return test_all


class Shown(unittest.TestCase):
    gdb: Gdb
    maps: list[Expected]

    @classmethod
    def setUpClass(cls) -> None:
        cls.gdb = Gdb(*sys.argv[1:])
        cls.gdb.know(cls.commands_for)
        cls.maps = read_expected(cls.gdb.expectation)

    @staticmethod
    def commands_for(path) -> list[str]:
        commands = ["print shown::aligned", "ebb list", "ebb info twins", "ebb info #6"]
        for expected in read_expected(path):
            commands += Shown.of(expected.name)
        for name in ("tombstones", "chains doubling", "go same size", "words"):
            commands += Shown.of(name)[1:]
        commands += ["up", "print by_reference", "print found", "print end", "print walk"]
        return commands + ["ebb info by_reference", "ebb info &by_reference", "print place"]

    @staticmethod
    def of(name: str) -> list[str]:
        verbs = ("print -elements 200 --", "ebb info", "ebb buckets", "ebb histogram")
        commands = [f"{verb} {name}" for verb in verbs]
        return commands + [f"ebb buckets {name} old", f"ebb slots {name} 0", f"ebb health {name}"]

    def said(self, command: str) -> str:
        return self.gdb.answers[command]

    def test_all_maps_are_there(self) -> None:
        self.assertGreater(len(self.maps), 20)

    @for_every_map
    def test_printers_show_live_entries_in_their_order(self, expected: Expected, name: str) -> None:
        shown = self.said(f"print -elements 200 -- {name}")
        size = expected.number("size")
        title = f"ebb::{expected.kind} with {size:,} {'entry' if size == 1 else 'entries'}"
        self.assertRegex(shown, rf"^\$\d+ = {title}( \(|$| =)")
        entries = re.search(r" = \{(.*?)(\.\.\.)?\}\n$", shown)
        if size == 0:
            self.assertIsNone(entries)
            return
        texts = ", ".join(expected.entries)
        self.assertTrue(texts.startswith(entries[1]), shown)
        if entries[2] is None:
            self.assertEqual(entries[1], texts)
        else:
            self.assertGreater(len(expected.entries), 90)

    def test_a_printer_of_over_aligned_values(self) -> None:
        shown = self.said("print shown::aligned")
        pairs = re.findall(r"\[(\d+)\] = \{number = (\d+)\}", shown)
        self.assertEqual({(str(n), str(n)) for n in range(40)}, set(pairs))

    def info(self, name: str) -> dict[str, str]:
        lines = self.said(f"ebb info {name}").splitlines()[1:]
        return {line[2:18].strip(): line[18:] for line in lines}

    def check_info(self, expected: Expected, name: str) -> None:
        info = self.info(name)
        size, slots = expected.number("size"), expected.number("slots")
        self.assertTrue(info["entries"].startswith(f"{size:,} in {slots:,} slots "), info)
        self.assertTrue(info["growth"].startswith(expected.values["growth"]), info)
        for table in expected.buckets:
            states = expected.states(table)
            counts = (f"{states['#']:,} in use, {states['x']:,} reusable, "
                      f"{states['.']:,} never used")
            counts += f", {states['>']:,} evacuated" if states[">"] else ""
            self.assertEqual(info[f"{table} slots"], counts)
        held = expected.number("held")
        unit = 1024 if held < 1 << 20 else 1 << 20
        shown = info["memory"].split(",")[0].split(" ")[0]
        decimals = max(0, 3 - len(str(held // unit)))  # three digits, as in ebb::inspect's texts
        self.assertEqual(shown, str(held) if held < 1024 else f"{held / unit:.{decimals}f}")

    @for_every_map
    def test_info_counts_slots_by_state(self, expected: Expected, name: str) -> None:
        self.check_info(expected, name)

    def test_watched_maps_are_found_by_name(self) -> None:
        for expected in self.maps:
            name = expected.name.removeprefix("shown::").replace("_", " ")
            if f"ebb info {name}" in self.gdb.answers and name != expected.name:
                with self.subTest(name):
                    self.check_info(expected, name)
                    for verb in ("buckets", "histogram"):
                        self.assertEqual(self.said(f"ebb {verb} {name}"),
                                         self.said(f"ebb {verb} {expected.name}"))

    def test_list_has_all_watched_maps(self) -> None:
        names = [line.split("  (")[0].split("  ")[-1]
                 for line in self.said("ebb list").splitlines()[1:]]
        self.assertEqual(names, ["tombstones", "chains doubling", "go same size", "words",
                                 "twins", "twins"])
        self.assertIn("say #5, #6", self.said("ebb info twins"))
        self.assertIn("twins: ", self.said("ebb info #6"))

    @for_every_map
    def test_buckets_are_drawn_slot_by_slot(self, expected: Expected, name: str) -> None:
        for table, chains in expected.buckets.items():
            if len(chains) > 64:
                continue
            old = " old" if table == "old" else ""
            drawn = self.said(f"ebb buckets {name}{old}").splitlines()[:-1]
            self.assertEqual([line[10:] for line in drawn], expected.pictures(table))

    def test_buckets_of_larger_tables_are_digits(self) -> None:
        expected = next(e for e in self.maps if e.name == "shown::eager")
        chains = expected.buckets["current"]
        self.assertGreater(len(chains), 64)
        drawn = [line[10:] for line in self.said(f"ebb buckets {expected.name}").splitlines()[:-1]
                 if "+" not in line[:10]]
        self.assertEqual("".join(drawn), "".join(self.digit(chain) for chain in chains))

    def test_buckets_of_large_tables_are_drawn_together(self) -> None:
        drawn = self.said("ebb buckets shown::paged_doubling").splitlines()
        self.assertEqual(len(drawn), 64 + 2)
        self.assertTrue(all(len(line) == 12 + 64 for line in drawn[:64]))

    @staticmethod
    def digit(chain: list[bytes]) -> str:
        if not chain:
            return "~"
        in_use = sum(byte >= 5 for byte in chain[0])
        return "#" if in_use == len(chain[0]) else ".123456789abcdef"[in_use]

    @for_every_map
    def test_old_tables_are_drawn_only_during_growth(self, expected: Expected, name: str) -> None:
        drawn = self.said(f"ebb buckets {name} old")
        self.assertEqual("no old table" in drawn, not expected.is_growing, drawn)

    @for_every_map
    def test_histograms_count_chains_and_buckets(self, expected: Expected, name: str) -> None:
        shown = self.said(f"ebb histogram {name}").split("entries a bucket")
        if not expected.buckets:
            self.assertIn("no buckets", shown[0])
            return
        chains = expected.chains()
        lengths = Counter(len(chain) for chain in chains)
        fills = Counter(sum(byte >= 5 for byte in word) for chain in chains for word in chain)
        for part, counts in zip(shown, (lengths, fills)):
            rows = re.findall(r"^ +(\d+) (?:bucket|entr)\S* +([\d,]+) ", part, re.MULTILINE)
            found = {int(value): int(count.replace(",", "")) for value, count in rows}
            self.assertEqual({v: n for v, n in found.items() if n}, dict(counts))

    @for_every_map
    def test_slots_show_what_lies_in_bucket_0(self, expected: Expected, name: str) -> None:
        shown = self.said(f"ebb slots {name} 0")
        if not expected.buckets:
            self.assertIn("no bucket 0", shown)
        elif not expected.buckets["current"][0]:
            self.assertIn("not yet written", shown)
        else:
            words = expected.words("current")[0]
            found = re.findall(r"^ +\d+  0x(\w\w)  ", shown, re.MULTILINE)
            self.assertEqual("".join(found), b"".join(words).hex())

    def test_what_a_frame_refers_to(self) -> None:
        self.assertIn("ebb::map with 1 entry = {[1] = 2}", self.said("print by_reference"))
        self.assertIn("{first = 1, second = 2}", self.said("print found"))
        self.assertIn("= end", self.said("print end"))
        self.assertIn("= walk: ", self.said("print walk"))
        self.assertIn("{first = 1, second = 2}", self.said("print place"))
        for command in ("ebb info by_reference", "ebb info &by_reference"):
            self.assertIn("1 in 2 slots", self.said(command))
            self.assertRegex(self.said(command), r"walk +in its last bucket")

    def test_small_maps_have_no_findings(self) -> None:
        self.assertIn("no finding", self.said("ebb health shown::tombstones"))


main()
