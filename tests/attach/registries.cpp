// The list of watched maps, as a reader outside finds it.
#include "own_process.hpp"

#include <ebb/attach/find_registries.hpp>
#include <ebb/attach/remote_registry.hpp>

#include <ebb/inspect/registry.hpp>
#include <ebb/map.hpp>
#include <ebb/set.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <functional>

namespace attach_tests {
namespace {

namespace attach = ebb::attach;
namespace inspect = ebb::inspect;

const auto own_registry = reinterpret_cast<std::uintptr_t>(&ebb_registry);

std::vector<attach::remote_map> maps_now(const std::function<void()>& renew = [] {}) {
    attach::remote_memory memory(own_process());
    return attach::read_registry(memory, own_registry, [&] {
        renew();
        memory.clear();
    });
}

// A registry that a test may spoil.
struct spoiled {
    alignas(8) std::byte registry[sizeof(inspect::registry)];
    inspect::registry_record record{};

    spoiled() {
        std::memcpy(registry, static_cast<const void*>(&ebb_registry), sizeof registry);
        put(offsetof(inspect::registry, changes), std::uint64_t{2});
        put(offsetof(inspect::registry, first), std::uint64_t{0});
    }
    template <class T> void put(std::size_t offset, T value) {
        std::memcpy(registry + offset, &value, sizeof value);
    }
    [[nodiscard]] std::string refusal() const {
        attach::remote_memory memory(own_process()); // texts are read in pieces, beyond their ends
        try {
            static_cast<void>(
                attach::read_registry(memory, reinterpret_cast<std::uintptr_t>(registry), [] {}));
        } catch (const inspect::unreadable& error) {
            return error.what();
        }
        return "not refused";
    }
};

TEST(registries, are_found_in_this_program) {
    attach::remote_memory memory(own_process());
    EXPECT_THAT(attach::find_registries(own_process(), memory), testing::Contains(own_registry));
}

TEST(registries, list_maps_oldest_first_with_all_that_is_known) {
    ebb::map<int, char> first;
    ebb::set<long> second;
    const auto watch = inspect::watch(first, "the first");
    const auto other_watch = inspect::watch(second, "the second");
    const auto maps = maps_now();
    ASSERT_EQ(maps.size(), 2U);
    EXPECT_EQ(maps[0].who.name, "the first");
    EXPECT_EQ(maps[0].who.key_type, "int");
    EXPECT_EQ(maps[0].who.value_type, "char");
    EXPECT_EQ(maps[0].engine, inspect::place_of(first).engine);
    EXPECT_EQ(std::memcmp(&maps[0].fields, inspect::place_of(first).fields, sizeof maps[0].fields),
              0);
    EXPECT_EQ(maps[0].trouble, "");
    EXPECT_EQ(maps[1].who.name, "the second");
    EXPECT_EQ(maps[1].who.value_type, "");
    const inspect::identity& known = watch.entry()->who();
    EXPECT_EQ(maps[0].who.id, known.id);
    EXPECT_EQ(maps[0].who.map_type, known.map_type);
    EXPECT_EQ(maps[0].who.site_file, known.site_file);
    EXPECT_EQ(maps[0].who.site_line, known.site_line);
    EXPECT_EQ(maps[0].who.stack, known.stack);
}

TEST(registries, have_texts_that_harm_no_terminal) {
    ebb::map<int, int> map;
    const std::string long_name(10'000, 'x');
    const auto watch = inspect::watch(map, "red \x1b[31m\n\xff");
    const auto long_watch = inspect::watch(map, long_name);
    const auto maps = maps_now();
    ASSERT_EQ(maps.size(), 2U);
    EXPECT_EQ(maps[0].who.name, "red ?[31m?\xEF\xBF\xBD");
    EXPECT_EQ(maps[1].who.name, long_name.substr(0, 4096));
}

TEST(registries, that_change_meanwhile_are_read_again) {
    ebb::map<int, int> map;
    auto watch = std::optional(inspect::watch(map, "one"));
    int renewed = 0;
    const auto maps = maps_now([&] {
        if (++renewed == 2) {
            watch.reset();
        }
    });
    EXPECT_TRUE(maps.empty());
}

TEST(registries, of_no_map_are_empty) { EXPECT_TRUE(maps_now().empty()); }

TEST(registries, that_make_no_sense_are_refused) {
    spoiled cookie;
    cookie.put(0, 'x');
    EXPECT_THAT(cookie.refusal(), testing::HasSubstr("is no registry"));

    spoiled version;
    version.put(offsetof(inspect::registry, version), std::uint32_t{9});
    EXPECT_THAT(version.refusal(), testing::HasSubstr("of version 9"));

    spoiled odd;
    odd.put(offsetof(inspect::registry, changes), std::uint64_t{3});
    EXPECT_THAT(odd.refusal(), testing::HasSubstr("changes all the time"));

    spoiled nowhere;
    nowhere.put(offsetof(inspect::registry, first), std::uint64_t{0});
    EXPECT_EQ(nowhere.refusal(), "not refused");
}

TEST(registries, that_go_in_circles_are_refused) {
    ebb::map<int, int> map;
    const auto watch = inspect::watch(map, "map");
    spoiled circle;
    std::memcpy(static_cast<void*>(&circle.record), ebb_registry.first, sizeof circle.record);
    circle.record.next = &circle.record;
    circle.put(offsetof(inspect::registry, first), &circle.record);
    EXPECT_THAT(circle.refusal(), testing::HasSubstr("does not end"));
}

} // namespace
} // namespace attach_tests
