// Of cpp-httplib 0.11.4, Server::process_request() alone is used: it turns a head into a request
// and a reply into text. Its sockets would not do in a program that is to go on undisturbed: it
// ignores SIGPIPE for the whole process, waits with select() (descriptors from 1024 on fail), takes
// request lines of any length into memory, gives a slow client a new time limit with every byte,
// keeps no bound on connections, and answers a Range of many parts with as many copies.

#include "server/exchange.hpp"

#include "server/connection.hpp"

#include <ebb/inspect/subject.hpp>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <exception>
#include <string_view>
#include <utility>

#include <httplib.h>

namespace ebb::inspect {
namespace {

constexpr std::string_view policy_for_data = "default-src 'none'; frame-ancestors 'none'";

// Text in, text out.
class text_stream final : public httplib::Stream {
  public:
    explicit text_stream(std::string_view in) : in_(in) {}

    [[nodiscard]] bool is_readable() const override { return !in_.empty(); }
    [[nodiscard]] bool is_writable() const override { return true; }
    ssize_t read(char* to, std::size_t bytes) override {
        bytes = std::min(bytes, in_.size());
        std::memcpy(to, in_.data(), bytes);
        in_.remove_prefix(bytes);
        return static_cast<ssize_t>(bytes);
    }
    ssize_t write(const char* from, std::size_t bytes) override {
        out_.append(from, bytes);
        return static_cast<ssize_t>(bytes);
    }
    void get_remote_ip_and_port(std::string&, int&) const override {}
    void get_local_ip_and_port(std::string&, int&) const override {}
    [[nodiscard]] socket_t socket() const override { return INVALID_SOCKET; }

    [[nodiscard]] std::string& out() noexcept { return out_; }

  private:
    std::string_view in_;
    std::string out_;
};

// httplib::Server() changes what the process does at a SIGPIPE.
class kept_sigpipe {
  public:
    kept_sigpipe() noexcept { ::sigaction(SIGPIPE, nullptr, &before_); }
    kept_sigpipe(const kept_sigpipe&) = delete;
    kept_sigpipe& operator=(const kept_sigpipe&) = delete;
    ~kept_sigpipe() { ::sigaction(SIGPIPE, &before_, nullptr); }

  private:
    struct sigaction before_ {};
};

void put(httplib::Response& response, const reply& made) {
    response.status = made.status;
    for (const auto& [name, value] : made.headers) {
        response.set_header(name, value);
    }
    const std::pair<std::string_view, std::string_view> for_all[] = {
        {"Cache-Control", "no-store"},
        {"Content-Security-Policy", policy_for_data},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Referrer-Policy", "no-referrer"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"}};
    for (const auto& [name, value] : for_all) {
        if (!response.has_header(std::string(name))) {
            response.set_header(std::string(name), std::string(value));
        }
    }
    response.set_content(made.body, made.content_type);
}

// Returns: what the program is told of an error, rather than what it would do to it.
reply reply_of(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const refusal& refused) {
        return reply_of(refused);
    } catch (const no_answer& silence) {
        return reply_of(refusal(503, silence.what()));
    } catch (const std::exception& failure) {
        return reply_of(refusal(500, std::string("the answer failed: ") + failure.what()));
    } catch (...) {
        return reply_of(refusal(500, "the answer failed"));
    }
}

} // namespace

class exchange::http final : public httplib::Server {
  public:
    explicit http(answering answer) : answer_(std::move(answer)) {
        set_keep_alive_max_count(requests_max); // both are for the header Keep-Alive
        set_keep_alive_timeout(std::chrono::seconds(idle_limit).count());
        set_pre_routing_handler([this](const httplib::Request& asked, httplib::Response& response) {
            put(response, reply_to(asked));
            return HandlerResponse::Handled;
        });
        // What the library refuses on its own comes without a body.
        set_error_handler([](const httplib::Request&, httplib::Response& response) {
            if (response.body.empty()) {
                put(response, reply_of(refusal(response.status, "the request is malformed")));
            }
        });
    }

    [[nodiscard]] std::string process(std::string_view text, bool close) {
        text_stream stream(text);
        bool is_closed = false;
        process_request(stream, close, is_closed, nullptr);
        return std::move(stream.out());
    }

    const refusal* refused = nullptr; // instead of an answer
    std::stop_token gone;

  private:
    [[nodiscard]] reply reply_to(const httplib::Request& asked) const {
        try {
            return refused != nullptr ? reply_of(*refused)
                                      : answer_({asked.path, asked.params, gone});
        } catch (...) {
            return reply_of(std::current_exception());
        }
    }

    answering answer_;
};

admission admission_by(const std::string& token, bool needs_host) {
    if (token.empty()) {
        return {needs_host, {}, {}};
    }
    const std::string basic = httplib::make_basic_authentication_header("ebb", token).second;
    return {needs_host, token, basic.substr(basic.find(' ') + 1)};
}

exchange::exchange(answering answer) {
    const kept_sigpipe kept;
    http_ = std::make_unique<http>(std::move(answer));
}

exchange::~exchange() = default;

std::string exchange::answer_to(const request_head& head, const std::stop_token& gone) {
    http_->refused = nullptr;
    http_->gone = gone;
    return http_->process(head.text, head.wants_close);
}

std::string exchange::refuse(const refusal& refused, bool has_body) {
    http_->refused = &refused;
    return http_->process(has_body ? "GET / HTTP/1.1\r\n\r\n" : "HEAD / HTTP/1.1\r\n\r\n", true);
}

} // namespace ebb::inspect
