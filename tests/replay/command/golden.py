"""What is the same in every run, against golden/: python3 golden.py EBB SCHEMA.json [--update]

Times are not looked at; what was read, planned and counted is.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema

from program import HERE, INPUTS, SMALL, CommandTest, Outcome, Program, main

GOLDEN = HERE / "golden"
FORMATS = {
    "pages.lis": "arc",
    "access.log": "web-log",
    "monitor.txt": "redis-monitor",
    "cluster.csv": "twitter",
    "columns.csv": "csv",
}
MODELS = ["direct", "cache:20", "ttl:50req", "ttl:90s", "sessions:2"]
WORKLOADS = ["twitter:12", "twitter:14", "twitter:45", *(f"ycsb:{kind}" for kind in "abcdef")]
COMPARED = ["input", "operations", "entries", "axis", "rounds", "value_bytes"]
update = False
schema: dict[str, Any] = {}


def without_times(report: dict[str, Any]) -> dict[str, Any]:
    kept = {name: report[name] for name in COMPARED}
    kept["model"] = {
        name: figure
        for name, figure in report["model"].items()
        if not name.endswith("_per_request")
    }
    kept["warnings"] = [warning["name"] for warning in report["warnings"]]
    kept["timeline"] = {
        "points": len(report["timeline"]["x"]),
        "hash": hashlib.sha256(json.dumps(report["timeline"]).encode()).hexdigest()[:16],
    }
    kept["maps"] = {subject["name"]: of_map(subject) for subject in report["maps"]}
    return kept


def of_map(subject: dict[str, Any]) -> dict[str, Any]:
    """The memory of others depends on their library's version, and so on the machine."""
    kept = {"contents_hash": subject["contents_hash"]}
    if subject["inside"]:
        kept["growths"] = subject["growths"]
        kept["peak_bytes"] = subject["memory"]["peak_bytes"]
        kept["rest_bytes"] = subject["memory"]["rest_bytes"]
        kept["inside"] = dict(subject["inside"])
        slots = kept["inside"].pop("slots")
        kept["inside"]["slots_hash"] = hashlib.sha256(json.dumps(slots).encode()).hexdigest()[:16]
    return kept


class ReportTest(CommandTest):
    def facts(self, outcome: Outcome) -> dict[str, Any]:
        """What a golden file keeps of a run: its report, or its refusal."""
        if outcome.status != 0:
            self.assertEqual(outcome.out, "")
            return {"status": outcome.status, "says": self.one_line(outcome.err)}
        self.assertEqual(outcome.err, "")
        report = outcome.report()
        jsonschema.validate(report, schema, format_checker=jsonschema.FormatChecker())
        self.assertTrue(report["complete"])
        self.assertEqual([subject["name"] for subject in report["maps"]], ["ebb", "ebb-go", "std"])
        return without_times(report)

    def replay(self, *arguments: str | Path, **options: Any) -> Outcome:
        return self.run_ebb("replay", *arguments, *SMALL, "--json", "-", **options)


class Golden(ReportTest):
    def compare(self, name: str, found: dict[str, Any]) -> None:
        path = GOLDEN / f"{name}.json"
        if update:
            path.write_text(json.dumps(found, indent=1) + "\n")
            return
        expected = json.loads(path.read_text())
        self.assertEqual(list(expected), list(found), f"{path.name} has other runs")
        for run, facts in expected.items():
            with self.subTest(run):
                self.assertEqual(facts, found[run], f"{path.name} has other figures for {run}")

    def test_every_trace_under_every_model(self) -> None:
        for name in FORMATS:
            found = {
                model: self.facts(self.replay(name, "--model", model, cwd=INPUTS))
                for model in MODELS
            }
            with self.subTest(name):
                self.compare(Path(name).stem, found)

    def test_workloads(self) -> None:
        found = {
            workload: self.facts(self.replay("--workload", workload, "--requests", "20k"))
            for workload in WORKLOADS
        }
        self.compare("workloads", found)

    def test_options_that_change_what_is_replayed(self) -> None:
        runs: dict[str, list[str]] = {
            "first requests": ["pages.lis", "--requests", "100"],
            "numbers as strings": ["pages.lis", "--keys", "strings"],
            "larger values": ["access.log", "--value-bytes", "64"],
            "much larger values": ["access.log", "--value-bytes", "256"],
            "another seed": ["--workload", "ycsb:a", "--requests", "5000", "--seed", "2"],
        }
        found = {
            name: self.facts(self.replay(*arguments, cwd=INPUTS))
            for name, arguments in runs.items()
        }
        self.compare("options", found)

    def test_usual_models(self) -> None:
        for name, usual_format in FORMATS.items():
            usual = {"arc": "cache:100000", "web-log": "sessions:30"}
            report = self.replay(INPUTS / name).report()
            self.assertEqual(report["input"]["format"], usual_format)
            self.assertEqual(report["model"]["name"], usual.get(usual_format, "direct"))


class SameTrace(ReportTest):
    """However a trace comes, it is the same trace."""

    def test_compressed_and_from_standard_input_and_by_format(self) -> None:
        for name, usual_format in FORMATS.items():
            plain = self.facts(self.replay(INPUTS / name))
            for way, outcome in self.ways(name, usual_format).items():
                with self.subTest(f"{name}, {way}"):
                    facts = self.facts(outcome)
                    expected_name = "standard input" if "standard input" in way else name
                    self.assertEqual(Path(facts["input"]["name"]).name, expected_name)
                    facts["input"]["name"] = plain["input"]["name"]
                    self.assertEqual(facts, plain)

    def ways(self, name: str, usual_format: str) -> dict[str, Outcome]:
        content = (INPUTS / name).read_bytes()
        compressed = {"gzip": gzip.compress(content)}
        if zstd := shutil.which("zstd"):
            compressed["zstd"] = subprocess.run(
                [zstd, "-cq", INPUTS / name], check=True, capture_output=True
            ).stdout
        ways = {
            "named": self.replay(INPUTS / name, "--format", usual_format),
            "standard input": self.replay("-", given=content),
            "two gzip members": self.replay(
                self.write(name, gzip.compress(content[:1000]) + gzip.compress(content[1000:]))
            ),
        }
        for way, form in compressed.items():
            ways[way] = self.replay(self.write(name, form))
            ways[f"{way} from standard input"] = self.replay("-", given=form)
        return ways

    def test_other_ends_of_lines(self) -> None:
        for name in FORMATS:
            content = (INPUTS / name).read_bytes()
            plain = self.facts(self.replay(INPUTS / name))
            for end in (b"\r\n", b"\n\n"):
                facts = self.facts(self.replay(self.write(name, content.replace(b"\n", end))))
                for each in (plain, facts):
                    each["input"] |= {"name": name, "lines": 0}
                self.assertEqual(facts, plain)

    def test_twice(self) -> None:
        for workload in ("twitter:12", "ycsb:d"):
            first, second = (
                self.facts(self.replay("--workload", workload, "--requests", "30k"))
                for _ in range(2)
            )
            self.assertEqual(first, second)


def read_arguments(arguments: list[str]) -> None:
    schema.update(json.loads(Path(arguments[0]).read_text()))


if __name__ == "__main__":
    update = "--update" in sys.argv
    sys.argv = [argument for argument in sys.argv if argument != "--update"]
    main(read_arguments)
