"""What a map or set of ebb consists of, read out of a program's memory, for any debugger.

Memory comes through a function read(address, length) -> bytes. Nothing is called in the program,
no `static constexpr` member is needed, and whatever the memory holds, reading ends: what can't be
a map raises Corrupt.
"""

from collections import Counter, namedtuple

KINDS = ("none", "doubling", "same size", "shrink")
EMPTY_REST, EMPTY_ONE, MIN_TOPHASH = 0, 1, 5  # include/ebb/bucket/tophash.hpp
DEAD = bytes(range(MIN_TOPHASH))
NO_LINK = bytes(4)
BUCKETS_A_READ = 4096
BUCKETS_MAX = 1 << 40
CACHE_LINE = 64
OWNED = 2  # engine_fields::owned: the record of cold state is the map's own
RESERVATIONS = ("none", "asked_for", "expected")  # table::reservation

# Of one table, all numbers: see table::bucket_array and table::overflow_pool.
Table = namedtuple(
    "Table", "control rows mask row_slots chunks chunk_count live capacity", defaults=(0,)
)
Walk = namedtuple("Walk", "start bucket buckets is_done")


class Corrupt(Exception):
    """The memory does not hold what a map would hold."""


def rounded_up(count, unit):
    return -(-count // unit) * unit


class Layout:
    """Sizes that follow from a map's type."""

    def __init__(self, slots, slot_bytes, row_bytes, control_bytes, link, follows_go):
        self.slots = slots
        self.slot_bytes = slot_bytes
        self.row_bytes = row_bytes
        self.control_bytes = control_bytes
        self.link = link
        self.follows_go = follows_go
        self.can_shrink = not follows_go  # but a policy may have it otherwise
        self.word = 8  # bytes of a pointer
        self.order = "little"
        # table/overflow_pool.hpp: chunks of 1, 2, 4... buckets up to 512 KiB, all further ones of
        # as many as 2 MiB hold, rounded down to a power of two
        bucket_bytes = row_bytes + control_bytes
        large_bits = max(1, (2 << 20) // bucket_bytes).bit_length() - 1
        self.small_chunks = max(1, large_bits - 1)
        self.large_chunk_buckets = 1 << large_bits
        self.large_chunk_bytes = bucket_bytes << large_bits
        self.chunk_ref_bytes = rounded_up(2 * self.word + 12, self.word)
        self.row_alignment = CACHE_LINE

    @classmethod
    def of_types(cls, slots, slot_bytes, control_bytes, link, follows_go):
        # table::bucket_layout. Entries aligned to more than a cache line fill whole lines anyway.
        row_bytes = rounded_up(slots * slot_bytes, CACHE_LINE)
        return cls(slots, slot_bytes, row_bytes, control_bytes, link, follows_go)


class Statistics:
    """What a count of every slot of some tables has found."""

    def __init__(self):
        self.in_use = self.deleted = self.never_used = self.evacuated = 0
        self.chain_lengths = Counter()  # in buckets; chains that may hold entries
        self.bucket_entries = Counter()  # of single buckets, overflow buckets included
        self.pairs = self.equal_pairs = 0  # of entries in one chain; with the same tophash
        self.tophashes = Counter()  # of slots in use

    def add_chain(self, words):
        tophashes = b"".join(words)
        in_use = tophashes.translate(None, DEAD)
        self.in_use += len(in_use)
        self.tophashes.update(in_use)
        self.deleted += tophashes.count(EMPTY_ONE)
        self.never_used += tophashes.count(EMPTY_REST)
        self.chain_lengths[len(words)] += 1
        for word in words:
            self.bucket_entries[len(word.translate(None, DEAD))] += 1
        self.pairs += len(in_use) * (len(in_use) - 1) // 2
        if len(set(in_use)) != len(in_use):
            self.equal_pairs += sum(n * (n - 1) // 2 for n in Counter(in_use).values())

    @property
    def chains(self):
        return sum(self.chain_lengths.values())

    @property
    def overflowing(self):
        return self.chains - self.chain_lengths[1]

    @property
    def longest(self):
        return max(self.chain_lengths, default=0)

    @property
    def usable(self):
        return self.in_use + self.deleted + self.never_used


class Map:
    """The engine of a map or set at this moment. The debugger's part sets the fields."""

    current = old = None
    nevacuate = size = kind = 0
    bytes_held = 0  # what the allocator has handed out
    record_bytes = 0  # of that, for the record of cold state
    paged_from = None  # bytes from which rows and control entries are paged; None: never
    is_mutating = has_retired = False
    reservation = "none"  # why there is room without entries for it
    control_discarded = rows_discarded = 0  # of the old table, given back already
    walks = ()

    def __init__(self, layout, read):
        self.layout = layout
        self.read_ = read
        self.marks_ = None

    # --- memory ---

    def read(self, address, length):
        try:
            return bytes(self.read_(address, length))
        except Exception as error:  # every debugger has a type of its own for it
            raise Corrupt(f"memory at {address:#x} can't be read ({error})") from error

    def number(self, memory, at, length):
        return int.from_bytes(memory[at : at + length], self.layout.order)

    def check(self):
        """Raises Corrupt for what an engine can't be, in constant time."""
        if self.current.control == 0:
            raise Corrupt("it is not constructed yet, or destroyed")
        for name, table in (("current", self.current), ("old", self.old)):
            buckets = table.mask + 1
            if table.control and (buckets & table.mask or buckets > BUCKETS_MAX):
                raise Corrupt(f"the {name} table has {buckets:#x} buckets, not a power of two")
        row_slots = max(table.row_slots for table in (self.current, self.old))
        if self.kind >= len(KINDS) or row_slots > self.layout.slots:
            raise Corrupt(f"growth kind {self.kind}, row of {row_slots} slots")
        if self.old.control and self.nevacuate > self.old.mask + 1:
            raise Corrupt(f"{self.nevacuate} buckets evacuated of {self.old.mask + 1}")
        overflow = self.current.live + self.old.live * bool(self.old.control)
        if self.size > self.slot_count + (self.old_slot_count + overflow * self.layout.slots):
            raise Corrupt(f"{self.size} entries, but slots for {self.slot_count}")

    # --- figures ---

    @property
    def is_growing(self):
        return self.old.control != 0

    @property
    def bucket_count(self):
        return self.current.mask + 1 if self.current.rows else 0

    @property
    def slot_count(self):
        return self.current.row_slots + self.current.mask * self.layout.slots

    @property
    def old_slot_count(self):
        return self.old.row_slots + self.old.mask * self.layout.slots if self.is_growing else 0

    @property
    def load(self):
        return self.size / self.slot_count if self.slot_count else 0

    @property
    def untouched_bytes(self):
        """Of the current table: pages that evacuation has not reached."""
        untouched = 0
        if self.is_growing and self.paged_from and not self.layout.follows_go:
            buckets, old_buckets = self.current.mask + 1, self.old.mask + 1
            reached = min(self.nevacuate * max(1, buckets // old_buckets), buckets)
            parts = self.layout.row_bytes, self.layout.control_bytes
            for part, paged_from in zip(parts, self.paged_from):
                untouched += (buckets - reached) * part * (buckets * part >= paged_from)
        return untouched

    @property
    def memory_bytes(self):
        """What the map's memory_bytes() says: without pages that were never touched."""
        return self.bytes_held - self.untouched_bytes

    def pool_bytes(self, table):
        """Bytes of a table's overflow chunks, and of the list of them."""
        layout, held = self.layout, table.capacity * self.layout.chunk_ref_bytes
        for chunk in range(table.chunk_count if table.chunks else 0):
            place = self.read(table.chunks + chunk * layout.chunk_ref_bytes, layout.word)
            if self.number(place, 0, layout.word):
                is_small = chunk < layout.small_chunks
                small = (layout.row_bytes + layout.control_bytes) << min(chunk, 31)
                needed = small if is_small else layout.large_chunk_bytes
                held += rounded_up(needed, layout.row_alignment)
        return held

    def table_bytes(self, table):
        """Bytes that a table holds, less what was given back of it or was never touched."""
        if not table.rows:
            return 0
        layout, buckets, slots = self.layout, table.mask + 1, self.row_slots_of(table)
        rows = buckets * layout.row_bytes if slots == layout.slots else slots * layout.slot_bytes
        control = buckets * layout.control_bytes
        if table is self.old:
            control = max(0, control - self.control_discarded)
            rows = max(0, rows - self.rows_discarded)
            return rows + control + self.pool_bytes(table)
        return rows + control + self.pool_bytes(table) - self.untouched_bytes

    @property
    def retired_bytes(self):
        """Bytes of tables that the map does not need any more, on their way back."""
        in_use = sum(map(self.table_bytes, self.tables())) + self.record_bytes
        return max(0, self.memory_bytes - in_use) * self.has_retired

    @property
    def all_slots(self):
        """Slots of both tables, overflow buckets counted in."""
        tables = [table for table in self.tables() if table.rows]
        return sum(
            self.row_slots_of(table) + (table.mask + table.live) * self.layout.slots
            for table in tables
        )

    @property
    def evacuated_buckets(self):
        marks = self.marks()
        return self.nevacuate if marks is None else marks.count(1)

    def tables(self):
        """Those that may hold entries, in the order of iteration."""
        return (self.old, self.current) if self.is_growing else (self.current,)

    # --- which buckets hold something: engine::is_live_bucket ---

    def marks(self):
        """Of a growth in Go's order, a byte for each old bucket: 1, it is evacuated."""
        if self.layout.follows_go and self.is_growing and self.marks_ is None:
            marks = bytearray()
            for _, block in self.blocks(self.old, 0, self.old.mask + 1):
                first = block[:: self.layout.control_bytes]
                marks += bytes(EMPTY_ONE < byte < MIN_TOPHASH for byte in first)
            self.marks_ = marks
        return self.marks_

    def is_evacuated(self, old_index):
        marks = self.marks()
        return old_index < self.nevacuate if marks is None else marks[old_index] == 1

    def is_live(self, table, index):
        if not table.rows:
            return False
        if not self.is_growing:
            return True
        if table is self.old:
            return not self.is_evacuated(index)
        if KINDS[self.kind] == "shrink":
            return index < self.nevacuate
        return self.is_evacuated(index & self.old.mask)

    def live_ranges(self, table, first, last):
        """Ranges of live buckets in [first, last): no other memory may be read, it may be gone."""
        begin = first
        while begin < last:
            is_live = self.is_live(table, begin)
            end = begin + 1
            if self.marks() is None:  # in index order whole stretches are alike
                end = self.end_of_stretch(table, begin)
            else:
                while end < last and self.is_live(table, end) == is_live:
                    end += 1
            if is_live:
                yield begin, min(end, last)
            begin = end

    def end_of_stretch(self, table, index):
        if not self.is_growing:
            return table.mask + 1
        period = table.mask + 1
        if table is self.current and KINDS[self.kind] != "shrink":
            period = self.old.mask + 1
        base = index - index % period
        return base + (self.nevacuate if index - base < self.nevacuate else period)

    # --- buckets and entries ---

    def blocks(self, table, first, last):
        size = self.layout.control_bytes
        for index in range(first, last, BUCKETS_A_READ):
            count = min(BUCKETS_A_READ, last - index)
            yield index, self.read(table.control + index * size, count * size)

    def live_buckets(self, table, first=0, last=None):
        """(index, bytes of the control entry) of each live bucket."""
        last = table.mask + 1 if last is None else last
        size = self.layout.control_bytes
        for begin, end in self.live_ranges(table, first, last):
            for index, block in self.blocks(table, begin, end):
                for at in range(0, len(block), size):
                    yield index + at // size, block[at : at + size]

    def overflow_place(self, table, link):
        """Addresses of an overflow bucket's control entry and row: overflow_pool::bucket."""
        layout = self.layout
        if link < 1 << layout.small_chunks:
            chunk = link.bit_length() - 1
            offset, buckets = link - (1 << chunk), 1 << chunk
        else:
            chunk, offset = divmod(link - (1 << layout.small_chunks), layout.large_chunk_buckets)
            chunk, buckets = chunk + layout.small_chunks, layout.large_chunk_buckets
        if chunk >= table.chunk_count:
            raise Corrupt(f"a link to overflow bucket {link}, which there is not")
        place = self.read(table.chunks + chunk * layout.chunk_ref_bytes, layout.word)
        rows = self.number(place, 0, layout.word)
        if rows == 0:
            raise Corrupt(f"a link to overflow bucket {link}, whose memory was given back")
        return (
            rows + buckets * layout.row_bytes + offset * layout.control_bytes,
            rows + offset * layout.row_bytes,
        )

    def chain(self, table, index, control):
        """(tophash bytes, address of the row) of each bucket of a chain."""
        layout = self.layout
        row, length = table.rows + index * layout.row_bytes, 0
        seen = set()
        while True:
            yield control[: layout.slots], row
            link = self.number(control, layout.link, 4)
            if link == 0:
                return
            length += 1
            if link in seen or length > table.live:
                raise Corrupt(f"the chain of bucket {index} does not end")
            seen.add(link)
            address, row = self.overflow_place(table, link)
            control = self.read(address, layout.control_bytes)

    def entries(self):
        """Addresses of the entries, in the order of the map's own iterators."""
        layout, left = self.layout, self.size
        link = slice(layout.link, layout.link + 4)
        for table in self.tables():
            for index, control in self.live_buckets(table):
                if left == 0 and not self.is_mutating:
                    return
                if not control[: layout.slots].strip(DEAD) and control[link] == NO_LINK:
                    continue  # most buckets of a map that has lost its entries
                for word, row in self.chain(table, index, control):
                    for slot, tophash in enumerate(word):
                        if tophash >= MIN_TOPHASH:
                            yield row + slot * layout.slot_bytes
                            left -= 1

    # --- words, for pictures and counts ---

    def row_slots_of(self, table):
        """Slots of a row: of the only bucket, it may be a short one."""
        return table.row_slots if table.mask == 0 else self.layout.slots

    def words(self, table, index, control):
        """The tophash bytes of each bucket of a chain, without slots that a short row lacks."""
        found = [word for word, _ in self.chain(table, index, control)]
        found[0] = found[0][: self.row_slots_of(table)]
        return found

    def chain_words(self, table, first=0, last=None):
        """(index, words of its chain) for each bucket; no words: evacuated, or not yet written."""
        last = table.mask + 1 if last is None else last
        due = first
        for index, control in self.live_buckets(table, first, last):
            for absent in range(due, index):
                yield absent, ()
            yield index, self.words(table, index, control)
            due = index + 1
        for absent in range(due, last):
            yield absent, ()

    def count(self, tables=None):
        found = Statistics()
        for table in self.tables() if tables is None else tables:
            live = 0
            for index, control in self.live_buckets(table):
                found.add_chain(self.words(table, index, control))
                live += 1
            if table.rows:
                absent = (table.mask + 1 - live) * self.row_slots_of(table)
                found.evacuated += absent if table is self.old else 0
                found.never_used += 0 if table is self.old else absent
        return found
