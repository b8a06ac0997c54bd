"""lldb shows maps as they are: python3 shown_by_lldb.py LLDB PROGRAM SCRIPTS [GDB]

PROGRAM is `states`, SCRIPTS the folder debugger/. With GDB its maps are looked at in a core that
gdb makes, else in the process.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Any

from expected import Expected, read_expected
from gdb_runs import HERE, PATIENCE_S, Gdb, main


def shown_by(lldb: str, program: str, scripts: str, gdb: str = "") -> tuple[list[Expected], Any]:
    """What the program expects, and what lldb shows."""
    made = Gdb(gdb, program, "core")  # for its folder, without gdb
    if gdb:
        made.run([], core="make")
    result = made.expectation.with_name("shown")
    arguments = [lldb, "--no-lldbinit", "--batch", program]
    arguments += ["--core", str(made.core)] if gdb else []
    for script in (Path(scripts) / "ebb_lldb.py", HERE / "lldb_session.py"):
        arguments += ["-o", f"command script import {script}"]
    # lldb's own Python takes the libraries of the first python3 in PATH: the one beside lldb fits.
    path = f"{Path(shutil.which(lldb) or lldb).parent}:{os.environ['PATH']}"
    settings = {"PATH": path, "EBB_RESULT": str(result)}
    settings["EBB_EXPECTATION"] = str(made.expectation)
    done = subprocess.run(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=PATIENCE_S,
        env={**os.environ, **settings, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    if not result.exists():
        raise AssertionError(f"lldb gave no answer:\n{done.stdout.decode()}")
    return read_expected(made.expectation), json.loads(result.read_text())


PROGRAM = sys.argv[2]


class Shown(unittest.TestCase):
    maps: list[Expected]
    shown: Any

    @classmethod
    def setUpClass(cls) -> None:
        cls.maps, cls.shown = shown_by(*sys.argv[1:])

    def test_summaries_say_how_many_entries_there_are(self) -> None:
        self.assertGreater(len(self.maps), 20)
        for expected in self.maps:
            with self.subTest(expected.name):
                size = expected.number("size")
                title = f"ebb::{expected.kind} with {size:,} {'entry' if size == 1 else 'entries'}"
                summary = self.shown[expected.name]["summary"]
                self.assertTrue(summary.startswith(title), summary)
                self.assertEqual(" (" in summary, expected.is_growing, summary)

    def test_children_are_the_live_entries_in_their_order(self) -> None:
        for expected in self.maps:
            with self.subTest(expected.name):
                shown = self.shown[expected.name]
                self.assertEqual(shown["count"], expected.number("size"))
                self.assertEqual(shown["entries"], expected.entries[: len(shown["entries"])])
                self.assertEqual(len(shown["entries"]), min(shown["count"], 300))

    def test_what_a_frame_refers_to(self) -> None:
        if not PROGRAM.endswith("O0") and not self.shown["by_reference"]["is_there"]:
            return  # lldb 14 finds no variables in frames that g++ 12 has optimized
        self.assertEqual(self.shown["by_reference"]["entries"], ["[1] = 2"])
        self.assertEqual(self.shown["found"]["entries"], ["[1] = 2"])
        self.assertEqual(self.shown["end"]["summary"], "end")


main()
