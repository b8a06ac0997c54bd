#include "server/connection.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/socket.h>

namespace ebb::inspect {
namespace {

bool is_to_be_tried_again(int error) {
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

} // namespace

void connection::wait_for_request(clock::duration limit) {
    state_ = state::reading;
    since_ = clock::now();
    deadline_ = since_ + limit;
}

void connection::receive() {
    std::array<char, 4096> buffer;
    const ssize_t count = ::recv(number(), buffer.data(), buffer.size(), 0);
    if (count > 0 && state_ == state::draining) {
        return;
    }
    if (count > 0) {
        if (in_.empty()) {
            wait_for_request(client_limit_); // for the whole of it
        }
        in_.append(buffer.data(), static_cast<std::size_t>(count));
    } else if (count == 0 || !is_to_be_tried_again(errno)) {
        end();
    }
}

void connection::drain() {
    state_ = state::draining;
    since_ = clock::now();
    deadline_ = since_ + std::min<clock::duration>(client_limit_, std::chrono::seconds(1));
    ::shutdown(number(), SHUT_WR);
}

void connection::begin_answer(std::size_t bytes) {
    in_.erase(0, bytes);
    state_ = state::answering;
    deadline_ = clock::time_point::max();
    gone_ = std::stop_source();
}

void connection::begin_writing(std::string answer, bool is_last) {
    out_ = std::move(answer);
    sent_ = 0;
    is_last_ = is_last || out_.empty();
    state_ = state::writing;
    since_ = clock::now();
    deadline_ = clock::now() + client_limit_;
    send();
}

void connection::send() {
    while (sent_ < out_.size()) {
        const ssize_t count =
            ::send(number(), out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL);
        if (count < 0) {
            if (!is_to_be_tried_again(errno)) {
                end();
            }
            return;
        }
        sent_ += static_cast<std::size_t>(count);
        since_ = clock::now();
    }
    out_ = {};
    if (is_last_) {
        drain();
        return;
    }
    ++requests_;
    wait_for_request(in_.empty() ? idle_limit : client_limit_);
}

} // namespace ebb::inspect
