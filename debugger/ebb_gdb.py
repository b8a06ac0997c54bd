"""gdb for ebb: printers of maps, sets, iterators and walks, and the command `ebb`.

    (gdb) source debugger/ebb_gdb.py

Programs that include ebb/map.hpp or ebb/set.hpp carry it along (include/ebb/debugger).
"""

import os
import re
import sys

import gdb
import gdb.printing

if __name__ == "__main__":  # by `source`: the parts lie beside this file
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    for part in ("ebb_table", "ebb_registry", "ebb_text", "ebb_rules", "ebb_health"):
        sys.modules.pop(part, None)

import ebb_health
import ebb_text
from ebb_registry import watched_maps
from ebb_table import OWNED, RESERVATIONS, Corrupt, Layout, Map, Table, Walk

WALKS_MAX = 1000
PAGED_FROM = (4 << 20) + 1, 2 << 20  # ebb/page_allocator.hpp, ebb/table/memory.hpp
NAMESPACE = r"^ebb::(v\d\w*::)?"


def read_memory(address, length):
    return gdb.selected_inferior().read_memory(address, length)


# --- from a gdb.Value to a map ---


def follows_go(policy):
    """Whether a policy follows rules::go. (A static member may be optimized out.)"""
    names = [policy.name or ""] + [f.type.name or "" for f in policy.fields() if f.is_base_class]
    if any("go_policy" in name for name in names):
        return True
    try:
        return "go" in str(gdb.parse_and_eval(f"{policy.name}::follows"))
    except gdb.error:
        return False


def can_shrink(policy, is_go):
    """Whether a policy ever shrinks a map. (A static member may be optimized out.)"""
    try:
        return "never" not in str(gdb.parse_and_eval(f"{policy.name}::shrinks"))
    except gdb.error:
        return not is_go


def layout_of(engine):
    control = engine["current_"]["control"].type.target().strip_typedefs()
    fields = {field.name: field for field in control.fields()}
    slots = fields["tophash"].type.strip_typedefs().range()[1] + 1
    core = next(field.type for field in engine.type.strip_typedefs().fields() if field.is_base_class)
    policy = core.strip_typedefs().template_argument(0)
    layout = Layout.of_types(
        slots,
        entry_type_of(engine).sizeof,
        control.sizeof,
        fields["link"].bitpos // 8,
        slots == 8 and follows_go(policy),
    )
    layout.can_shrink = can_shrink(policy, layout.follows_go)
    if "big" in gdb.execute("show endian", to_string=True):
        layout.order = "big"
    return layout


def entry_type_of(engine):
    return engine["entries_"].type.strip_typedefs().template_argument(0)


def table_of(value, pool):
    parts = (value[name] for name in ("control", "rows", "mask", "row_slots"))
    of_pool = (pool[name] for name in ("chunks_", "chunk_count_", "live_", "capacity_"))
    return Table(*map(int, (*parts, *of_pool)))


def walks_of(cursor):
    walks = []
    while int(cursor) and len(walks) < WALKS_MAX:
        walks.append(walk_of(cursor.dereference()))
        cursor = cursor["next_cursor_"]
    return walks


def walk_of(cursor):
    buckets = 1 << min(int(cursor["bits_"]), 63)
    return Walk(int(cursor["start_"]), int(cursor["bucket_"]), buckets, bool(cursor["is_done_"]))


def map_of(value):
    """The map or set that a value is. Raises Corrupt."""
    engine = value["engine_"]
    m = Map(layout_of(engine), read_memory)
    try:
        cold, marks = engine["cold_"].dereference(), engine["marks_"]
        m.current = table_of(engine["current_"], cold["pool"])
        m.old = table_of(cold["old"], cold["old_pool"])
        m.nevacuate, m.size = int(cold["nevacuate"]), int(engine["size_"])
        m.kind = int(cold["kind"])
        if int(cold["place"]) == OWNED:
            m.bytes_held, m.record_bytes = int(cold["bytes_held"]), cold.type.sizeof
        else:
            m.bytes_held = int(engine["current_"]["bytes"])
        allocator = engine["allocator_"].type.strip_typedefs()
        m.paged_from = PAGED_FROM if "::with_pages::" in allocator.name else None
        m.is_mutating = int(marks["mutating"]) != 0
        m.has_retired = int(cold["retired"]) != 0
        m.reservation = RESERVATIONS[min(int(marks["room"]), len(RESERVATIONS) - 1)]
        m.control_discarded = int(cold["old_given_back"]["control"])
        m.rows_discarded = int(cold["old_given_back"]["rows"])
        m.check()
        m.walks = walks_of(cold["cursors"])
    except gdb.error as error:
        raise Corrupt(str(error)) from error
    return m


def entry_at(address, entry_type):
    return gdb.Value(address).cast(entry_type.pointer()).dereference()


def is_container(value_type):
    return re.match(NAMESPACE + "(map|set)<", value_type.strip_typedefs().tag or "") is not None


# --- printers ---


class ContainerPrinter:
    def __init__(self, value):
        self.value = value
        self.what = "ebb::" + re.match(NAMESPACE + "(map|set)", self.basic_type().tag)[2]

    def basic_type(self):
        return gdb.types.get_basic_type(self.value.type)

    def to_string(self):
        try:
            return ebb_text.summary(self.what, map_of(self.value))
        except Corrupt as error:
            return f"{self.what} <corrupt: {error}>"

    def entries(self):
        entry_type = entry_type_of(self.value["engine_"])
        try:
            for address in map_of(self.value).entries():
                yield entry_at(address, entry_type)
        except Corrupt as error:
            if int(self.value["engine_"]["current_"]["control"]):
                yield f"<corrupt: {error}>"


class MapPrinter(ContainerPrinter):
    def display_hint(self):
        return "map"

    def children(self):
        for number, entry in enumerate(self.entries()):
            is_entry = isinstance(entry, gdb.Value)
            yield f"key{number}", entry["first"] if is_entry else "?"
            yield f"value{number}", entry["second"] if is_entry else entry


class SetPrinter(ContainerPrinter):
    def display_hint(self):
        return "array"

    def children(self):
        for number, entry in enumerate(self.entries()):
            yield f"[{number}]", entry


class IteratorPrinter:
    """Of an iterator: its entry."""

    def __init__(self, value):
        self.entry = value["entry_"]

    def to_string(self):
        return self.entry.dereference() if int(self.entry) else "end"


class WalkIteratorPrinter(IteratorPrinter):
    def __init__(self, value):
        self.entry = value["entry_"]


class WalkPrinter:
    def __init__(self, value):
        names = [field.name for field in gdb.types.get_basic_type(value.type).fields()]
        self.cursor = value["cursor_"] if "cursor_" in names else value

    def to_string(self):
        if int(self.cursor["owner_"]) == 0:
            return "walk that has ended with its map"
        owed = int(self.cursor["owed_end_"]) - int(self.cursor["owed_begin_"])
        place = ebb_text.walk_text(walk_of(self.cursor))
        return f"walk: {place}, {ebb_text.entries_text(owed)} of this one to come"


def register_printers():
    printers = gdb.printing.RegexpCollectionPrettyPrinter("ebb")
    printers.add_printer("map", NAMESPACE + "map<.*>$", MapPrinter)
    printers.add_printer("set", NAMESPACE + "set<.*>$", SetPrinter)
    printers.add_printer("iterator", NAMESPACE + "table::iterator<.*>$", IteratorPrinter)
    printers.add_printer(
        "walk_iterator", NAMESPACE + "table::walk<.*>::iterator$", WalkIteratorPrinter
    )
    printers.add_printer("walk", NAMESPACE + "table::(walk|cursor)<.*>$", WalkPrinter)
    gdb.printing.register_pretty_printer(None, printers, replace=True)


# --- finding a map by name ---


class Target:
    """A map that a command was asked about."""

    def __init__(self, name, type_name, key_type, m, entry_type=None):
        self.name, self.type_name, self.key_type = name, type_name, key_type
        self.map, self.entry_type = m, entry_type


def require_process():
    if not gdb.selected_inferior().threads():
        raise gdb.GdbError("ebb: the program is not running, and no core is loaded")


def registry_address():
    """Of ebb_registry, or of its section where symbols were stripped. None: it is not there."""
    try:
        return int(gdb.parse_and_eval("(unsigned long)&ebb_registry"))
    except gdb.error:
        files = gdb.execute("info files", to_string=True)
        found = re.search(r"(0x[0-9a-f]+) - 0x[0-9a-f]+ is \.ebb_registry\b", files)
        return int(found[1], 16) if found else None


def watched():
    address = registry_address()
    if address is None:
        return []
    try:
        return watched_maps(read_memory, address)
    except Corrupt as error:
        raise gdb.GdbError(f"ebb: {error}") from None


def value_named(text):
    """The map or set that an expression is, or points to; None."""
    try:
        value = gdb.parse_and_eval(text)
        if value.type.strip_typedefs().code == gdb.TYPE_CODE_PTR:
            value = value.dereference()
        value = value.referenced_value() if "&" in str(value.type.strip_typedefs()) else value
        return value if is_container(value.type) else None
    except gdb.error:
        return None


def target_named(text):
    require_process()
    if not text:
        raise gdb.GdbError("ebb: a map is needed: an expression, or the name of a watched map")
    value = value_named(text)
    records = [r for r in watched() if text in (r.name, f"#{r.id}")] if value is None else []
    if value is None and not records:
        raise gdb.GdbError(
            f"ebb: '{text}' is neither an expression of type ebb::map or ebb::set "
            "nor the name of a watched map (see `ebb list`)"
        )
    if len(records) > 1:
        ids = ", ".join(f"#{r.id}" for r in records)
        raise gdb.GdbError(f"ebb: {len(records)} watched maps are called '{text}': say {ids}")
    try:
        if value is not None:
            container = value.type.strip_typedefs()
            key_type = str(container.template_argument(0))
            entry_type = entry_type_of(value["engine_"])
            return Target(text, str(container), key_type, map_of(value), entry_type)
        found = records[0]
        return Target(found.name, found.map_type, found.key_type, found.map())
    except Corrupt as error:
        raise gdb.GdbError(f"ebb: {text} is corrupt: {error}") from None


# --- commands ---


class Ebb(gdb.Command):
    """Look inside ebb's maps and sets, in a running program or a core.
    MAP is an expression, or the name of a watched map."""

    def __init__(self):
        super().__init__("ebb", gdb.COMMAND_DATA, gdb.COMPLETE_NONE, True)


class Subcommand(gdb.Command):
    """What all subcommands share: lines are printed until they end or memory is corrupt."""

    word = ""

    def __init__(self):
        super().__init__(f"ebb {self.word}", gdb.COMMAND_DATA, gdb.COMPLETE_EXPRESSION)

    def invoke(self, argument, from_tty):
        self.dont_repeat()
        try:
            for line in self.lines(argument.strip()):
                print(line)
        except Corrupt as error:
            raise gdb.GdbError(f"ebb: corrupt: {error}") from None


class List(Subcommand):
    """List the watched maps.
    Usage: ebb list"""

    word = "list"

    def lines(self, argument):
        require_process()
        records = watched()
        if not records:
            yield "no watched maps: the program calls ebb::inspect::watch() for none"
            return
        yield f"{'id':>4}  {'entries':>12}  {'slots':>12}  {'memory':>10}  name"
        for record in records:
            try:
                m = record.map()
                memory = ebb_text.bytes_text(m.memory_bytes)
                figures = f"{m.size:>12,}  {m.slot_count:>12,}  {memory:>10}"
                note = f"  ({ebb_text.growth_text(m)})" if m.is_growing else ""
            except Corrupt as error:
                figures, note = f"{'?':>12}  {'?':>12}  {'?':>10}", f"  <corrupt: {error}>"
            yield f"{record.id:>4}  {figures}  {record.name}{note}"


class Info(Subcommand):
    """Show a map's figures: entries, memory, growth, slots by state, chains, walks.
    Usage: ebb info MAP"""

    word = "info"

    def lines(self, argument):
        target = target_named(argument)
        yield f"{target.name}: {target.type_name}"
        for title, text in ebb_text.info(target.map):
            yield f"  {title:<15} {text}"


class Buckets(Subcommand):
    """Show a map's buckets: a character a slot, or a bucket, or several buckets of a large map.
    Usage: ebb buckets MAP [old] [FIRST]
    old: of the table that is being evacuated. FIRST: the slots of the buckets from there on."""

    word = "buckets"

    def lines(self, argument):
        require_process()
        words, first = argument.split(), None
        if any(argument == record.name for record in watched()):
            words = [argument]  # a name may end in a number
        if len(words) > 1 and words[-1].isdigit():
            first = int(words.pop())
        is_old = len(words) > 1 and words[-1] == "old"
        m = target_named(" ".join(words[:-1] if is_old else words)).map
        yield from ebb_text.buckets(m, table_named(m, is_old), first)


class Slots(Subcommand):
    """Show the slots of bucket N and its overflow buckets, with their entries.
    Usage: ebb slots MAP N [old]
    old: of the table that is being evacuated."""

    word = "slots"

    def lines(self, argument):
        words = argument.split()
        is_old = len(words) > 2 and words[-1] == "old"
        words = words[:-1] if is_old else words
        if len(words) < 2 or not words[-1].isdigit():
            raise gdb.GdbError("ebb: usage: ebb slots MAP N [old]")
        target = target_named(" ".join(words[:-1]))
        m, index = target.map, int(words[-1])
        table = table_named(m, is_old)
        if index > table.mask or not table.rows:
            raise gdb.GdbError(f"ebb: no bucket {index}: the table has {m.bucket_count:,}")
        if not m.is_live(table, index):
            yield f"bucket {index} is " + ("evacuated" if is_old else "not yet written")
            return
        (_, control), = m.live_buckets(table, index, index + 1)
        for level, (word, row) in enumerate(m.chain(table, index, control)):
            yield f"bucket {index}" + f", overflow bucket {level}" * bool(level)
            count = m.layout.slots if level else m.row_slots_of(table)
            for slot, tophash in enumerate(word[:count]):
                state = ebb_text.state_of(tophash)
                line = f"  {slot:>2}  {tophash:#04x}  {state}"
                if state == "in use" and target.entry_type is not None:
                    entry = entry_at(row + slot * m.layout.slot_bytes, target.entry_type)
                    line += f"  {entry.format_string(max_elements=20)}"
                yield line


class Histogram(Subcommand):
    """Show how long a map's chains are, and how many entries its buckets have.
    Usage: ebb histogram MAP"""

    word = "histogram"

    def lines(self, argument):
        return ebb_text.histogram(target_named(argument).map)


class Health(Subcommand):
    """Say what is wrong with the watched maps, or with one map, and what to do.
    Usage: ebb health [MAP]"""

    word = "health"

    def lines(self, argument):
        require_process()
        if argument:
            target = target_named(argument)
            yield from ebb_health.report(argument, target.map, target.key_type)
            return
        records = watched()
        if not records:
            yield "no watched maps: the program calls ebb::inspect::watch() for none"
        for record in records:
            try:
                yield from ebb_health.report(record.name, record.map(), record.key_type)
            except Corrupt as error:
                yield f"{record.name}: corrupt: {error}"


def table_named(m, is_old):
    if is_old and not m.is_growing:
        raise gdb.GdbError("ebb: no old table: no growth is under way")
    return m.old if is_old else m.current


register_printers()
for command in (Ebb, List, Info, Buckets, Slots, Histogram, Health):
    command()
