#pragma once
// Traces of Go maps, read from memory. The format stands in tests/go/oracle/trace.go.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace parity {

// The runtime's header of a map, as a record of a state gives it.
struct go_header {
    std::uint64_t count;
    std::uint64_t b;
    std::uint64_t flags;
    std::uint64_t noverflow;
    std::uint64_t nevacuate;
    std::uint64_t arrays;
};

enum class key_kind { u64, u32, text };

// Throws std::runtime_error with the offset where the bytes are no trace.
class trace_reader {
  public:
    static constexpr std::string_view magic = "ebb go trace 1\n";

    explicit trace_reader(std::string_view bytes) : bytes_(bytes) {
        if (!bytes.starts_with(magic)) {
            fail("no trace: it does not begin with \"" + std::string(magic.substr(0, 14)) + '"');
        }
        at_ = magic.size();
    }

    [[nodiscard]] bool is_at_end() const noexcept { return at_ == bytes_.size(); }
    [[nodiscard]] std::size_t offset() const noexcept { return at_; }

    std::uint8_t byte() {
        require(1);
        return static_cast<std::uint8_t>(bytes_[at_++]);
    }
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t part = byte();
            value |= std::uint64_t{part & 0x7FU} << shift;
            if ((part & 0x80U) == 0) {
                return value;
            }
        }
        fail("a number of more than 64 bits");
    }
    std::string_view text(std::size_t length) {
        require(length);
        at_ += length;
        return bytes_.substr(at_ - length, length);
    }
    std::uint64_t hash() {
        std::uint64_t value = 0;
        std::size_t shift = 0;
        for (const char part : text(sizeof value)) {
            value |= std::uint64_t{static_cast<std::uint8_t>(part)} << shift;
            shift += 8;
        }
        return value;
    }
    template <class Key> Key key() {
        if constexpr (std::is_same_v<Key, std::string>) {
            return std::string(text(number()));
        } else {
            return static_cast<Key>(number());
        }
    }
    go_header header() {
        go_header h{};
        h.count = number();
        h.b = number();
        h.flags = number();
        h.noverflow = number();
        h.nevacuate = number();
        h.arrays = number();
        return h;
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw std::runtime_error("offset " + std::to_string(at_) + ": " + what);
    }

  private:
    void require(std::size_t count) const {
        if (bytes_.size() - at_ < count) {
            fail("the trace ends in the midst of a record");
        }
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
};

} // namespace parity
