#include "workload/ycsb.hpp"

#include "workload/random.hpp"
#include "workload/zipf.hpp"

#include <algorithm>
#include <array>

namespace replay {
namespace {

constexpr double alpha = 0.99;
constexpr std::uint64_t ranks = 10'000'000'000; // of which the scrambled distribution draws
constexpr std::uint64_t records_max = 1'000'000;
constexpr std::uint64_t scan_length_max = 100;
constexpr std::uint32_t value_bytes = 10 * 100;

enum class popular { scrambled, latest };

// Shares of the operations; what is left of 1 is reads.
struct ycsb_mix {
    char letter;
    double updates;
    double inserts;
    double scans;
    double modifications; // read-modify-writes
    popular records;
    const char* summary;
};

constexpr std::array<ycsb_mix, 6> mixes{{
    {'a', 0.50, 0, 0, 0, popular::scrambled, "update heavy: read 50%, update 50%; zipfian"},
    {'b', 0.05, 0, 0, 0, popular::scrambled, "read mostly: read 95%, update 5%; zipfian"},
    {'c', 0, 0, 0, 0, popular::scrambled, "read only: read 100%; zipfian"},
    {'d', 0, 0.05, 0, 0, popular::latest, "read latest: read 95%, insert 5%; latest"},
    {'e', 0, 0.05, 0.95, 0, popular::scrambled,
     "short ranges: scan 95% (1 to 100 gets each), insert 5%; zipfian"},
    {'f', 0, 0, 0, 0.50, popular::scrambled,
     "read-modify-write: read 50%, read and write back 50%; zipfian"},
}};

constexpr std::uint64_t fnv_1a(std::uint64_t number) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        hash = (hash ^ (number >> shift & 0xffU)) * 1'099'511'628'211;
    }
    return hash;
}

// YCSB takes the hash as a signed number and drops the sign.
constexpr std::uint64_t without_sign(std::uint64_t hash) noexcept {
    return hash >> 63U != 0 ? 0 - hash : hash;
}

class ycsb_source final : public request_source {
  public:
    ycsb_source(const ycsb_mix& mix, std::uint64_t requests, std::uint64_t seed)
        : mix_(mix), requests_(requests), loaded_(std::min(records_max, requests / 5)),
          random_(seed), ranks_(alpha) {
        if (requests != 0) {
            loaded_ = std::max<std::uint64_t>(loaded_, 1);
        }
        // As YCSB does: the records that are to come have their share of the popularity, from the
        // start, with a draw for one that is not there yet being repeated. It reckons with twice
        // as many as are likely.
        const double gets_of_a_scan = (1 + static_cast<double>(scan_length_max)) / 2;
        const double operations =
            static_cast<double>(requests - loaded_) / (mix.scans * gets_of_a_scan + 1 - mix.scans);
        expected_ = loaded_ + static_cast<std::uint64_t>(2 * mix.inserts * operations);
        facts_.name = std::string("ycsb:") + mix.letter;
        facts_.format = "workload";
    }

    bool next(request& to) override {
        if (given_ == requests_) return false;
        to = request{};
        to.value_bytes = value_bytes;
        if (given_++ < loaded_) {
            to.kind = request_kind::set;
            name(to, records_++);
        } else if (scanned_left_ != 0) {
            --scanned_left_;
            name(to, ++record_);
        } else if (is_to_be_written_) {
            is_to_be_written_ = false;
            to.kind = request_kind::set;
            name(to, record_);
        } else {
            operate(to);
        }
        return true;
    }

    [[nodiscard]] const source_facts& facts() const override { return facts_; }

    [[nodiscard]] std::optional<double> progress() const override {
        return requests_ == 0 ? 1 : static_cast<double>(given_) / static_cast<double>(requests_);
    }

  private:
    void operate(request& to) {
        double drawn = uniform(random_);
        const auto is_chosen = [&](double share) {
            drawn -= share;
            return drawn < 0;
        };
        if (is_chosen(mix_.inserts)) {
            to.kind = request_kind::set;
            name(to, records_++);
            return;
        }
        record_ = popular_record();
        name(to, record_);
        if (is_chosen(mix_.updates)) {
            to.kind = request_kind::set;
        } else if (is_chosen(mix_.modifications)) {
            is_to_be_written_ = true;
        } else if (is_chosen(mix_.scans)) {
            const std::uint64_t others = uniform_below(random_, scan_length_max);
            scanned_left_ = std::min(others, records_ - 1 - record_); // it ends with the records
        }
    }

    [[nodiscard]] std::uint64_t popular_record() {
        if (mix_.records == popular::latest) return records_ - ranks_(random_, records_);
        for (;;) {
            const std::uint64_t rank = ranks_(random_, ranks) - 1;
            const std::uint64_t record = without_sign(fnv_1a(rank)) % expected_;
            if (record < records_) return record;
        }
    }

    void name(request& to, std::uint64_t record) {
        text_ = "user";
        text_ += std::to_string(without_sign(fnv_1a(record)));
        to.text = text_;
    }

    ycsb_mix mix_;
    std::uint64_t requests_;
    std::uint64_t loaded_;
    std::uint64_t expected_ = 0;
    std::uint64_t given_ = 0;
    std::uint64_t records_ = 0; // inserted so far
    std::uint64_t record_ = 0;  // the last one that was asked for
    std::uint64_t scanned_left_ = 0;
    bool is_to_be_written_ = false;
    random_engine random_;
    zipf ranks_;
    std::string text_;
    source_facts facts_;
};

} // namespace

std::vector<workload_facts> ycsb_workloads() {
    std::vector<workload_facts> all;
    all.reserve(mixes.size());
    for (const ycsb_mix& mix : mixes) {
        all.push_back({std::string("ycsb:") + mix.letter,
                       std::string(mix.summary) + "; no TTL; values 1000 B"});
    }
    return all;
}

std::unique_ptr<request_source> make_ycsb_workload(char letter, std::uint64_t requests,
                                                   std::uint64_t seed) {
    const auto index = static_cast<std::size_t>(letter - 'a');
    return std::make_unique<ycsb_source>(mixes[index], requests, seed);
}

} // namespace replay
