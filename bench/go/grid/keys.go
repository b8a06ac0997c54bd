package main

// The i-th of 2^64 different numbers in no order (SplitMix64): bench/keys.hpp.
func nthNumber(i uint64) uint64 {
	z := (i + 1) * 0x9e3779b97f4a7c15
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

type randomSource struct{ state uint64 }

func newRandomSource(seed uint64) randomSource { return randomSource{seed << 40} }

func (r *randomSource) below(limit int) int {
	drawn := nthNumber(r.state)
	r.state++
	return int(drawn % uint64(limit))
}
