#include "server/listener.hpp"

#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace ebb::inspect {
namespace {

[[noreturn]] void refuse(const std::string& what) {
    throw std::invalid_argument("ebb::inspect::server: " + what);
}

[[noreturn]] void fail(const std::string& where) {
    throw std::system_error(errno, std::generic_category(),
                            "ebb::inspect::server: can't listen on " + where);
}

descriptor new_socket(int family, const std::string& where) {
    descriptor made(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!made) {
        fail(where);
    }
    return made;
}

void bind_to(const descriptor& socket, const void* address, socklen_t bytes,
             const std::string& where) {
    if (::bind(socket.number(), static_cast<const sockaddr*>(address), bytes) != 0) {
        fail(where);
    }
}

// An address that a server may be bound to, in the form of the system.
struct ip_address {
    sockaddr_storage storage{};
    socklen_t bytes = 0;
    bool is_loopback = false;
    std::string text; // as it stands in an URL

    [[nodiscard]] int family() const noexcept { return storage.ss_family; }
};

// Returns: nothing for what is no address in numbers: names may lead anywhere.
std::optional<ip_address> address_of(const std::string& text, int port) {
    ip_address made;
    auto& ipv4 = reinterpret_cast<sockaddr_in&>(made.storage);
    auto& ipv6 = reinterpret_cast<sockaddr_in6&>(made.storage);
    if (::inet_pton(AF_INET, text == "localhost" ? "127.0.0.1" : text.c_str(), &ipv4.sin_addr) ==
        1) {
        ipv4.sin_family = AF_INET;
        ipv4.sin_port = htons(static_cast<std::uint16_t>(port));
        made.bytes = sizeof ipv4;
        constexpr std::uint32_t loopback_net = 127;
        made.is_loopback = ntohl(ipv4.sin_addr.s_addr) >> 24 == loopback_net;
        made.text = text == "localhost" ? "127.0.0.1" : text;
    } else if (::inet_pton(AF_INET6, text.c_str(), &ipv6.sin6_addr) == 1) {
        ipv6.sin6_family = AF_INET6;
        ipv6.sin6_port = htons(static_cast<std::uint16_t>(port));
        made.bytes = sizeof ipv6;
        made.is_loopback = IN6_IS_ADDR_LOOPBACK(&ipv6.sin6_addr) != 0;
        made.text = '[' + text + ']';
    } else {
        return std::nullopt;
    }
    return made;
}

int port_of(const descriptor& socket, const std::string& where) {
    sockaddr_storage bound{};
    socklen_t bytes = sizeof bound;
    if (::getsockname(socket.number(), reinterpret_cast<sockaddr*>(&bound), &bytes) != 0) {
        fail(where);
    }
    if (bound.ss_family == AF_INET6) {
        return ntohs(reinterpret_cast<const sockaddr_in6&>(bound).sin6_port);
    }
    return ntohs(reinterpret_cast<const sockaddr_in&>(bound).sin_port);
}

void start(const descriptor& socket, const std::string& where) {
    if (::listen(socket.number(), SOMAXCONN) != 0) {
        fail(where);
    }
}

} // namespace

listener listener::on_address(const std::string& address, int port, bool has_token) {
    if (port < 0 || port > 65535) {
        refuse("the port " + std::to_string(port) + " is none; 0 to 65535 was expected");
    }
    const std::optional<ip_address> where = address_of(address, port);
    if (!where) {
        refuse("the address '" + address + "' is none in numbers; 127.0.0.1 or ::1 was expected");
    }
    if (!where->is_loopback && !has_token) {
        refuse("the address '" + address +
               "' is not a loopback address, and there is no token: whoever "
               "reaches it could look inside; 127.0.0.1 or ::1 was expected, or a token");
    }
    listener made;
    made.address_ = where->text;
    const std::string called = made.address_ + ':' + std::to_string(port);
    made.socket_ = new_socket(where->family(), called);
    const int yes = 1;
    ::setsockopt(made.number(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    bind_to(made.socket_, &where->storage, where->bytes, called);
    start(made.socket_, called);
    made.port_ = port_of(made.socket_, called);
    return made;
}

listener listener::on_path(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.sun_path ||
        path.find('\0') != std::string::npos) {
        refuse("the path of the Unix socket has " + std::to_string(path.size()) + " bytes; 1 to " +
               std::to_string(sizeof address.sun_path - 1) + " without a zero byte were expected");
    }
    std::memcpy(address.sun_path, path.data(), path.size());
    struct stat there {};
    if (::lstat(path.c_str(), &there) == 0) {
        refuse("there is a file '" + path + "' already; a Unix socket can't take its place");
    }
    listener made;
    made.socket_ = new_socket(AF_UNIX, path);
    bind_to(made.socket_, &address, sizeof address, path);
    made.path_ = path;
    if (::lstat(path.c_str(), &there) != 0) {
        fail(path);
    }
    made.device_ = there.st_dev;
    made.inode_ = there.st_ino;
    // Nobody can connect before start(), so that nobody finds it open to others.
    if (::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) {
        fail(path);
    }
    start(made.socket_, path);
    return made;
}

listener::~listener() {
    struct stat there {};
    if (socket_ && is_unix() && ::lstat(path_.c_str(), &there) == 0 && S_ISSOCK(there.st_mode) &&
        there.st_dev == device_ && there.st_ino == inode_) {
        ::unlink(path_.c_str());
    }
}

std::string listener::url() const {
    return is_unix() ? path_ : "http://" + address_ + ':' + std::to_string(port_) + "/debug/ebb/";
}

descriptor listener::accept() const noexcept {
    return descriptor(::accept4(number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
}

} // namespace ebb::inspect
