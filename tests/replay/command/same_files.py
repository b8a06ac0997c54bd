"""No file that is written is one that is read, or another one that is written: python3 same_files.py EBB

However it is spelled; and nothing is written before that is known.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from program import INPUTS, SMALL, Outcome, main
from refusals import ErrorTest

OPTIONS = ["--json", "--html"]


class SameFiles(ErrorTest):
    def setUp(self) -> None:
        super().setUp()
        self.trace = self.folder / "trace.lis"
        shutil.copy(INPUTS / "pages.lis", self.trace)
        (self.folder / "there").symlink_to(".")
        (self.folder / "link").symlink_to("trace.lis")
        (self.folder / "far link").symlink_to("there/link")
        os.link(self.trace, self.folder / "hard")

    def all_names(self) -> list[str]:
        names = ["trace.lis", "./trace.lis", "tmp/../trace.lis", "there/trace.lis", str(self.trace)]
        return [*names, "link", "far link", "hard"]

    def replay(self, *arguments: str | Path) -> list[str | Path]:
        return ["replay", *arguments, *SMALL]

    def test_the_trace(self) -> None:
        for option in OPTIONS:
            for name in self.all_names():
                says = [f"{option} {name} is the trace"]
                self.refused(2, says, *self.replay("trace.lis", option, name))
        self.refused(2, ["is the trace"], *self.replay("hard", "--json", "trace.lis"))

    def test_standard_input(self) -> None:
        for option in OPTIONS:
            for name in self.all_names():
                with self.subTest(f"{option} {name}"), open(self.trace, "rb") as trace:
                    says = [f"{option} {name} is standard input"]
                    self.refused(2, says, *self.replay("-", option, name), stdin=trace)
            with open(self.trace, "rb") as trace:
                says = [f"{option} hard is the trace"]
                self.refused(2, says, *self.replay("/dev/stdin", option, "hard"), stdin=trace)

    def test_two_reports(self) -> None:
        self.write("older", "older")
        (self.folder / "to older").symlink_to("older")
        (self.folder / "to newer").symlink_to("there/newer")
        for one, other in [
            ("older", "there/older"),
            ("older", "to older"),
            ("newer", "./newer"),
            ("newer", "tmp/../newer"),
            ("newer", str(self.folder / "newer")),
            ("newer", "to newer"),
        ]:
            for first, second in ((one, other), (other, one)):
                says = [f"--json {first}", f"--html {second}", "same file"]
                self.refused(
                    2, says, *self.replay("trace.lis", "--json", first, "--html", second)
                )

    def into(self, path: Path, *arguments: str | Path) -> Outcome:
        """As after >> in a shell: what is there stays."""
        with open(path, "ab") as out:
            return self.run_ebb(*self.replay(*arguments), stdout=out)

    def test_standard_output(self) -> None:
        self.write("out", "older\n")
        for arguments, says in [
            (["trace.lis", "--json", "there/out"], "standard output are the same file"),
            (["trace.lis", "--html", "out"], "standard output are the same file"),
        ]:
            before = self.files()
            outcome = self.into(self.folder / "out", *arguments)
            self.assertEqual(outcome.status, 2)
            self.says(outcome, [says], str(arguments))
            self.assertEqual(self.files(), before)
        before = self.files()
        outcome = self.into(self.trace, "link")
        self.assertEqual(outcome.status, 2)
        self.says(outcome, ["standard output is the trace"], "")
        self.assertEqual(self.files(), before)

    def test_standard_output_and_standard_error_may_be_one(self) -> None:
        with open(self.folder / "out", "wb") as out:
            outcome = self.run_ebb(*self.replay("trace.lis"), stdout=out, stderr=out)
        self.assertEqual(outcome.status, 0)

    def test_where_files_do_not_matter(self) -> None:
        null = ["--json", "/dev/null", "--html", "/dev/null"]
        outcome = self.run_ebb(*self.replay("trace.lis", *null))
        self.assertEqual((outcome.status, outcome.err), (0, ""))
        outcome = self.run_ebb(*self.replay("trace.lis", "--json", "one", "--html", "two"))
        self.assertEqual((outcome.status, outcome.err), (0, ""))

    def test_a_workload_reads_no_file(self) -> None:
        few = ["--workload", "ycsb:a", "--requests", "100", "--maps", "std", "--rounds", "1"]
        with open(self.trace, "rb") as trace:
            outcome = self.run_ebb("replay", *few, "--json", "trace.lis", stdin=trace)
        self.assertEqual((outcome.status, outcome.err), (0, ""))


if __name__ == "__main__":
    main()
