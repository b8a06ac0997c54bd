//go:build strings

package main

import "strings"

type key = string

// With bytes of its own, as the keys that C++ maps are asked have: else the comparison would end at
// the equal addresses.
func copied(k key) key { return strings.Clone(k) }

func keyMaker(entry string) func(uint64) key {
	switch entry {
	case "string16":
		return nthStringOf16
	case "string8to64":
		return nthStringOf8To64
	}
	return nil
}

func nthStringOf16(i uint64) string {
	digits := nthNumber(i)
	var text [16]byte
	for at := range text {
		text[at] = "0123456789abcdef"[digits%16]
		digits /= 16
	}
	return string(text[:])
}

func nthStringOf8To64(i uint64) string {
	const low48 = 1<<48 - 1
	z := (i + 1) * 0x9e3779b97f4a7c15 & low48
	z = (z ^ (z >> 24)) * 0xbf58476d1ce4e5b9 & low48
	z ^= z >> 25
	random := nthNumber(i)
	text := make([]byte, 8+random%57)
	for at := range text {
		if at%8 == 0 && at != 0 {
			z = nthNumber(random + uint64(at))
		}
		text[at] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/"[z%64]
		z /= 64
	}
	return string(text)
}
