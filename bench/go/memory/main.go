// What stays in Go's own map when 99 % of the entries are deleted: the same commands as
// bench/go_memory.cpp, and a row of the same table.
//
//	memory deletes|mixed ENTRIES
//
// "held" is HeapAlloc and "resident" what the system counts, each above the empty process, after a
// collection that has given all free memory back; the peak is the system's, before any such call.
package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// The i-th of 2^64 different numbers in no order (SplitMix64).
func nthNumber(i uint64) uint64 {
	z := (i + 1) * 0x9e3779b97f4a7c15
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// A line of /proc/self/status, in bytes.
func statusBytes(name string) uint64 {
	file, err := os.Open("/proc/self/status")
	if err != nil {
		fail(1, err.Error())
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); fields[0] == name {
			kib, _ := strconv.ParseUint(fields[1], 10, 64)
			return kib << 10
		}
	}
	return 0
}

func fail(status int, message string) {
	fmt.Fprintln(os.Stderr, "memory:", message)
	os.Exit(status)
}

type memory struct{ held, resident uint64 }

func memoryNow() memory {
	runtime.GC()
	debug.FreeOSMemory()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return memory{stats.HeapAlloc, statusBytes("VmRSS:")}
}

// MiB above what there was before.
func above(now, before uint64) float64 {
	if now < before {
		return 0
	}
	return float64(now-before) / (1 << 20)
}

func walkTime(m map[uint64]uint64) time.Duration {
	least := time.Duration(1<<63 - 1)
	for i := 0; i < 51; i++ {
		sum := uint64(0)
		begin := time.Now()
		for key, value := range m {
			sum += key ^ value
		}
		if took := time.Since(begin); took < least {
			least = took
		}
		runtime.KeepAlive(sum)
	}
	return least
}

func deleteNearlyAll(m map[uint64]uint64, entries uint64, mixed bool) {
	next := entries
	for deleted := uint64(0); uint64(len(m)) > entries/100; deleted++ {
		delete(m, nthNumber(deleted))
		if mixed && deleted%10 == 9 {
			m[nthNumber(next)] = next
			next++
		}
	}
}

func main() {
	if len(os.Args) != 3 || (os.Args[1] != "deletes" && os.Args[1] != "mixed") {
		fail(2, "arguments are: deletes or mixed, and the number of entries")
	}
	entries, err := strconv.ParseUint(os.Args[2], 10, 40)
	if err != nil || entries < 1000 {
		fail(2, "the number of entries is to be at least 1000")
	}
	name := map[bool]string{false: "deletes alone", true: "an insert to ten deletes"}

	before := memoryNow()
	m := make(map[uint64]uint64)
	for i := uint64(0); i < entries; i++ {
		m[nthNumber(i)] = i
	}
	peak := statusBytes("VmHWM:")
	full := memoryNow()
	mixed := os.Args[1] == "mixed"
	deleteNearlyAll(m, entries, mixed)
	left := memoryNow()
	walk := walkTime(m)
	fresh := make(map[uint64]uint64)
	for key, value := range m {
		fresh[key] = value
	}
	fmt.Printf("| Go's map (%s), %s | %.1f | %.1f | %.1f | %.2f | %.2f | %.1f |\n",
		runtime.Version(), name[mixed], above(peak, before.resident),
		above(full.held, before.held), above(full.resident, before.resident),
		above(left.held, before.held), above(left.resident, before.resident),
		float64(walk)/float64(walkTime(fresh)))
}
