#include "grid/go_map.hpp"

#include "grid/competitor.hpp"
#include "grid/entry.hpp"

#include <fcntl.h>
#include <limits.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bench::grid {

#if defined(EBB_BENCH_GO_VERSION)
namespace {

// They lie beside this program.
std::string program_path(const char* name) {
    char path[PATH_MAX];
    const ssize_t length = ::readlink("/proc/self/exe", path, sizeof path);
    const std::string self(path, length > 0 ? static_cast<std::size_t>(length) : 0);
    return self.substr(0, self.find_last_of('/') + 1) + name;
}

// A running program, and the pipes to it: a line asks, a line answers.
class go_program {
  public:
    explicit go_program(const std::string& path) {
        int asks[2];
        int answers[2];
        // Closed in every program started later, or this one would never see the end of its input.
        if (::pipe2(asks, O_CLOEXEC) != 0 || ::pipe2(answers, O_CLOEXEC) != 0 ||
            (child_ = ::fork()) < 0) {
            throw std::runtime_error("no process could be made for " + path);
        }
        if (child_ == 0) {
            ::dup2(asks[0], STDIN_FILENO);
            ::dup2(answers[1], STDOUT_FILENO);
            ::execl(path.c_str(), path.c_str(), static_cast<char*>(nullptr));
            ::_exit(127);
        }
        ::close(asks[0]);
        ::close(answers[1]);
        to_ = ::fdopen(asks[1], "w");
        from_ = ::fdopen(answers[0], "r");
    }
    go_program(const go_program&) = delete;
    go_program& operator=(const go_program&) = delete;
    ~go_program() {
        std::fclose(to_); // the program ends where its input does
        std::fclose(from_);
        ::waitpid(child_, nullptr, 0);
    }

    [[nodiscard]] measurement measure(const any_workload& work, operation what,
                                      const conditions& given) {
        std::fprintf(to_, "%s %zu %s %llu %d\n", std::string(work.entry()).c_str(), work.entries(),
                     std::string(operation_names[static_cast<std::size_t>(what)].name).c_str(),
                     static_cast<unsigned long long>(given.least_ns), given.warms_up ? 1 : 0);
        std::fflush(to_);
        measurement got;
        unsigned long long operations_done = 0;
        unsigned long long passes = 0;
        unsigned long long checksum = 0;
        if (std::fscanf(from_, "%lf %llu %llu %llu", &got.ns, &operations_done, &passes,
                        &checksum) != 4) {
            throw std::runtime_error("the Go program gave no answer");
        }
        got.operations = operations_done;
        got.passes = passes;
        got.checksum = checksum;
        return got;
    }

  private:
    pid_t child_ = -1;
    std::FILE* to_ = nullptr;
    std::FILE* from_ = nullptr;
};

void register_go_map(std::string_view entry, const char* program) {
    // Started when it is first asked.
    auto running = std::make_shared<std::unique_ptr<go_program>>();
    competitors().push_back(
        {"go", EBB_BENCH_GO_VERSION, entry,
         [=](const any_workload& work, operation what, const conditions& given) {
             if (*running == nullptr) {
                 *running = std::make_unique<go_program>(program_path(program));
             }
             return (*running)->measure(work, what, given);
         }});
}

} // namespace

void register_go_maps() {
    register_go_map(u64::name, "go_grid_numbers");
    register_go_map(string16::name, "go_grid_strings");
    register_go_map(string8to64::name, "go_grid_strings");
}
#else
void register_go_maps() {}
#endif

} // namespace bench::grid
