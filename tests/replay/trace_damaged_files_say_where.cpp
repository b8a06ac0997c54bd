// A file that can't be read, or not to its end, is named with what is wrong and where.
#include "temporary_folder.hpp"
#include "trace_compression.hpp"
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

std::string open_error(const std::string& path) {
    try {
        static_cast<void>(open_trace({path, {}, {}, false, {}, {}}));
    } catch (const failure& error) {
        return error.what();
    }
    return "";
}

// 2,000 lines that hardly compress, so that every byte of the file matters.
std::string text() {
    std::string lines;
    for (std::uint64_t i = 1; i <= 2'000; ++i) {
        lines += std::to_string(i * 0x9e3779b97f4a7c15) + " 1 0 0\n";
    }
    return lines;
}

TEST(damaged_trace, is_not_there) {
    const temporary_folder folder;
    EXPECT_EQ(open_error(folder.path("none")), folder.path("none") + ": No such file or directory");
    EXPECT_EQ(open_error(folder.path("")), folder.path("") + ": Is a directory");
}

TEST(damaged_trace, is_empty) {
    const temporary_folder folder;
    for (const std::string& bytes :
         {std::string(), gzip_of(""), zstd_of(""), xz_of(""), std::string("\xef\xbb\xbf")}) {
        const std::string path = folder.write("empty", bytes);
        EXPECT_EQ(open_error(path), path + ": there is nothing in it");
    }
}

TEST(damaged_trace, is_truncated) {
    for (const auto& [name, packed] :
         {std::pair("gzip", gzip_of(text())), {"zstd", zstd_of(text())}, {"xz", xz_of(text())}}) {
        for (const std::size_t bytes : {packed.size() - 1, packed.size() / 2, std::size_t{4}}) {
            EXPECT_EQ(error_of(packed.substr(0, bytes), {trace_format::arc, {}, false, {}, {}}),
                      std::string("trace: truncated ") + name + " data after " +
                          std::to_string(bytes) + " bytes");
        }
        const std::string second = packed + packed.substr(0, packed.size() / 2);
        EXPECT_EQ(error_of(second), std::string("trace: truncated ") + name + " data after " +
                                        std::to_string(second.size()) + " bytes");
    }
}

TEST(damaged_trace, gives_what_comes_before_the_damage) {
    std::string all;
    while (all.size() < 1'000'000) {
        all += text();
    }
    for (const std::string& packed : {gzip_of(all), zstd_of(all), xz_of(all)}) {
        const reading got = read_text(packed.substr(0, packed.size() - 1));
        EXPECT_THAT(got.error, ::testing::HasSubstr("truncated"));
        EXPECT_GE(got.requests.size(), 10'000U);
    }
}

TEST(damaged_trace, has_a_wrong_check_sum) {
    std::string packed = gzip_of(text());
    packed[packed.size() - 6] ^= 1;
    EXPECT_EQ(error_of(packed), "trace: damaged gzip data near byte " +
                                    std::to_string(packed.size() - 4) + ": incorrect data check");
}

TEST(damaged_trace, has_other_bytes_at_its_end) {
    std::string packed = xz_of(text());
    packed[packed.size() - 9] ^= 1; // of the check sum of its last part
    EXPECT_THAT(error_of(packed),
                ::testing::MatchesRegex("trace: damaged xz data near byte [0-9]+: "
                                        "the data are corrupt"));
}

TEST(damaged_trace, has_a_wrong_header) {
    EXPECT_EQ(error_of("\x1f\x8b\x01\x02\x03\x04\x05\x06\x07\x08"),
              "trace: damaged gzip data near byte 4: unknown compression method");
    EXPECT_EQ(error_of("\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
              "trace: damaged zstd data near byte 0: Unsupported frame parameter");
}

TEST(damaged_trace, has_garbage_behind) {
    for (const auto& [name, packed] :
         {std::pair("gzip", gzip_of(text())), {"zstd", zstd_of(text())}}) {
        for (const char* garbage : {"x", "garbage"}) {
            EXPECT_EQ(error_of(packed + garbage),
                      std::string("trace: trailing garbage after the ") + name +
                          " data, from byte " + std::to_string(packed.size()) + " on");
        }
    }
}

} // namespace
} // namespace replay_tests
