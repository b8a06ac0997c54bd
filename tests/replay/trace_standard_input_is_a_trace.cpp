// "-" reads standard input, which is read once and only once: recognizing it loses nothing.
#include "temporary_folder.hpp"
#include "trace_compression.hpp"
#include "trace_reading.hpp"

#include <fcntl.h>

#include <thread>

namespace replay_tests {
namespace {

// Stands for standard input until it goes.
class other_input {
  public:
    explicit other_input(int descriptor) : before_(::dup(STDIN_FILENO)) {
        ::dup2(descriptor, STDIN_FILENO);
        ::close(descriptor);
    }
    other_input(const other_input&) = delete;
    other_input& operator=(const other_input&) = delete;
    ~other_input() {
        ::dup2(before_, STDIN_FILENO);
        ::close(before_);
    }

  private:
    int before_;
};

struct outcome {
    reading got;
    std::optional<double> progress;
};

outcome read_standard_input() {
    const auto source = open_trace({"-", {}, {}, false, {}, {}});
    outcome result{read_all(*source), {}};
    result.progress = source->progress();
    return result;
}

// Writes into the pipe piece by piece, as a program does that is watched.
outcome read_through_a_pipe(const std::string& bytes, std::size_t at_a_time) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    const other_input input(ends[0]);
    std::thread writer([&] {
        for (std::size_t at = 0; at < bytes.size(); at += at_a_time) {
            const std::size_t count = std::min(at_a_time, bytes.size() - at);
            EXPECT_EQ(::write(ends[1], bytes.data() + at, count), static_cast<ssize_t>(count));
        }
        ::close(ends[1]);
    });
    const outcome result = read_standard_input();
    writer.join();
    return result;
}

TEST(standard_input, is_a_pipe) {
    std::string text;
    for (int i = 0; i < 300; ++i) {
        text += std::to_string(i) + " 1 0 0\n";
    }
    for (const std::string& bytes : {text, gzip_of(text), zstd_of(text)}) {
        for (const std::size_t at_a_time : {std::size_t{1}, std::size_t{7}, bytes.size()}) {
            const outcome result = read_through_a_pipe(bytes, at_a_time);
            EXPECT_EQ(result.got.error, "");
            EXPECT_EQ(result.got.facts.name, "standard input");
            EXPECT_EQ(result.got.facts.format, "arc");
            ASSERT_EQ(result.got.requests.size(), 300U);
            EXPECT_EQ(result.got.requests.front(), "get 0");
            EXPECT_EQ(result.got.requests.back(), "get 299");
            EXPECT_EQ(result.progress, std::nullopt) << "no one knows where a pipe ends";
        }
    }
}

TEST(standard_input, is_a_file) {
    const temporary_folder folder;
    const std::string path = folder.write("trace.csv", "time,op,key\n1,get,a\n2,get,b\n");
    const other_input input(::open(path.c_str(), O_RDONLY));
    const outcome result = read_standard_input();
    EXPECT_THAT(result.got.requests, ElementsAre("get a @0", "get b @1"));
    EXPECT_EQ(result.progress, 1.0);
}

TEST(standard_input, is_named_in_errors) {
    const temporary_folder folder;
    const std::string path = folder.write("trace.lis", "1 1 0 0\n2 1 0\n");
    const other_input input(::open(path.c_str(), O_RDONLY));
    EXPECT_EQ(read_standard_input().got.error,
              "standard input:2: expected four decimal numbers, start_page page_count ignored "
              "request_number, found '2 1 0'");
}

} // namespace
} // namespace replay_tests
