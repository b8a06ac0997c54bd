"""Runs `ebb` as a user does, and says what came of it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterator

HERE = Path(__file__).parent
INPUTS = HERE / "inputs"
SMALL = ["--maps", "ebb,ebb-go,std", "--rounds", "1"]

# No test waits that long unless something hangs; slow machines and sanitizers have time enough.
PATIENCE_S = 120
POLL_S = 0.005


@dataclass
class Outcome:
    status: int
    out: str
    err: str

    def report(self) -> dict[str, Any]:
        return json.loads(self.out)


class Program:
    path = ""

    @classmethod
    def start(cls, *arguments: str | Path, **options: Any) -> subprocess.Popen[bytes]:
        """Options are those of Popen; what is not named is a pipe."""
        for stream in ("stdin", "stdout", "stderr"):
            options.setdefault(stream, subprocess.PIPE)
        return subprocess.Popen([cls.path, *map(str, arguments)], **options)

    @classmethod
    def run(cls, *arguments: str | Path, given: bytes = b"", **options: Any) -> Outcome:
        with cls.start(*arguments, **options) as process:
            try:
                out, err = process.communicate(
                    given if process.stdin else None, timeout=PATIENCE_S
                )
            except BaseException:
                process.kill()
                raise
        return Outcome(process.returncode, (out or b"").decode(), (err or b"").decode())


class CommandTest(unittest.TestCase):
    """A test with a folder of its own, into which temporary files go as well."""

    maxDiff = None

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="ebb-test-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        self.environment = dict(os.environ, TMPDIR=str(self.temporary))

    def run_ebb(self, *arguments: str | Path, **options: Any) -> Outcome:
        options.setdefault("cwd", self.folder)
        options.setdefault("env", self.environment)
        return Program.run(*arguments, **options)

    def start_ebb(self, *arguments: str | Path, **options: Any) -> subprocess.Popen[bytes]:
        options.setdefault("cwd", self.folder)
        options.setdefault("env", self.environment)
        process = Program.start(*arguments, **options)

        def end() -> None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            process.communicate()

        self.addCleanup(end)
        return process

    def files(self) -> dict[str, str]:
        """What lies in the folder: names, and hashes of what is in them."""
        return {
            str(path.relative_to(self.folder)): hashlib.sha256(path.read_bytes()).hexdigest()[:8]
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and os.access(path, os.R_OK)
        }

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def one_line(self, err: str) -> str:
        """The one line that standard error should have."""
        self.assertEqual(err.count("\n"), 1, f"standard error should be one line: {err!r}")
        self.assertTrue(err.startswith("ebb: "), f"a message begins with 'ebb: ': {err!r}")
        return err.rstrip("\n")


def is_sanitized() -> bool:
    """Sanitizers reserve more addresses than any limit allows, and leave less to find out about."""
    outcome = Program.run(
        "replay", INPUTS / "pages.lis", "--maps", "ebb", "--rounds", "1", "--json", "-"
    )
    return "-fsanitize" in outcome.report()["machine"]["flags"]


def until(what: str, is_so: Callable[[], Any]) -> Any:
    """Polls. Returns: the first answer that is true."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if answer := is_so():
            return answer
        time.sleep(POLL_S)
    raise AssertionError(f"not so after {PATIENCE_S} s: {what}")


def children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def about(pid: int) -> list[str]:
    """/proc/PID/stat from its third field on, the state; empty where there is no process."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []


def state(pid: int) -> str:
    """As /proc has it: R, S, T, Z; nothing where there is no such process."""
    return (about(pid) or [""])[0]


def has_worked(pid: int) -> bool:
    """Whether it has used a tick of processor time: what it does first is behind it then."""
    return any(ticks != "0" for ticks in about(pid)[11:13])


def is_caught(pid: int, number: signal.Signals) -> bool:
    """Whether the process has a handler for the signal."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("SigCgt:"):
                return bool(int(line.split()[1], 16) >> (number - 1) & 1)
    return False


def passes(process: subprocess.Popen[bytes]) -> Iterator[int]:
    """The processes that a run makes one after the other: planning, then the passes of each map."""
    seen: set[int] = set()
    while process.poll() is None:
        for child in children(process.pid):
            if child not in seen:
                seen.add(child)
                yield child
        time.sleep(POLL_S)


def main(extra: Callable[[list[str]], None] | None = None) -> None:
    """FILE.py EBB_PROGRAM [what `extra` takes] [-k NAME, and what else unittest takes]."""
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} EBB_PROGRAM ...")
    arguments = sys.argv[1:]
    Program.path = str(Path(arguments.pop(0)).resolve())
    own = []
    while arguments and not arguments[0].startswith("-"):
        own.append(arguments.pop(0))
    if extra:
        extra(own)
    unittest.main(argv=[sys.argv[0], *arguments])
