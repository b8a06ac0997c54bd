package main

// What is often read about Go's map, and what is true, shown on the runtime itself: the table in
// docs/go_map.md. tests/go/claims_test.cpp shows the same of ebb::go_map.

import (
	"bytes"
	"math/rand"
	"os"
	"os/exec"
	"strings"
	"testing"
	"unsafe"
)

func TestMain(m *testing.M) {
	if err := requireClassicMap(); err != nil {
		println(err.Error())
		os.Exit(1)
	}
	os.Exit(m.Run())
}

type testMap struct {
	wide
	t *testing.T
}

func newTestMap(t *testing.T, hint int) *testMap {
	m := &testMap{t: t}
	m.make(hint)
	return m
}

// newKey returns a key that is not in the map and whose hash is wanted.
func (m *testMap) newKey(isWanted func(hash uint64) bool) uint64 {
	for {
		k := key{number: rand.Uint64()}
		if !m.has(k) && isWanted(m.hash(k)) {
			return k.number
		}
	}
}

func (m *testMap) bucketOf(k uint64) uintptr {
	return uintptr(m.hash(key{number: k}) & (1<<m.inspect().h.B - 1))
}

// fillBucket inserts n keys of one bucket and returns them in the order of their slots.
func (m *testMap) fillBucket(bucket uint64, n int) []uint64 {
	mask := uint64(1)<<m.inspect().h.B - 1
	keys := make([]uint64, n)
	for i := range keys {
		keys[i] = m.newKey(func(hash uint64) bool { return hash&mask == bucket })
		m.m[keys[i]] = uint64(i)
	}
	return keys
}

func (m *testMap) bytes(bucket uintptr) []byte {
	var all []byte
	for _, tophash := range m.inspect().chain(m.inspect().h.buckets, bucket) {
		all = append(all, tophash[:]...)
	}
	return all
}

func (m *testMap) expectBytes(bucket uintptr, wanted ...byte) {
	m.t.Helper()
	if got := m.bytes(bucket); !bytes.Equal(got, wanted) {
		m.t.Errorf("bucket %d has the tophash bytes %v, not %v", bucket, got, wanted)
	}
}

func (m *testMap) tophash(k uint64) byte {
	top := byte(m.hash(key{number: k}) >> 56)
	if top < minTopHash {
		top += minTopHash
	}
	return top
}

func TestEmptyRestIs0AndEmptyOneIs1(t *testing.T) {
	m := newTestMap(t, 0)
	keys := m.fillBucket(0, 3)
	m.expectBytes(0, m.tophash(keys[0]), m.tophash(keys[1]), m.tophash(keys[2]), 0, 0, 0, 0, 0)
	delete(m.m, keys[1])
	m.expectBytes(0, m.tophash(keys[0]), 1, m.tophash(keys[2]), 0, 0, 0, 0, 0)
}

func TestLowestTophashOfAnEntryIs5(t *testing.T) {
	m := newTestMap(t, 0)
	for top := uint64(0); top < 7; top++ {
		m.m[m.newKey(func(hash uint64) bool { return hash>>56 == top })] = top
	}
	m.expectBytes(0, 5, 6, 7, 8, 9, 5, 6, 0)
}

func TestTophash2To4MarkEvacuatedSlots(t *testing.T) {
	m := newTestMap(t, 26)
	for i := uint64(0); i < 26; i++ {
		m.fillBucket(i%4, 1)
	}
	m.m[rand.Uint64()] = 0 // begins a doubling: one or two buckets are evacuated
	view := m.inspect()
	if !view.isGrowing() || view.h.B != 3 {
		t.Fatalf("no doubling from four buckets: %+v", *view.h)
	}
	evacuated := 0
	for index := uintptr(0); index < 4; index++ {
		chain := view.chain(view.h.oldbuckets, index)
		if first := chain[0][0]; first >= minTopHash {
			continue // not yet
		}
		evacuated++
		for slot, tophash := range chain[0] {
			if tophash < evacuatedX || tophash > evacuatedEmpty {
				t.Errorf("slot %d of evacuated bucket %d is marked %d", slot, index, tophash)
			}
		}
	}
	if evacuated == 0 {
		t.Error("no bucket is evacuated")
	}
}

func TestAnyKeyTakesTheFirstEmptySlot(t *testing.T) {
	m := newTestMap(t, 0)
	keys := m.fillBucket(0, 6)
	delete(m.m, keys[1])
	delete(m.m, keys[3])
	other := m.newKey(func(hash uint64) bool {
		return byte(hash>>56) != byte(m.hash(key{number: keys[1]})>>56)
	})
	m.m[other] = 0
	m.expectBytes(0, m.tophash(keys[0]), m.tophash(other), m.tophash(keys[2]), emptyOne,
		m.tophash(keys[4]), m.tophash(keys[5]), emptyRest, emptyRest)
}

func TestEntriesBehindEmptyOneAreFound(t *testing.T) {
	m := newTestMap(t, 0)
	keys := m.fillBucket(0, 8)
	last := m.newKey(func(uint64) bool { return true })
	for _, k := range keys[:7] {
		delete(m.m, k)
	}
	m.expectBytes(0, 1, 1, 1, 1, 1, 1, 1, m.tophash(keys[7]))
	if !m.has(key{number: keys[7]}) || m.has(key{number: last}) {
		t.Error("what is behind emptyOne is not found")
	}
	delete(m.m, keys[7])
	m.expectBytes(0, make([]byte, 8)...) // the trailing run becomes emptyRest
}

func TestBucketAndTophashAreUnrelated(t *testing.T) {
	m := newTestMap(t, 26)
	a := m.newKey(func(hash uint64) bool { return hash>>56 == 0xEE && hash&3 == 1 })
	b := m.newKey(func(hash uint64) bool { return hash>>56 == 0xEE && hash&3 == 2 })
	c := m.newKey(func(hash uint64) bool { return hash>>56 == 0x77 && hash&3 == 1 })
	m.m[a], m.m[b], m.m[c] = 0, 0, 0
	m.expectBytes(1, 0xEE, 0x77, 0, 0, 0, 0, 0, 0)
	m.expectBytes(2, 0xEE, 0, 0, 0, 0, 0, 0, 0)
}

// The runtime ends the program, so the offence is committed in a child: a write that is under way is
// a bit in the header, set here by hand, so that the test needs no luck.
func TestConcurrentWritesAreFatalToWritesAndWalks(t *testing.T) {
	const flagHashWriting = 4
	m := map[uint64]uint64{1: 1}
	switch os.Getenv("OFFENCE") {
	case "write":
		inspect(m).h.flags |= flagHashWriting
		m[2] = 2
		return
	case "walk":
		inspect(m).h.flags |= flagHashWriting
		inspect(m).walk(func(k, value unsafe.Pointer) {})
		return
	}
	for offence, message := range map[string]string{
		"write": "fatal error: concurrent map writes",
		"walk":  "fatal error: concurrent map iteration and map write",
	} {
		child := exec.Command(os.Args[0], "-test.run="+t.Name())
		child.Env = append(os.Environ(), "OFFENCE="+offence)
		output, err := child.CombinedOutput()
		if err == nil || !strings.Contains(string(output), message) {
			t.Errorf("%s: %v; the output lacks %q:\n%s", offence, err, message, output)
		}
	}
}

func mapWithEmptyOverflowBuckets(t *testing.T) (*testMap, []uint64) {
	m := newTestMap(t, 26)
	keys := m.fillBucket(1, 25)
	for _, k := range keys[:24] {
		delete(m.m, k)
	}
	return m, keys
}

func TestEmptiedOverflowBucketsStayLinked(t *testing.T) {
	m, keys := mapWithEmptyOverflowBuckets(t)
	if got := len(m.bytes(1)); got != 4*slotsPerBucket {
		t.Errorf("a chain of four buckets has %d slots after its entries are deleted", got)
	}
	delete(m.m, keys[24])
	m.expectBytes(1, make([]byte, 4*slotsPerBucket)...) // even without any entry
}

func TestOnlyAGrowthCleansUp(t *testing.T) {
	m, keys := mapWithEmptyOverflowBuckets(t)
	for i := 0; i < 1_000; i++ {
		delete(m.m, rand.Uint64())
	}
	if got := len(m.bytes(1)); got != 4*slotsPerBucket {
		t.Fatalf("a chain of four buckets has %d slots although nothing has grown", got)
	}
	for m.inspect().h.B == 2 {
		m.m[rand.Uint64()] = 0
	}
	for m.inspect().isGrowing() {
		delete(m.m, rand.Uint64()) // carries the growth on
	}
	if bucket := m.bucketOf(keys[24]); len(m.bytes(bucket)) > 3*slotsPerBucket {
		t.Errorf("the chain is as long as before: %v", m.bytes(bucket))
	}
}

// The only one that ebb.go_map does not share: a clear forgets the overflow buckets and leaves them as they
// are, so that a walk that stands in one goes on to the end of the chain.
func TestAWalkMayShowClearedEntries(t *testing.T) {
	m := newTestMap(t, 26)
	m.fillBucket(1, 25)
	cleared := m.m
	shown := 0
	for range m.m {
		shown++
		if shown == 12 {
			for k := range cleared {
				delete(cleared, k)
			}
		}
	}
	if shown <= 12 {
		t.Errorf("the walk ended with the clear, after %d entries", shown)
	}
}

func TestAMapThatOnlyLosesEntriesKeepsItsBuckets(t *testing.T) {
	m := newTestMap(t, 0)
	for i := uint64(0); i < 100_000; i++ {
		m.m[i] = i
	}
	before := *m.inspect().h
	for i := uint64(0); i < 99_900; i++ {
		delete(m.m, i)
	}
	after := *m.inspect().h
	if after.B != before.B || after.noverflow != before.noverflow {
		t.Errorf("B and noverflow were %d and %d and are %d and %d", before.B, before.noverflow, after.B,
			after.noverflow)
	}
}
