"""`ebb health` in gdb finds what ebb::inspect finds, and says it in the same words:
python3 unhealthy_in_gdb.py GDB PROGRAM

PROGRAM is `unhealthy`, which writes down what ebb::inspect finds.
"""

from __future__ import annotations

import sys
import unittest
from pathlib import Path

from gdb_runs import Gdb, main

# Each is to be in one state at least, so that the comparison means something.
DETECTORS = {"deleted_share", "memory_kept", "long_chains", "weak_hash"}
HEALTHY = {"healthy", "walked", "churned", "growing", "shrinking", "words", "go", "go_growing",
           "go_churned", "reserved"}


def expected_in(path: Path) -> dict[str, list[str]]:
    """The lines that are to be said of each map."""
    maps: dict[str, list[str]] = {}
    for line in path.read_text().splitlines():
        word, _, rest = line.partition(" ")
        if word == "map":
            name = rest
            maps[name] = []
        else:
            maps[name].append(f"{name}: {rest}" if word == "finding" else f"    {rest}")
    return maps


class Health(unittest.TestCase):
    gdb: Gdb
    maps: dict[str, list[str]]

    @classmethod
    def setUpClass(cls) -> None:
        cls.gdb = Gdb(*sys.argv[1:], "live")
        cls.gdb.know(lambda path: ["ebb health"] + [
            f"ebb health {of}" for name in expected_in(path) for of in cls.called(name)])
        cls.maps = expected_in(cls.gdb.expectation)

    @staticmethod
    def called(name: str) -> tuple[str, str]:
        """By the record of a watched map, and as an expression."""
        return name, f"debugger_tests::{name}"

    def test_the_states_have_every_finding_that_one_look_is_enough_for(self) -> None:
        said = {line.split(": ")[2] for lines in self.maps.values() for line in lines[::2]}
        self.assertEqual(said, DETECTORS)
        self.assertEqual({name for name in HEALTHY if self.maps[name]}, set())

    def test_every_map_has_its_findings_and_no_others(self) -> None:
        for name, expected in self.maps.items():
            for called in self.called(name):
                with self.subTest(called):
                    lines = self.gdb.answers[f"ebb health {called}"].splitlines()
                    found = [line.replace(called + ":", name + ":", 1) for line in lines]
                    if not expected:
                        self.assertRegex("".join(found), f"^{name}: no finding")
                    else:
                        self.assertEqual(found, expected)

    def test_all_watched_maps_are_judged_together(self) -> None:
        found = [line for line in self.gdb.answers["ebb health"].splitlines()
                 if ": no finding" not in line]
        self.assertEqual(found, [line for lines in self.maps.values() for line in lines])


main()
