#include "grid/apart.hpp"

#include "resident.hpp"

#include <array>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>
#include <type_traits>

#include <sys/mman.h>

namespace bench::grid {
namespace {

struct answer {
    measurement got;
    std::array<char, 256> error{}; // ends with 0; empty where there was none
};
static_assert(std::is_trivially_copyable_v<answer>);

answer answer_of(const std::function<measurement()>& measure) {
    answer result;
    try {
        result.got = measure();
    } catch (const std::exception& error) {
        std::strncpy(result.error.data(), error.what(), result.error.size() - 1);
    }
    return result;
}

} // namespace

measurement measured_apart(const std::function<measurement()>& measure) {
    void* const shared =
        ::mmap(nullptr, sizeof(answer), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        throw std::runtime_error("no memory for what a measurement answers");
    }
    const int status = status_apart([&] { ::new (shared) answer(answer_of(measure)); });
    answer result;
    std::memcpy(&result, shared, sizeof result);
    ::munmap(shared, sizeof(answer));
    if (status != 0) {
        throw std::runtime_error("the process of a measurement did not finish" +
                                 (WIFSIGNALED(status)
                                      ? std::string(": ") + ::strsignal(WTERMSIG(status))
                                      : std::string()));
    }
    if (result.error[0] != '\0') {
        throw std::runtime_error(result.error.data());
    }
    return result.got;
}

} // namespace bench::grid
