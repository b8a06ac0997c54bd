"""Command lines and inputs that are wrong: python3 errors.py EBB

Each time one line on standard error, the right exit status, nothing on standard output, and no file
but those that were there before.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess

from program import INPUTS, SMALL, main
from refusals import ErrorTest

PAGES = INPUTS / "pages.lis"


class CommandLines(ErrorTest):
    def wrong(self, says: list[str], *arguments: str) -> None:
        with self.subTest(" ".join(arguments)):
            self.refused(2, says, *arguments)

    def wrong_replay(self, says: list[str], *arguments: str) -> None:
        outputs = ["--json", "kept.json", "--html", "kept.html"]
        self.wrong(says, "replay", str(PAGES), *arguments, *outputs)

    def test_commands_that_there_are_not(self) -> None:
        self.wrong(["command is required"])
        self.wrong(["replays"], "replays")
        self.wrong(["--bogus"], "maps", "--bogus")
        self.wrong(["SHELL is required"], "completion")
        self.wrong(["tcsh", "bash,zsh,fish"], "completion", "tcsh")

    def test_options_that_there_are_not(self) -> None:
        self.wrong_replay(["--bogus"], "--bogus")
        self.wrong_replay(["another.lis"], "another.lis")

    def test_neither_a_trace_nor_a_workload_or_both(self) -> None:
        self.wrong(["A TRACE or --workload is required;"], "replay")
        self.wrong_replay(["TRACE", "--workload", "excludes"], "--workload", "ycsb:a")
        for option, value in {"--format": "arc", "--keys": "numbers"}.items():
            says = [f"--workload excludes {option}"]
            self.wrong(says, "replay", "--workload", "ycsb:a", option, value)

    def test_numbers(self) -> None:
        for option, values in {
            "--rounds": ["0", "101", "-1", "x", "1.5", ""],
            "--requests": ["0", "-5", "x", "1.5", "5Q", "", "99999999999999M", str(10**20)],
            "--seed": ["-1", "x", "1.5", str(10**20), str(2**53)],
            "--value-bytes": ["0", "9", "x", "1k"],
        }.items():
            for value in values:
                self.wrong_replay([option], f"{option}={value}")

    def test_names(self) -> None:
        self.wrong_replay(["--maps", "'nope'", "ebb, ", "std"], "--maps", "ebb,nope")
        self.wrong_replay(["--format", "pcap", "arc,twitter,web-log"], "--format", "pcap")
        self.wrong_replay(["--keys", "hashes", "numbers,strings"], "--keys", "hashes")
        self.wrong(["nope", "twitter:1", "ycsb:f"], "replay", "--workload", "nope")
        self.wrong(["twitter:55"], "replay", "--workload", "twitter:55")
        self.wrong(["twitter:5", "not published"], "replay", "--workload", "twitter:5")

    def test_models(self) -> None:
        for text, expected in [
            *((text, "direct, cache:ENTRIES") for text in ("lru", "direct:5", "Cache:5")),
            *(
                (f"cache:{count}", "a number of entries")
                for count in ("", "0", "-1", "1.5", "x", "5Q", "inf", "1e30")
            ),
            *((f"ttl:{span}", "a span") for span in ("", "0", "-1s", "5x", "s", "nan", "1 h")),
        ]:
            self.wrong_replay([f"--model {text}", expected], "--model", text)
        self.wrong_replay(["pages.lis has no clock", "req"], "--model", "ttl:5m")
        self.wrong_replay(["pages.lis has no clock"], "--model", "sessions:30")
        for minutes in ("", "0", "x", "30m"):
            text = f"sessions:{minutes}"
            self.wrong_replay([f"--model {text}", "minutes"], "--model", text)

    def test_one_file_for_two_reports(self) -> None:
        self.wrong(["--json", "--html"], "replay", str(PAGES), "--json", "one", "--html", "one")

    def test_a_trace_after_the_maps_is_no_map(self) -> None:
        outcome = self.run_ebb("replay", "--rounds", "1", "--maps", "ebb,std", PAGES)
        self.assertEqual((outcome.status, outcome.err), (0, ""))


class Inputs(ErrorTest):
    def test_files_that_can_not_be_read(self) -> None:
        self.failing_replay(["nowhere.lis", "No such file"], "nowhere.lis")
        self.failing_replay(["tmp", "directory"], "tmp")
        self.failing_replay(["standard input", "nothing in it"], "-")
        self.failing_replay(["standard input"], "-", preexec_fn=lambda: os.close(0))

    def test_nothing_in_them(self) -> None:
        self.write("empty", "")
        self.failing_replay(["empty: ", "nothing in it"], "empty")
        self.failing_replay(["empty: ", "nothing in it"], "empty", "--format", "csv")
        self.write("blank", "\n\n")
        self.failing_replay(["blank: ", "--format"], "blank")
        self.write("header", "time,op,key\n")
        self.failing_replay(["header: ", "no requests"], "header")
        self.write("empty.gz", gzip.compress(b""))
        self.failing_replay(["empty.gz: ", "nothing in it"], "empty.gz")

    def test_not_a_trace(self) -> None:
        self.write("notes.txt", "Dear diary,\nnothing happened today.\n")
        self.failing_replay(["notes.txt", "'Dear diary,'", "arc", "--format"], "notes.txt")

    def test_truncated_and_damaged(self) -> None:
        content = (INPUTS / "access.log").read_bytes()
        forms = {"gzip": gzip.compress(content)}
        if zstd := shutil.which("zstd"):
            forms["zstd"] = subprocess.run(
                [zstd, "-cq"], input=content, check=True, capture_output=True
            ).stdout
        for name, form in forms.items():
            with self.subTest(name):
                self.write(name, form[:-9])
                says = [f"{name}: truncated {name} data", f"{len(form) - 9} bytes"]
                self.failing_replay(says, name)
                middle = len(form) // 2
                self.write(name, form[:middle] + bytes(64) + form[middle + 64 :])
                self.failing_replay([f"{name}: damaged {name} data"], name)
                self.write(name, form + b"more")
                self.failing_replay([f"{name}: trailing garbage"], name)

    def test_malformed_lines(self) -> None:
        for name, bad, expected in MALFORMED:
            lines = (INPUTS / name).read_text().splitlines()
            lines[59] = bad
            self.write(name, "\n".join(lines))
            with self.subTest(bad):
                self.failing_replay([f"{name}:60: expected {expected}", f"found '{bad}'"], name)

    def test_lenient_counts(self) -> None:
        for name, bad, expected in MALFORMED:
            lines = (INPUTS / name).read_text().splitlines()
            self.write(name, "\n".join(lines[:59] + lines[60:]))
            without = self.run_ebb("replay", name, *SMALL, "--json", "-").report()
            self.write(name, "\n".join(lines[:59] + [bad] + lines[60:] + [bad, bad, ""]))
            outcome = self.run_ebb("replay", name, *SMALL, "--json", "-", "--lenient")
            with self.subTest(bad):
                self.assertEqual((outcome.status, outcome.err), (0, ""))
                report = outcome.report()
                self.assertEqual(report["input"]["lines_skipped"], 3)
                self.assertEqual(report["input"]["lines"], len(lines) + 2)
                self.assertIn(f"{name}:60: expected {expected}", report["input"]["first_skipped"])
                for part in ("operations", "entries", "timeline"):
                    self.assertEqual(report[part], without[part])
                table = self.run_ebb("replay", name, *SMALL, "--lenient").out
                self.assertIn(f"3 malformed lines skipped, the first: {name}:60: expected", table)


MALFORMED = [
    ("pages.lis", "12 x 0 5", "four decimal numbers"),
    ("pages.lis", "12 0 0 5", "a page_count"),
    ("access.log", "192.0.2.1 - - [29/Feb/2023:20:00:00 +0100]", "a time like"),
    ("monitor.txt", '1700000000.5 [x 127.0.0.1:1] "GET" "a"', "a line like"),
    ("cluster.csv", "1,a,1,get,0", "timestamp,key"),
    ("columns.csv", "5,get,a,60,more", "4 fields, as in the first line"),
]


if __name__ == "__main__":
    main()
