"""`ebb health` finds what is wrong, and nothing else: python3 unhealthy_in_gdb.py GDB PROGRAM

PROGRAM is `unhealthy`.
"""

from __future__ import annotations

import sys
import unittest

from gdb_runs import Gdb, main

FINDINGS = {
    "healthy": ["note: parked_cursor"],
    "mostly deleted": ["serious: deleted_share"],
    "long chains": ["warning: long_chains"],
    "weak": ["warning: weak_hash"],
    "growing": ["note: stale_old_table"],
    "go": [],
}


class Health(unittest.TestCase):
    gdb: Gdb

    @classmethod
    def setUpClass(cls) -> None:
        cls.gdb = Gdb(*sys.argv[1:], "live")
        cls.gdb.know(lambda _: ["ebb health", *(f"ebb health {name}" for name in FINDINGS)])

    def findings(self, said: str, name: str) -> list[str]:
        lines = [line.split(": ") for line in said.splitlines() if not line.startswith(" ")]
        return [": ".join(line[1:3]) for line in lines if line[0] == name and len(line) > 2]

    def test_every_map_has_its_findings_and_no_others(self) -> None:
        for name, expected in FINDINGS.items():
            for command in ("ebb health", f"ebb health {name}"):
                with self.subTest(f"{command}, {name}"):
                    said = self.gdb.answers[command]
                    self.assertEqual(self.findings(said, name), expected, said)
                    self.assertEqual(f"{name}: no finding" in said, not expected)


main()
