package main

// What the maps are asked: the same, drawn in the same order, as in bench/grid/workload.hpp, where
// it is explained.

const (
	batchEntries = 32_000
	asksMin      = 256_000
	asksMax      = 1_000_000

	cacheNewest = 10
	cacheHits   = 90
	cacheMisses = 10
)

type workload struct {
	entries, maps, asksPerMap, cacheSteps, walks int

	makeKey func(uint64) key
	keys    []key
	asks    []key
	comes   []key
	nextNew uint64
	random  randomSource
}

func newWorkload(makeKey func(uint64) key, entries int) *workload {
	w := &workload{entries: entries, makeKey: makeKey}
	w.maps = max(1, batchEntries/entries)
	w.asksPerMap = min(max(4*w.maps*entries, asksMin), asksMax) / w.maps
	w.cacheSteps = max(1, w.asksPerMap/(cacheHits+cacheMisses))
	w.walks = max(1, asksMin/w.allEntries())
	w.keys = make([]key, w.allEntries())
	for i := range w.keys {
		w.keys[i] = makeKey(uint64(i))
	}
	return w
}

func (w *workload) allEntries() int { return w.entries * w.maps }

func (w *workload) newKey() key {
	w.nextNew++
	return w.makeKey(w.nextNew - 1)
}

// The part of map number m.
func (w *workload) share(all []key, m int) []key {
	count := len(all) / w.maps
	return all[m*count : (m+1)*count]
}

func (w *workload) prepare(operation string) {
	w.asks, w.comes = nil, nil
	w.nextNew = uint64(w.allEntries())
	w.random = newRandomSource(1)
	for m := 0; m < w.maps; m++ {
		switch operation {
		case "hit", "dependent-hit":
			w.askHits(m)
		case "miss":
			w.askMisses(w.asksPerMap)
		case "half-hit":
			w.askBoth(m)
		case "erase-insert":
			w.askTurnover(m)
		case "erase-all":
			w.askInRandomOrder(m, w.entries)
		case "walk-sparse":
			w.askInRandomOrder(m, w.entries/100*99)
		case "cache":
			w.askCache(m)
		case "toggle":
			w.askUniverse(m)
		}
	}
}

func (w *workload) askHits(m int) {
	keys := w.share(w.keys, m)
	for i := 0; i < w.asksPerMap; i++ {
		w.asks = append(w.asks, copied(keys[w.random.below(w.entries)]))
	}
}

func (w *workload) askMisses(count int) {
	for i := 0; i < count; i++ {
		w.asks = append(w.asks, w.newKey())
	}
}

func (w *workload) askBoth(m int) {
	keys := w.share(w.keys, m)
	for i := 0; i < w.asksPerMap; i++ {
		if drawn := w.random.below(2 * w.entries); drawn < w.entries {
			w.asks = append(w.asks, copied(keys[drawn]))
		} else {
			w.asks = append(w.asks, w.newKey())
		}
	}
}

func (w *workload) askTurnover(m int) {
	present := make([]uint64, w.entries)
	for i := range present {
		present[i] = uint64(m*w.entries + i)
	}
	for i := 0; i < w.asksPerMap; i++ {
		victim := w.random.below(w.entries)
		w.asks = append(w.asks, w.makeKey(present[victim]))
		present[victim] = w.nextNew
		w.comes = append(w.comes, w.newKey())
	}
}

func (w *workload) askInRandomOrder(m, count int) {
	order := make([]uint32, w.entries)
	for i := range order {
		order[i] = uint32(i)
	}
	for i := w.entries; i > 1; i-- {
		other := w.random.below(i)
		order[i-1], order[other] = order[other], order[i-1]
	}
	keys := w.share(w.keys, m)
	for _, i := range order[:count] {
		w.asks = append(w.asks, copied(keys[i]))
	}
}

func (w *workload) askCache(m int) {
	w.comes = append(w.comes, w.share(w.keys, m)[w.entries-cacheNewest:]...)
	for step := 0; step < w.cacheSteps; step++ {
		w.askMisses(cacheMisses)
		w.comes = append(w.comes, w.newKey())
	}
}

func (w *workload) askUniverse(m int) {
	keys := w.share(w.keys, m)
	for i := 0; i < w.asksPerMap; i++ {
		if drawn := w.random.below(2 * w.entries); drawn < w.entries {
			w.asks = append(w.asks, copied(keys[drawn]))
		} else {
			w.asks = append(w.asks, w.makeKey(uint64(w.allEntries()+m*w.entries+drawn-w.entries)))
		}
	}
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}
