"""What ebb costs whoever compiles with it: python3 costs.py CXX INCLUDE_DIR

Machine code that a second type of map adds to a program, sizes of objects, and how deep headers lie. Limits are
a little above what was measured (docs/decisions/20-one-core.md).
"""

from __future__ import annotations

import functools
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

CXX, INCLUDE_DIR = sys.argv[1], pathlib.Path(sys.argv[2])
SOURCE = """
#include <ebb/map.hpp>
#include <string>
template <class Map> int use(Map& map, const typename Map::key_type& key) {
    map.insert({key, 1});
    map.erase(key);
    int sum = map.find(key) != map.end();
    for (auto& [k, v] : map) sum += v;
    return sum;
}
int numbers(ebb::map<int, int>& map, int key) { return use(map, key); }
#ifdef TWO
int strings(ebb::map<std::string, int>& map, const std::string& key) { return use(map, key); }
#endif
static_assert(sizeof(void*) != 8 || sizeof(ebb::map<int, int>) <= 64);
static_assert(sizeof(void*) != 8 || sizeof(ebb::map<int, int>::iterator) <= 32);
"""


class Costs(unittest.TestCase):
    def code_bytes(self, *flags: str) -> int:
        """Bytes of all functions of an object file."""
        with tempfile.TemporaryDirectory() as folder:
            made = f"{folder}/made.o"
            command = [CXX, "-std=c++20", "-O2", f"-I{INCLUDE_DIR}", *flags, "-x", "c++", "-c", "-", "-o", made]
            subprocess.run(command, input=SOURCE, text=True, check=True)
            sections = subprocess.run(["size", "-A", made], capture_output=True, text=True, check=True)
        return sum(map(int, re.findall(r"^\.text\S*\s+(\d+)", sections.stdout, re.MULTILINE)))

    def test_a_second_type_adds_little_code(self) -> None:
        one, two = self.code_bytes(), self.code_bytes("-DTWO")
        print(f"one type: {one} bytes, two: {two}")
        self.assertLessEqual(one, 26_000)
        self.assertLessEqual(two - one, 7_500)

    @functools.cache
    def depth(self, header: str) -> int:
        """The longest way of inclusions from a header on, itself included, through headers of the table layer."""
        text = (INCLUDE_DIR / header).read_text()
        included = re.findall(r'^#include "(ebb/\w+\.hpp|ebb/table/\w+\.hpp)"', text, re.MULTILINE)
        below = [self.depth(each) for each in included if each.startswith("ebb/table/")]
        return 1 + max(below, default=0)

    def test_headers_of_the_table_do_not_lie_deep(self) -> None:
        self.assertLessEqual(self.depth("ebb/map.hpp"), 9)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
