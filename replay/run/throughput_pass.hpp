#pragma once
// How long a map takes for all operations in a row.

#include "plan/plan.hpp"
#include "run/candidate.hpp"
#include "run/clock.hpp"
#include "run/replayed.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace replay {

// {"ns": processor time of all operations, "wall_ns": the time that they took, other programs'
// turns included, "operations": how many}
template <class Map> pass_report throughput_pass(const plan& work, const run_progress& go_on) {
    using key_type = typename Map::key_type;
    operation_reader<key_type> reader(work.file);
    std::vector<operation<key_type>> batch(batch_size);
    replayed<Map> subject;
    std::uint64_t ns = 0;
    double wall_ns = 0;
    const auto report = [&] {
        pass_report result;
        result.set("/ns", ns);
        result.set("/wall_ns", wall_ns);
        result.set("/operations", subject.operations());
        return result;
    };
    while (const std::size_t count = reader.read(batch)) {
        const clock::moment wall_begin = clock::now();
        const std::uint64_t begin = peers::thread_ns();
        for (std::size_t i = 0; i < count; ++i) {
            if (subject.apply(batch[i]) != batch[i].outcome) [[unlikely]] {
                fail_by_outcome<Map>(batch[i], subject.operations());
            }
        }
        ns += peers::thread_ns() - begin;
        wall_ns += clock::ns_between(wall_begin, clock::now());
        if (!go_on(subject.operations())) {
            return report();
        }
    }
    subject.rest();
    subject.check_contents(work.facts);
    return report();
}

} // namespace replay
