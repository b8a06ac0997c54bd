"""What a shell completes, as the shell itself says: python3 completions.py EBB"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from help import COMMANDS, FORMATS, OPTIONS, PrintedTest
from program import main

# Where the package bash-completion puts it. Its functions know about colons.
BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")

# What Readline does with a line before a function completes its last word: it ends words at these.
BASH_DRIVER = r"""
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

# What zsh would add to a line it is asked to list, by a function that stands before its `compadd`.
ZSH_SETUP = r"""
PS1=
fpath=($PWD $fpath)
autoload -Uz compinit && compinit -u -D
compadd() {
    local -a hits
    if [[ -z ${(M)@:#-[OAD]} ]]; then
        builtin compadd -A hits "$@"
        (( $#hits )) && print -rl -- $hits >>hits
    fi
    builtin compadd "$@"
}
list() { BUFFER=$LINE_TO_COMPLETE; CURSOR=$#BUFFER; zle list-choices; exit }
zle -N list
bindkey '^X' list
"""
# Completing takes a line editor, and that a terminal.
ZSH_DRIVER = r"""
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'source ./setup.zsh; print rea""dy'
zpty -r -m shell line '*ready*'
zpty -n -w shell $'\x18'
while zpty -r shell line; do :; done
"""


class Bash(PrintedTest):
    def completions(self, line: str, setup: str = "") -> set[str]:
        self.write("ebb.bash", self.printed("completion", "bash"))
        script = BASH_DRIVER.format(line=shlex.quote(line), setup=setup)
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
        self.assertIn("trace.lis", self.completions("ebb replay tra"))
        self.assertIn("trace.lis", self.completions("ebb replay --json tra"))
        self.assertIn("trace.lis", self.completions("ebb pprof server -o tra"))


class OtherShell:
    """What zsh and fish have in common: to them a colon is a letter."""

    def setUp(self) -> None:
        super().setUp()
        if shutil.which(self.shell) is None:
            self.skipTest(f"{self.shell} is missing (Debian: {self.shell})")

    def completes(self, line: str, *expected: str) -> None:
        with self.subTest(line):
            self.assertEqual(self.completions(line), set(expected))

    def test_commands_and_options(self) -> None:
        self.completes("ebb re", "replay")
        self.completes("ebb replay --for", "--format")
        self.completes("ebb replay trace --quiet --h", "--help", "--html")
        self.completes("ebb maps --", "--help")
        self.completes("ebb top 1 --", "--help", *OPTIONS["top"])
        self.completes("ebb completion ", "bash", "zsh", "fish")

    def test_values(self) -> None:
        self.completes("ebb replay --format ", *FORMATS)
        self.completes("ebb replay --keys n", "numbers")
        self.completes("ebb replay --model se", "sessions:")
        self.completes("ebb replay --workload yc", *(f"ycsb:{kind}" for kind in "abcdef"))
        self.completes("ebb replay --workload twitter:53", "twitter:53")
        self.completes("ebb replay --rounds ")
        self.completes("ebb top --sort e", "entries")

    def test_files(self) -> None:
        self.write("trace.lis", "")
        self.completes("ebb replay tra", "trace.lis")
        self.completes("ebb replay --json tra", "trace.lis")


class Zsh(OtherShell, PrintedTest):
    shell = "zsh"

    def completions(self, line: str) -> set[str]:
        self.write("_ebb", self.printed("completion", "zsh"))
        self.write("setup.zsh", ZSH_SETUP)
        hits = Path(self.write("hits", ""))
        done = subprocess.run(
            ["zsh", "-f", "-c", ZSH_DRIVER],
            cwd=self.folder,
            env={**os.environ, "LINE_TO_COMPLETE": line, "TERM": "dumb"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""), line)
        return set(hits.read_text().splitlines())

    def test_every_command_is_there(self) -> None:
        self.completes("ebb ", *COMMANDS, "--help", "--version")


class Fish(OtherShell, PrintedTest):
    shell = "fish"

    def completions(self, line: str) -> set[str]:
        self.write("ebb.fish", self.printed("completion", "fish"))
        done = subprocess.run(
            ["fish", "--no-config", "-c", 'source ebb.fish; complete -C "$argv[1]"', line],
            cwd=self.folder,
            env={**os.environ, "HOME": str(self.folder)},
            capture_output=True,
            text=True,
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""), line)
        return {each.split("\t")[0] for each in done.stdout.splitlines()}

    def test_every_command_is_there(self) -> None:
        self.completes("ebb ", *COMMANDS)
        self.completes("ebb --", "--help", "--version")

    def test_processes(self) -> None:
        self.assertIn(str(os.getpid()), self.completions("ebb list "))


if __name__ == "__main__":
    main()
