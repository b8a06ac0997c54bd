"""--help, --version, the lists, the manual and the completions: python3 help.py EBB"""

from __future__ import annotations

import re
import shlex
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

# Where the package bash-completion puts it. Its functions know about colons.
BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")

# What Readline does with a line before a function completes its last word: it ends words at these.
DRIVER = r"""
{setup}
source ebb.bash
line={line}
words=()
while IFS= read -r word; do words+=("$word"); done < <(
    grep -oE '[^][:space:]=:@[]+|[=:@]+' <<<"$line")
[[ $line == *[[:space:]] ]] && words+=('')
COMP_LINE=$line COMP_POINT=${{#line}} COMP_WORDS=("${{words[@]}}")
COMP_CWORD=$((${{#words[@]}} - 1)) COMP_TYPE=9 COMP_KEY=9
_ebb ebb "${{words[COMP_CWORD]}}" "${{words[COMP_CWORD - 1]}}"
printf '%s\n' "${{COMPREPLY[@]}}"
"""


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


class Completion(PrintedTest):
    def completions(self, line: str, setup: str) -> set[str]:
        self.write("ebb.bash", self.printed("completion", "bash"))
        script = DRIVER.format(line=shlex.quote(line), setup=setup)
        done = subprocess.run(
            ["bash", "--norc", "-c", script], cwd=self.folder, capture_output=True, text=True
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""), line)
        return set(done.stdout.split())

    def completes(self, line: str, *expected: str) -> None:
        """With and without the package bash-completion: users have either."""
        setups = [""] + [f"source {BASH_COMPLETION}"] * BASH_COMPLETION.exists()
        for setup in setups:
            with self.subTest(line, setup=setup):
                self.assertEqual(self.completions(line, setup), set(expected))

    def test_commands_and_options(self) -> None:
        self.completes("ebb ", *COMMANDS, "--help", "--version")
        self.completes("ebb re", "replay")
        self.completes("ebb replay --for", "--format")
        self.completes("ebb replay --", "--help", *OPTIONS["replay"])
        self.completes("ebb replay trace --quiet --h", "--help", "--html")
        self.completes("ebb maps --", "--help")
        self.completes("ebb top server --", "--help", *OPTIONS["top"])
        self.completes("ebb list ")
        self.completes("ebb completion ", "bash", "zsh", "fish")

    def test_values(self) -> None:
        self.completes("ebb replay --format tw", "twitter")
        self.completes("ebb replay --format ", *FORMATS)
        self.completes("ebb replay --keys n", "numbers")
        self.completes("ebb replay --value-bytes ", "8", "64", "256")
        self.completes("ebb replay --maps ebb", "ebb", "ebb-eager", "ebb-go")
        self.completes("ebb replay --model se", "sessions:")
        self.completes("ebb replay --rounds ")
        self.completes("ebb top --sort e", "entries")
        self.completes("ebb buckets --first ")

    def test_a_colon_ends_a_word_for_bash(self) -> None:
        """What comes after it is all that is to be completed."""
        self.completes("ebb replay --workload yc", *(f"ycsb:{kind}" for kind in "abcdef"))
        self.completes("ebb replay --workload twitter:1", "1", *map(str, range(10, 20)))
        self.completes("ebb replay --workload twitter:53", "53")
        self.completes("ebb replay --workload ycsb:", *"abcdef")

    def test_a_colon_is_not_quoted(self) -> None:
        """As readline would, if it took all words for names of files."""
        self.write("ebb.bash", self.printed("completion", "bash"))
        script = "source ebb.bash; complete -p ebb"
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, capture_output=True, text=True
        )
        self.assertIn("-F _ebb", done.stdout)
        self.assertNotIn("filenames", done.stdout)

    def test_files(self) -> None:
        self.write("trace one.lis", "")
        self.write("trace.lis", "")
        self.assertIn("trace.lis", self.completions("ebb replay tra", ""))
        self.assertIn("trace.lis", self.completions("ebb replay --json tra", ""))
        self.assertIn("trace.lis", self.completions("ebb pprof server -o tra", ""))

    def test_other_shells(self) -> None:
        for shell, option in {"zsh": "-n", "fish": "--no-execute", "bash": "-n"}.items():
            script = self.printed("completion", shell)
            for word in [*COMMANDS, "workload", "twitter:14", "redis-monitor"]:
                self.assertIn(word, script.replace("\\:", ":"))
            if shutil.which(shell):
                path = self.write(f"script.{shell}", script)
                done = subprocess.run([shell, option, path], capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))


if __name__ == "__main__":
    main()
