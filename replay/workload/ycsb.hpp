#pragma once
// The core workloads of the Yahoo! Cloud Serving Benchmark: B. F. Cooper, A. Silberstein, E. Tam,
// R. Ramakrishnan, R. Sears, "Benchmarking cloud serving systems with YCSB", SoCC 2010; where the
// paper is silent, as the program does it that comes with it (github.com/brianfrankcooper/YCSB).
//
// Of R requests the first min(1,000,000, R / 5) insert the records; the rest are operations. Record
// i has the key "user" and FNV-1a(i), 64 bits, without sign, in decimal. Values have 1000 bytes: 10
// fields of 100, of which an update writes one, which leaves the size as it is.
//
// "Zipfian" is YCSB's scrambled Zipf distribution: a rank below 10^10 is drawn with alpha = 0.99,
// and FNV-1a(rank) mod records is the record. "Latest" is the same alpha, rank 0 for the record
// that was inserted last. A hash map has no order, so a scan of n records is n gets, of consecutive
// record numbers; a read-modify-write is a get and a set.

#include "workload/workload.hpp"

namespace replay {

// Returns: workloads a to f.
[[nodiscard]] std::vector<workload_facts> ycsb_workloads();

// Requires: 'a' <= letter <= 'f'.
[[nodiscard]] std::unique_ptr<request_source>
make_ycsb_workload(char letter, std::uint64_t requests, std::uint64_t seed);

} // namespace replay
