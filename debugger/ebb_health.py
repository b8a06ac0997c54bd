"""The detectors that need one look only, as ebb::inspect has them. Advice is one line each."""

import math
from collections import namedtuple

from ebb_text import bytes_text, counted, growth_text, percent

FLOOR_BYTES = 1 << 20  # smaller maps are not worth a finding
DELETED_WARNING, DELETED_SERIOUS = 0.25, 0.5
CHAIN_MAX = 4
OVERFLOWING_MAX = 0.05  # beyond twice what a good hash leads to at this load
EQUAL_PAIRS_GOOD = 1 / 246  # of a byte that is uniform, with 0..4 raised by 5
EQUAL_PAIRS_FACTOR = 3
PAIRS_MIN = 10_000

Finding = namedtuple("Finding", "severity detector sentence advice")


def expected_overflowing(entries, chains, slots):
    """The share of chains with more entries than slots, if entries fall where chance puts them."""
    mean = entries / chains
    log_mean = math.log(mean)
    within = (math.exp(n * log_mean - mean - math.lgamma(n + 1)) for n in range(slots + 1))
    return max(0.0, 1 - sum(within))


def deleted_share(m, found):
    share = found.deleted / found.usable if found.usable else 0
    if share > DELETED_WARNING:
        yield Finding(
            "serious" if share > DELETED_SERIOUS else "warning",
            "deleted_share",
            f"{percent(found.deleted, found.usable)} of the slots are deleted and not used again",
            "erases outnumber inserts: maintain() or shrink_to_fit() gives the memory back",
        )


def long_chains(m, found):
    if not found.chains or not found.in_use:
        return
    share = found.overflowing / found.chains
    ever_used = found.in_use + found.deleted  # overflow buckets stay until they are empty
    expected = expected_overflowing(ever_used, found.chains, m.layout.slots)
    if found.longest > CHAIN_MAX or share > 2 * expected + OVERFLOWING_MAX:
        yield Finding(
            "warning",
            "long_chains",
            f"the longest chain has {counted(found.longest, 'bucket')}, "
            f"{percent(found.overflowing, found.chains)} of the chains have overflow buckets",
            "the low bits of the hash are alike for many keys: give the map a better hash",
        )


def weak_hash(m, found):
    if found.pairs >= PAIRS_MIN:
        share = found.equal_pairs / found.pairs
        if share > EQUAL_PAIRS_FACTOR * EQUAL_PAIRS_GOOD:
            yield Finding(
                "warning",
                "weak_hash",
                f"{percent(found.equal_pairs, found.pairs)} of the pairs in a chain have the same "
                f"tophash, {percent(EQUAL_PAIRS_GOOD, 1)} would be usual",
                "the hash says the same for different keys: mix all their bits into it",
            )


def stale_old_table(m, found):
    if m.is_growing:
        yield Finding(
            "note",
            "stale_old_table",
            growth_text(m),
            "look again later: without inserts it stays so, and maintain() carries it on",
        )


def parked_cursor(m, found):
    if m.walks:
        yield Finding(
            "note",
            "parked_cursor",
            f"{counted(len(m.walks), 'walk')} under way",
            "look again later: a walk that stands still makes every erase look at what it owes",
        )


def findings(m):
    if m.memory_bytes < FLOOR_BYTES:
        return []
    found = m.count()
    detectors = (deleted_share, long_chains, weak_hash, stale_old_table, parked_cursor)
    return [finding for detector in detectors for finding in detector(m, found)]


def report(name, m):
    """Lines on one map."""
    all_findings = findings(m)
    if not all_findings:
        size = bytes_text(m.memory_bytes)
        small = f", less than {bytes_text(FLOOR_BYTES)}: not looked at"
        yield f"{name}: no finding ({size}{small if m.memory_bytes < FLOOR_BYTES else ''})"
    for finding in all_findings:
        yield f"{name}: {finding.severity}: {finding.detector}: {finding.sentence}"
        yield f"    {finding.advice}"
