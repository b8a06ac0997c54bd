#include "map/kinds.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <memory_resource>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ebb_tests {
namespace {

// Long enough to need memory of its own.
constexpr std::string_view text = "a text that does not fit into the string object itself";

// Counts, and passes on to new and delete.
class counting_resource : public std::pmr::memory_resource {
  public:
    std::size_t bytes = 0;
    std::size_t allocations = 0;

  private:
    void* do_allocate(std::size_t count, std::size_t alignment) override {
        bytes += count;
        ++allocations;
        return std::pmr::new_delete_resource()->allocate(count, alignment);
    }
    void do_deallocate(void* p, std::size_t count, std::size_t alignment) override {
        bytes -= count;
        std::pmr::new_delete_resource()->deallocate(p, count, alignment);
    }
    [[nodiscard]] bool do_is_equal(const memory_resource& other) const noexcept override {
        return this == &other;
    }
};

// Makes any use of the default resource fail.
class pmr_map : public testing::Test {
  protected:
    pmr_map() : before_(std::pmr::set_default_resource(std::pmr::null_memory_resource())) {}
    ~pmr_map() override { std::pmr::set_default_resource(before_); }

    counting_resource resource;

  private:
    std::pmr::memory_resource* before_;
};

using text_map = ebb::pmr::map<std::pmr::string, std::pmr::string>;

TEST_F(pmr_map, strings_in_it_use_its_resource) {
    {
        text_map map(&resource);
        map.try_emplace(std::pmr::string(text, &resource), text);
        map[std::pmr::string("another key that is too long for the object", &resource)] = text;
        map.emplace("a third key that is too long for the object itself", text);
        map.insert_or_assign(std::pmr::string(text, &resource), text.substr(1));
        for (const auto& [key, value] : map) {
            EXPECT_EQ(key.get_allocator().resource(), &resource);
            EXPECT_EQ(value.get_allocator().resource(), &resource);
        }
        EXPECT_EQ(map.size(), 3U);
        EXPECT_EQ(map.at(text), text.substr(1));
        EXPECT_SOUND(map);
    }
    EXPECT_EQ(resource.bytes, 0U);
}

TEST_F(pmr_map, grows_in_a_monotonic_resource) {
    std::pmr::monotonic_buffer_resource arena(&resource);
    ebb::pmr::map<int, std::pmr::string> map(&arena);
    for (int i = 0; i < 3000; ++i) {
        map.try_emplace(i, text);
    }
    for (int i = 0; i < 3000; ++i) {
        ASSERT_EQ(map.at(i), text);
    }
    EXPECT_SOUND(map);
}

TEST_F(pmr_map, lives_in_a_buffer_on_the_stack) {
    std::array<std::byte, 4096> buffer;
    std::pmr::monotonic_buffer_resource arena(buffer.data(), buffer.size(),
                                              std::pmr::null_memory_resource());
    ebb::pmr::set<int> set({1, 2, 3, 4, 5}, &arena);
    EXPECT_EQ(set.size(), 5U);
    EXPECT_EQ(resource.allocations, 0U);
}

TEST_F(pmr_map, moves_between_resources_move_entry_by_entry) {
    counting_resource other;
    {
        text_map source(&resource);
        source.try_emplace(std::pmr::string(text, &resource), text);
        const text_map map(std::move(source), &other);
        EXPECT_EQ(map.at(text).get_allocator().resource(), &other);
        EXPECT_EQ(resource.bytes, 0U);
        text_map assigned(&resource);
        assigned = map;
        EXPECT_EQ(assigned.begin()->first.get_allocator().resource(), &resource);
        assigned = text_map(map, &other);
        EXPECT_EQ(assigned.begin()->second.get_allocator().resource(), &resource);
        EXPECT_EQ(assigned, map);
    }
    EXPECT_EQ(resource.bytes, 0U);
    EXPECT_EQ(other.bytes, 0U);
}

TEST_F(pmr_map, nodes_keep_the_resource_of_the_map) {
    {
        text_map map(&resource);
        map.try_emplace(std::pmr::string(text, &resource), text);
        auto node = map.extract(text);
        EXPECT_EQ(node.get_allocator().resource(), &resource);
        EXPECT_EQ(node.key().get_allocator().resource(), &resource);
        text_map target(&resource);
        target.insert(std::move(node));
        EXPECT_EQ(target.at(text).get_allocator().resource(), &resource);
    }
    EXPECT_EQ(resource.bytes, 0U);
}

TEST_F(pmr_map, in_another_container_it_uses_the_containers_resource) {
    std::pmr::vector<ebb::pmr::map<int, int>> maps(&resource);
    maps.emplace_back();
    maps.back()[1] = 2;
    EXPECT_EQ(maps.back().get_allocator().resource(), &resource);
}

} // namespace
} // namespace ebb_tests
