"""Programs carry the gdb script, once and unloaded, unless they are told not to:
python3 carried_in_programs.py GDB PROGRAM PROGRAM_WITHOUT READELF STRIP SCRIPTS

PROGRAM and PROGRAM_WITHOUT are `states`, the latter built with EBB_NO_EMBEDDED_GDB_SCRIPTS. SCRIPTS
is the folder debugger/.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from gdb_runs import PATIENCE_S, Gdb, main

GDB, PROGRAM, WITHOUT, READELF, STRIP, SCRIPTS = sys.argv[1:]
SECTION = ".debug_gdb_scripts"
NAME = b"\4gdb.inlined-script.ebb\n"
COMMANDS = ["ebb list", "ebb info tombstones", "ebb buckets chains doubling", "ebb health words",
            "ebb histogram words", "ebb slots words 0"]


def output(*command: str | Path) -> str:
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, timeout=PATIENCE_S
    ).stdout


def sections(program: str) -> str:
    return output(READELF, "-SW", program)


class Carried(unittest.TestCase):
    def test_the_header_is_what_the_scripts_say(self) -> None:
        done = subprocess.run(
            [sys.executable, "-B", Path(SCRIPTS) / "embed", "--check"],
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE_S,
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_fields_are_those_of_the_header(self) -> None:
        header = (Path(SCRIPTS).parent / "include/ebb/table/fields.hpp").read_text()
        structs = re.findall(r"^struct \w+_fields \{(.*?)^\};", header, re.MULTILINE | re.DOTALL)
        table, pool, engine = (re.findall(r"^    std::uint(\d\d)_t (\w+);", body, re.MULTILINE)
                               for body in structs)
        sys.path.insert(0, SCRIPTS)
        import ebb_registry

        self.assertEqual([name for _, name in table], ebb_registry.TABLE)
        self.assertEqual([name for _, name in pool], ebb_registry.POOL)
        parts = ebb_registry.TYPE + ebb_registry.ENGINE + ebb_registry.COLD
        self.assertEqual([name for _, name in engine], parts)
        wide = [name for bits, name in engine if bits == "64"]
        self.assertEqual(wide, ["rows_paged_from", "control_paged_from"])

    def test_names_of_maps_are_one_line(self) -> None:
        sys.path.insert(0, SCRIPTS)
        import ebb_registry

        memory = b"a\nline\x1b[31m\xc2\x9b feed\0".ljust(64, b"\0")
        read = ebb_registry.Memory(lambda address, length: memory[address - 64 :][:length])
        self.assertEqual(read.text(64), "a?line?[31m? feed")

    def test_a_program_of_two_files_has_one_copy_that_is_not_loaded(self) -> None:
        row = re.search(rf"{re.escape(SECTION)} +PROGBITS +0+ .*", sections(PROGRAM))
        self.assertIsNotNone(row, "the section has an address, or is not there")
        self.assertNotRegex(row[0], r" \w*A\w* +\d+ +\d+ +\d+$")
        self.assertEqual(Path(PROGRAM).read_bytes().count(NAME), 1)

    def test_a_program_may_leave_it_out(self) -> None:
        self.assertNotIn(SECTION, sections(WITHOUT))
        gdb = Gdb(GDB, WITHOUT, "live")
        gdb.know(lambda _: ["ebb list", "print shown::short_row"])
        self.assertIn("error: Undefined command", gdb.answers["ebb list"])
        self.assertNotIn("ebb::map with", gdb.answers["print shown::short_row"])

    def test_the_script_may_be_sourced_instead(self) -> None:
        gdb = Gdb(GDB, WITHOUT, "live", str(Path(SCRIPTS) / "ebb_gdb.py"))
        gdb.know(lambda _: ["ebb list", "print shown::short_row"])
        self.assertIn("go same size", gdb.answers["ebb list"])
        self.assertIn("ebb::map with 3 entries = {[", gdb.answers["print shown::short_row"])

    def test_a_core_of_a_stripped_program_tells_of_watched_maps(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            stripped = Path(folder) / "stripped"
            output(STRIP, "--strip-all", "-o", stripped, WITHOUT)
            gdb = Gdb(GDB, WITHOUT, "core", str(Path(SCRIPTS) / "ebb_gdb.py"))
            gdb.know(lambda _: COMMANDS)
            with_symbols = dict(gdb.answers)
            gdb.program = str(stripped)
            gdb.run(COMMANDS, core="read")
        self.assertIn("tombstones", with_symbols["ebb list"])
        self.assertNotIn("error", "".join(with_symbols.values()))
        self.assertEqual(gdb.answers, with_symbols)


main()
