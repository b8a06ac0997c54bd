"""The maps that a program watches (ebb/inspect/registry.hpp), read without debug information."""

import struct
import unicodedata

from ebb_table import OWNED, RESERVATIONS, Corrupt, Layout, Map, Table, Walk

COOKIE = b"ebb registry 01\0"
VERSION = 1
FIELDS_VERSION = 3
RECORDS_MAX = 100_000
WALKS_MAX = 1_000
TEXT_MAX = 4096

# ebb/table/fields.hpp, in its order: table_fields, pool_fields, and engine_fields around them.
TABLE = "control rows mask row_slots".split()
POOL = "chunks capacity chunk_count live free".split()
TYPE = (
    "version bytes slots_per_bucket follows_go can_shrink slot_bytes row_bytes row_alignment "
    "control_bytes link home used small_chunks large_chunk_buckets large_chunk_bytes "
    "chunk_ref_bytes rows_paged_from control_paged_from"
).split()
ENGINE = "cold size mutating reservation counters".split()
COLD = (
    "place nevacuate kind cursors retired control_discarded rows_discarded bytes_held record_bytes "
    "cursor_next cursor_bits cursor_start cursor_bucket cursor_done"
).split()
CHUNKS = "small_chunks large_chunk_buckets large_chunk_bytes chunk_ref_bytes row_alignment".split()
FIELDS = struct.Struct("<16I2Q4I5I4I5I5I14I")  # what is paged has 64 bits
RECORD = struct.Struct("<QQQQQQQQQqQ")
REGISTRY = struct.Struct("<16sIIQQQ")


class Watched:
    """A record of the registry."""

    def __init__(self, memory, record):
        self.memory = memory
        self.next, self.id, self.engine, self.fields_address = record[:4]
        self.name, self.map_type, self.key_type, self.value_type, self.policy = (
            memory.text(address) for address in record[4:9]
        )

    def map(self):
        """The map as it is now. Raises Corrupt."""
        fields = self.memory.fields(self.fields_address)
        return map_at(self.memory, self.engine, fields)


class Memory:
    def __init__(self, read):
        self.read = read

    def number(self, address, length):
        return int.from_bytes(self.bytes(address, length), "little")

    def bytes(self, address, length):
        try:
            return bytes(self.read(address, length))
        except Exception as error:  # every debugger has a type of its own for it
            raise Corrupt(f"memory at {address:#x} can't be read ({error})") from error

    def text(self, address):
        found = b""
        while address and len(found) < TEXT_MAX and b"\0" not in found:
            to_end_of_piece = 64 - (address + len(found)) % 64  # no read goes beyond a page
            found += self.bytes(address + len(found), to_end_of_piece)
        text = found.partition(b"\0")[0].decode(errors="replace")
        return "".join("?" if unicodedata.category(c) == "Cc" else c for c in text)

    def fields(self, address):
        values = iter(FIELDS.unpack(self.bytes(address, FIELDS.size)))
        fields = dict(zip(TYPE, values))
        if fields["version"] != FIELDS_VERSION or fields["bytes"] < FIELDS.size:
            raise Corrupt(f"fields of version {fields['version']}; this script knows {FIELDS_VERSION}")
        fields["current"] = {name: next(values) for name in TABLE}
        fields.update({name: next(values) for name in ENGINE})
        fields["old"] = {name: next(values) for name in TABLE}
        fields["pool"] = {name: next(values) for name in POOL}
        fields["old_pool"] = {name: next(values) for name in POOL}
        fields.update(zip(COLD, values))
        return fields


def map_at(memory, engine, fields):
    sizes = "slots_per_bucket slot_bytes row_bytes control_bytes link follows_go".split()
    slots = fields["slots_per_bucket"]
    if slots not in (8, 16) or not fields["control_bytes"] or not fields["slot_bytes"]:
        raise Corrupt(f"fields with {slots} slots a bucket, which no map has")
    layout = Layout(*(fields[size] for size in sizes))
    for name in CHUNKS:
        setattr(layout, name, fields[name])
    layout.can_shrink = fields["can_shrink"] != 0

    cold = memory.number(engine + fields["cold"], 8)

    def number(base, name, length):
        return memory.number(base + fields[name], length)

    def table(base, name, pool):
        table, pool = fields[name], fields[pool]
        of_table = zip((table[name] for name in TABLE), (8, 8, 4, 1))
        of_pool = zip((pool[name] for name in Table._fields[len(TABLE):]), (8, 4, 4, 4))
        return Table(
            *(memory.number(base + at, length) for at, length in of_table),
            *(memory.number(cold + at, length) for at, length in of_pool),
        )

    found = Map(layout, memory.read)
    found.current, found.old = table(engine, "current", "pool"), table(cold, "old", "old_pool")
    found.nevacuate, found.size = number(cold, "nevacuate", 8), number(engine, "size", 8)
    found.kind = number(cold, "kind", 1)
    if number(cold, "place", 1) == OWNED:
        found.bytes_held, found.record_bytes = number(cold, "bytes_held", 8), fields["record_bytes"]
    else:
        found.bytes_held = memory.number(engine + fields["current"]["row_slots"], 4) >> 8
    found.paged_from = fields["rows_paged_from"], fields["control_paged_from"]
    found.is_mutating = number(engine, "mutating", 1) != 0
    found.has_retired = number(cold, "retired", 8) != 0
    room = number(engine, "reservation", 1)
    found.reservation = RESERVATIONS[min(room, len(RESERVATIONS) - 1)]
    found.control_discarded = number(cold, "control_discarded", 8)
    found.rows_discarded = number(cold, "rows_discarded", 8)
    found.walks = walks_from(memory, number(cold, "cursors", 8), fields)
    found.check()
    return found


def walks_from(memory, cursor, fields):
    walks = []
    while cursor and len(walks) < WALKS_MAX:
        bits = memory.number(cursor + fields["cursor_bits"], 4)
        start = memory.number(cursor + fields["cursor_start"], 8)
        bucket = memory.number(cursor + fields["cursor_bucket"], 8)
        is_done = memory.number(cursor + fields["cursor_done"], 1) != 0
        walks.append(Walk(start, bucket, 1 << min(bits, 63), is_done))
        cursor = memory.number(cursor + fields["cursor_next"], 8)
    return walks


def watched_maps(read, address):
    """The records at the registry's address, the oldest first. Raises Corrupt."""
    memory = Memory(read)
    cookie, version, record_bytes, changes, first, _ = REGISTRY.unpack(
        memory.bytes(address, REGISTRY.size)
    )
    if cookie != COOKIE:
        raise Corrupt(f"no registry at {address:#x}: the program is not started, or has no maps")
    if version != VERSION or record_bytes < RECORD.size:
        raise Corrupt(f"a registry of version {version}; this script knows {VERSION}")
    if changes % 2:
        raise Corrupt("the program has stopped while it changed its list of watched maps")
    found, seen = [], set()
    while first:
        if first in seen or len(seen) == RECORDS_MAX:
            raise Corrupt("the list of watched maps does not end")
        seen.add(first)
        found.append(Watched(memory, RECORD.unpack(memory.bytes(first, RECORD.size))))
        first = found[-1].next
    return found[::-1]
