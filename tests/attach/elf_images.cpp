// Files that are programs, that were once, and that never were.
#include "process/elf_image.hpp"

#include <ebb/inspect/registry.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <unistd.h>

namespace attach_tests {
namespace {

namespace inspect = ebb::inspect;

std::string own_program() {
    const std::ifstream file("/proc/self/exe", std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// A file that is gone at the end.
class content {
  public:
    explicit content(const std::string& bytes) {
        int descriptor = ::mkstemp(path_.data());
        EXPECT_EQ(::write(descriptor, bytes.data(), bytes.size()),
                  static_cast<ssize_t>(bytes.size()));
        ::close(descriptor);
    }
    content(const content&) = delete;
    ~content() { std::filesystem::remove(path_); }

    // Effects: looks for all that a reader looks for.
    [[nodiscard]] inspect::elf_kind looked_through() const {
        const inspect::readable_file file(path_);
        const inspect::elf_image image(file);
        static_cast<void>(image.section_address(".ebb_registry"));
        static_cast<void>(image.symbol_address("ebb_registry"));
        return image.kind();
    }

  private:
    std::string path_ = std::filesystem::temp_directory_path() / "ebb-test-XXXXXX";
};

TEST(elf_images, have_the_section_and_the_symbol_at_one_place) {
    const inspect::readable_file file("/proc/self/exe");
    const inspect::elf_image image(file);
    EXPECT_EQ(image.kind(), inspect::elf_kind::of_64_bits);
    EXPECT_FALSE(image.segments().empty());
    const auto section = image.section_address(".ebb_registry");
    ASSERT_TRUE(section);
    EXPECT_EQ(image.symbol_address("ebb_registry"), section);
    const auto here = reinterpret_cast<std::uintptr_t>(&ebb_registry);
    EXPECT_EQ((here - *section) % 4096, 0U) << "the load bias is a whole number of pages";
}

TEST(elf_images, lack_what_is_not_in_them) {
    const inspect::readable_file file("/proc/self/exe");
    const inspect::elf_image image(file);
    EXPECT_FALSE(image.section_address(".no_such_section"));
    EXPECT_FALSE(image.section_address(""));
    EXPECT_FALSE(image.symbol_address("no_such_symbol"));
    EXPECT_FALSE(image.symbol_address("bb_registry")) << "a name is not the end of another one";
}

TEST(elf_images, of_other_files_are_none) {
    for (const std::string& bytes : {std::string(), std::string("x"), std::string(100, '\0'),
                                     std::string("\x7f"
                                                 "ELF"),
                                     std::string("#!/bin/sh\nexit\n")}) {
        EXPECT_EQ(content(bytes).looked_through(), inspect::elf_kind::none);
    }
    EXPECT_FALSE(inspect::readable_file("/no/such/file").is_open());
    const inspect::readable_file folder("/");
    EXPECT_EQ(inspect::elf_image(folder).kind(), inspect::elf_kind::none);
}

TEST(elf_images, of_32_bits_are_told_apart) {
    std::string bytes = own_program().substr(0, 64);
    bytes[4] = 1;
    EXPECT_EQ(content(bytes).looked_through(), inspect::elf_kind::of_32_bits);
}

TEST(elf_images, of_another_byte_order_are_none) {
    std::string bytes = own_program().substr(0, 64);
    bytes[5] ^= 3; // 1: the least significant byte comes first; 2: the most significant one
    EXPECT_EQ(content(bytes).looked_through(), inspect::elf_kind::none);
}

TEST(elf_images, may_be_cut_off_anywhere) {
    const std::string program = own_program();
    for (std::size_t kept = 0; kept < 200; ++kept) {
        static_cast<void>(content(program.substr(0, kept)).looked_through());
    }
    for (std::size_t part = 0; part < 20; ++part) {
        static_cast<void>(content(program.substr(0, program.size() * part / 20)).looked_through());
    }
}

// The headers only: bytes of code lead nowhere.
TEST(elf_images, may_be_damaged) {
    constexpr unsigned seed = 20'240'602;
    std::mt19937_64 random(seed);
    std::string headers = own_program();
    std::uint64_t sections = 0;
    std::copy_n(headers.data() + 0x28, sizeof sections, reinterpret_cast<char*>(&sections));
    // The section headers move to the front, so that files are small.
    headers = headers.substr(0, 4096) + headers.substr(sections);
    const std::uint64_t moved = 4096;
    std::copy_n(reinterpret_cast<const char*>(&moved), sizeof moved, headers.data() + 0x28);
    for (int round = 0; round < 500; ++round) {
        std::string damaged = headers;
        for (int flips = 0; flips < 1 + round % 20; ++flips) {
            const std::size_t at =
                flips % 2 == 0 ? random() % 64 : 4096 + random() % (damaged.size() - 4096);
            damaged[at] = static_cast<char>(random());
        }
        static_cast<void>(content(damaged).looked_through());
    }
}

} // namespace
} // namespace attach_tests
