"""Runs gdb over a program of programs/, and keeps what it answered."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Callable

HERE = Path(__file__).parent
PATIENCE_S = 300  # no test waits that long unless something hangs


class Gdb:
    """One program, with gdb's answers to some commands once it has stopped in ready()."""

    def __init__(self, gdb: str, program: str, how: str, script: str = "") -> None:
        self.gdb, self.program, self.how, self.script = gdb, program, how, script
        self.folder_ = tempfile.TemporaryDirectory()
        atexit.register(self.folder_.cleanup)
        folder = Path(self.folder_.name)
        self.expectation = folder / "expectation"
        self.core = folder / "core"
        self.answers: dict[str, str] = {}
        self.before: dict[str, str] = {}

    def know(self, commands_for: Callable[[Path], list[str]]) -> None:
        """Fills `answers`. The commands are made when the program has told what it expects."""
        if self.how == "live":
            # Its maps are those of another run each time, their names are the same.
            subprocess.run([self.program, self.expectation], check=True, timeout=PATIENCE_S)
            self.run(commands_for(self.expectation))
            return
        self.run([], core="make")
        self.run(commands_for(self.expectation), core="read")

    def run(self, commands: list[str], core: str = "") -> None:
        folder = Path(self.folder_.name)
        (folder / "commands").write_text("\n".join(commands) + "\n")
        settings = dict(
            EBB_COMMANDS=str(folder / "commands"), EBB_RESULT=str(folder / "result")
        )
        if core == "make":
            settings["EBB_CORE"] = str(self.core)
        arguments = [self.gdb, "--batch", "-nx"]
        arguments += ["-iex", f"add-auto-load-safe-path {Path(self.program).parent}"]
        arguments += ["-ex", f"source {self.script}"] if self.script else []
        arguments += ["-ex", f"source {HERE / 'gdb_session.py'}"]
        if core == "read":
            arguments += [self.program, str(self.core)]
        else:
            arguments += ["--args", self.program, str(self.expectation)]
        done = subprocess.run(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE_S,
            env={**os.environ, **settings, "DEBUGINFOD_URLS": ""},
        )
        if not (folder / "result").exists():
            raise AssertionError(f"gdb gave no answer:\n{done.stdout.decode()}")
        result = json.loads((folder / "result").read_text())
        (folder / "result").unlink()
        self.answers, self.before = result["answers"], result["before"]


def main() -> None:
    """Runs the tests of the calling file; all its arguments are the tests' own."""
    unittest.main(argv=sys.argv[:1])
