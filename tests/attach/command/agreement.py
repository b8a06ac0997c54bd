"""What `ebb` reads of a process is what the process says of itself: python3 agreement.py EBB NAME=PATH...

As it was linked usually, at a fixed address, stripped of all symbols, and with the registry in a
shared object.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from looked_at import Looked, LookedAtTest, main, programs, take_programs

NAMES = ["sessions", "go", "words", "one chain", "odd?[31m"]
GO = shutil.which("go") or shutil.which("go", path="/usr/lib/go-1.19/bin")


def without_steps(census: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in census.items() if key not in ("steps", "restarts")}


class Agreement(LookedAtTest):
    def agrees(self, looked: Looked) -> None:
        expected = looked.json()
        found = [json.loads(line) for line in self.shown("stats", looked.pid, "--json").splitlines()]
        self.assertEqual([each["map"]["name"] for each in found], NAMES)
        for ours, theirs in zip(found, expected):
            with self.subTest(ours["map"]["name"]):
                self.assertEqual(ours["figures"], theirs["figures"])
                self.assertTrue(ours["census"]["is_of_one_moment"])
                self.assertEqual(without_steps(ours["census"]), without_steps(theirs["census"]))
                for key in ("map_type", "key_type", "value_type", "policy"):
                    self.assertEqual(ours["map"][key], theirs["map"][key])
        self.assertGreater(found[0]["census"]["slots"]["deleted"], 1_000)
        self.assertGreater(found[3]["census"]["longest_chain"], 20)

    def at_rest_and_during_a_growth(self, *command: str | Path) -> None:
        looked = self.started(*command)
        self.agrees(looked)
        looked.do("grow")
        self.assertEqual(looked.json()[0]["figures"]["growth"]["kind"], "doubling")
        self.agrees(looked)

    def test_a_usual_program(self) -> None:
        self.at_rest_and_during_a_growth(programs["watched"])

    def test_a_program_at_a_fixed_address(self) -> None:
        self.at_rest_and_during_a_growth(programs["fixed"])

    def test_a_stripped_program(self) -> None:
        stripped = self.folder / "stripped"
        for name in ("watched", "fixed"):
            subprocess.run(["strip", "--strip-all", "-o", stripped, programs[name]], check=True)
            self.at_rest_and_during_a_growth(stripped)

    def test_a_registry_in_a_shared_object(self) -> None:
        self.at_rest_and_during_a_growth(programs["loader"], programs["object"])

    def test_a_program_that_was_deleted_or_replaced(self) -> None:
        copy = self.folder / "copy"
        for name in ("watched", "object"):
            shutil.copy(programs[name], copy)
            command = [copy] if name == "watched" else [programs["loader"], copy]
            looked = self.started(*command)
            copy.unlink()
            self.agrees(looked)
            self.write("copy", "another one")
            self.agrees(looked)
            copy.unlink()

    def test_a_program_without_section_headers(self) -> None:
        """What is left then is its memory."""
        copy = self.folder / "copy"
        content = bytearray(Path(programs["watched"]).read_bytes())
        content[0x28:0x30] = bytes(8)  # e_shoff
        content[0x3C:0x40] = bytes(4)  # e_shnum, e_shstrndx
        copy.write_bytes(content)
        copy.chmod(0o755)
        self.agrees(self.started(copy))


class Libraries(LookedAtTest):
    """Each that was linked with ebb::inspect has ids of its own, from 1 on."""

    def setUp(self) -> None:
        super().setUp()
        for name in ("one.so", "other.so"):
            shutil.copy(programs["library"], self.folder / name)
        self.looked = self.started(
            programs["loader"], self.folder / "one.so", self.folder / "other.so", programs["object"]
        )
        self.object = Path(programs["object"]).name

    def test_their_maps_are_told_apart(self) -> None:
        lines = self.shown("list", self.looked.pid).splitlines()[1:]
        ids = [line.split()[0] for line in lines]
        self.assertEqual(len(set(ids)), len(NAMES) + 2)
        for each in ("1@one.so", "1@other.so", f"1@{self.object}"):
            self.assertIn(each, ids)

    def test_each_can_be_asked_for(self) -> None:
        for name in ("1@one.so", "cache?of a library@one.so"):
            found = json.loads(self.shown("stats", self.looked.pid, name, "--json"))["map"]
            self.assertEqual((found["id"], found["library"]), (1, "one.so"))
        found = json.loads(self.shown("stats", self.looked.pid, "sessions", "--json"))["map"]
        self.assertEqual(found["library"], self.object)
        says = ["more than one map called '1'", "1@one.so 'cache?of a library'", "1@other.so"]
        self.fails(says, "stats", self.looked.pid, "1")

    def test_a_profile_does_not_add_them_up(self) -> None:
        path = self.folder / "maps.pb.gz"
        self.shown("pprof", self.looked.pid, "-o", str(path))
        content = gzip.decompress(path.read_bytes())
        for label in ("cache?of a library (id 1@one.so)", "cache?of a library (id 1@other.so)"):
            self.assertIn(label.encode(), content)


class Shown(LookedAtTest):
    def setUp(self) -> None:
        super().setUp()
        self.looked = self.started(programs["watched"])

    def test_the_list(self) -> None:
        lines = self.shown("list", self.looked.pid).splitlines()
        self.assertRegex(lines[0], r"^id +name +entries +load +bytes +growth +findings +type$")
        self.assertEqual(len(lines), 1 + len(NAMES))
        for number, (line, name, theirs) in enumerate(zip(lines[1:], NAMES, self.looked.json()), 1):
            entries = f"{theirs['figures']['entries']:,}"
            self.assertRegex(line, rf"^ *{number}  {name.replace('?[', '.{1,3}.')} +{entries} ")
            self.assertNotIn("\x1b", line)

    def test_the_list_by_the_name_of_the_program(self) -> None:
        name = "ebb_t" + str(os.getpid())
        shutil.copy(programs["watched"], self.folder / name)
        looked = self.started(self.folder / name)
        self.assertEqual(self.shown("list", name), self.shown("list", looked.pid))
        another = self.started(self.folder / name)
        self.fails(["2 processes", looked.pid, another.pid, "which one"], "list", name)

    def test_maps_that_are_no_longer_watched(self) -> None:
        self.looked.do("unwatch")
        self.assertNotIn("words", self.shown("list", self.looked.pid))
        self.fails(["'words'", "1 'sessions'", "4 'one chain'"], "stats", self.looked.pid, "words")

    def test_one_map_by_its_name_or_id(self) -> None:
        by_name = self.shown("stats", self.looked.pid, "one chain", "--json")
        by_id = self.shown("stats", self.looked.pid, "4", "--json")
        self.assertEqual(json.loads(by_name)["figures"], json.loads(by_id)["figures"])
        self.assertEqual(by_id.count("\n"), 1)
        text = self.shown("stats", self.looked.pid, "4")
        self.assertIn("one chain", text)
        self.assertNotIn("sessions", text)

    def test_buckets(self) -> None:
        theirs = self.looked.do("buckets")
        ours = self.shown("buckets", self.looked.pid, "words").splitlines()
        self.assertEqual(ours, theirs)
        some = self.shown("buckets", self.looked.pid, "words", "--first", "3", "--last", "5")
        row = next(line for line in theirs if line.split()[0] == "0").split()[1]
        self.assertIn(f" 3 {row[3:6]}\n", some)
        self.assertRegex(some, r"buckets 3 to 5 of [0-9,]+; --first and --last show others")

    def test_buckets_of_the_old_table(self) -> None:
        asked = ["buckets", self.looked.pid, "sessions"]
        self.fails(["no old table", "'sessions'"], *asked, "--old")
        self.looked.do("grow")
        self.assertRegex(self.shown(*asked, "--old"), r"^old table\n +0 \.+[0-9a-f]+")
        self.assertRegex(self.shown(*asked), r"^current table\n")
        self.fails(["no bucket 99999999"], *asked, "--first", "99999999")

    def test_health(self) -> None:
        theirs = [json.loads(line) for line in self.looked.do("findings")]
        outcome = self.run_ebb("health", self.looked.pid, "--json")
        report = json.loads(outcome.out)
        ours: list[list[Any]] = [[] for _ in NAMES]
        for finding in report["findings"]:
            ours[finding.pop("map")["id"] - 1].append(finding)
        self.assertEqual(ours, theirs)
        is_serious = any(each["severity"] == "serious" for each in sum(theirs, []))
        self.assertEqual((outcome.status, outcome.err), (3 if is_serious else 0, ""))
        self.assertEqual(report["status"] == "serious", is_serious)

    def test_profiles(self) -> None:
        path = self.folder / "maps.pb.gz"
        self.assertEqual(self.shown("pprof", self.looked.pid, "-o", str(path)), "")
        content = gzip.decompress(path.read_bytes())
        for word in ["slot_state", "reusable", "sessions", "one chain"]:
            self.assertIn(word.encode(), content)
        if GO:
            command = [GO, "tool", "pprof", "-sample_index=slots", "-tags", path]
            environment = {**self.environment, "HOME": str(self.folder)}
            done = subprocess.run(command, env=environment, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("reusable", done.stdout)
            self.assertIn("sessions", done.stdout)

    def test_profiles_replace_nothing_that_they_are_made_of(self) -> None:
        program = Path(shutil.copy(programs["watched"], self.folder / "server"))
        (self.folder / "link").symlink_to("server")
        looked = self.started(program)
        before = self.files()
        for path in ("server", "link", str(program)):
            outcome = self.run_ebb("pprof", looked.pid, "-o", path)
            self.assertEqual(outcome.status, 2)
            self.assertIn(f"--output {path} is the program of", self.one_line(outcome.err))
            self.assertEqual(self.files(), before)

    def test_profiles_are_not_for_terminals(self) -> None:
        controller, terminal = os.openpty()
        self.addCleanup(os.close, controller)
        outcome = self.run_ebb("pprof", self.looked.pid, stdout=terminal)
        os.close(terminal)
        self.assertEqual(outcome.status, 2)
        self.assertIn("-o FILE", self.one_line(outcome.err))


if __name__ == "__main__":
    main(take_programs)
