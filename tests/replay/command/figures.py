"""What the report and the table say of small inputs, and what they warn of: python3 figures.py EBB"""

from __future__ import annotations

import os
import pty
import re
import select
import statistics
import threading
import time
from typing import Any

from program import INPUTS, PATIENCE_S, SMALL, CommandTest, main
from refusals import ErrorTest

# Names of files may have any bytes but / and 0.
EVIL = b"\x1b]0;title\x07\x1b[2J\r\n\x7f\xc2\x9b31m\xff.csv"


class Figures(CommandTest):
    def report(self, name: str, *arguments: str, rounds: int = 1) -> dict[str, Any]:
        few = ["--maps", "ebb,std", "--rounds", str(rounds), "--json", "-"]
        outcome = self.run_ebb("replay", name, *few, *arguments)
        self.assertEqual((outcome.status, outcome.err), (0, ""))
        return outcome.report()

    def warnings(self, name: str, *arguments: str) -> list[str]:
        return [each["name"] for each in self.report(name, *arguments)["warnings"]]

    def test_two_rounds_have_a_median(self) -> None:
        for rounds in range(1, 5):
            report = self.report(str(INPUTS / "pages.lis"), rounds=rounds)
            for subject in report["maps"]:
                each = subject["ns_per_operation_rounds"]
                self.assertEqual(len(each), rounds)
                middle = statistics.median(each)
                self.assertAlmostEqual(subject["ns_per_operation"], middle, delta=0.11)

    def test_a_table_of_one_assign(self) -> None:
        self.write("one.csv", "time,op,key\n0,set,a\n")
        table = self.run_ebb("replay", "one.csv", *SMALL).out
        self.assertIn("one.csv: 1 request (csv), 1 distinct key (strings)\n", table)
        self.assertIn("\nassign  max ", table)
        self.assertIn("\nat rest, 1 entry ", table)
        for line in table.splitlines():
            self.assertFalse(line.startswith(" ") and re.search(r"\d", line), line)

    def test_gets_alone(self) -> None:
        self.write("gets.csv", "".join(f"{i},get,key {i % 7}\n" for i in range(100)))
        self.assertEqual(self.warnings("gets.csv"), ["nothing_stored", "few_operations"])
        self.assertEqual(self.warnings("gets.csv", "--model", "cache:100"), ["few_operations"])
        table = self.run_ebb("replay", "gets.csv", *SMALL).out
        self.assertIn("WARNING: nothing is ever stored", table)
        self.assertIn("--model cache:100000 or --model ttl:1h", table)

    def test_times_out_of_order(self) -> None:
        self.write("order.csv", "10,set,a\n20,set,b\n12.5,get,a\n20,get,b\n")
        report = self.report("order.csv")
        self.assertEqual(report["input"]["out_of_order"], 1)
        self.assertIn("1 request states a time", report["warnings"][0]["text"])
        self.assertIn("7.5 s", report["warnings"][0]["text"])

    def test_distinct_keys(self) -> None:
        self.write("keys.csv", "0,set,a\n1,get,b\n2,delete,a\n3,get,b\n")
        given = self.report("keys.csv")["input"]
        self.assertEqual((given["requests"], given["distinct_keys"]), (4, 2))
        self.assertTrue(given["distinct_keys_exact"])


def write_with_a_pause(fifo: bytes) -> None:
    """100,000 requests; the pause is longer than what progress waits for on the fastest machine."""
    with open(fifo, "wb") as file:
        for part in range(10):
            requests = range(part * 10_000, (part + 1) * 10_000)
            file.write(b"".join(b"%d,set,key %d\n" % (i, i) for i in requests))
            file.flush()
            if part == 4:
                time.sleep(0.5)


class Names(ErrorTest):
    """A terminal does not obey what names of files say."""

    def is_tame(self, text: str) -> None:
        self.assertNotRegex(text, r"[^\n -~\u00a0-\uffff]", text.encode())

    def test_standard_output_and_standard_error(self) -> None:
        path = os.path.join(os.fsencode(self.folder), EVIL)
        name = os.fsdecode(EVIL)
        with open(path, "wb") as file:
            file.write(b"0,set,a\n1,set,\x1b[2J\nno line \x1b[2J\n")
        for arguments, status in [
            ([name, "--lenient"], 0),
            ([name, "--lenient", "--html", name + ".html"], 0),
            ([name, "--lenient", "--json", "-"], 0),
            ([name], 1),
            ([name + "2"], 1),
            ([name, "--json", name], 2),
            ([name, "--format", name], 2),
            ([name, "--model", name], 2),
            ([name, "--maps", name], 2),
            (["--workload", name], 2),
            ([f"--{name}"], 2),
            ([name, "--lenient", "--html", f"{name}/{name}"], 1),
        ]:
            outcome = self.run_ebb("replay", *arguments, *SMALL[2:], "--maps", "std")
            with self.subTest(arguments):
                self.assertEqual(outcome.status, status, outcome.err)
                self.is_tame(outcome.out)
                self.is_tame(outcome.err)
        for command in ("list", "stats"):
            self.is_tame(self.run_ebb(command, name).err)

    def test_on_a_terminal(self) -> None:
        path = os.path.join(os.fsencode(self.folder), EVIL)
        os.mkfifo(path)
        writer = threading.Thread(target=write_with_a_pause, args=(path,))
        writer.start()
        controller, terminal = pty.openpty()
        self.addCleanup(os.close, controller)
        process = self.start_ebb("replay", os.fsdecode(EVIL), stdout=terminal, stderr=terminal)
        os.close(terminal)
        shown = b""
        while select.select([controller], [], [], PATIENCE_S)[0]:
            try:
                part = os.read(controller, 65536)
            except OSError:
                break
            shown += part
        self.assertEqual(process.wait(PATIENCE_S), 0)
        writer.join()
        self.assertIn(b"reading", shown)
        known = re.sub(rb"\r\x1b\[K|\x1b\[[01]m|\r\n", b"", shown)
        self.is_tame(known.decode(errors="replace"))


if __name__ == "__main__":
    main()
