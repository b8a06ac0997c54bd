#pragma once
// Go's own map as a competitor: a program of its own (bench/go/grid) that waits on a pipe and works
// when it is asked, so that it takes its turn among the others.

namespace bench::grid {

// Effects: enters it for the entries it has, if it was built.
void register_go_maps();

} // namespace bench::grid
