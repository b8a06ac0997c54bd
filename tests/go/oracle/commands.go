package main

import (
	"math"
	"math/rand"
	"strconv"
)

// script drives one map through random phases and records what comes of it.
type script struct {
	*recorder
	random  *rand.Rand
	targetB int // the largest table that phases of inserts fill
	live    []key
	serial  uint64
}

// largeMap is the number of entries above which a trace consists of one way up and some churn.
const largeMap = 20_000

// runScript writes one trace; the same seed gives the same choices, though the runtime's hashes, and
// with them some keys, differ from run to run.
func runScript(r *recorder, seed int64, kind, targetB int) {
	s := &script{recorder: r, random: rand.New(rand.NewSource(seed)), targetB: targetB}
	s.begin(kind, seed)
	s.make(s.randomHint())
	s.look()
	budget := 3*s.capacity() + s.random.Intn(1_500)
	if s.capacity() > largeMap {
		s.fill()
		budget = s.capacity() / 8
	}
	end := s.seen.commands + budget
	phases := []func(){s.fill, s.drain, s.churn, s.slide, s.slide}
	for s.seen.commands < end {
		phases[s.random.Intn(len(phases))]()
		s.look()
		if s.chance(0.04) {
			s.clear()
			s.live = nil
			s.look()
		}
	}
	s.end()
}

// capacity is the number of entries above which the table of 2^targetB buckets grows.
func (s *script) capacity() int {
	if s.targetB == 0 {
		return slotsPerBucket
	}
	return 13 << s.targetB / 2
}

func (s *script) chance(probability float64) bool { return s.random.Float64() < probability }

func (s *script) randomHint() int {
	if s.chance(0.6) {
		return 0
	}
	return s.random.Intn(s.capacity() + 1)
}

// look records the state, and a walk every other time.
func (s *script) look() {
	s.state()
	if s.chance(0.5) {
		s.walk()
	}
}

// glance looks now and then: less often the larger the table, and twice in the course of a growth, which
// takes some 2^(B-2) commands.
func (s *script) glance() {
	m := s.subject.inspect()
	buckets := float64(uint64(1) << m.h.B)
	probability := 0.05 / math.Pow(buckets, 0.75)
	if m.isGrowing() {
		probability = math.Min(0.5, 8/buckets)
	}
	if s.chance(probability) {
		s.look()
	}
}

// --- phases ---

// fill mostly inserts.
func (s *script) fill() {
	for goal := s.capacity() - s.random.Intn(s.capacity()/4+1); len(s.live) < goal; s.glance() {
		switch p := s.random.Float64(); {
		case p < 0.9:
			s.add(s.newKey())
		case p < 0.95:
			s.overwrite()
		case p < 0.98:
			s.removeRandom()
		default:
			s.erase(s.newKey()) // not there
		}
	}
}

// drain mostly erases.
func (s *script) drain() {
	goal := 0
	if s.chance(0.6) {
		goal = s.random.Intn(len(s.live) + 1)
	}
	for len(s.live) > goal {
		if s.chance(0.92) {
			s.removeRandom()
		} else {
			s.add(s.newKey())
		}
		s.glance()
	}
}

// churn erases one for each that it inserts.
func (s *script) churn() {
	for turns := s.random.Intn(s.capacity() + 1); turns > 0; turns-- {
		s.add(s.newKey())
		s.removeRandom()
		s.glance()
	}
}

// slide inserts keys of few buckets at a time, on and on, and erases the oldest: long overflow chains
// come up and stay behind empty, until there are so many that the table grows to the same size.
func (s *script) slide() {
	m := s.subject.inspect()
	if m.h.B < 2 || m.h.B > 10 {
		return
	}
	buckets := uint64(1) << m.h.B
	width := uint64(1) << s.random.Intn(int(m.h.B)-1)
	entries := len(s.live)
	if limit := int(13*buckets/2) * 3 / 4; entries > limit {
		for len(s.live) > limit {
			s.removeRandom()
		}
		entries = limit
	}
	window := s.random.Uint64() % buckets
	for turns := s.random.Intn(6*slotsPerBucket) * int(width); turns > 0; turns-- {
		s.add(s.newKeyWhere(func(hash uint64) bool { return (hash-window)%buckets < width }))
		if len(s.live) > entries && len(s.live) > slotsPerBucket {
			s.removeOldest()
		}
		if turns%(5*slotsPerBucket*int(width)) == 0 {
			window += width
		}
		s.glance()
	}
}

// --- commands ---

func (s *script) add(k key) {
	s.insert(k, s.value())
	s.live = append(s.live, k)
}

func (s *script) overwrite() {
	if len(s.live) != 0 {
		s.insert(s.live[s.random.Intn(len(s.live))], s.value())
	}
}

func (s *script) removeRandom() {
	if n := len(s.live); n != 0 {
		i := s.random.Intn(n)
		s.erase(s.live[i])
		s.live[i] = s.live[n-1]
		s.live = s.live[:n-1]
	}
}

func (s *script) removeOldest() {
	s.erase(s.live[0])
	s.live = s.live[1:]
}

func (s *script) value() uint64 {
	s.serial++
	return s.serial
}

// newKey returns a key that is not in the map: small and large numbers, short and long texts.
func (s *script) newKey() key {
	for {
		k := key{number: s.random.Uint64() >> s.random.Intn(64)}
		switch s.kind {
		case kindNarrow:
			k.number = k.number & 0xFFFFFFFF
		case kindText:
			text := strconv.FormatUint(k.number, 36)
			for s.chance(0.2) {
				text += text
			}
			k = key{text: text[:s.random.Intn(len(text)+1)]}
		}
		if !s.subject.has(k) {
			return k
		}
	}
}

// newKeyWhere returns a key whose hash is wanted; after too many tries, any new key.
func (s *script) newKeyWhere(isWanted func(hash uint64) bool) key {
	for tries := 0; ; tries++ {
		k := s.newKey()
		if tries == 5_000 || isWanted(s.subject.hash(k)) {
			return k
		}
	}
}
