#pragma once
// A client that sends what it likes, byte for byte.

#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace raw {

struct answer {
    int status = 0; // 0: the connection ended without one
    std::map<std::string, std::string> headers;
    std::string body;
};

class client {
  public:
    explicit client(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        connect_to(&address, sizeof address);
    }
    explicit client(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        connect_to(&address, sizeof address);
    }
    client(client&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
    client& operator=(client&&) = delete;
    ~client() {
        if (socket_ >= 0) {
            ::close(socket_);
        }
    }

    // Effects: sends as much as the server takes. Returns: whether that was all.
    bool send(std::string_view text) {
        while (!text.empty()) {
            const ssize_t count = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
            if (count <= 0) {
                return false;
            }
            text.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

    // Returns: the next answer.
    answer receive() {
        answer taken = receive_head();
        const std::size_t bytes = std::stoul("0" + taken.headers["Content-Length"]);
        while (in_.size() < bytes && read_some()) {}
        taken.body = in_.substr(0, bytes);
        in_.erase(0, bytes);
        return taken;
    }

    // Returns: the next answer, to HEAD.
    answer receive_head() {
        std::size_t head_end = std::string::npos;
        while ((head_end = in_.find("\r\n\r\n")) == std::string::npos) {
            if (!read_some()) {
                return {};
            }
        }
        answer taken = parsed(in_.substr(0, head_end + 2));
        in_.erase(0, head_end + 4);
        return taken;
    }

    // Effects: waits for the server to end the connection. Returns: what it still sent.
    std::string read_to_end() {
        while (read_some()) {}
        return std::exchange(in_, {});
    }

  private:
    void connect_to(const void* address, socklen_t bytes) {
        if (::connect(socket_, static_cast<const sockaddr*>(address), bytes) != 0) {
            throw std::runtime_error("no connection");
        }
    }

    // Returns: false at the end.
    bool read_some() {
        pollfd ready{socket_, POLLIN, 0};
        constexpr int limit_ms = 60'000;
        if (::poll(&ready, 1, limit_ms) == 0) {
            throw std::runtime_error("the server is silent");
        }
        char buffer[65536];
        const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
        if (count > 0) {
            in_.append(buffer, static_cast<std::size_t>(count));
        }
        return count > 0;
    }

    static answer parsed(std::string_view head) {
        answer made;
        made.status = std::stoi(std::string(head.substr(head.find(' ') + 1, 3)));
        head.remove_prefix(head.find("\r\n") + 2);
        while (!head.empty()) {
            const std::string_view line = head.substr(0, head.find("\r\n"));
            const std::size_t colon = line.find(": ");
            made.headers.emplace(line.substr(0, colon), line.substr(colon + 2));
            head.remove_prefix(line.size() + 2);
        }
        return made;
    }

    int socket_;
    std::string in_;
};

// Where: a port, or the path of a Unix socket.
template <class Where> answer ask(const Where& where, std::string_view request) {
    client asking(where);
    asking.send(request);
    return asking.receive();
}

template <class Where> answer get(const Where& where, const std::string& target) {
    return ask(where,
               "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
}

} // namespace raw
