"""Processes that can't be looked at, and command lines that are wrong: python3 mistakes.py EBB NAME=PATH..."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

from looked_at import LookedAtTest, main, programs, take_programs
from program import Program

COMMANDS = ["list", "top", "stats", "buckets", "health", "pprof"]


class Processes(LookedAtTest):
    def each(self, says: list[str], pid: str) -> None:
        for command in COMMANDS:
            more = ["1"] if command == "buckets" else []
            more += ["-o", str(self.folder / "profile")] if command == "pprof" else []
            with self.subTest(command):
                self.fails(says, command, pid, *more)
                self.assertFalse((self.folder / "profile").exists())

    def test_there_is_none(self) -> None:
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        self.each(["no process", str(ended.pid)], str(ended.pid))
        self.each(["no process 0"], "0")
        self.each(["no process runs", "no-such-program"], "no-such-program")

    def test_it_has_ended_but_nobody_has_asked_how(self) -> None:
        ended = subprocess.Popen([sys.executable, "-c", ""])
        self.addCleanup(ended.wait)
        os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
        self.each(["no process", str(ended.pid)], str(ended.pid))

    def test_it_knows_nothing_of_ebb(self) -> None:
        foreign = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
        self.addCleanup(foreign.communicate)
        self.each([f"process {foreign.pid}", "no watched maps"], str(foreign.pid))

    def test_one_of_its_registries_is_of_another_version(self) -> None:
        """What the others list is shown, and that maps may be missing is said."""
        content = bytearray(Path(programs["object"]).read_bytes())
        cookie = b"ebb registry 01\0"
        at = content.index(cookie + struct.pack("<I", 1)) + len(cookie)
        content[at : at + 4] = struct.pack("<I", 99)
        other = self.write("other.so", bytes(content))
        pid = self.started(programs["loader"], other, programs["object"]).pid
        says = [f"some watched maps of process {pid}", "of version 99"]
        for command in COMMANDS:
            if command in ("top", "buckets", "pprof"):
                continue
            outcome = self.run_ebb(command, pid)
            self.assertIn("5 maps" if command == "health" else "sessions", outcome.out)
            for part in says:
                self.assertIn(part, self.one_line(outcome.err))
        self.assertIn(says[0], self.shown("top", pid, "--count", "1"))
        self.fails(["no map called 'x'", *says], "stats", pid, "x")

    def test_it_may_not_be_read(self) -> None:
        """Of a program that only its owner may read, and that another user runs. Root reads it all."""
        looked = self.started(programs["watched"])
        if os.geteuid() != 0:
            return
        copy = self.folder / "ebb"
        copy.write_bytes(self.path_of_ebb().read_bytes())
        copy.chmod(0o755)
        self.folder.chmod(0o755)
        outcome = subprocess.run(
            [copy, "list", looked.pid], user=65534, group=65534, extra_groups=[],
            capture_output=True, text=True, cwd="/",
        )  # fmt: skip
        self.assertEqual((outcome.returncode, outcome.stdout), (1, ""), outcome.stderr)
        line = self.one_line(outcome.stderr)
        for part in ["no permission", looked.pid, "user", "CAP_SYS_PTRACE"]:
            self.assertIn(part, line)

    @staticmethod
    def path_of_ebb() -> Path:
        return Path(Program.path)


class CommandLines(LookedAtTest):
    def test_what_is_missing_or_too_much(self) -> None:
        for command in COMMANDS:
            self.fails(["PID is required", f"`ebb {command} --help`"], command, status=2)
        self.fails(["MAP is required"], "buckets", "1", status=2)
        self.fails(["x"], "list", "1", "x", status=2)
        self.fails(["--bogus"], "stats", "1", "--bogus", status=2)

    def test_values(self) -> None:
        for option, values in {
            "--interval": ["0", "x", "-1", "1s", "nan", "1e9", ""],
            "--count": ["0", "x", "-1", "1.5"],
            "--sort": ["size", ""],
        }.items():
            for value in values:
                self.fails([option], "top", "1", f"{option}={value}", status=2)
        for option in ("--first", "--last"):
            for value in ("-1", "x", str(2**32)):
                self.fails([option], "buckets", "1", "2", f"{option}={value}", status=2)
        said = ["--last", "8 or more"]
        self.fails(said, "buckets", "1", "2", "--first", "8", "--last", "7", status=2)
        self.fails(["--seconds"], "health", "1", "--seconds", "-1", status=2)
        self.fails(["--output"], "pprof", "1", "--output=", status=2)


if __name__ == "__main__":
    main(take_programs)
