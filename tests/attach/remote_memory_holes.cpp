// Memory of which parts are missing is read as far as it goes.
#include "children.hpp"
#include "failing_reads.hpp"
#include "own_process.hpp"

#include <ebb/attach/failure.hpp>
#include <ebb/attach/limited_memory.hpp>

#include <gtest/gtest.h>

#include <cstring>

#include <sys/mman.h>

namespace attach_tests {
namespace {

using ebb::attach::remote_memory;
using ebb::inspect::unreadable;

constexpr std::size_t block = remote_memory::block_bytes;

// Four blocks of pages, with nothing around them, whose bytes tell where they are.
class pages {
  public:
    pages() {
        void* const all = ::mmap(nullptr, 6 * block, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        begin_ = (reinterpret_cast<std::uintptr_t>(all) / block + 1) * block;
        base_ = all;
        ::mprotect(reinterpret_cast<void*>(begin_), 4 * block, PROT_READ | PROT_WRITE);
        for (std::size_t i = 0; i < 4 * block; i += sizeof(std::uint64_t)) {
            const std::uint64_t address = begin_ + i;
            std::memcpy(reinterpret_cast<void*>(address), &address, sizeof address);
        }
    }
    pages(const pages&) = delete;
    ~pages() { ::munmap(base_, 6 * block); }

    [[nodiscard]] std::uint64_t begin() const { return begin_; }
    void take_away(std::size_t from, std::size_t bytes) const {
        ::mprotect(reinterpret_cast<void*>(begin_ + from), bytes, PROT_NONE);
    }

  private:
    void* base_ = nullptr;
    std::uint64_t begin_ = 0;
};

bool reads_itself(remote_memory& memory, std::uint64_t address) {
    return memory.get<std::uint64_t>(address) == address;
}

TEST(remote_memory_holes, there_is_none) {
    const pages all;
    remote_memory memory(own_process());
    std::vector<std::uint64_t> read(4 * block / sizeof(std::uint64_t));
    memory.read(all.begin(), read.data(), 4 * block);
    for (std::size_t i = 0; i < read.size(); ++i) {
        ASSERT_EQ(read[i], all.begin() + i * sizeof(std::uint64_t));
    }
}

TEST(remote_memory_holes, at_either_end_of_a_block) {
    const pages all;
    all.take_away(0, 8192);
    all.take_away(block - 4096, 4096);
    remote_memory memory(own_process());
    EXPECT_TRUE(reads_itself(memory, all.begin() + 8192));
    EXPECT_TRUE(reads_itself(memory, all.begin() + block - 4096 - 8));
    EXPECT_TRUE(reads_itself(memory, all.begin() + block));
    EXPECT_THROW(reads_itself(memory, all.begin() + 8184), unreadable);
    EXPECT_THROW(reads_itself(memory, all.begin() + block - 4096), unreadable);
    EXPECT_THROW(reads_itself(memory, all.begin() + block - 4096 - 4), unreadable) << "half of it";
}

TEST(remote_memory_holes, between_two_parts_of_a_block) {
    const pages all;
    all.take_away(3 * 4096, 4096);
    remote_memory memory(own_process());
    for (int round = 0; round < 3; ++round) { // each part takes the place of the other
        EXPECT_TRUE(reads_itself(memory, all.begin() + 16));
        EXPECT_TRUE(reads_itself(memory, all.begin() + 5 * 4096));
        EXPECT_THROW(reads_itself(memory, all.begin() + 3 * 4096), unreadable);
    }
}

TEST(remote_memory_holes, addresses_that_there_are_not) {
    remote_memory memory(own_process());
    for (const std::uint64_t address :
         {std::uint64_t{0}, std::uint64_t{8}, ~std::uint64_t{0}, ~std::uint64_t{0} - 7,
          std::uint64_t{1} << 63, std::uint64_t{1} << 47}) {
        EXPECT_THROW(static_cast<void>(memory.get<std::uint64_t>(address)), unreadable) << address;
    }
}

TEST(remote_memory_blocks, are_kept_until_they_are_cleared) {
    volatile std::uint64_t number = 1;
    const auto address = reinterpret_cast<std::uintptr_t>(&number);
    remote_memory memory(own_process());
    EXPECT_EQ(memory.get<std::uint64_t>(address), 1U);
    number = 2;
    EXPECT_EQ(memory.get<std::uint64_t>(address), 1U);
    memory.clear();
    EXPECT_EQ(memory.get<std::uint64_t>(address), 2U);
}

TEST(remote_memory_of_a_process, that_has_ended_says_so) {
    paused_child child;
    const ebb::attach::process of = ebb::attach::find_process(child.number());
    remote_memory memory(of);
    const auto address = reinterpret_cast<std::uintptr_t>(&reads_itself);
    static_cast<void>(memory.get<std::uint64_t>(address));
    child.end();
    memory.clear();
    EXPECT_THROW(static_cast<void>(memory.get<std::uint64_t>(address)), ebb::attach::process_ended);
}

TEST(limited_memory, ends_where_it_was_told_to) {
    const std::uint64_t number = 5;
    const auto address = reinterpret_cast<std::uintptr_t>(&number);
    ebb::inspect::own_memory own;
    ebb::attach::limited_memory memory(own, 20);
    EXPECT_EQ(memory.get<std::uint64_t>(address), 5U);
    EXPECT_EQ(memory.get<std::uint64_t>(address), 5U);
    EXPECT_THROW(static_cast<void>(memory.get<std::uint64_t>(address)), unreadable);
    EXPECT_EQ(memory.get<std::uint8_t>(address), 5U);
}

// A census reads five arrays in turns; wherever they lie, each block of them is asked for once.
TEST(remote_memory_blocks, do_not_drive_each_other_out) {
    constexpr std::size_t apart = std::size_t{16} << 20;
    constexpr std::size_t bytes = 4 * apart + block;
    void* const all =
        ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ASSERT_NE(all, MAP_FAILED);
    const auto first = reinterpret_cast<std::uintptr_t>(all);
    remote_memory memory(own_process());
    const failing_reads counted([](std::size_t) { return std::nullopt; });
    for (std::size_t at = 0; at < 4'096; at += sizeof(std::uint64_t)) {
        for (std::size_t array = 0; array < 5; ++array) {
            EXPECT_EQ(memory.get<std::uint64_t>(first + array * apart + at), 0U);
        }
    }
    EXPECT_LE(counted.calls(), 10U); // two where a hole stands before the array
    ::munmap(all, bytes);
}

} // namespace
} // namespace attach_tests
