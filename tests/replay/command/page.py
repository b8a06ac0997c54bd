"""Real reports in a real browser: python3 page.py EBB NODE_MODULES [SCREENSHOTS]

../page/browser_test.mjs looks at each page and holds it against its report.
"""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from program import HERE, INPUTS, PATIENCE_S, SMALL, CommandTest, main, passes

BROWSER_TEST = HERE.parent / "page" / "browser_test.mjs"
OUTPUTS = ["--json", "report.json", "--html", "report.html"]

modules = ""
screenshots = ""


class Page(CommandTest):
    def shows_its_report(self, name: str) -> None:
        pictures = [str(Path(screenshots) / name)] if screenshots else []
        done = subprocess.run(
            ["node", BROWSER_TEST, "report.html", "report.json", *pictures],
            cwd=self.folder,
            env=dict(os.environ, EBB_PAGE_MODULES=modules),
            capture_output=True,
            text=True,
        )
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)

    def replayed(self, *arguments: str | Path) -> None:
        outcome = self.run_ebb("replay", *arguments, *OUTPUTS)
        self.assertEqual((outcome.status, outcome.err), (0, ""))
        self.assertIn("page: report.html", outcome.out)

    def test_entries_that_expire(self) -> None:
        self.replayed(INPUTS / "pages.lis", "--model", "ttl:200req", "--rounds", "2")
        self.shows_its_report("ttl")

    def test_sessions(self) -> None:
        self.replayed(INPUTS / "access.log", "--model", "sessions:30", *SMALL)
        self.shows_its_report("sessions")

    def test_all_kinds_of_operations(self) -> None:
        self.replayed(INPUTS / "columns.csv", *SMALL)
        self.shows_its_report("direct")

    def test_one_map_and_one_request(self) -> None:
        self.write("one.lis", "1 1 0 1\n")
        self.replayed("one.lis", "--maps", "std", "--rounds", "1")
        self.shows_its_report("one")

    def test_skipped_lines_and_names_that_are_no_html(self) -> None:
        lines = (INPUTS / "cluster.csv").read_text()
        self.write("<b>&amp;'\".csv", lines + "</script><script>alert(1)</script>\n")
        self.replayed("<b>&amp;'\".csv", "--lenient", *SMALL)
        self.shows_its_report("skipped")

    def test_a_workload_that_was_interrupted(self) -> None:
        long = ["--workload", "twitter:14", "--requests", "300k", "--rounds", "100"]
        process = self.start_ebb("replay", *long, "--maps", "ebb,std", *OUTPUTS)
        for count, _ in enumerate(passes(process), 1):
            if count == 4:
                process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=PATIENCE_S), 130)
        self.shows_its_report("interrupted")


def read_arguments(arguments: list[str]) -> None:
    global modules, screenshots
    modules, screenshots = (*(str(Path(each).resolve()) for each in arguments), "")[:2]


if __name__ == "__main__":
    main(read_arguments)
