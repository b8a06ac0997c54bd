#pragma once
// A request as the answers see it, what they answer, and how they refuse.

#include <map>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ebb::inspect {

struct request {
    std::string path; // decoded
    std::multimap<std::string, std::string> parameters;
    std::stop_token gone; // the client has gone, or the server ends: nobody waits for the answer
};

struct reply {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string_view content_policy = "default-src 'none'; frame-ancestors 'none'";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers; // besides those that all have
};

// A request that gets no answer but a status and a sentence.
class refusal : public std::runtime_error {
  public:
    refusal(int status, const std::string& sentence)
        : std::runtime_error(sentence), status_(status) {}
    [[nodiscard]] int status() const noexcept { return status_; }

  private:
    int status_;
};

// Returns: the status with the sentence, and for 405 what is allowed, for 401 what is asked for.
[[nodiscard]] inline reply reply_of(const refusal& refused) {
    reply made;
    made.status = refused.status();
    made.body = std::string(refused.what()) + '\n';
    if (refused.status() == 405) {
        made.headers.emplace_back("Allow", "GET, HEAD");
    }
    if (refused.status() == 401) {
        made.headers.emplace_back("WWW-Authenticate", "Basic realm=\"ebb\", charset=\"UTF-8\"");
    }
    return made;
}

} // namespace ebb::inspect
