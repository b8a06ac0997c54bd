"""What a refusal looks like: one line on standard error, and nothing else changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from program import CommandTest, Outcome


class ErrorTest(CommandTest):
    def refused(self, status: int, says: list[str], *arguments: str | Path, **options: Any) -> None:
        """The report that is there stays as it is."""
        self.write("kept.json", "earlier")
        self.write("kept.html", "earlier")
        before = self.files()
        outcome = self.run_ebb(*arguments, **options)
        shown = " ".join(map(str, arguments))
        self.assertEqual(outcome.status, status, f"{shown}: {outcome.err}")
        self.assertEqual(outcome.out, "", shown)
        self.says(outcome, says, shown)
        self.assertEqual(self.files(), before, f"{shown} leaves or changes files")

    def says(self, outcome: Outcome, says: list[str], shown: str) -> None:
        line = self.one_line(outcome.err)
        for part in says:
            self.assertIn(part, line, shown)
        self.assertLess(len(line), 400, f"{shown}: nobody reads such a line")

    def failing_replay(self, says: list[str], *arguments: str | Path, **options: Any) -> None:
        outputs = ["--json", "kept.json", "--html", "kept.html", "--rounds", "1"]
        self.refused(1, says, "replay", *arguments, *outputs, **options)
