// The system's random numbers may be missing, or be the same each time: seeds differ all the same.
#include "ebb/hash.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <stdexcept>
#include <system_error>

namespace {

enum class device { usual, can_not_be_opened, can_not_be_read, repeats_itself };

device present = device::usual;

// Returns: whether a base that is drawn is ever another one. The clock may be slow to advance.
bool bases_differ() {
    constexpr int draws_max = 1'000'000;
    const std::uint64_t first = ebb::hashing::random_seed_base();
    for (int draws = 0; draws < draws_max; ++draws) {
        if (ebb::hashing::random_seed_base() != first) {
            return true;
        }
    }
    return false;
}

TEST(seeds, need_no_random_device) {
    for (const device each :
         {device::can_not_be_opened, device::can_not_be_read, device::repeats_itself}) {
        present = each;
        EXPECT_TRUE(bases_differ()) << static_cast<int>(each);
    }
    present = device::usual;
    EXPECT_TRUE(bases_differ());
}

} // namespace

// The linker puts __wrap_NAME where NAME is called, and NAME where __real_NAME is (--wrap).
extern "C" {

void __real__ZNSt13random_device7_M_initERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE(
    void* self, const void* token);
void __wrap__ZNSt13random_device7_M_initERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE(
    void* self, const void* token);
unsigned __real__ZNSt13random_device9_M_getvalEv(void* self);
unsigned __wrap__ZNSt13random_device9_M_getvalEv(void* self);

void __wrap__ZNSt13random_device7_M_initERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE(
    void* self, const void* token) {
    if (present == device::can_not_be_opened) {
        throw std::runtime_error("random_device: no /dev/urandom");
    }
    __real__ZNSt13random_device7_M_initERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE(
        self, token);
}

unsigned __wrap__ZNSt13random_device9_M_getvalEv(void* self) {
    if (present == device::can_not_be_read) {
        throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    return present == device::repeats_itself ? ~0U : __real__ZNSt13random_device9_M_getvalEv(self);
}
}
