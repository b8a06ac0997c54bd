// Every function of a map, called by every function of the user that a map calls, in the midst of
// every operation: it works, or it is reported. It never reads what is not there, and never breaks
// the map.
//
// Each combination runs in a process of its own. (Not tried: a hash, an equality or a copy that
// changes the map which is being searched or copied. A map that is only read makes no note of it,
// as others may read it too.)
#include "support/number_maps.hpp"

#include "ebb/go_map.hpp"
#include "ebb/map.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace {

enum class place { hash, equality, constructor, destructor, predicate, allocator };
constexpr place places[] = {place::hash,       place::equality,  place::constructor,
                            place::destructor, place::predicate, place::allocator};
constexpr const char* names[] = {"hash",       "equality",  "constructor",
                                 "destructor", "predicate", "allocator"};

// What the user's functions do: nothing, or at the one call that it is about something.
struct callback {
    place where = place::hash;
    int calls_before = -1; // of that place, until it acts; -1: only counts
    int calls = 0;
    std::function<void()> act;
};
callback* current = nullptr;

void pass(place where) {
    if (current != nullptr && current->where == where &&
        current->calls++ == current->calls_before) {
        const std::function<void()> act = std::exchange(current->act, nullptr);
        act();
    }
}

struct number {
    int value;

    number(int v) : value(v) { pass(place::constructor); }
    number(const number& other) : value(other.value) { pass(place::constructor); }
    number(number&& other) noexcept : value(other.value) { pass(place::constructor); }
    number& operator=(const number&) = default;
    ~number() {
        pass(place::destructor);
        value = -1;
    }
    friend bool operator==(const number& a, const number& b) { return a.value == b.value; }
};
struct number_hash {
    std::uint64_t operator()(const number& key, std::uint64_t seed) const noexcept {
        pass(place::hash);
        return ebb::mix(static_cast<std::uint64_t>(key.value) % 300, seed); // some collide
    }
};
struct number_equal {
    bool operator()(const number& a, const number& b) const {
        pass(place::equality);
        return a.value == b.value;
    }
};
template <class T> struct passing_allocator {
    using value_type = T;
    int id = 0; // equal allocators have the same

    passing_allocator() = default;
    explicit passing_allocator(int i) : id(i) {}
    template <class U> passing_allocator(const passing_allocator<U>& other) : id(other.id) {}
    T* allocate(std::size_t n) {
        pass(place::allocator);
        return static_cast<T*>(::operator new(n * sizeof(T), std::align_val_t(alignof(T))));
    }
    void deallocate(T* p, std::size_t) noexcept {
        pass(place::allocator);
        ::operator delete(p, std::align_val_t(alignof(T)));
    }
    friend bool operator==(const passing_allocator&, const passing_allocator&) = default;
};

template <class Policy>
using map_of = ebb::map<number, number, number_hash, number_equal,
                        passing_allocator<std::pair<const number, number>>, Policy>;

template <class Policy> struct subject {
    using map_type = map_of<Policy>;
    using allocator = typename map_type::allocator_type;

    std::optional<map_type> held{std::in_place};
    map_type* map = &*held; // an optional that is being reset is not to be asked for it
    map_type other{allocator(0)};
    map_type unequal{allocator(1)};

    // Amid a growth or a shrink, with overflow buckets and freed slots.
    subject() {
        int key = 0;
        for (; key < 700; ++key) {
            map->try_emplace(key, key);
        }
        for (int erased = 0; erased < 700; erased += 3) {
            map->erase(erased);
        }
        for (int each = 0; each < 50; ++each) {
            other.try_emplace(10'000 + each, each);
            unequal.try_emplace(20'000 + each, each);
        }
    }
};

template <class Policy> struct function {
    const char* name;
    bool only_reads;
    void (*run)(subject<Policy>&);
};

int walked(auto& map) {
    int sum = 0;
    for (const auto& entry : map) {
        sum += entry.second.value;
    }
    return sum;
}

// Called from a callback. What they give back is alive as long as it takes to look at it.
template <class Policy> const std::vector<function<Policy>>& inner() {
    using s = subject<Policy>;
    static const std::vector<function<Policy>> all{
        {"find", true, [](s& t) { static_cast<void>(t.map->find(5) != t.map->end()); }},
        {"at", true,
         [](s& t) { static_cast<void>(t.map->contains(699) && t.map->at(698).value < 0); }},
        {"iteration", true, [](s& t) { static_cast<void>(walked(*t.map)); }},
        {"copy", true, [](s& t) { static_cast<void>(typename s::map_type(*t.map).size()); }},
        {"comparison", true, [](s& t) { static_cast<void>(*t.map == t.other); }},
        {"figures", true,
         [](s& t) {
             static_cast<void>(t.map->size() + t.map->memory_bytes() + t.map->bucket_count());
         }},
        {"walk", false,
         [](s& t) {
             for (auto& entry : t.map->range()) {
                 static_cast<void>(entry.second.value);
             }
         }},
        {"insert", false, [](s& t) { t.map->try_emplace(5'000, 1); }},
        {"assign a value", false, [](s& t) { t.map->insert_or_assign(2, 1); }},
        {"erase", false, [](s& t) { t.map->erase(7); }},
        {"extract", false, [](s& t) { t.map->extract(8); }},
        {"erase_if", false,
         [](s& t) { ebb::erase_if(*t.map, [](auto& e) { return e.first.value > 9; }); }},
        {"clear", false, [](s& t) { t.map->clear(); }},
        {"reserve", false, [](s& t) { t.map->reserve(5'000); }},
        {"shrink_to_fit", false, [](s& t) { t.map->shrink_to_fit(); }},
        {"maintain", false, [](s& t) { t.map->maintain(100); }},
        {"copy assignment", false, [](s& t) { *t.map = t.other; }},
        {"move assignment", false, [](s& t) { *t.map = typename s::map_type(); }},
        {"move from", false, [](s& t) { typename s::map_type taken(std::move(*t.map)); }},
        {"move unequal", false, [](s& t) { *t.map = std::move(t.unequal); }},
        {"swap", false, [](s& t) { t.map->swap(t.other); }},
        {"swap of the other", false, [](s& t) { t.other.swap(*t.map); }},
        {"merge", false, [](s& t) { t.map->merge(t.other); }},
        {"merge from", false, [](s& t) { t.other.merge(*t.map); }},
    };
    return all;
}

// In the midst of which a callback is called.
template <class Policy> const std::vector<function<Policy>>& outer() {
    using s = subject<Policy>;
    static const std::vector<function<Policy>> all{
        {"find", true, [](s& t) { static_cast<void>(t.map->find(5)); }},
        {"copy", true, [](s& t) { typename s::map_type copy(*t.map); }},
        {"comparison", true, [](s& t) { static_cast<void>(*t.map == t.other); }},
        {"insert", false, [](s& t) { t.map->try_emplace(5'000, 1); }},
        {"many inserts", false,
         [](s& t) {
             for (int key = 5'000; key < 5'400; ++key) {
                 t.map->emplace(key, 1);
             }
         }},
        {"assign a value", false, [](s& t) { t.map->insert_or_assign(2, 1); }},
        {"erase", false, [](s& t) { t.map->erase(7); }},
        {"erase at", false, [](s& t) { t.map->erase(t.map->begin()); }},
        {"erase all", false,
         [](s& t) {
             for (int key = 0; key < 700; ++key) {
                 t.map->erase(key);
             }
         }},
        {"extract", false, [](s& t) { t.map->extract(8); }},
        {"extract at", false, [](s& t) { t.map->extract(t.map->begin()); }},
        {"erase_if", false,
         [](s& t) {
             ebb::erase_if(*t.map, [](auto& entry) {
                 pass(place::predicate);
                 return entry.first.value % 2 == 0;
             });
         }},
        {"clear", false, [](s& t) { t.map->clear(); }},
        {"destruction", false, [](s& t) { t.held.reset(); }},
        {"reserve", false, [](s& t) { t.map->reserve(5'000); }},
        {"shrink_to_fit", false, [](s& t) { t.map->shrink_to_fit(); }},
        {"maintain", false, [](s& t) { t.map->maintain(100); }},
        {"copy assignment", false, [](s& t) { *t.map = t.other; }},
        {"move assignment", false, [](s& t) { *t.map = std::move(t.other); }},
        {"move of unequal", false, [](s& t) { t.unequal = std::move(*t.map); }},
        {"merge", false, [](s& t) { t.map->merge(t.other); }},
        {"merge from", false, [](s& t) { t.other.merge(*t.map); }},
        {"walk", false,
         [](s& t) {
             int steps = 0;
             for (auto& entry : t.map->range()) {
                 t.map->try_emplace(6'000 + entry.first.value, 1);
                 if (++steps == 400) {
                     break;
                 }
             }
         }},
    };
    return all;
}

constexpr int it_works = 0;
constexpr int it_is_reported = 42;
constexpr int the_map_is_broken = 43;

// How often the callback is called there in all.
template <class Policy> int calls_of(place where, const function<Policy>& operation) {
    subject<Policy> t;
    callback counting;
    counting.where = where;
    current = &counting;
    operation.run(t);
    current = nullptr;
    return counting.calls;
}

// Returns: the exit status, or -1 where the process has died otherwise.
template <class Policy>
int status_of(place where, int calls_before, const function<Policy>& operation,
              const function<Policy>& meddling) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::alarm(60);
        ebb::on_misuse([](const ebb::misuse&) { ::_exit(it_is_reported); });
        ebb::fix_hash_seeds(1);
        subject<Policy> t;
        callback acting;
        acting.where = where;
        acting.calls_before = calls_before;
        acting.act = [&] { meddling.run(t); };
        current = &acting;
        operation.run(t);
        current = nullptr;
        const bool is_sound = !t.held || ebb_tests::broken_invariant(*t.map).empty();
        ::_exit(is_sound ? it_works : the_map_is_broken);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

template <class Policy> class every_function : public testing::Test {};
using policies = testing::Types<ebb::default_policy, ebb::eager_policy, ebb::go_policy>;
TYPED_TEST_SUITE(every_function, policies);

TYPED_TEST(every_function, from_every_callback_works_or_is_reported) {
    int tried = 0;
    int reported = 0;
    ebb::fix_hash_seeds(1);
    for (const place where : places) {
        for (const function<TypeParam>& operation : outer<TypeParam>()) {
            ebb::fix_hash_seeds(1);
            const int calls = calls_of(where, operation);
            for (const int before : {0, calls / 2}) {
                if (before >= calls || (EBB_HAVE_ASAN && before != calls / 2)) {
                    continue;
                }
                for (const function<TypeParam>& meddling : inner<TypeParam>()) {
                    if (operation.only_reads && !meddling.only_reads) {
                        continue;
                    }
                    const int status = status_of(where, before, operation, meddling);
                    ++tried;
                    reported += status == it_is_reported;
                    EXPECT_TRUE(status == it_works || status == it_is_reported)
                        << meddling.name << " from a " << names[static_cast<int>(where)]
                        << ", call " << before << ", amid " << operation.name << ": status "
                        << status;
                }
            }
        }
    }
    EXPECT_GT(tried, EBB_HAVE_ASAN ? 1'000 : 2'000);
    EXPECT_GT(reported, tried / 4);
    EXPECT_LT(reported, tried) << "lookups work where they can";
}

// What the standard's maps allow: a lookup while an entry is being made or destroyed.
TYPED_TEST(every_function, looks_up_from_the_entry_that_comes_or_goes) {
    for (const place where : {place::constructor, place::destructor}) {
        for (const function<TypeParam>& operation : outer<TypeParam>()) {
            const std::string name = operation.name;
            if (name == (where == place::constructor ? "insert" : "erase at")) {
                for (const function<TypeParam>& meddling : inner<TypeParam>()) {
                    if (meddling.only_reads) {
                        EXPECT_EQ(status_of(where, 0, operation, meddling), it_works)
                            << meddling.name;
                    }
                }
            }
        }
    }
}

} // namespace
