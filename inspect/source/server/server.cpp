#include <ebb/inspect/server.hpp>

#include "server/answers.hpp"
#include "server/connections.hpp"
#include "server/listener.hpp"

#include <ebb/inspect/subject.hpp>

#include <algorithm>
#include <exception>
#include <stdexcept>

namespace ebb::inspect {
namespace {

constexpr std::size_t threads_max = 64;
constexpr std::size_t token_min = 16;

void check_token(const std::string& token) {
    const bool is_plain =
        std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (!token.empty() && (token.size() < token_min || !is_plain)) {
        throw std::invalid_argument("ebb::inspect::server: a token has " +
                                    std::to_string(token_min) +
                                    " printable ASCII characters or more, and no spaces");
    }
}

const server_options& checked(const server_options& options) {
    if (options.threads == 0 || options.threads > threads_max) {
        throw std::invalid_argument("ebb::inspect::server: 1 to " + std::to_string(threads_max) +
                                    " threads can answer, not " + std::to_string(options.threads));
    }
    if (options.answer_limit.count() <= 0 || options.client_limit.count() <= 0) {
        throw std::invalid_argument("ebb::inspect::server: time limits have to be positive");
    }
    check_token(options.token);
    return options;
}

listener listener_of(const server_options& options) {
    return options.unix_socket.empty()
               ? listener::on_address(options.address, options.port, !options.token.empty())
               : listener::on_path(options.unix_socket);
}

// Returns: how many requests may wait for seconds to pass. One thread is left for the others that
//   wait for owners, and one for those that don't.
std::size_t waiting_max(std::size_t threads) { return std::max<std::size_t>(threads, 3) - 2; }

// Returns: an answer, if to an error, of which the program is told nothing.
reply answer_of(answers& from, const request& asked) {
    try {
        return from.answer(asked);
    } catch (const refusal& refused) {
        return reply_of(refused);
    } catch (const no_answer& silence) {
        return reply_of(refusal(503, silence.what()));
    } catch (const std::exception& failure) {
        return reply_of(refusal(500, std::string("the answer failed: ") + failure.what()));
    }
}

} // namespace

// Its members are destroyed from the last to the first: the connections end first, and with them
// the answers under way.
class server::work {
  public:
    explicit work(const server_options& options)
        : maps_(checked(options).watching),
          answers_(maps_, options.answer_limit, waiting_max(options.threads)),
          connections_(
              listener_of(options),
              [this](const request& asked) { return answer_of(answers_, asked); },
              options.client_limit, options.token) {
        connections_.start(options.threads);
    }

    [[nodiscard]] const listener& socket() const noexcept { return connections_.socket(); }

  private:
    monitor maps_;
    answers answers_;
    connections connections_;
};

server::server(const server_options& options) : work_(std::make_unique<work>(options)) {}

server::~server() = default;

int server::port() const noexcept { return work_->socket().port(); }

std::string server::url() const { return work_->socket().url(); }

} // namespace ebb::inspect
