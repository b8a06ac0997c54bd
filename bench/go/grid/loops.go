package main

// The measured loops: those of bench/grid/measured_loops.hpp.

type table = map[key]uint64

// Zero, which the compiler does not know.
var zero uint64

func fill(m table, keys []key, number uint64) {
	for _, k := range keys {
		number++
		m[k] = number
	}
}

func (w *workload) fill(m table, which int) {
	fill(m, w.share(w.keys, which), uint64(which*w.entries))
}

func (w *workload) emptyMaps() []table {
	maps := make([]table, w.maps)
	for i := range maps {
		maps[i] = table{}
	}
	return maps
}

func (w *workload) fullMaps() []table {
	maps := w.emptyMaps()
	for i := range maps {
		w.fill(maps[i], i)
	}
	return maps
}

func entriesIn(maps []table) uint64 {
	sum := 0
	for _, m := range maps {
		sum += len(m)
	}
	return uint64(sum)
}

// Returns: the operations of a pass, and the pass.
func measuredLoop(w *workload, operation string) (int, func(*stopwatch) uint64) {
	asked := w.asksPerMap * w.maps
	switch operation {
	case "insert", "insert-again":
		return w.allEntries(), w.inserts(false)
	case "insert-reserved", "insert-reserved-again":
		return w.allEntries(), w.inserts(true)
	case "hit", "miss", "half-hit":
		return asked, w.lookups()
	case "dependent-hit":
		return asked, w.dependentLookups()
	case "erase-insert":
		return asked, w.timed(w.turnovers)
	case "erase-all":
		return w.allEntries(), w.timed(w.erases)
	case "walk", "walk-sparse":
		return w.doWalks()
	case "copy", "copy-again":
		return w.allEntries(), w.copies()
	case "clear-refill":
		return w.allEntries(), w.refills()
	case "cache":
		return w.cacheSteps * w.maps, w.timed(w.runCaches)
	case "toggle":
		return asked, w.timed(w.toggles)
	}
	fail("there is no operation " + operation)
	return 0, nil
}

// A pass whose loop is run on maps that have just been filled.
func (w *workload) timed(loop func([]table) uint64) func(*stopwatch) uint64 {
	return func(watch *stopwatch) uint64 {
		maps := w.fullMaps()
		return watch.time(func() uint64 { return loop(maps) + entriesIn(maps) })
	}
}

func (w *workload) inserts(reserved bool) func(*stopwatch) uint64 {
	return func(watch *stopwatch) uint64 {
		maps := make([]table, w.maps)
		return watch.time(func() uint64 {
			for i := range maps {
				if reserved {
					maps[i] = make(table, w.entries)
				} else {
					maps[i] = table{}
				}
				w.fill(maps[i], i)
			}
			return entriesIn(maps)
		})
	}
}

func (w *workload) lookups() func(*stopwatch) uint64 {
	maps := w.fullMaps()
	return func(watch *stopwatch) uint64 {
		return watch.time(func() (sum uint64) {
			for i, m := range maps {
				for _, k := range w.share(w.asks, i) {
					if found, ok := m[k]; ok {
						sum += found
					}
				}
			}
			return
		})
	}
}

func (w *workload) dependentLookups() func(*stopwatch) uint64 {
	maps := w.fullMaps()
	mask := zero
	return func(watch *stopwatch) uint64 {
		return watch.time(func() (sum uint64) {
			answer := uint64(0)
			for i, m := range maps {
				asks := w.share(w.asks, i)
				for at := range asks {
					answer = m[asks[uint64(at)+answer&mask]]
					sum += answer
				}
			}
			return
		})
	}
}

func (w *workload) turnovers(maps []table) uint64 {
	for i, m := range maps {
		goes, comes := w.share(w.asks, i), w.share(w.comes, i)
		for at, k := range goes {
			delete(m, k)
			m[comes[at]] = uint64(at)
		}
	}
	return uint64(len(w.asks)) // delete does not tell
}

func eraseAll(m table, keys []key) {
	for _, k := range keys {
		delete(m, k)
	}
}

func (w *workload) erases(maps []table) uint64 {
	for i, m := range maps {
		eraseAll(m, w.share(w.asks, i))
	}
	return uint64(len(w.asks))
}

func (w *workload) doWalks() (int, func(*stopwatch) uint64) {
	maps := w.fullMaps()
	for i, m := range maps {
		eraseAll(m, w.share(w.asks, i)) // none for a walk over all
	}
	return int(entriesIn(maps)) * w.walks, func(watch *stopwatch) uint64 {
		return watch.time(func() (sum uint64) {
			for walk := 0; walk < w.walks; walk++ {
				for _, m := range maps {
					for _, number := range m {
						sum += number
					}
				}
			}
			return
		})
	}
}

func (w *workload) copies() func(*stopwatch) uint64 {
	maps := w.fullMaps()
	return func(watch *stopwatch) uint64 {
		made := make([]table, len(maps))
		return watch.time(func() uint64 {
			for i, m := range maps {
				made[i] = make(table, len(m))
				for k, number := range m {
					made[i][k] = number
				}
			}
			return entriesIn(made)
		})
	}
}

func (w *workload) refills() func(*stopwatch) uint64 {
	maps := w.fullMaps()
	refillAll := func() uint64 {
		for i, m := range maps {
			for k := range m { // this form is what the compiler makes a clear of
				delete(m, k)
			}
			w.fill(m, i)
		}
		return entriesIn(maps)
	}
	// The steady state, as in measured_loops.hpp.
	refillAll()
	refillAll()
	return func(watch *stopwatch) uint64 {
		return watch.time(refillAll)
	}
}

func (w *workload) runCaches(maps []table) (sum uint64) {
	for i, m := range maps {
		sum += w.runCache(m, i)
	}
	return
}

func (w *workload) runCache(m table, which int) (sum uint64) {
	oldest, comes, misses := w.share(w.keys, which), w.share(w.comes, which), w.share(w.asks, which)
	for step := 0; step < w.cacheSteps; step++ {
		newest := comes[step : step+cacheNewest]
		for i := 0; i < cacheHits; i++ {
			sum += m[newest[cacheNewest-1-i%cacheNewest]]
		}
		for _, k := range misses[step*cacheMisses : (step+1)*cacheMisses] {
			if _, ok := m[k]; ok {
				sum++
			}
		}
		delete(m, oldest[step])
		sum++
		m[comes[step+cacheNewest]] = uint64(step)
	}
	return
}

func (w *workload) toggles(maps []table) (inserted uint64) {
	for i, m := range maps {
		number := uint64(0)
		for _, k := range w.share(w.asks, i) {
			number++
			if _, ok := m[k]; ok {
				delete(m, k)
			} else {
				m[k] = number
				inserted++
			}
		}
	}
	return
}
