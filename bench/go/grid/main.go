// Grid measures Go's own map for bench/grid, which starts it and asks, a line each on its standard
// input,
//
//	ENTRY ENTRIES OPERATION LEAST_NS
//
// and is answered by a line "ns operations passes checksum". In between it waits.
//
// Time is the processor time of the thread, as in the other maps' programs. The garbage collector,
// which would run beside the loops, runs between them.
package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
	"unsafe"
)

func threadTimeNs() int64 {
	const clockThreadCPUTimeID = 3
	var now syscall.Timespec
	syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clockThreadCPUTimeID, uintptr(unsafe.Pointer(&now)), 0)
	return now.Nano()
}

type stopwatch struct{ ns int64 }

func (s *stopwatch) time(work func() uint64) uint64 {
	begin := threadTimeNs()
	checksum := work()
	s.ns += threadTimeNs() - begin
	return checksum
}

// Passes are added until so much time has passed. The first one warms up and does not count, unless that is
// not asked for and it is long enough.
func repeated(leastNs int64, warmsUp int, pass func(*stopwatch) uint64) (watch stopwatch, passes int, checksum uint64) {
	const passesMax = 10_000
	runtime.GC()
	checksum = pass(&watch)
	if watch.ns >= leastNs && warmsUp == 0 {
		return watch, 1, checksum
	}
	watch = stopwatch{}
	for watch.ns < leastNs && passes < passesMax {
		runtime.GC()
		if pass(&watch) != checksum {
			fail("two passes over the same maps had different answers")
		}
		passes++
	}
	return
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, "go_grid:", why)
	os.Exit(1)
}

func main() {
	runtime.LockOSThread()
	debug.SetGCPercent(-1)
	var work *workload
	prepared, entryBefore := "", ""
	in := bufio.NewReader(os.Stdin)
	for {
		var entry, operation string
		var entries int
		var leastNs int64
		var warmsUp int
		if n, _ := fmt.Fscanln(in, &entry, &entries, &operation, &leastNs, &warmsUp); n != 5 {
			return // the grid has ended
		}
		if work == nil || entry != entryBefore || entries != work.entries {
			makeKey := keyMaker(entry)
			if makeKey == nil {
				fail("there is no entry " + entry)
			}
			work = nil
			debug.FreeOSMemory()
			work = newWorkload(makeKey, entries)
			entryBefore, prepared = entry, ""
		}
		if operation != prepared {
			work.prepare(operation)
			prepared = operation
		}
		operations, pass := measuredLoop(work, operation)
		watch, passes, checksum := repeated(leastNs, warmsUp, pass)
		done := operations * passes
		fmt.Printf("%.6f %d %d %d\n", float64(watch.ns)/float64(done), done, passes, checksum)
		pass = nil
		debug.FreeOSMemory()
	}
}
