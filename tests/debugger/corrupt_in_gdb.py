"""gdb says what is wrong with corrupt maps, and always ends: python3 corrupt_in_gdb.py GDB PROGRAM

PROGRAM is `corrupt`.
"""

from __future__ import annotations

import sys
import unittest

from gdb_runs import Gdb, main

# What is wrong with each, as the printer says it and as the commands do.
CORRUPT = {
    "circle": "does not end",
    "wild_link": "a link to overflow bucket 2147483647, which there is not",
    "odd_mask": "not a power of two",
    "wild_control": "can't be read",
    "too_large": "3000000 entries, but slots for",
}
VERBS = ("info", "buckets", "histogram", "slots")


class Corrupt(unittest.TestCase):
    gdb: Gdb

    @classmethod
    def setUpClass(cls) -> None:
        cls.gdb = Gdb(*sys.argv[1:], "live")
        commands = []
        for name in CORRUPT:
            commands += [f"print shown::{name}", *(f"ebb {v} shown::{name}" for v in VERBS)]
            commands += [f"ebb slots shown::{name} 0"]
        commands += ["print shown::under_way", "ebb info shown::under_way", "ebb list"]
        commands += ["ebb health", "ebb info nobody", "ebb info 1 + 1", "ebb info", "ebb slots x"]
        commands += ["ebb slots shown::under_way 99", "ebb buckets shown::under_way old"]
        first = "(long**)((char*)&ebb_registry + 32)"  # a record begins with its `next`
        commands += [f"set variable **{first} = (long)*{first}", "ebb info circle"]
        commands += ["set variable *(long*)((char*)&ebb_registry + 24) = 1", "ebb health circle"]
        commands += ["set variable *(int*)((char*)&ebb_registry + 16) = 9", "ebb histogram circle"]
        cls.gdb.know(lambda _: commands)

    def said(self, command: str) -> str:
        return self.gdb.answers[command]

    def test_printers_say_what_is_wrong(self) -> None:
        for name, words in CORRUPT.items():
            with self.subTest(name):
                self.assertIn(words, self.said(f"print shown::{name}"))
                self.assertIn("<corrupt: ", self.said(f"print shown::{name}"))

    def test_commands_say_what_is_wrong(self) -> None:
        for name, words in CORRUPT.items():
            for verb in ("info", "buckets", "histogram"):
                with self.subTest(f"{verb} {name}"):
                    said = self.said(f"ebb {verb} shown::{name}")
                    self.assertRegex(said, "^error: ebb: .*corrupt")
                    self.assertIn(words, said)

    def test_an_operation_under_way_is_named(self) -> None:
        shown = self.said("print shown::under_way")
        self.assertIn("with 1 entry (an operation is under way) = {[1] = {number = 10}}", shown)
        self.assertIn("under way", self.said("ebb info shown::under_way"))

    def test_the_list_goes_on_behind_a_corrupt_map(self) -> None:
        lines = self.said("ebb list").splitlines()
        self.assertEqual(len(lines), 4)
        self.assertIn("too large  <corrupt: 3000000 entries", lines[3])
        self.assertIn("too large: corrupt: ", self.said("ebb health"))

    def test_names_that_there_are_not(self) -> None:
        for name in ("nobody", "1 + 1"):
            said = self.said(f"ebb info {name}")
            self.assertIn(f"error: ebb: '{name}' is neither an expression of type ebb::map", said)
        self.assertIn("error: ebb: a map is needed", self.said("ebb info"))
        self.assertIn("error: ebb: usage: ebb slots MAP N [old]", self.said("ebb slots x"))
        self.assertIn("no bucket 99: the table has 1", self.said("ebb slots shown::under_way 99"))
        self.assertIn("no growth is under way", self.said("ebb buckets shown::under_way old"))

    def test_a_registry_that_makes_no_sense(self) -> None:
        self.assertIn("the list of watched maps does not end", self.said("ebb info circle"))
        self.assertIn("while it changed its list", self.said("ebb health circle"))
        self.assertIn("a registry of version 9", self.said("ebb histogram circle"))

    def test_a_program_that_is_not_started(self) -> None:
        for command, said in self.gdb.before.items():
            self.assertEqual(said, "error: ebb: the program is not running, and no core is loaded")


main()
