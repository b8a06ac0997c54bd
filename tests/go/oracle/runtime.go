package main

// The runtime's view of a map: the layouts of Go 1.19, runtime/map.go and runtime/type.go.

import (
	"fmt"
	"runtime"
	"strings"
	"unsafe"
)

const (
	emptyRest      = 0
	emptyOne       = 1
	evacuatedX     = 2
	evacuatedY     = 3
	evacuatedEmpty = 4
	minTopHash     = 5

	flagIterator     = 1
	flagOldIterator  = 2
	flagSameSizeGrow = 8

	slotsPerBucket = 8
)

// hmap is the header of a map.
type hmap struct {
	count      int
	flags      uint8
	B          uint8
	noverflow  uint16
	hash0      uint32
	buckets    unsafe.Pointer
	oldbuckets unsafe.Pointer
	nevacuate  uintptr
	extra      unsafe.Pointer
}

// maptype describes the type of a map; of the types it consists of only the sizes matter here.
type maptype struct {
	typ        [48]byte
	key        unsafe.Pointer
	elem       unsafe.Pointer
	bucket     unsafe.Pointer
	hasher     func(key unsafe.Pointer, seed uintptr) uintptr
	keysize    uint8
	elemsize   uint8
	bucketsize uint16
	flags      uint32
}

// hiter is a walk.
type hiter struct {
	key         unsafe.Pointer
	elem        unsafe.Pointer
	t           unsafe.Pointer
	h           unsafe.Pointer
	buckets     unsafe.Pointer
	bptr        unsafe.Pointer
	overflow    unsafe.Pointer
	oldoverflow unsafe.Pointer
	startBucket uintptr
	offset      uint8
	wrapped     bool
	B           uint8
	i           uint8
	bucket      uintptr
	checkBucket uintptr
}

//go:linkname mapiterinit runtime.mapiterinit
func mapiterinit(t, h unsafe.Pointer, it *hiter)

//go:linkname mapiternext runtime.mapiternext
func mapiternext(it *hiter)

// requireClassicMap refuses runtimes whose maps are laid out differently.
func requireClassicMap() error {
	if !strings.HasPrefix(runtime.Version(), "go1.19") {
		return fmt.Errorf("the layouts here are those of Go 1.19, this is %s", runtime.Version())
	}
	return nil
}

// goMap is any map, seen from below.
type goMap struct {
	t *maptype
	h *hmap
}

// inspect takes a map as an interface value, whose two words are the type and the header.
func inspect(m any) goMap {
	words := (*[2]unsafe.Pointer)(unsafe.Pointer(&m))
	return goMap{(*maptype)(words[0]), (*hmap)(words[1])}
}

func (m goMap) hash(key unsafe.Pointer) uint64 {
	return uint64(m.t.hasher(key, uintptr(m.h.hash0)))
}

func (m goMap) isGrowing() bool { return m.h.oldbuckets != nil }

func (m goMap) oldB() uint8 {
	if m.h.flags&flagSameSizeGrow != 0 {
		return m.h.B
	}
	return m.h.B - 1
}

// chain lists the tophash bytes of a bucket and of the overflow buckets behind it.
func (m goMap) chain(buckets unsafe.Pointer, index uintptr) [][slotsPerBucket]uint8 {
	size := uintptr(m.t.bucketsize)
	var chain [][slotsPerBucket]uint8
	for b := unsafe.Add(buckets, index*size); b != nil; {
		chain = append(chain, *(*[slotsPerBucket]uint8)(b))
		b = *(*unsafe.Pointer)(unsafe.Add(b, size-8))
	}
	return chain
}

// walk shows the entries in the runtime's order, and where the walk began.
func (m goMap) walk(visit func(key, value unsafe.Pointer)) (startBucket uintptr, offset uint8) {
	var it hiter
	mapiterinit(unsafe.Pointer(m.t), unsafe.Pointer(m.h), &it)
	for it.key != nil {
		visit(it.key, it.elem)
		mapiternext(&it)
	}
	return it.startBucket, it.offset
}
