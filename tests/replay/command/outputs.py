"""Reports, tables and temporary files that can't be written, and too little memory:
python3 outputs.py EBB
"""

from __future__ import annotations

import json
import os
import resource

from program import INPUTS, SMALL, is_sanitized, main
from refusals import ErrorTest

PAGES = INPUTS / "pages.lis"
COLUMNS = INPUTS / "columns.csv"  # finds, inserts, assigns and erases: the longest table

# Nobody can write here, not even root.
READ_ONLY = "/sys"


class Outputs(ErrorTest):
    def tables(self) -> dict[str, list[str]]:
        """Replays with a table that stdio holds back until the end, and with a longer one."""
        lines = COLUMNS.read_text()
        name = "/".join(["long" * 50] * 12)
        (self.folder / name).mkdir(parents=True)
        name += "/long.csv"
        self.write("short.csv", lines)
        self.write(name, lines + "oops\n")
        maps = ["--rounds", "1", "--lenient", "--maps", "ebb,ebb-eager,ebb-go,std"]
        return {
            "short": ["replay", "short.csv", *SMALL],
            "long": ["replay", name, *maps],
        }

    def is_report_whole(self, inputs: dict[str, str]) -> None:
        """And nothing else has come. The next replay writes it anew."""
        self.assertEqual(set(self.files()), {*inputs, "report.json"})
        report = self.folder / "report.json"
        json.loads(report.read_text())
        report.unlink()

    def test_reports_that_can_not_be_written(self) -> None:
        self.write("file", "")
        for option in ("--json", "--html"):
            for path in ("nowhere/report", "tmp", "file/report", f"{READ_ONLY}/report"):
                with self.subTest(f"{option} {path}"):
                    says = [path, "can't be written"]
                    self.refused(1, says, "replay", PAGES, *SMALL, option, path)
            outcome = self.run_ebb("replay", PAGES, *SMALL, option, "/dev/full")
            self.assertEqual(outcome.status, 1)
            self.says(outcome, ["/dev/full", "No space left"], option)

    def test_a_full_disk(self) -> None:
        """For every file that is written, since each may not be longer than that."""
        for limit, says in [
            (1000, ["plan", "temporary file", "TMPDIR"]),
            (6000, ["kept.json", "can't be written"]),
        ]:
            self.write("kept.json", "earlier")
            before = self.files()
            outcome = self.run_ebb(
                *["replay", INPUTS / "cluster.csv", *SMALL, "--json", "kept.json"],
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
                restore_signals=False,  # else the limit's signal ends the program
            )
            with self.subTest(says[0]):
                self.assertEqual(outcome.status, 1)
                self.says(outcome, says, f"files of {limit} bytes")
                self.assertEqual(self.files(), before)

    def test_no_temporary_folder(self) -> None:
        for folder in (str(self.folder / "nowhere"), READ_ONLY):
            with self.subTest(folder):
                environment = dict(self.environment, TMPDIR=folder)
                self.failing_replay(["temporary", folder, "TMPDIR"], PAGES, env=environment)

    def test_standard_output_is_full(self) -> None:
        """The report is written nevertheless."""
        tables, inputs = self.tables(), self.files()
        for length, arguments in tables.items():
            with self.subTest(length), open("/dev/full", "wb") as full:
                outcome = self.run_ebb(*arguments, "--json", "report.json", stdout=full)
                self.assertEqual(outcome.status, 1)
                self.says(outcome, ["standard output can't be written"], length)
                self.is_report_whole(inputs)

    def test_standard_output_is_closed(self) -> None:
        """Nothing else gets its number, to be written to by mistake."""
        tables, inputs = self.tables(), self.files()
        for length, arguments in tables.items():
            with self.subTest(length):
                outcome = self.run_ebb(
                    *arguments, "--json", "report.json", preexec_fn=lambda: os.close(1)
                )
                self.assertEqual(outcome.status, 1)
                self.says(outcome, ["standard output can't be written"], length)
                self.is_report_whole(inputs)

    def test_nobody_reads_standard_output(self) -> None:
        """As where a pager has ended."""
        tables, inputs = self.tables(), self.files()
        for length, arguments in tables.items():
            reader, writer = os.pipe()
            os.close(reader)
            with self.subTest(length), open(writer, "wb") as pipe:
                outcome = self.run_ebb(*arguments, "--json", "report.json", stdout=pipe)
                self.assertNotEqual(outcome.status, 0)
                self.is_report_whole(inputs)

    def test_every_command_says_so(self) -> None:
        for arguments in (["--help"], ["--version"], ["maps"], ["workloads"], ["manual"]):
            with self.subTest(arguments), open("/dev/full", "wb") as full:
                outcome = self.run_ebb(*arguments, stdout=full)
                self.assertEqual(outcome.status, 1)
                self.says(outcome, ["standard output can't be written"], str(arguments))

    def test_standard_error_can_not_be_written(self) -> None:
        with open("/dev/full", "wb") as full:
            self.assertEqual(self.run_ebb("replay", "nowhere", stderr=full).status, 1)
            self.assertEqual(self.run_ebb("replay", "--bogus", stderr=full).status, 2)
        closed = self.run_ebb("replay", "nowhere", preexec_fn=lambda: os.close(2))
        self.assertEqual(closed.status, 1)


class Memory(ErrorTest):
    def test_says_what_it_was_too_little_for(self) -> None:
        """A larger limit gets the replay further, up to its end."""
        if is_sanitized():
            return
        entries = ["--workload", "ycsb:d", "--requests", "300k"]
        said: list[str] = []
        limit = 1 << 20

        def set_limit() -> None:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

        while self.run_ebb("maps", preexec_fn=set_limit).status != 0:
            limit += limit // 8  # not even the libraries fit
        while not said or said[-1]:
            limit += limit // 32
            outcome = self.run_ebb(
                *["replay", *entries, "--maps", "std", "--rounds", "1", "--value-bytes", "256"],
                preexec_fn=set_limit,
            )
            self.assertEqual(outcome.status, 1 if outcome.err else 0)
            if outcome.err:
                self.assertEqual(outcome.out, "")
                self.says(outcome, ["not enough memory"], f"with {limit} bytes")
            self.assertEqual(self.files(), {})
            said.append(outcome.err)
        self.assertIn("ebb: planning: not enough memory\n", said)
        self.assertIn("ebb: std: not enough memory\n", said)


if __name__ == "__main__":
    main()
