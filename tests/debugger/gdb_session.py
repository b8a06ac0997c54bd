"""Runs inside gdb: asks it about the maps of a program, and writes the answers down.

The environment says what to do: EBB_RESULT, where the answers go; EBB_COMMANDS, a file with a
command a line; EBB_CORE, where a core is to be made. The program is started unless a core is
loaded.
"""

import json
import os

import gdb


def answer(command):
    try:
        return gdb.execute(command, to_string=True)
    except gdb.error as error:  # GdbError is one
        return f"error: {error}"


def main():
    for setting in ("pagination off", "confirm off", "width 0", "print elements unlimited"):
        gdb.execute(f"set {setting}")
    before = {command: answer(command) for command in ("ebb list", "ebb info shown::empty")}
    if not gdb.selected_inferior().threads():
        gdb.execute("break ready", to_string=True)
        gdb.execute("run", to_string=True)
    if "EBB_CORE" in os.environ:
        gdb.execute(f"generate-core-file {os.environ['EBB_CORE']}", to_string=True)
    with open(os.environ["EBB_COMMANDS"]) as commands:
        answers = {command: answer(command) for command in commands.read().splitlines()}
    with open(os.environ["EBB_RESULT"], "w") as result:
        json.dump({"before": before, "answers": answers}, result)


main()
