// oracle drives maps of the Go runtime with random commands and writes down what became of every one of
// their bytes, as traces that tests/go/parity compares ebb::go_map with. See trace.go for the format.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand"
	"os"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func run() error {
	traces := flag.Int("traces", 100, "how many traces to write")
	seed := flag.Int64("seed", 1, "what the commands are chosen by (hashes differ from run to run)")
	bMax := flag.Int("max-b", 15, "logarithm of the largest bucket array, 0 to 18")
	bMin := flag.Int("min-b", 0, "logarithm of the smallest bucket array aimed at")
	path := flag.String("out", "", "the file to write")
	flag.Parse()
	switch {
	case flag.NArg() != 0:
		return fmt.Errorf("unexpected argument %q; see -help", flag.Arg(0))
	case *traces < 1:
		return fmt.Errorf("-traces must be at least 1, not %d", *traces)
	case *bMin < 0 || *bMax > 18 || *bMin > *bMax:
		return fmt.Errorf("-min-b %d and -max-b %d must be in order and between 0 and 18", *bMin, *bMax)
	case *path == "":
		return fmt.Errorf("-out FILE is missing")
	}
	if err := requireClassicMap(); err != nil {
		return err
	}
	return writeTraces(*path, *traces, *seed, *bMin, *bMax)
}

// writeTraces writes to a file beside the one asked for, which appears when all is there.
func writeTraces(path string, traces int, seed int64, bMin, bMax int) error {
	part := path + ".part"
	file, err := os.Create(part)
	if err != nil {
		return err
	}
	defer os.Remove(part)
	r := &recorder{out: bufio.NewWriterSize(file, 1<<20)}
	r.out.WriteString(traceMagic)
	random := rand.New(rand.NewSource(seed))
	for i := 0; i < traces; i++ {
		runScript(r, random.Int63(), i%kindCount, pickB(random, i, bMin, bMax))
	}
	if err := r.out.Flush(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	fmt.Printf("oracle: %s: %d traces, %+v\n", path, traces, r.seen)
	return nil
}

// pickB chooses the size of a trace: small maps, where everything happens often, most of the time. The
// first traces go through all sizes.
func pickB(random *rand.Rand, i, bMin, bMax int) int {
	if i <= bMax-bMin {
		return bMin + i
	}
	b := random.Intn(9)
	if random.Float64() < 0.1 {
		b = random.Intn(13)
	}
	if b < bMin {
		return bMin
	}
	if b > bMax {
		return bMax
	}
	return b
}
