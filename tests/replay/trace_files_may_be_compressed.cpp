// A trace is the same plain, as gzip, as zstd, and in several pieces of these.
#include "trace_compression.hpp"
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

std::string bytes_of(std::string_view file, std::size_t at_a_time = 1'000) {
    const auto source = open_bytes(file_of(file));
    std::string all;
    std::string room(at_a_time, '\0');
    while (const std::size_t got = source->read(room)) {
        all.append(room, 0, got);
    }
    EXPECT_EQ(source->read(room), 0U) << "after the end";
    return all;
}

// More than any buffer, and compressible to about a fifth.
std::string long_text() {
    std::string text;
    for (std::uint64_t i = 0; i < 60'000; ++i) {
        text += std::to_string(i * 0x9e3779b97f4a7c15 >> 40U) + " 1 0 " + std::to_string(i) + "\n";
    }
    return text;
}

TEST(trace_files, may_be_plain) {
    const std::string text = long_text();
    EXPECT_EQ(bytes_of(text), text);
    EXPECT_EQ(bytes_of(text, 1'000'000), text);
    EXPECT_EQ(bytes_of("x"), "x");
    EXPECT_EQ(bytes_of(""), "");
}

TEST(trace_files, may_be_gzip) {
    const std::string text = long_text();
    EXPECT_EQ(bytes_of(gzip_of(text)), text);
    EXPECT_EQ(bytes_of(gzip_of(text), 1'000'000), text);
    EXPECT_EQ(bytes_of(gzip_of("ab") + gzip_of("") + gzip_of(text)), "ab" + text);
    EXPECT_EQ(bytes_of(gzip_of("")), "");
}

TEST(trace_files, may_be_zstd) {
    const std::string text = long_text();
    EXPECT_EQ(bytes_of(zstd_of(text)), text);
    EXPECT_EQ(bytes_of(zstd_of(text), 1'000'000), text);
    EXPECT_EQ(bytes_of(zstd_of("ab") + zstd_of("") + zstd_of(text)), "ab" + text);
    EXPECT_EQ(bytes_of(zstd_of("")), "");
}

TEST(trace_files, may_be_zstd_with_frames_to_skip) {
    using namespace std::string_literals;
    const std::string skippable = "\x5a\x2a\x4d\x18\x03\0\0\0abc"s;
    EXPECT_EQ(bytes_of(skippable + zstd_of("ab") + skippable + zstd_of("cd")), "abcd");
}

TEST(trace_files, may_be_xz) {
    const std::string text = long_text();
    EXPECT_EQ(bytes_of(xz_of(text)), text);
    EXPECT_EQ(bytes_of(xz_of(text), 1'000'000), text);
    EXPECT_EQ(bytes_of(xz_of("ab") + xz_of("") + std::string(4, '\0') + xz_of(text)), "ab" + text);
    EXPECT_EQ(bytes_of(xz_of("")), "");
}

TEST(trace_files, may_be_gzip_padded_with_zeros) {
    const std::string zeros(300'000, '\0');
    EXPECT_EQ(bytes_of(gzip_of("ab") + zeros), "ab");
    EXPECT_EQ(bytes_of(gzip_of("ab") + zeros + gzip_of("cd") + zeros), "abcd");
}

TEST(trace_files, are_named_where_their_form_is_not_read) {
    using namespace std::string_literals;
    const std::pair<std::string, std::string> forms[] = {
        {"BZh91AY&SY",
         "is bzip2, which is not read; gzip, zstd, xz and plain text are: bzcat FILE | "
         "ebb replay -"},
        {"\x04\x22\x4d\x18\x64\x40\xa7", "is lz4, which"},
        {"PK\x03\x04\x14\0\0\0"s, "is zip, which"},
        {"7z\xbc\xaf\x27\x1c\0\x04"s, "is 7z, which"},
        {"\x1f\x9d\x90", "is compress, which"},
        {"PAR1\x15", "is parquet, which is not read; gzip, zstd, xz and plain text are"},
    };
    for (const auto& [bytes, says] : forms) {
        EXPECT_THAT(error_of(bytes), ::testing::StartsWith("trace: " + says));
    }
}

TEST(trace_files, give_the_same_requests_in_any_form) {
    const std::string text = long_text();
    const auto requests = requests_of(text);
    EXPECT_EQ(requests.size(), 60'000U);
    EXPECT_EQ(requests_of(gzip_of(text)), requests);
    EXPECT_EQ(requests_of(zstd_of(text)), requests);
    EXPECT_EQ(requests_of(xz_of(text)), requests);
}

TEST(trace_files, tell_how_much_of_them_is_read) {
    const auto source = open_bytes(file_of(gzip_of(long_text())));
    std::string room(1'000, '\0');
    double before = 0;
    while (source->read(room) != 0) {
        ASSERT_TRUE(source->progress());
        ASSERT_GE(*source->progress(), before);
        before = *source->progress();
    }
    EXPECT_EQ(source->progress(), 1.0);
}

} // namespace
} // namespace replay_tests
