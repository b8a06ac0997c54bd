"""Programs that `ebb` looks at while they run."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "replay" / "command"))

from program import CommandTest, Outcome, main  # noqa: E402

__all__ = ["Looked", "LookedAtTest", "Outcome", "main", "programs", "take_programs"]

programs: dict[str, str] = {}


def take_programs(arguments: list[str]) -> None:
    """NAME=PATH, as tests/attach/CMakeLists.txt gives them."""
    programs.update(argument.split("=", 1) for argument in arguments)


class Looked:
    """A program of tests/attach/programs: it does what a line says, and then says "done"."""

    def __init__(self, *command: str | Path) -> None:
        self.process = subprocess.Popen(
            [*map(str, command)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.pid = str(self.process.pid)
        self.lines_until("ready")

    def lines_until(self, last: str) -> list[str]:
        lines = []
        for line in self.process.stdout:
            if line == last + "\n":
                return lines
            lines.append(line.removesuffix("\n"))
        raise AssertionError(f"the program ended without saying {last!r}")

    def do(self, command: str) -> list[str]:
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.lines_until("done")

    def json(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.do("json")]

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.communicate()


class LookedAtTest(CommandTest):
    def started(self, *command: str | Path) -> Looked:
        looked = Looked(*command)
        self.addCleanup(looked.end)
        return looked

    def shown(self, *arguments: str) -> str:
        outcome = self.run_ebb(*arguments)
        self.assertEqual((outcome.status, outcome.err), (0, ""), arguments)
        return outcome.out

    def fails(self, says: list[str], *arguments: str, status: int = 1) -> None:
        outcome = self.run_ebb(*arguments)
        self.assertEqual((outcome.status, outcome.out), (status, ""), (arguments, outcome.err))
        line = self.one_line(outcome.err)
        for part in says:
            self.assertIn(part, line, arguments)
