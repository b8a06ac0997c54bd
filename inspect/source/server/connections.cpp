#include "server/connections.hpp"

#include "quiet_thread.hpp"
#include "server/answers.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include <sys/eventfd.h>
#include <sys/socket.h>

namespace ebb::inspect {
namespace {

using namespace std::chrono_literals;

void await_client(connection& each, connection::state what, connection::clock::duration limit) {
    each.now = what;
    each.since = connection::clock::now();
    each.deadline = each.since + limit;
}

} // namespace

connections::connections(listener socket, answering answer, std::chrono::milliseconds client_limit,
                         const std::string& token)
    : socket_(std::move(socket)), answer_(std::move(answer)), client_limit_(client_limit),
      admitted_(admission_by(token, !socket_.is_unix())),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!wake_) {
        throw std::system_error(errno, std::generic_category(), "ebb::inspect::server: no eventfd");
    }
    polled_.reserve(connections_max + 2);
    to_answer_.reserve(connections_max);
}

void connections::start(std::size_t workers) {
    slow_under_way_max_ = std::max<std::size_t>(workers - 1, 1);
    threads_.reserve(workers + 1); // a thread that finds no place can't be joined
    while (threads_.size() < workers) {
        threads_.push_back(quiet_thread([this] { work(); }));
    }
    threads_.push_back(quiet_thread([this] { run(); }));
}

connections::~connections() {
    {
        const std::lock_guard guard(mutex_);
        is_ending_ = true;
    }
    is_there_.notify_all();
    ::eventfd_write(wake_.number(), 1);
    for (; !threads_.empty(); threads_.pop_back()) {
        threads_.back().join(); // that of the connections first; it tells who makes an answer
    }
}

void connections::run() noexcept {
    while (!is_ending_) {
        try {
            wait();
            heed_all();
            if ((polled_[1].revents & POLLIN) != 0) {
                accept_all();
            }
        } catch (...) {
            end_all(); // memory has run out, and theirs may be what is needed
        }
    }
    end_all();
}

// Effects: closes all sockets. What is being answered stays until it is.
void connections::end_all() noexcept {
    for (connection& each : open_) {
        each.gone.request_stop();
        each.socket = descriptor();
    }
    open_.remove_if([](const connection& each) { return each.now != state::answering; });
}

// Effects: fills polled_ in, and waits for something to happen or the next time limit.
void connections::wait() {
    polled_.assign({{wake_.number(), POLLIN, 0},
                    {can_accept_ ? socket_.number() : -1, POLLIN, 0}}); // poll() looks past -1
    clock::time_point until = clock::now() + (can_accept_ ? clock::duration(60s) : grace);
    for (const connection& each : open_) {
        const bool is_answering = each.now == state::answering;
        const int events = is_answering ? POLLRDHUP : each.now == state::writing ? POLLOUT : POLLIN;
        // It would be told again and again of a client that has gone.
        const bool is_known = is_answering && each.gone.stop_requested();
        polled_.push_back({is_known ? -1 : each.socket.number(), static_cast<short>(events), 0});
        until = std::min(until, each.deadline);
    }
    can_accept_ = true;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - clock::now());
    const int ready =
        ::poll(polled_.data(), polled_.size(), static_cast<int>(std::max(left, 0ms).count()));
    // The next poll() would say the same at once: the limit on descriptors is lower now, or the
    // program has closed all descriptors that it did not know.
    if (ready < 0 || ((polled_[0].revents | polled_[1].revents) & ~POLLIN) != 0) {
        std::this_thread::sleep_for(grace);
    }
}

void connections::heed_all() {
    eventfd_t count = 0;
    ::eventfd_read(wake_.number(), &count);
    auto polled = polled_.begin() + 2;
    for (connection& each : open_) {
        heed(each, (polled++)->revents);
        if (each.now == state::answering && each.is_answered) {
            await_client(each, state::writing, client_limit_);
            send(each);
        }
        if (each.deadline <= clock::now()) {
            if (each.now == state::reading && !each.in.empty()) {
                refuse(each, refusal(408, "the request did not come to its end in time"));
            } else {
                each.now = state::over;
            }
        }
    }
    open_.remove_if([](const connection& each) { return each.now == state::over; });
}

void connections::heed(connection& each, short events) {
    if (each.now == state::answering && events != 0) {
        each.gone.request_stop();
    } else if ((events & (POLLERR | POLLHUP | POLLNVAL)) != 0) {
        each.now = state::over;
    } else if ((events & POLLIN) != 0) {
        receive(each);
    } else if ((events & POLLOUT) != 0) {
        send(each);
    }
}

void connections::receive(connection& each) {
    std::array<char, 4096> buffer;
    const ssize_t count = ::recv(each.socket.number(), buffer.data(), buffer.size(), 0);
    if (count == 0 || (count < 0 && errno != EAGAIN)) {
        each.now = state::over;
    } else if (count > 0 && each.now == state::reading) {
        if (each.in.empty()) {
            await_client(each, state::reading, client_limit_); // for the whole of it
        }
        each.in.append(buffer.data(), static_cast<std::size_t>(count));
        read_request(each);
    }
}

// Effects: what has been received is answered or refused, if it is a request already.
void connections::read_request(connection& each) {
    try {
        std::optional<received_request> received = parse_request(each.in, admitted_);
        if (!received) {
            return;
        }
        each.is_slow = may_wait_for_owners(received->asked.path);
        each.gone = std::stop_source();
        received->asked.gone = each.gone.get_token();
        received->is_last |= ++each.requests >= requests_max;
        each.received = *std::move(received);
        if (!give_to_workers(each)) {
            throw refusal(503,
                          "many requests wait for the owners of maps already; try again later");
        }
    } catch (const refusal& refused) {
        refuse(each, refused);
    }
}

void connections::refuse(connection& each, const refusal& refused) {
    each.received.is_last = true;
    each.answer = text_of(reply_of(refused), !each.in.starts_with("HEAD "), true);
    await_client(each, state::writing, client_limit_);
    send(each);
}

// Effects: sends as much of the answer as the client takes.
void connections::send(connection& each) {
    const bool is_last = each.received.is_last || each.answer.empty();
    while (each.sent < each.answer.size()) {
        const ssize_t count = ::send(each.socket.number(), each.answer.data() + each.sent,
                                     each.answer.size() - each.sent, MSG_NOSIGNAL);
        if (count < 0) {
            each.now = errno == EAGAIN ? state::writing : state::over;
            return;
        }
        each.sent += static_cast<std::size_t>(count);
        each.since = clock::now();
    }
    std::string().swap(each.answer);
    each.sent = 0;
    if (is_last) {
        await_client(each, state::draining, std::min<clock::duration>(client_limit_, 1s));
        ::shutdown(each.socket.number(), SHUT_WR);
        return;
    }
    await_client(each, state::reading, each.in.empty() ? idle_limit : client_limit_);
    read_request(each);
}

void connections::accept_all() {
    while ((can_accept_ = make_room())) {
        descriptor socket = socket_.accept();
        if (!socket) {
            // Any other error is the server's, not the client's, and would come again at once.
            can_accept_ = errno == EAGAIN || errno == ECONNABORTED;
            return;
        }
        connection& made = open_.emplace_back();
        made.socket = std::move(socket);
        await_client(made, state::reading, client_limit_);
    }
}

// Returns: whether there is room for another connection, if need be that of the slowest one.
bool connections::make_room() {
    if (open_.size() < connections_max) {
        return true;
    }
    const auto slowest =
        std::min_element(open_.begin(), open_.end(), [](const connection& a, const connection& b) {
            return a.since < b.since;
        });
    if (slowest->since >= clock::now() - grace) {
        return false;
    }
    open_.erase(slowest);
    return true;
}

// Returns: false where it is a slow one, and too many of them wait.
bool connections::give_to_workers(connection& each) {
    {
        const std::lock_guard guard(mutex_);
        const auto slow_waiting = std::count_if(to_answer_.begin(), to_answer_.end(),
                                                [](const connection* one) { return one->is_slow; });
        if (each.is_slow && static_cast<std::size_t>(slow_waiting) >= slow_waiting_max) {
            return false;
        }
        each.in.erase(0, each.received.bytes);
        each.now = state::answering;
        each.since = each.deadline = clock::time_point::max();
        each.is_answered = false;
        to_answer_.push_back(&each); // which has room for all
    }
    is_there_.notify_one();
    return true;
}

// Returns: the oldest request that may be begun with now, or the end.
std::vector<connection*>::iterator connections::next() noexcept {
    return std::find_if(to_answer_.begin(), to_answer_.end(), [this](const connection* each) {
        return !each->is_slow || slow_under_way_ < slow_under_way_max_;
    });
}

void connections::work() noexcept {
    std::unique_lock guard(mutex_);
    for (;;) {
        is_there_.wait(guard, [this] { return is_ending_ || next() != to_answer_.end(); });
        if (is_ending_) {
            return;
        }
        connection& mine = **next();
        to_answer_.erase(next());
        const std::size_t slow = mine.is_slow ? 1 : 0;
        slow_under_way_ += slow;
        guard.unlock();
        answer(mine);
        mine.is_answered = true; // from here on it may cease to be
        ::eventfd_write(wake_.number(), 1);
        guard.lock();
        slow_under_way_ -= slow;
    }
}

void connections::answer(connection& each) const noexcept {
    try {
        if (!each.gone.stop_requested()) {
            const received_request& received = each.received;
            each.answer = text_of(answer_(received.asked), received.has_body, received.is_last);
        }
    } catch (...) {
        each.answer.clear(); // memory has run out; the connection ends
    }
}

} // namespace ebb::inspect
