"""What is wrong with a map, and what to do: by the rules of ebb::inspect (ebb/inspect/rules.def), whose
form is described there. One look is all that a debugger has: what needs several is not found."""

import ast
import math
from collections import Counter, defaultdict, namedtuple

import ebb_rules
from ebb_table import KINDS, MIN_TOPHASH
from ebb_text import bytes_text, counted, entries_text, percent_text, seconds_text

KEY_CHARACTERS = 60
Finding = namedtuple("Finding", "severity detector sentence advice")
Detector = namedtuple("Detector", "name is_found is_serious advice")
Text = namedtuple("Text", "applies text")


# --- the functions that the rules are written with ---


def ratio(a, b):
    return a / b if b else 0


def pick(condition, a, b):
    return a if condition else b


def overflow_by_chance(mean, slots):
    exactly, up_to = math.exp(-mean), 0.0
    for n in range(int(slots) + 1):
        up_to += exactly
        exactly *= mean / (n + 1)
    return 1 - up_to


FUNCTIONS = dict(
    ratio=ratio,
    pick=pick,
    lesser=min,
    square_root=math.sqrt,
    overflow_by_chance=overflow_by_chance,
    count_text=lambda n: f"{int(n):,}",
    entries_text=lambda n: entries_text(int(n)),
    slots_text=lambda n: counted(int(n), "slot"),
    buckets_text=lambda n: counted(int(n), "bucket"),
    bytes_text=bytes_text,
    percent_text=percent_text,
    seconds_text=seconds_text,
    rounded_text=lambda n: f"{n:.0f}",
    tenths_text=lambda n: f"{n:.1f}",
)


class Rules:
    """The file, read: a line that begins with # or // is a comment, the others are calls."""

    def __init__(self, text):
        self.limits, self.figures, self.words, self.facts = {}, {}, {}, {}
        self.detectors = []
        self.whats, self.advices = defaultdict(list), defaultdict(list)
        lines = ("" if line.startswith("//") else line for line in text.splitlines())
        for statement in ast.parse("\n".join(lines)).body:
            call = statement.value
            self.add(call.func.id, [self.argument(node) for node in call.args])

    @staticmethod
    def argument(node):
        """A name as a text, a text as it is, and an expression compiled."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        code = compile(ast.Expression(node), "rules.def", "eval")
        return Named(node.id, code) if isinstance(node, ast.Name) else code

    def add(self, macro, arguments):
        name = str(arguments[0])
        if macro == "EBB_LIMIT":
            self.limits[str(arguments[1])] = eval(arguments[2])
        elif macro in ("EBB_FACT", "EBB_FACT_OVER_TIME"):
            self.facts[name] = macro == "EBB_FACT"
        elif macro == "EBB_FIGURE":
            self.figures[name] = arguments[1]
        elif macro == "EBB_WORD":
            self.words[name] = arguments[1]
        elif macro == "EBB_DETECTOR":
            self.detectors.append(Detector(name, *arguments[1:3], str(arguments[3])))
        else:
            texts = {"EBB_WHAT": self.whats, "EBB_ADVICE": self.advices}[macro]
            texts[name].append(Text(*arguments[1:]))

    def known(self, facts):
        """All that conditions and words are made of. Raises KeyError for a fact that is missing."""
        known = {name: facts[name] if is_seen else 0 for name, is_seen in self.facts.items()}
        known.update(self.limits)
        for name, value in self.figures.items():
            known[name] = evaluated(value, known)
        return known

    def findings(self, facts, key_type):
        known = self.known(facts)
        found = [each for each in self.detectors if evaluated(each.is_found, known)]
        if not found:
            return []
        words = {name: evaluated(text, known) for name, text in self.words.items()}
        words["key"] = key_type

        def said(texts):
            return next(t.text for t in texts if evaluated(t.applies, known)).format(**words)

        all_findings = [
            Finding(
                "serious" if evaluated(each.is_serious, known) else "warning",
                each.name,
                said(self.whats[each.name]),
                said(self.advices[each.advice]),
            )
            for each in found
        ]
        return sorted(all_findings, key=lambda finding: finding.severity)  # serious, warning


class Named(str):
    """A name, which may be meant as an expression."""

    def __new__(cls, name, code):
        named = super().__new__(cls, name)
        named.code = code
        return named


def evaluated(expression, known):
    return eval(getattr(expression, "code", expression), dict(FUNCTIONS), known)


RULES = Rules(ebb_rules.TEXT)


# --- the facts ---


def chi_square(tophashes, entries):
    """Of the tophash bytes; the least ones stand for two top bytes each (bucket/tophash.hpp)."""
    found = 0
    for tophash in range(MIN_TOPHASH, 256):
        expected = entries * (2 if tophash < 2 * MIN_TOPHASH else 1) / 256
        found += (tophashes[tophash] - expected) ** 2 / expected if expected else 0
    return found


def facts_of(m):
    found = m.count() if m.current.rows or m.is_growing else None
    kind = KINDS[m.kind] if m.is_growing else "none"
    facts = dict(
        entries=m.size,
        all_slots=m.all_slots,
        slots_per_bucket=m.layout.slots,
        current_buckets=m.bucket_count,
        current_overflow_buckets=m.current.live if m.current.rows else 0,
        memory_bytes=m.memory_bytes,
        retired_bytes=m.retired_bytes,
        can_shrink=m.layout.can_shrink,
        follows_go=m.layout.follows_go,
        is_reserved=m.reservation == "asked_for",
        is_for_a_refill=m.reservation == "expected",
        is_growing=m.is_growing,
        is_shrinking=kind == "shrink",
        is_growing_to_same_size=kind == "same size",
        old_buckets=m.old.mask + 1 if m.is_growing else 0,
        evacuated_buckets=m.nevacuate if m.is_growing else 0,
        old_bytes=m.table_bytes(m.old) if m.is_growing else 0,
        is_counted=True,
    )
    counts = "in_use deleted never_used chains pairs equal_pairs".split()
    facts.update((name, getattr(found, name) if found else 0) for name in counts)
    facts.update(
        chain_pairs=facts.pop("pairs"),
        overflowing_chains=found.overflowing if found else 0,
        longest_chain=found.longest if found else 0,
        chi_square=chi_square(found.tophashes if found else Counter(), facts["in_use"]),
    )
    return facts


def findings(m, key_type=""):
    if m.memory_bytes < RULES.limits["floor_bytes"]:
        return []
    key = key_type or "KEY"
    if len(key) > KEY_CHARACTERS:
        key = key[: KEY_CHARACTERS - 1] + "…"
    return RULES.findings(facts_of(m), key)


def report(name, m, key_type=""):
    """Lines on one map."""
    all_findings = findings(m, key_type)
    if not all_findings:
        size, floor = bytes_text(m.memory_bytes), RULES.limits["floor_bytes"]
        small = f", less than {bytes_text(floor)}: not looked at"
        yield f"{name}: no finding ({size}{small if m.memory_bytes < floor else ''})"
    for finding in all_findings:
        yield f"{name}: {finding.severity}: {finding.detector}: {finding.sentence}"
        yield f"    {finding.advice}"
