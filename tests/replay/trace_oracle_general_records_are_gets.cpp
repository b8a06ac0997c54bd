// libCacheSim's binary traces: recognized, read record by record, and refused where one is cut.
#include "temporary_folder.hpp"
#include "trace_compression.hpp"
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

std::string bytes_of(std::uint64_t number, std::size_t count) {
    std::string bytes;
    for (std::size_t i = 0; i != count; ++i) {
        bytes += static_cast<char>(number >> (8 * i) & 0xff);
    }
    return bytes;
}

std::string record(std::uint32_t time, std::uint64_t object, std::uint32_t size,
                   std::int64_t again) {
    return bytes_of(time, 4) + bytes_of(object, 8) + bytes_of(size, 4) +
           bytes_of(static_cast<std::uint64_t>(again), 8);
}

const std::string three = record(100, 17, 512, 3) +
                          record(101, 0xfedcba9876543210, 4'000'000'000, -1) +
                          record(103, 17, 512, std::numeric_limits<std::int64_t>::max());

reading read_file(const std::string& bytes, std::optional<trace_format> format = {},
                  std::optional<bool> numeric_keys = {}) {
    const temporary_folder folder;
    try {
        const auto source =
            open_trace({folder.write("trace", bytes), format, numeric_keys, false, {}, {}});
        return read_all(*source);
    } catch (const failure& error) {
        reading refused;
        refused.error = error.what();
        return refused;
    }
}

TEST(oracle_general, is_recognized_and_read) {
    for (const std::string& bytes : {three, gzip_of(three), zstd_of(three), xz_of(three)}) {
        const reading got = read_file(bytes);
        EXPECT_EQ(got.error, "");
        EXPECT_THAT(got.requests, ElementsAre("get 17 @0 bytes 512",
                                              "get 18364758544493064720 @1 bytes 4000000000",
                                              "get 17 @3 bytes 512"));
        EXPECT_EQ(got.facts.format, "oracle-general");
        EXPECT_TRUE(got.facts.has_numeric_keys);
        EXPECT_TRUE(got.facts.has_clock);
        EXPECT_FALSE(got.facts.has_operations);
    }
}

TEST(oracle_general, may_have_strings_as_keys) {
    const reading got = read_file(three, {}, false);
    EXPECT_EQ(got.requests.at(1), "get 18364758544493064720 @1 bytes 4000000000");
    EXPECT_FALSE(got.facts.has_numeric_keys);
}

TEST(oracle_general, is_long) {
    std::string bytes;
    for (std::uint32_t i = 0; i != 100'000; ++i) {
        bytes += record(i / 100, i % 1'000, 1, i + 1'001);
    }
    const reading got = read_file(bytes);
    EXPECT_EQ(got.error, "");
    EXPECT_EQ(got.requests.size(), 100'000U);
    EXPECT_EQ(got.requests.back(), "get 999 @999 bytes 1");
}

TEST(oracle_general, ends_with_a_record) {
    EXPECT_THAT(read_file(three.substr(0, 60)).error,
                ::testing::HasSubstr("ends in the middle of record 3, after 12 of its 24 bytes"));
}

TEST(oracle_general, is_not_every_binary_file) {
    for (const std::string& bytes :
         {record(100, 17, 512, 0), record(100, 17, 512, -2), three + record(99, 17, 512, -1),
          three + record(104, 17, 512, 2)}) {
        EXPECT_THAT(read_file(bytes).error, ::testing::HasSubstr("not recognized"));
    }
    EXPECT_EQ(
        read_file(three + record(99, 17, 1, -1), trace_format::oracle_general).requests.back(),
        "get 17 @-1 bytes 1");
}

} // namespace
} // namespace replay_tests
