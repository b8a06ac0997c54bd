"""Ctrl-C, at every stage of a replay: python3 interrupt.py EBB SCHEMA.json"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import subprocess
import termios
from pathlib import Path
from typing import Any

import jsonschema

from program import (
    PATIENCE_S,
    CommandTest,
    children,
    has_worked,
    is_caught,
    main,
    passes,
    state,
    until,
)

INTERRUPTED = 130
NOTHING_MEASURED = "ebb: interrupted before anything was measured"

# Long enough to be interrupted in the midst of it on any machine: what is not done costs nothing.
LONG = ["--workload", "ycsb:a", "--requests", "300k", "--rounds", "100"]
LONG_PASSES = ["--workload", "ycsb:a", "--requests", "2M", "--rounds", "100", "--maps", "ebb,std"]
OUTPUTS = ["--json", "report.json", "--html", "report.html"]

schema: dict[str, Any] = {}


def is_drained(pipe: int) -> bool:
    """Whether a pipe has been read empty."""
    count = fcntl.ioctl(pipe, termios.FIONREAD, bytes(4))
    return int.from_bytes(count, "little") == 0


class InterruptTest(CommandTest):
    def outcome_of(self, process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
        """Does not close standard input, so that the program does not end because of that."""
        status = process.wait(timeout=PATIENCE_S)
        assert process.stdout and process.stderr
        return status, process.stdout.read().decode(), process.stderr.read().decode()

    def start_in_group(self, *arguments: str, **options: Any) -> subprocess.Popen[bytes]:
        """As a shell starts it: in a process group of its own."""
        return self.start_ebb("replay", *arguments, start_new_session=True, **options)

    def wait_for_pass(self, process: subprocess.Popen[bytes], number: int) -> int:
        """Returns: the process of a pass; the one that plans is number 1."""
        for count, child in enumerate(passes(process), 1):
            if count >= number:
                return child
        raise AssertionError(f"ended before pass {number}: {self.outcome_of(process)}")

    def stop_pass(self, process: subprocess.Popen[bytes], number: int) -> int:
        """Returns: the process of that pass or a later one, which surely is under way: stopped."""
        for count, child in enumerate(passes(process), 1):
            with contextlib.suppress(ProcessLookupError):
                if count >= number:
                    until("the pass has begun", lambda: has_worked(child) or not state(child))
                    os.kill(child, signal.SIGSTOP)
                    until("the pass has stopped", lambda: state(child) in ("T", "Z", ""))
                    if state(child) == "T":
                        return child
        raise AssertionError(f"ended before pass {number}: {self.outcome_of(process)}")

    def ends_without_a_report(self, process: subprocess.Popen[bytes]) -> None:
        status, out, err = self.outcome_of(process)
        self.assertEqual((status, out), (INTERRUPTED, ""))
        self.assertEqual(self.one_line(err), NOTHING_MEASURED)
        self.assertEqual(self.files(), {})


class WhileReading(InterruptTest):
    def reading(self, lines: int, rest: bytes = b"") -> subprocess.Popen[bytes]:
        """Returns: a replay that has read all that there is and waits for more."""
        process = self.start_in_group("-", "--maps", "ebb,std", "--rounds", "1", *OUTPUTS)
        assert process.stdin
        process.stdin.write(b"".join(b"%d 1 0 1\n" % line for line in range(lines)) + rest)
        process.stdin.flush()
        pipe = process.stdin.fileno()

        def is_waiting() -> bool:
            readers = children(process.pid)
            return is_drained(pipe) and bool(readers) and state(readers[0]) == "S"

        until("the replay waits for its input", is_waiting)
        return process

    def test_the_process_alone(self) -> None:
        for lines in (0, 10, 100_000):
            with self.subTest(f"after {lines} lines"):
                process = self.reading(lines)
                process.send_signal(signal.SIGINT)
                self.takes_what_has_come(process, lines)

    def test_the_whole_group_as_from_a_terminal(self) -> None:
        for lines in (0, 10, 100_000):
            with self.subTest(f"after {lines} lines"):
                process = self.reading(lines)
                os.killpg(process.pid, signal.SIGINT)
                self.takes_what_has_come(process, lines)

    def test_a_line_that_was_cut_off_does_not_count(self) -> None:
        process = self.reading(10, rest=b"11 ")
        process.send_signal(signal.SIGINT)
        self.takes_what_has_come(process, 10)

    def takes_what_has_come(self, process: subprocess.Popen[bytes], lines: int) -> None:
        """An interrupt is the end of a pipe, as it is of what writes to it."""
        if lines == 0:
            self.ends_without_a_report(process)
            return
        status, _, err = self.outcome_of(process)
        self.assertEqual((status, err), (0, ""))
        report = json.loads((self.folder / "report.json").read_text())
        self.assertTrue(report["complete"])
        self.assertEqual(report["input"]["requests"], lines)
        for name in OUTPUTS[1::2]:
            (self.folder / name).unlink()

    def test_more_input_does_not_keep_it_busy(self) -> None:
        with subprocess.Popen(["yes", "#"], stdout=subprocess.PIPE) as endless:
            process = self.start_in_group("-", "--format", "csv", stdin=endless.stdout)
            try:
                until("it reads", lambda: children(process.pid))
                os.killpg(process.pid, signal.SIGINT)
                self.ends_without_a_report(process)
            finally:
                endless.kill()


class WhilePlanning(InterruptTest):
    def test_a_workload(self) -> None:
        process = self.start_in_group("--workload", "ycsb:a", "--requests", "1000M", *OUTPUTS)
        self.wait_for_pass(process, 1)
        process.send_signal(signal.SIGINT)
        self.ends_without_a_report(process)


class WhileMeasuring(InterruptTest):
    def test_the_process_alone(self) -> None:
        process = self.start_in_group(*LONG, "--maps", "ebb,ebb-go,std", *OUTPUTS)
        self.wait_for_pass(process, 4)
        process.send_signal(signal.SIGINT)
        self.ends_with_a_report(process)

    def test_the_whole_group_as_from_a_terminal(self) -> None:
        process = self.start_in_group(*LONG, "--maps", "ebb,ebb-go,std", *OUTPUTS)
        self.wait_for_pass(process, 4)
        os.killpg(process.pid, signal.SIGINT)
        self.ends_with_a_report(process)

    def test_by_sigterm(self) -> None:
        process = self.start_in_group(*LONG, "--maps", "std", *OUTPUTS)
        self.wait_for_pass(process, 5)
        process.send_signal(signal.SIGTERM)
        self.ends_with_a_report(process)

    def test_when_all_maps_have_been_seen(self) -> None:
        process = self.start_in_group(*LONG, "--maps", "ebb,std", *OUTPUTS)
        self.wait_for_pass(process, 8)
        process.send_signal(signal.SIGINT)
        report = self.ends_with_a_report(process)
        self.assertEqual([subject["name"] for subject in report["maps"]], ["ebb", "std"])
        for subject in report["maps"]:
            self.assertGreaterEqual(len(subject["ns_per_operation_rounds"]), 1)
            self.assertLess(len(subject["ns_per_operation_rounds"]), 100)

    def ends_with_a_report(self, process: subprocess.Popen[bytes]) -> dict[str, Any]:
        status, out, err = self.outcome_of(process)
        self.assertEqual((status, err), (INTERRUPTED, ""))
        self.assertIn("INCOMPLETE", out)
        self.assertIn("page: report.html", out)
        self.assertEqual(list(self.files()), ["report.html", "report.json"])
        report: dict[str, Any] = json.loads((self.folder / "report.json").read_text())
        jsonschema.validate(report, schema, format_checker=jsonschema.FormatChecker())
        self.assertFalse(report["complete"])
        self.assertTrue(report["maps"])
        points = len(report["timeline"]["x"])
        for subject in report["maps"]:
            for line in subject["timeline"].values():
                self.assertEqual(len(line), points)
        self.assertIn('"complete":false', (self.folder / "report.html").read_text())
        return report

    def test_before_there_is_anything_to_report(self) -> None:
        """In the first map's first pass, which is long, since no other will do."""
        process = self.start_in_group(*LONG_PASSES, *OUTPUTS)
        child = self.stop_pass(process, 2)
        process.send_signal(signal.SIGINT)
        until("the signal is noted", lambda: not is_caught(process.pid, signal.SIGINT))
        os.kill(child, signal.SIGCONT)
        self.ends_without_a_report(process)


class Twice(InterruptTest):
    def test_the_second_one_ends_at_once(self) -> None:
        """The pass is stopped, so that the first one can't have ended it."""
        process = self.start_in_group(*LONG_PASSES, *OUTPUTS)
        child = self.stop_pass(process, 4)
        process.send_signal(signal.SIGINT)
        until("the signal is noted", lambda: not is_caught(process.pid, signal.SIGINT))
        self.assertIsNone(process.poll())
        process.send_signal(signal.SIGINT)
        status, out, _ = self.outcome_of(process)
        self.assertEqual((status, out), (-signal.SIGINT, ""))
        until("the pass ends too", lambda: state(child) in ("", "Z"))
        self.assertEqual(self.files(), {}, "no report, and nothing temporary either")


def read_arguments(arguments: list[str]) -> None:
    schema.update(json.loads(Path(arguments[0]).read_text()))


if __name__ == "__main__":
    main(read_arguments)
