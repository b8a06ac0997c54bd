#include "trace/oracle_general.hpp"

#include "error.hpp"

#include <charconv>
#include <span>
#include <utility>

namespace replay {
namespace {

template <class Number> Number number_at(const char* bytes) {
    Number number = 0;
    for (std::size_t i = sizeof number; i-- != 0;) {
        number = static_cast<Number>(number << 8U) | static_cast<unsigned char>(bytes[i]);
    }
    return number;
}

struct record {
    std::uint32_t time;
    std::uint64_t object;
    std::uint32_t bytes;
    std::uint64_t comes_again;
};

record record_at(const char* at) {
    return {number_at<std::uint32_t>(at), number_at<std::uint64_t>(at + 4),
            number_at<std::uint32_t>(at + 12), number_at<std::uint64_t>(at + 16)};
}

} // namespace

oracle_general_source::oracle_general_source(line_reader bytes, bool has_numeric_keys)
    : bytes_(std::move(bytes)) {
    facts_.name = bytes_.bytes().name();
    facts_.format = "oracle-general";
    facts_.is_live = bytes_.bytes().is_live();
    facts_.has_numeric_keys = has_numeric_keys;
    facts_.has_clock = true;
    facts_.has_operations = false;
}

bool oracle_general_source::is_typical(std::string_view first_bytes) {
    constexpr std::uint64_t never = ~std::uint64_t{0};
    constexpr std::uint64_t largest = never >> 1U;
    const std::size_t count = first_bytes.size() / record_bytes;
    std::uint32_t before = 0;
    for (std::size_t i = 0; i != count; ++i) {
        const record one = record_at(first_bytes.data() + i * record_bytes);
        const bool is_last = one.comes_again == never || one.comes_again == largest;
        const bool is_later = one.comes_again > i && one.comes_again < (std::uint64_t{1} << 40U);
        if (one.time < before || !(is_last || is_later)) return false;
        before = one.time;
    }
    return count != 0;
}

bool oracle_general_source::next(request& to) {
    std::array<char, record_bytes> bytes{};
    std::size_t got = 0;
    while (got != bytes.size()) {
        const std::size_t part = bytes_.read(std::span(bytes).subspan(got));
        if (part == 0) break;
        got += part;
    }
    if (got == 0) return false;
    if (got != bytes.size()) {
        throw failure(facts_.name + ": ends in the middle of record " +
                      std::to_string(records_ + 1) + ", after " + std::to_string(got) + " of its " +
                      std::to_string(record_bytes) + " bytes");
    }
    const record one = record_at(bytes.data());
    if (++records_ == 1) start_ = one.time;
    to = request{};
    to.time = static_cast<double>(one.time) - static_cast<double>(start_);
    to.value_bytes = one.bytes;
    if (facts_.has_numeric_keys) {
        to.number = one.object;
    } else {
        const auto [stop, error] =
            std::to_chars(digits_.data(), digits_.data() + digits_.size(), one.object);
        to.text = {digits_.data(), static_cast<std::size_t>(stop - digits_.data())};
    }
    return true;
}

} // namespace replay
