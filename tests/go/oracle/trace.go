package main

// A trace: what was done to a map, and what the runtime made of it.
//
//	file     "ebb go trace 1\n", then traces
//	trace    'T' kind seed, then records up to 'Z'
//	record   'M' hint                          make
//	         'I' key hash value                insert or overwrite
//	         'E' key hash                      erase
//	         'C'                               clear
//	         'W' start offset n (key value)*n  a whole walk, the bucket and slot offset it began at
//	         'S' state                         the header and every tophash byte
//	state    count B flags noverflow nevacuate arrays [array [array]]
//	array    a chain for each bucket: its length in buckets, then eight bytes a bucket
//
// Numbers are LEB128 without sign, but for hashes: eight bytes, little endian. kind is 0 for
// map[uint64]uint64, 1 for map[uint32]uint32, 2 for map[string]uint64. A key is a number, or a length
// and as many bytes. `arrays` is 0 (nothing allocated), 1 (the buckets) or 2 (the old ones as well:
// 2^B of them in a growth to the same size, else 2^(B-1)). A hash is the one before the operation.

import (
	"bufio"
	"encoding/binary"
	"unsafe"
)

const traceMagic = "ebb go trace 1\n"

type recorder struct {
	out     *bufio.Writer
	subject subject
	kind    int
	seen    coverage
}

// coverage counts what has occurred, so that a run can be refused that shows too little.
type coverage struct {
	commands, states, walks       int
	doublings, sameSizes          int
	statesGrowing, statesSameSize int
	walksGrowing                  int
	longestChain                  int
	statesOfB                     [64]int
}

func (r *recorder) byte(b byte) { r.out.WriteByte(b) }

func (r *recorder) number(n uint64) {
	var buffer [binary.MaxVarintLen64]byte
	r.out.Write(buffer[:binary.PutUvarint(buffer[:], n)])
}

func (r *recorder) key(k key) {
	if r.kind != kindText {
		r.number(k.number)
		return
	}
	r.number(uint64(len(k.text)))
	r.out.WriteString(k.text)
}

func (r *recorder) hash(k key) {
	var buffer [8]byte
	binary.LittleEndian.PutUint64(buffer[:], r.subject.hash(k))
	r.out.Write(buffer[:])
}

func (r *recorder) begin(kind int, seed int64) {
	r.kind = kind
	r.subject = newSubject(kind)
	r.byte('T')
	r.number(uint64(kind))
	r.number(uint64(seed))
}

func (r *recorder) end() { r.byte('Z') }

func (r *recorder) make(hint int) {
	r.byte('M')
	r.number(uint64(hint))
	r.subject.make(hint)
}

func (r *recorder) insert(k key, value uint64) {
	r.byte('I')
	r.key(k)
	r.hash(k)
	r.number(value)
	r.counted(func() { r.subject.insert(k, value) })
}

func (r *recorder) erase(k key) {
	r.byte('E')
	r.key(k)
	r.hash(k)
	r.counted(func() { r.subject.erase(k) })
}

func (r *recorder) clear() {
	r.byte('C')
	r.seen.commands++
	r.subject.clear()
}

// counted runs an operation and notes whether a growth began. (One of a map of one or two buckets is
// over when the operation returns, and leaves no more than a larger B.)
func (r *recorder) counted(operation func()) {
	r.seen.commands++
	before := *r.subject.inspect().h
	operation()
	after := *r.subject.inspect().h
	if after.B > before.B {
		r.seen.doublings++
	} else if after.flags&flagSameSizeGrow > before.flags&flagSameSizeGrow {
		r.seen.sameSizes++
	}
}

func (r *recorder) walk() {
	m := r.subject.inspect()
	if m.isGrowing() {
		r.seen.walksGrowing++
	}
	r.seen.walks++
	var keys []key
	var values []uint64
	start, offset := m.walk(func(k, value unsafe.Pointer) {
		key, number := r.subject.entry(k, value)
		keys = append(keys, key)
		values = append(values, number)
	})
	r.byte('W')
	r.number(uint64(start))
	r.number(uint64(offset))
	r.number(uint64(len(keys)))
	for i, k := range keys {
		r.key(k)
		r.number(values[i])
	}
}

func (r *recorder) state() {
	m := r.subject.inspect()
	r.byte('S')
	r.number(uint64(m.h.count))
	r.number(uint64(m.h.B))
	r.number(uint64(m.h.flags))
	r.number(uint64(m.h.noverflow))
	r.number(uint64(m.h.nevacuate))
	r.seen.states++
	r.seen.statesOfB[m.h.B]++
	switch {
	case m.h.buckets == nil:
		r.number(0)
	case !m.isGrowing():
		r.number(1)
		r.array(m, m.h.buckets, m.h.B)
	default:
		r.number(2)
		r.array(m, m.h.buckets, m.h.B)
		r.array(m, m.h.oldbuckets, m.oldB())
		r.seen.statesGrowing++
		if m.h.flags&flagSameSizeGrow != 0 {
			r.seen.statesSameSize++
		}
	}
}

func (r *recorder) array(m goMap, buckets unsafe.Pointer, b uint8) {
	for index := uintptr(0); index < 1<<b; index++ {
		chain := m.chain(buckets, index)
		r.number(uint64(len(chain)))
		for _, tophash := range chain {
			r.out.Write(tophash[:])
		}
		if len(chain) > r.seen.longestChain {
			r.seen.longestChain = len(chain)
		}
	}
}
