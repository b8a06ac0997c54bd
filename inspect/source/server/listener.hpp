#pragma once
// The socket on which connections arrive: an address, or a Unix socket.

#include <string>
#include <utility>

#include <sys/types.h>
#include <unistd.h>

namespace ebb::inspect {

// A file descriptor that is closed in the end.
class descriptor {
  public:
    explicit descriptor(int number = -1) noexcept : number_(number) {}
    descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    descriptor& operator=(descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }

    [[nodiscard]] int number() const noexcept { return number_; }
    explicit operator bool() const noexcept { return number_ >= 0; }

  private:
    int number_;
};

class listener {
  public:
    // Effects: listens, on a free port if `port` is 0. Throws: std::system_error;
    //   std::invalid_argument, also for an address that is not loopback where there is no token.
    [[nodiscard]] static listener on_address(const std::string& address, int port, bool has_token);
    // Effects: listens on a new socket that its owner alone may use.
    [[nodiscard]] static listener on_path(const std::string& path);

    listener(listener&& other) noexcept = default;
    listener& operator=(listener&& other) = delete;
    // Effects: removes the path, if it still is this socket.
    ~listener();

    [[nodiscard]] int number() const noexcept { return socket_.number(); }
    [[nodiscard]] bool is_unix() const noexcept { return port_ == 0; }
    [[nodiscard]] int port() const noexcept { return port_; }
    [[nodiscard]] const std::string& url() const noexcept { return url_; }

    // Returns: a connection that does not block; none: there was none, or none could be had.
    [[nodiscard]] descriptor accept() const noexcept;

  private:
    listener() = default;

    descriptor socket_;
    std::string url_; // of a Unix socket the path
    int port_ = 0;
    dev_t device_ = 0; // with the inode: which file the path was
    ino_t inode_ = 0;
};

} // namespace ebb::inspect
