#include "workload/twitter.hpp"

#include "workload/scatter.hpp"
#include "workload/twitter_clusters.hpp"
#include "workload/twitter_keys.hpp"
#include "workload/twitter_operations.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace replay {
namespace {

// The texts of keys, all of one length.
class key_text {
  public:
    key_text(std::string prefix, std::uint64_t keys, std::size_t bytes)
        : scattered_(keys), text_(std::move(prefix)) {
        text_ += ':';
        digits_ = std::to_string(keys).size();
        bytes = std::max(bytes, digits_);
        text_.resize(std::min(text_.size(), bytes - digits_));
        digits_ = bytes - text_.size();
        text_.resize(bytes);
    }

    // Returns: valid until the next call.
    [[nodiscard]] std::string_view of(std::uint64_t number) {
        std::uint64_t rest = scattered_(number);
        for (std::size_t i = 0; i < digits_; ++i) {
            text_[text_.size() - 1 - i] = static_cast<char>('0' + rest % 10);
            rest /= 10;
        }
        return text_;
    }

  private:
    scatter scattered_;
    std::string text_;
    std::size_t digits_;
};

// Spreads the TTLs over the keys as evenly as it goes: key number j is at the fractional part of
// j times the golden ratio, in the row of the shares laid end to end.
class key_ttl {
  public:
    explicit key_ttl(const twitter_cluster& cluster) : shares_(cluster.ttls) {
        for (const ttl_share& one : shares_) {
            sum_ += one.share;
        }
    }

    [[nodiscard]] double of(std::uint64_t number) const noexcept {
        constexpr std::uint64_t golden = 0x9e3779b97f4a7c15; // 2^64 times its fractional part
        double at = static_cast<double>(number * golden >> 11U) * 0x1p-53 * sum_;
        std::uint32_t seconds = 0;
        for (const ttl_share& one : shares_) {
            if (one.share == 0) break;
            seconds = one.seconds;
            if (at < one.share) break;
            at -= one.share;
        }
        return seconds;
    }

  private:
    decltype(twitter_cluster::ttls) shares_;
    double sum_ = 0;
};

class twitter_source final : public request_source {
  public:
    twitter_source(const twitter_cluster& cluster, std::uint64_t requests, std::uint64_t seed)
        : requests_(requests), random_(seed), keys_(cluster, requests),
          operations_(cluster, requests == 0 ? 0
                                             : static_cast<double>(keys_.key_count()) /
                                                   static_cast<double>(requests)),
          ttls_(cluster), texts_(name_of(cluster), keys_.key_count(), cluster.key_bytes),
          per_second_(cluster.kqps * 1000), value_bytes_(cluster.value_bytes) {
        facts_.name = name_of(cluster);
        facts_.format = "workload";
        facts_.has_clock = true;
    }

    bool next(request& to) override {
        if (given_ == requests_) return false;
        const double now = static_cast<double>(given_++) / per_second_;
        const twitter_key key = keys_.next(random_);
        const request_kind kind = operations_.next(random_, state_of(key, now));
        const bool writes = kind == request_kind::set || kind == request_kind::add;
        to = request{};
        to.kind = kind;
        to.time = now;
        to.ttl = writes ? ttls_.of(key.number) : 0;
        to.text = texts_.of(key.number);
        to.value_bytes = kind == request_kind::erase ? 0 : value_bytes_;
        keep(key, to);
        return true;
    }

    [[nodiscard]] const source_facts& facts() const override { return facts_; }

    [[nodiscard]] std::optional<double> progress() const override {
        return requests_ == 0 ? 1 : static_cast<double>(given_) / static_cast<double>(requests_);
    }

  private:
    [[nodiscard]] entry_state state_of(const twitter_key& key, double now) const noexcept {
        if (key.is_first) return entry_state::never;
        const bool is_present = key.place && now < expiry_[*key.place];
        return is_present ? entry_state::present : entry_state::absent;
    }

    // Effects: remembers until when the key has an entry.
    void keep(const twitter_key& key, const request& done) {
        if (!key.place) return;
        if (*key.place == expiry_.size()) {
            expiry_.push_back(0);
        }
        double& until = expiry_[*key.place];
        if (key.is_first) {
            until = 0;
        }
        if (done.kind == request_kind::erase) {
            until = 0;
        } else if (done.kind == request_kind::set ||
                   (done.kind == request_kind::add && until <= done.time)) {
            until = done.time + done.ttl;
        }
    }

    std::uint64_t requests_;
    std::uint64_t given_ = 0;
    random_engine random_;
    twitter_keys keys_;
    twitter_operations operations_;
    key_ttl ttls_;
    key_text texts_;
    double per_second_;
    std::uint32_t value_bytes_;
    std::vector<double> expiry_; // by place: when its entry goes; 0 where it has none
    source_facts facts_;
};

std::string printed(double number) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return {text.data(), end};
}

// 86400 is "1d", 6480 "1.8h", 1380 "1380s".
std::string printed_ttl(std::uint32_t seconds) {
    for (const auto& [unit, letter] : {std::pair{86'400U, 'd'}, std::pair{3'600U, 'h'}}) {
        if (seconds >= unit && seconds % (unit / 10) == 0) {
            const std::uint32_t tenths = seconds / (unit / 10);
            return printed(tenths / 10.0) + letter;
        }
    }
    return std::to_string(seconds) + "s";
}

std::string operations_of(const twitter_cluster& cluster) {
    auto operations = cluster.operations;
    std::stable_sort(operations.begin(), operations.end(),
                     [](const auto& a, const auto& b) { return a.share > b.share; });
    std::string text;
    for (const operation_share& one : operations) {
        if (one.share == 0) break;
        text += text.empty() ? "" : ", ";
        text += name_of(one.operation);
        text += ' ';
        text += std::to_string(std::lround(one.share * 100));
        text += '%';
    }
    return text;
}

std::string ttls_of(const twitter_cluster& cluster) {
    std::uint32_t shortest = cluster.ttls[0].seconds;
    std::uint32_t longest = shortest;
    for (const ttl_share& one : cluster.ttls) {
        if (one.share == 0) break;
        shortest = std::min(shortest, one.seconds);
        longest = std::max(longest, one.seconds);
    }
    return shortest == longest ? printed_ttl(longest)
                               : printed_ttl(shortest) + " to " + printed_ttl(longest);
}

} // namespace

// Of `"a" + text` g++ 12 warns wrongly, at -O3 (GCC bug 105651); so these append.

std::string name_of(const twitter_cluster& cluster) {
    std::string name = "twitter:";
    name += std::to_string(cluster.number);
    return name;
}

std::string summary_of(const twitter_cluster& cluster) {
    constexpr std::array<std::string_view, 3> categories{"storage", "computation", "transient"};
    std::string text(categories[cluster.category - 1]);
    text += "; ";
    text += operations_of(cluster);
    text += "; TTL ";
    text += ttls_of(cluster);
    text += "; keys ";
    text += std::to_string(cluster.key_bytes);
    text += " B, values ";
    text += std::to_string(cluster.value_bytes);
    text += " B; alpha ";
    text += cluster.alpha == not_published ? "unknown" : printed(cluster.alpha);
    return text;
}

std::unique_ptr<request_source> make_twitter_workload(const twitter_cluster& cluster,
                                                      std::uint64_t requests, std::uint64_t seed) {
    return std::make_unique<twitter_source>(cluster, requests, seed);
}

} // namespace replay
