"""`ebb top`, on a terminal and without one: python3 top.py EBB NAME=PATH..."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
from typing import Any

from looked_at import LookedAtTest, main, programs, take_programs
from program import PATIENCE_S, Program

ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
HIDE, SHOW = "\x1b[?25l", "\x1b[?25h"
CONTROL = re.compile(r"\x1b\[\??[0-9]*[A-Za-z]")


class Terminal:
    """`ebb top` on a pseudo terminal."""

    def __init__(self, rows: int, columns: int, *arguments: str) -> None:
        self.controller, self.terminal = pty.openpty()
        self.resize(rows, columns)
        self.before = termios.tcgetattr(self.terminal)
        self.process = subprocess.Popen(
            [Program.path, "top", *arguments],
            stdin=self.terminal,
            stdout=self.terminal,
            stderr=subprocess.PIPE,
            preexec_fn=self.own,
        )
        self.seen = ""

    def own(self) -> None:
        """As a shell does it: a session of its own, whose terminal this is."""
        os.setsid()
        fcntl.ioctl(self.terminal, termios.TIOCSCTTY, 0)

    def resize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, is_so: Any) -> None:
        while not is_so(self.seen):
            if not select.select([self.controller], [], [], PATIENCE_S)[0]:
                raise AssertionError(f"not seen: {self.seen[-2000:]!r}")
            self.seen += os.read(self.controller, 65536).decode()

    def frames(self) -> list[str]:
        """What stood on the screen after each whole refresh."""
        return [CONTROL.sub("", frame) for frame in self.seen.split("\x1b[H")[1:]]

    def type(self, keys: str) -> None:
        os.write(self.controller, keys.encode())

    def end(self) -> tuple[int, str]:
        _, err = self.process.communicate(timeout=PATIENCE_S)
        self.until(lambda seen: LEAVE in seen)
        return self.process.returncode, err.decode()

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()
        os.close(self.controller)
        os.close(self.terminal)


class Top(LookedAtTest):
    def setUp(self) -> None:
        super().setUp()
        self.looked = self.started(programs["watched"])

    def blocks(self, *arguments: str) -> list[list[str]]:
        text = self.shown("top", self.looked.pid, "--interval", "0.1", *arguments)
        self.assertNotIn("\x1b", text)
        self.assertTrue(text.endswith("\n\n"))
        return [block.splitlines() for block in text[:-2].split("\n\n")]

    def names(self, block: list[str]) -> list[str]:
        return [re.match(r"[ 0-9]+?  (\S+( \S+)?)", line)[1] for line in block[2:]]

    def test_blocks_where_there_is_no_terminal(self) -> None:
        blocks = self.blocks("--count", "3")
        self.assertEqual(len(blocks), 3)
        for block in blocks:
            self.assertIn(f"process {self.looked.pid} (", block[0])
            self.assertIn(": 5 maps, ", block[0])
            self.assertRegex(block[1], r"^id +name +entries +entries/s .* +findings$")
            self.assertEqual(len(block), 2 + 5)

    def test_who_reads_it_may_have_read_enough(self) -> None:
        for arguments in (["top", self.looked.pid, "--interval", "0.1"], ["list", self.looked.pid],
                          ["stats", self.looked.pid], ["--help"], ["manual"]):
            reader, writer = os.pipe()
            os.close(reader)
            with self.subTest(arguments), open(writer, "wb") as pipe:
                outcome = self.run_ebb(*arguments, stdout=pipe)
                self.assertEqual((outcome.status, outcome.err), (0, ""))

    def test_orders(self) -> None:
        def figures(block: list[str], column: str) -> list[str]:
            end = block[1].index(column) + len(column)
            return [line[:end].split("  ")[-1].strip() for line in block[2:]]

        for key in ("name", "entries", "bytes", "changes"):
            (block,) = self.blocks("--count", "1", "--sort", key)
            if key == "name":
                self.assertEqual(self.names(block), sorted(self.names(block)))
            if key == "entries":
                entries = [int(each.replace(",", "")) for each in figures(block, "entries")]
                self.assertEqual(entries, sorted(entries, reverse=True))
            if key == "bytes":
                self.assertEqual(self.names(block)[-1], "odd?[31m")

    def test_rates_between_two_refreshes(self) -> None:
        top = self.start_ebb("top", self.looked.pid, "--interval", "0.1")
        line = ""
        while "sessions" not in line:
            line = top.stdout.readline().decode()
        self.assertRegex(line, r"sessions +66,666 +0 +0 ")
        self.looked.do("grow")
        while not re.search(r"sessions +[0-9,]+ +\+[0-9,]+ +[0-9+,]+ .* \+[0-9.]+ [KM]iB", line):
            line = top.stdout.readline().decode()
            self.assertTrue(line, "top ended")
        top.send_signal(signal.SIGINT)
        _, err = top.communicate()
        self.assertEqual((top.returncode, err), (130, b""))

    def on_terminal(self, rows: int, columns: int, *arguments: str) -> Terminal:
        shown = Terminal(rows, columns, self.looked.pid, "--interval", "0.1", *arguments)
        self.addCleanup(shown.close)
        shown.until(lambda seen: seen.count("\x1b[J") >= 3)
        return shown

    def test_a_terminal_is_refreshed_in_place(self) -> None:
        shown = self.on_terminal(24, 100)
        self.assertTrue(shown.seen.startswith(ENTER + HIDE))
        for frame in shown.frames()[:2]:
            lines = frame.split("\r\n")
            self.assertEqual(len(lines), 7)
            self.assertLessEqual(max(map(len, lines)), 100)
        shown.type("q")
        self.assertEqual(shown.end(), (0, ""))
        self.assertIn(SHOW, shown.seen)
        shown.until(lambda seen: "one chain" in seen.split(LEAVE)[1])
        self.assertNotIn("\x1b", shown.seen.split(LEAVE)[1])
        self.assertEqual(termios.tcgetattr(shown.terminal), shown.before)

    def test_other_keys_do_nothing(self) -> None:
        shown = self.on_terminal(24, 100)
        shown.type("x\r\x1b[A")
        count = shown.seen.count("\x1b[J")
        shown.until(lambda seen: seen.count("\x1b[J") > count + 2)
        shown.type("Q")
        self.assertEqual(shown.end(), (0, ""))
        self.assertNotIn("x", CONTROL.sub("", shown.seen).split("process")[0])

    def test_small_terminals_and_new_sizes(self) -> None:
        shown = self.on_terminal(4, 40)
        lines = shown.frames()[0].split("\r\n")
        self.assertEqual(len(lines), 4)
        self.assertLessEqual(max(map(len, lines)), 40)
        shown.resize(24, 200)
        shown.until(lambda _: len(shown.frames()[-1].split("\r\n")) == 7)
        shown.type("\x03")
        self.assertEqual(shown.end(), (130, ""))
        self.assertEqual(termios.tcgetattr(shown.terminal), shown.before)

    def test_the_end_of_the_process_leaves_the_terminal_as_it_was(self) -> None:
        shown = self.on_terminal(24, 100)
        self.looked.end()
        status, err = shown.end()
        self.assertEqual(status, 1)
        self.assertIn("has ended", self.one_line(err))
        self.assertEqual(termios.tcgetattr(shown.terminal), shown.before)


if __name__ == "__main__":
    main(take_programs)
