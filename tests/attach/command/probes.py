"""The static probes, as tools find them in a program: python3 probes.py EBB NAME=PATH...

They are there after strip, too, and not in the way of a lookup, an insert or an erase.
"""

from __future__ import annotations

import re
import subprocess

from looked_at import LookedAtTest, main, programs, take_programs

ARGUMENTS = {"growth_start": 4, "growth_done": 3, "evacuate": 2, "clear": 2}
HOT = ["hot_find", "hot_insert", "hot_erase"]


def notes(program: str) -> list[tuple[str, int, int]]:
    """Of each probe its name, its address and how many arguments it has."""
    text = subprocess.run(
        ["readelf", "--notes", "--wide", program], check=True, capture_output=True, text=True
    ).stdout
    return [
        (name, int(address, 16), len(arguments.split()))
        for name, address, arguments in re.findall(
            r"Provider: ebb\n\s+Name: (\w+)\n\s+Location: (0x[0-9a-f]+),.*\n\s+Arguments: (.*)", text
        )
    ]


class Probes(LookedAtTest):
    def test_every_probe_is_there(self) -> None:
        found = notes(programs["hot"])
        self.assertEqual({name: count for name, _, count in found}, ARGUMENTS)

    def test_they_survive_strip(self) -> None:
        stripped = str(self.folder / "stripped")
        subprocess.run(["strip", "--strip-all", "-o", stripped, programs["hot"]], check=True)
        self.assertEqual(notes(stripped), notes(programs["hot"]))

    def test_they_can_be_left_out(self) -> None:
        self.assertEqual(notes(programs["quiet"]), [])

    def test_no_hot_path_has_one_inlined(self) -> None:
        addresses = {address for _, address, _ in notes(programs["hot"])}
        for function in HOT:
            text = subprocess.run(
                ["objdump", "--disassemble=" + function, programs["hot"]],
                check=True, capture_output=True, text=True,
            ).stdout  # fmt: skip
            body = {int(each, 16) for each in re.findall(r"(?m)^ +([0-9a-f]+):\t", text)}
            self.assertGreater(len(body), 10, f"{function} was not found")
            self.assertEqual(body & addresses, set(), f"{function} has a probe in it")


if __name__ == "__main__":
    main(take_programs)
