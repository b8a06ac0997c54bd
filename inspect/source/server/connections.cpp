#include "server/connections.hpp"

#include "quiet_thread.hpp"
#include "server/answers.hpp"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <thread>
#include <utility>

namespace ebb::inspect {
namespace {

short events_of(const connection& each) {
    switch (each.now()) {
    case connection::state::reading:
    case connection::state::draining:
        return POLLIN;
    // Whether the client is there. Once it is known to have gone it would be said again and again.
    case connection::state::answering:
        return each.gone().stop_requested() ? 0 : POLLRDHUP;
    case connection::state::writing:
        return POLLOUT;
    case connection::state::over:
        break;
    }
    return 0;
}

} // namespace

connections::connections(listener socket, workers& to_answer,
                         std::chrono::milliseconds client_limit, const std::string& token)
    : socket_(std::move(socket)), workers_(to_answer), client_limit_(client_limit),
      admitted_(admission_by(token, !socket_.is_unix())),
      refusals_([](const request&) { return reply(); }) {
    polled_.reserve(connections_max + 2);
    thread_ = quiet_thread([this] { run(); });
}

connections::~connections() {
    is_ending_ = true;
    workers_.wake();
    thread_.join();
    end_all();
}

void connections::end_all() noexcept {
    for (connection& each : open_) {
        each.note_gone();
    }
    open_.clear();
}

void connections::run() noexcept {
    while (!is_ending_) {
        try {
            round();
        } catch (...) {
            end_all(); // memory has run out, and theirs may be what is needed
        }
    }
}

void connections::round() {
    wait();
    const bool has_arrival = (polled_[1].revents & POLLIN) != 0;
    auto each = open_.begin();
    for (std::size_t i = 2; i < polled_.size(); ++i, ++each) {
        heed(*each, polled_[i].revents);
    }
    send_answers();
    for (connection& reading : open_) {
        read_request(reading);
    }
    end_late_ones();
    if (has_arrival) {
        accept_all();
    }
}

// Effects: fills polled_ in, and waits for something to happen or the next time limit.
void connections::wait() {
    polled_.assign({{workers_.wake_number(), POLLIN, 0}, {socket_.number(), POLLIN, 0}});
    clock::time_point until = clock::time_point::max();
    for (const connection& each : open_) {
        polled_.push_back({each.number(), events_of(each), 0});
        until = std::min(until, each.deadline());
    }
    const auto oldest = slowest();
    if (!can_accept_ || (is_full() && oldest == open_.end())) {
        polled_[1].fd = -1; // poll() looks past it
        until = std::min(until, clock::now() + grace);
    }
    can_accept_ = true;
    int milliseconds = -1;
    if (until != clock::time_point::max()) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - clock::now()).count();
        milliseconds = static_cast<int>(std::clamp<decltype(left)>(left, 0, 60'000));
    }
    const bool has_failed = ::poll(polled_.data(), polled_.size(), milliseconds) < 0;
    if (has_failed) {
        for (pollfd& each : polled_) {
            each.revents = 0;
        }
    }
    // It would be so again at once: the limit on descriptors is lower now, or the program has closed
    // all descriptors that it did not know.
    if (has_failed || ((polled_[0].revents | polled_[1].revents) & ~POLLIN) != 0) {
        std::this_thread::sleep_for(grace);
    }
}

void connections::heed(connection& each, short events) {
    if ((events & (POLLERR | POLLHUP | POLLNVAL)) != 0) {
        each.end();
    } else if ((events & POLLRDHUP) != 0) {
        each.note_gone();
    } else if ((events & POLLIN) != 0) {
        each.receive();
    } else if ((events & POLLOUT) != 0) {
        each.send();
    }
}

void connections::send_answers() {
    for (errand& done : workers_.take_answered()) {
        const auto found = std::find_if(open_.begin(), open_.end(), [&](const connection& each) {
            return each.id() == done.connection && each.now() == connection::state::answering;
        });
        if (found != open_.end()) {
            found->begin_writing(std::move(done.answer), done.head.wants_close);
        }
    }
}

// Effects: what has been received is answered or refused, if it is a request already.
void connections::read_request(connection& each) {
    if (each.now() != connection::state::reading || each.received().empty()) {
        return;
    }
    try {
        std::optional<request_head> head = parse_head(each.received(), admitted_);
        if (head) {
            const bool is_slow = may_wait_for_owners(head->target);
            if (is_slow && !workers_.takes_slow_ones()) {
                throw refusal(503,
                              "many requests wait for the owners of maps already; try again later");
            }
            head->wants_close = head->wants_close || each.is_last_request();
            each.begin_answer(head->bytes);
            workers_.add({each.id(), std::move(*head), each.gone(), is_slow, {}});
        }
    } catch (const refusal& refused) {
        refuse(each, refused);
    }
}

void connections::refuse(connection& each, const refusal& refused) {
    each.begin_writing(refusals_.refuse(refused, !is_head_method(each.received())), true);
}

void connections::end_late_ones() {
    const clock::time_point now = clock::now();
    for (connection& each : open_) {
        if (each.deadline() > now) {
            continue;
        }
        const bool is_half_sent =
            each.now() == connection::state::reading && !each.received().empty();
        if (is_half_sent) {
            refuse(each, refusal(408, "the request did not come to its end in time"));
        } else {
            each.end();
        }
    }
    open_.remove_if([](connection& each) {
        const bool is_over = each.now() == connection::state::over;
        if (is_over) {
            each.note_gone();
        }
        return is_over;
    });
}

// Returns: the connection that has to make room: of those whose client is to do something, the one that has
// stood still for the longest time.
std::list<connection>::iterator connections::slowest() {
    const clock::time_point before = clock::now() - grace;
    auto found = open_.end();
    for (auto each = open_.begin(); each != open_.end(); ++each) {
        const bool may_go = each->now() != connection::state::answering;
        if (may_go && each->since() < before &&
            (found == open_.end() || each->since() < found->since())) {
            found = each;
        }
    }
    return found;
}

void connections::accept_all() {
    for (;;) {
        if (is_full()) {
            const auto oldest = slowest();
            if (oldest == open_.end()) {
                return;
            }
            open_.erase(oldest);
        }
        descriptor socket = socket_.accept();
        if (!socket) {
            // Any other error is the server's, not the client's, and would come again at once.
            can_accept_ = errno == EAGAIN || errno == EWOULDBLOCK || errno == ECONNABORTED;
            return;
        }
        open_.emplace_back(std::move(socket), ++last_id_, client_limit_);
    }
}

} // namespace ebb::inspect
