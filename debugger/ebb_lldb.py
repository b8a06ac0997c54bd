"""lldb for ebb: summaries and children of maps, sets and iterators.

    (lldb) command script import debugger/ebb_lldb.py

Children of a map are its live entries, [0], [1], ... in the order of its own iterators.
"""

import os
import re
import sys

import lldb

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import ebb_text
from ebb_table import Corrupt, Layout, Map, Table

NAMESPACE = "^ebb::(v[0-9][A-Za-z0-9_]*::)?"  # lldb knows no \\d and \\w
CATEGORY = "ebb"


def number(value, *path):
    for name in path:
        value = value.GetChildMemberWithName(name)
    if not value.IsValid():
        raise Corrupt(f"no {'.'.join(path)}: not a map of this version of ebb")
    return value.GetValueAsUnsigned()


def reader(process):
    def read(address, length):
        error = lldb.SBError()
        memory = process.ReadMemory(address, length, error)
        if error.Fail():
            raise OSError(error.GetCString())
        return memory

    return read


def entry_type_of(engine):
    types = engine.GetType().GetCanonicalType().GetTemplateArgumentType(0).GetCanonicalType()
    allocator = types.GetTemplateArgumentType(3).GetCanonicalType()
    return allocator.GetTemplateArgumentType(0)


def layout_of(engine):
    table = engine.GetChildMemberWithName("current_")
    control = table.GetChildMemberWithName("control").GetType().GetPointeeType().GetCanonicalType()
    fields = {control.GetFieldAtIndex(i).GetName(): control.GetFieldAtIndex(i)
              for i in range(control.GetNumberOfFields())}
    if "tophash" not in fields or "link" not in fields:
        raise Corrupt("no debug information on its buckets")
    slots = fields["tophash"].GetType().GetByteSize()
    core = engine.GetType().GetCanonicalType().GetDirectBaseClassAtIndex(0).GetType()
    policy = core.GetCanonicalType().GetTemplateArgumentType(0).GetName() or ""
    entry_bytes = entry_type_of(engine).GetByteSize()
    if entry_bytes == 0:
        raise Corrupt("no debug information on its entries")
    return Layout.of_types(
        slots,
        entry_bytes,
        control.GetByteSize(),
        fields["link"].GetOffsetInBytes(),
        slots == 8 and "go_policy" in policy,
    )


def table_of(table, pool):
    return Table(
        *(number(table, field) for field in ("control", "rows", "mask", "row_slots")),
        *(number(pool, field) for field in ("chunks_", "chunk_count_", "live_")),
    )


def engine_of(value):
    if value.GetType().IsPointerType():
        value = value.Dereference()
    return value.GetNonSyntheticValue().GetChildMemberWithName("engine_")


def map_of(value):
    """The map or set that a value is. Raises Corrupt."""
    engine = engine_of(value)
    m = Map(layout_of(engine), reader(value.GetProcess()))
    if value.GetTarget().GetByteOrder() == lldb.eByteOrderBig:
        m.layout.order = "big"
    current, cold = map(engine.GetChildMemberWithName, ("current_", "cold_"))
    cold = cold.Dereference()
    old, pool, old_pool = map(cold.GetChildMemberWithName, ("old", "pool", "old_pool"))
    m.current, m.old = table_of(current, pool), table_of(old, old_pool)
    m.nevacuate, m.size = number(cold, "nevacuate"), number(engine, "size_")
    m.kind = number(cold, "kind")
    m.is_mutating = number(engine.GetChildMemberWithName("marks_"), "mutating") != 0
    m.check()
    return m


def container_summary(value, _):
    name = value.GetNonSyntheticValue().GetType().GetUnqualifiedType().GetCanonicalType().GetName()
    what = "ebb::set" if re.match(NAMESPACE + "set<", name or "") else "ebb::map"
    try:
        return ebb_text.summary(what, map_of(value))
    except Corrupt as error:
        return f"{what} <corrupt: {error}>"


class ContainerChildren:
    """Entries are looked for as far as they are asked for."""

    def __init__(self, value, _):
        self.value = value
        self.update()

    def update(self):
        self.found, self.left, self.count = [], iter(()), 0
        try:
            m = map_of(self.value)
            self.entry_type = entry_type_of(engine_of(self.value))
            self.left, self.count = m.entries(), m.size
        except Corrupt:
            pass  # the summary says it
        return False

    def num_children(self, *_):
        return self.count

    def has_children(self):
        return self.count > 0

    def get_child_index(self, name):
        digits = re.fullmatch(r"\[(\d+)\]", name)
        return int(digits[1]) if digits else -1

    def get_child_at_index(self, index):
        try:
            while len(self.found) <= index:
                self.found.append(next(self.left))
        except (StopIteration, Corrupt):
            self.count = len(self.found)
            return None
        address = self.found[index]
        return self.value.CreateValueFromAddress(f"[{index}]", address, self.entry_type)


class IteratorChildren:
    """Of an iterator: its entry, as the child `entry`."""

    def __init__(self, value, _):
        self.value = value
        self.update()

    def update(self):
        self.entry = self.value.GetNonSyntheticValue().GetChildMemberWithName("entry_")
        return False

    def num_children(self, *_):
        return int(self.entry.GetValueAsUnsigned() != 0)

    def has_children(self):
        return self.num_children() != 0

    def get_child_index(self, name):
        return 0 if name == "entry" else -1

    def get_child_at_index(self, index):
        if index != 0 or not self.has_children():
            return None
        address, entry_type = self.entry.GetValueAsUnsigned(), self.entry.GetType().GetPointeeType()
        return self.value.CreateValueFromAddress("entry", address, entry_type)


def iterator_summary(value, _):
    entry = value.GetNonSyntheticValue().GetChildMemberWithName("entry_")
    return "" if entry.GetValueAsUnsigned() else "end"


def __lldb_init_module(debugger, _):
    here = __name__
    container = NAMESPACE + "(map|set)<.*>$"
    iterator = NAMESPACE + "table::iterator<.*>$"
    for pattern, summary, children in (
        (container, "container_summary", "ContainerChildren"),
        (iterator, "iterator_summary", "IteratorChildren"),
    ):
        for command in (
            f"type summary add -x '{pattern}' --expand -w {CATEGORY} -F {here}.{summary}",
            f"type synthetic add -x '{pattern}' -w {CATEGORY} -l {here}.{children}",
        ):
            debugger.HandleCommand(command)
    debugger.HandleCommand(f"type category enable {CATEGORY}")
