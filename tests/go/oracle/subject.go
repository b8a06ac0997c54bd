package main

import "unsafe"

// key is a key of any of the three types; number for integers, text for strings.
type key struct {
	number uint64
	text   string
}

// subject is a map under test: the operations as a program writes them, so that the compiler chooses
// the runtime's functions for this type of key.
type subject interface {
	make(hint int)
	insert(k key, value uint64)
	erase(k key)
	clear()
	has(k key) bool
	hash(k key) uint64
	inspect() goMap
	// entry reads what a walk points at.
	entry(k, value unsafe.Pointer) (key, uint64)
}

type wide struct{ m map[uint64]uint64 }

func (s *wide) make(hint int)              { s.m = make(map[uint64]uint64, hint) }
func (s *wide) insert(k key, value uint64) { s.m[k.number] = value }
func (s *wide) erase(k key)                { delete(s.m, k.number) }
func (s *wide) inspect() goMap             { return inspect(s.m) }
func (s *wide) hash(k key) uint64          { return s.inspect().hash(unsafe.Pointer(&k.number)) }
func (s *wide) has(k key) bool             { _, found := s.m[k.number]; return found }
func (s *wide) entry(k, value unsafe.Pointer) (key, uint64) {
	return key{number: *(*uint64)(k)}, *(*uint64)(value)
}
func (s *wide) clear() {
	for k := range s.m {
		delete(s.m, k)
	}
}

type narrow struct{ m map[uint32]uint32 }

func (s *narrow) make(hint int)              { s.m = make(map[uint32]uint32, hint) }
func (s *narrow) insert(k key, value uint64) { s.m[uint32(k.number)] = uint32(value) }
func (s *narrow) erase(k key)                { delete(s.m, uint32(k.number)) }
func (s *narrow) inspect() goMap             { return inspect(s.m) }
func (s *narrow) has(k key) bool             { _, found := s.m[uint32(k.number)]; return found }
func (s *narrow) hash(k key) uint64 {
	number := uint32(k.number)
	return s.inspect().hash(unsafe.Pointer(&number))
}
func (s *narrow) entry(k, value unsafe.Pointer) (key, uint64) {
	return key{number: uint64(*(*uint32)(k))}, uint64(*(*uint32)(value))
}
func (s *narrow) clear() {
	for k := range s.m {
		delete(s.m, k)
	}
}

type text struct{ m map[string]uint64 }

func (s *text) make(hint int)              { s.m = make(map[string]uint64, hint) }
func (s *text) insert(k key, value uint64) { s.m[k.text] = value }
func (s *text) erase(k key)                { delete(s.m, k.text) }
func (s *text) inspect() goMap             { return inspect(s.m) }
func (s *text) hash(k key) uint64          { return s.inspect().hash(unsafe.Pointer(&k.text)) }
func (s *text) has(k key) bool             { _, found := s.m[k.text]; return found }
func (s *text) entry(k, value unsafe.Pointer) (key, uint64) {
	return key{text: *(*string)(k)}, *(*uint64)(value)
}
func (s *text) clear() {
	for k := range s.m {
		delete(s.m, k)
	}
}

// kinds: the numbers stand in traces.
const (
	kindWide = iota
	kindNarrow
	kindText
	kindCount
)

func newSubject(kind int) subject {
	switch kind {
	case kindWide:
		return &wide{}
	case kindNarrow:
		return &narrow{}
	default:
		return &text{}
	}
}
