"""Maps that change while they are looked at: python3 changing.py EBB NAME=PATH...

Nobody can say what is read then; but it is marked, or refused, and never hangs or crashes.
"""

from __future__ import annotations

import json

from looked_at import LookedAtTest, main, programs, take_programs

ROUNDS = 20
MOMENT = "parts are of different moments"


class Changing(LookedAtTest):
    def setUp(self) -> None:
        super().setUp()
        self.looked = self.started(programs["churning"])

    def test_what_is_read_is_marked_or_makes_sense(self) -> None:
        for _ in range(ROUNDS):
            outcome = self.run_ebb("stats", self.looked.pid, "churning", "--json")
            if outcome.status != 0:
                self.assertEqual(outcome.status, 1)
                self.assertIn("can't be read", self.one_line(outcome.err))
                continue
            taken = json.loads(outcome.out)
            if taken["census"]["is_of_one_moment"]:
                entries = taken["census"]["slots"]["in_use"]
                self.assertEqual(entries, taken["figures"]["entries"])

    def test_every_command_comes_to_an_end(self) -> None:
        pid = self.looked.pid
        for _ in range(3):
            for arguments in (
                ["list", pid],
                ["stats", pid],
                ["stats", pid, "churning as Go"],
                ["buckets", pid, "churning"],
                ["health", pid],
                ["pprof", pid],
                ["top", pid, "--count", "3", "--interval", "0.1"],
            ):
                outcome = self.raw(*arguments)
                self.assertIn(outcome[0], (0, 1, 3), (arguments, outcome[1]))

    def raw(self, *arguments: str) -> tuple[int, bytes]:
        process = self.start_ebb(*arguments)
        _, err = process.communicate()
        return process.returncode, err


class InsideAnOperation(LookedAtTest):
    """As if the process had been stopped there: nothing changes, but nothing can be relied on."""

    def setUp(self) -> None:
        super().setUp()
        self.looked = self.started(programs["watched"])
        self.looked.do("stay in an insert")

    def test_a_reader_is_told(self) -> None:
        self.assertIn(MOMENT, self.shown("buckets", self.looked.pid, "busy"))
        text = self.shown("stats", self.looked.pid, "busy")
        self.assertIn("different moments", " ".join(text.split()))
        self.assertIn("~ the map changed", self.shown("list", self.looked.pid))
        self.assertIn("~ the map changed", self.shown("top", self.looked.pid, "--count", "1"))
        outcome = self.start_ebb("pprof", self.looked.pid)
        _, err = outcome.communicate()
        self.assertEqual(outcome.returncode, 0)
        self.assertIn("'busy': the map changed while it was read", self.one_line(err.decode()))

    def test_a_program_is_told(self) -> None:
        taken = json.loads(self.shown("stats", self.looked.pid, "busy", "--json"))
        self.assertFalse(taken["census"]["is_of_one_moment"])
        self.assertEqual(self.looked.do("go on"), [])


class Ending(LookedAtTest):
    def test_a_process_that_ends_ends_top(self) -> None:
        looked = self.started(programs["watched"])
        top = self.start_ebb("top", looked.pid, "--interval", "0.1")
        self.assertIn(looked.pid.encode(), top.stdout.readline())
        looked.end()
        _, err = top.communicate()
        self.assertEqual(top.returncode, 1)
        self.assertIn(f"process {looked.pid}", self.one_line(err.decode()))
        self.assertIn("has ended", err.decode())

    def test_a_process_may_end_at_any_moment(self) -> None:
        for _ in range(5):
            looked = self.started(programs["churning"])
            started = [
                self.start_ebb(*arguments)
                for arguments in (
                    ["stats", looked.pid],
                    ["health", looked.pid, "--seconds", "60"],
                    ["list", looked.pid],
                )
            ]
            looked.end()
            for process in started:
                _, err = process.communicate()
                self.assertIn(process.returncode, (0, 1), err)


if __name__ == "__main__":
    main(take_programs)
