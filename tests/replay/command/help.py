"""--help, --version, the lists and the manual: python3 help.py EBB"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from program import CommandTest, main

ATTACH = ["list", "top", "stats", "buckets", "health", "pprof"]
COMMANDS = ["replay", "workloads", "maps", *ATTACH, "completion", "manual"]
OPTIONS = {
    "replay": [
        *["--format", "--keys", "--columns", "--client", "--lenient", "--workload", "--requests", "--seed"],
        *["--model", "--maps", "--rounds", "--value-bytes", "--json", "--html", "--quiet"],
    ],
    **{command: [] for command in COMMANDS[1:]},
    "top": ["--interval", "--count", "--sort"],
    "stats": ["--json"],
    "buckets": ["--old", "--first", "--last"],
    "health": ["--json", "--seconds"],
    "pprof": ["--output"],
}
FORMATS = ["arc", "twitter", "web-log", "redis-monitor", "csv", "oracle-general", "keys"]
MAPS = ["ebb", "ebb-eager", "ebb-go", "std"]  # in every build


class PrintedTest(CommandTest):
    def printed(self, *arguments: str) -> str:
        outcome = self.run_ebb(*arguments)
        self.assertEqual((outcome.status, outcome.err), (0, ""), arguments)
        self.assertTrue(outcome.out.endswith("\n"), arguments)
        return outcome.out


class Help(PrintedTest):
    def test_every_command_and_option_is_listed(self) -> None:
        text = self.printed("--help")
        for command in COMMANDS:
            self.assertRegex(text, rf"(?m)^ +{command} +[A-Z].*\.$")
        for command, options in OPTIONS.items():
            text = self.printed(command, "--help")
            self.assertIn(f"ebb {command}", text)
            for option in ["--help", *options]:
                self.assertRegex(text, rf"(?m)^ +(-[ho],)?{option}\b", f"{command} --help")
        for word in [*FORMATS, *MAPS, "direct", "cache:", "ttl:", "sessions:", "Exit status", "TMPDIR", "assign"]:
            self.assertIn(word, self.printed("replay", "--help"))

    def test_no_option_is_missing_here(self) -> None:
        """So that one that comes is looked for everywhere."""
        for command, options in OPTIONS.items():
            found = re.findall(r"(?m)^ +(?:-[ho],)?(--[a-z-]+)", self.printed(command, "--help"))
            self.assertEqual(sorted(found), sorted(["--help", *options]))

    def test_help_fits_a_terminal(self) -> None:
        """Words of one option's values may be longer."""
        for arguments in ([], *([command] for command in COMMANDS)):
            lines = self.printed(*arguments, "--help").splitlines()
            self.assertLess(max(map(len, lines)), 200, arguments)

    def test_version(self) -> None:
        self.assertRegex(self.printed("--version"), r"^ebb \d+\.\d+\.\d+\n$")

    def test_maps(self) -> None:
        names = [line.split()[0] for line in self.printed("maps").splitlines()]
        self.assertEqual([name for name in names if name in MAPS], MAPS)
        self.assertRegex(self.printed("maps"), r"(?m)^std +std::unordered_map +\S+")

    def test_workloads(self) -> None:
        names = [line.split()[0] for line in self.printed("workloads").splitlines()]
        twitter = [f"twitter:{number}" for number in range(1, 55) if number != 5]
        self.assertEqual(names, [*twitter, *(f"ycsb:{kind}" for kind in "abcdef")])

    def test_lists_are_what_can_be_replayed(self) -> None:
        for line in self.printed("workloads").splitlines():
            name = line.split()[0]
            few = ["--requests", "100", "--rounds", "1", "--maps", "ebb"]
            self.printed("replay", "--workload", name, *few)
        for line in self.printed("maps").splitlines():
            few = ["--workload", "ycsb:a", "--requests", "100", "--rounds", "1"]
            self.printed("replay", *few, "--maps", line.split()[0])


class Manual(PrintedTest):
    def rendered(self, *renderer: str) -> str:
        """Warnings are faults of the page."""
        self.write("ebb.1", self.printed("manual"))
        done = subprocess.run(
            renderer,
            cwd=self.folder,
            env=self.environment | {"MANWIDTH": "100"},
            capture_output=True,
        )
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))
        return re.sub(r"\x1b\[\d+m|.\x08", "", done.stdout.decode())

    def is_complete(self, text: str) -> None:
        for word in [*COMMANDS, *sum(OPTIONS.values(), []), "TRACE", "SHELL", "PID", "MAP"]:
            self.assertIn(word, text)
        for section in ("NAME", "SYNOPSIS", "COMMANDS", "EXAMPLES", "MODELS", "EXIT STATUS", "ENVIRONMENT"):
            self.assertEqual(len(re.findall(rf"(?m)^{section}$", text)), 1, section)
        self.assertIn("ebb replay trace.lis --model cache:100000 --maps ebb,boost,std", text)
        self.assertNotRegex(text, r"[^.]\.\.$|\?\.|!\.", "sentences end once")

    def test_by_groff(self) -> None:
        if shutil.which("groff"):
            self.is_complete(self.rendered("groff", "-man", "-ww", "-Tutf8", "-rLL=100n", "ebb.1"))

    def test_by_man(self) -> None:
        if shutil.which("man"):
            options = ["--warnings=w", "-E", "UTF-8", "-P", "cat", "-l"]
            self.is_complete(self.rendered("man", *options, "./ebb.1"))

    def test_by_mandoc(self) -> None:
        if shutil.which("mandoc"):
            self.rendered("mandoc", "-man", "-T", "lint", "-W", "error", "ebb.1")


if __name__ == "__main__":
    main()
