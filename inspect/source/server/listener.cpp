#include "server/listener.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
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

// `address`: one of the system's structures.
template <class Address>
descriptor socket_on(const Address& address, int family, const std::string& where) {
    descriptor made(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int yes = 1;
    if (!made || ::setsockopt(made.number(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        ::bind(made.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        fail(where);
    }
    return made;
}

} // namespace

listener listener::on_address(const std::string& address, int port, bool has_token) {
    if (port < 0 || port > 65535) {
        refuse("the port " + std::to_string(port) + " is none; 0 to 65535 was expected");
    }
    // No other names: they may lead anywhere.
    const std::string numbers = address == "localhost" ? "127.0.0.1" : address;
    sockaddr_in ipv4{};
    sockaddr_in6 ipv6{};
    ipv4.sin_family = AF_INET;
    ipv6.sin6_family = AF_INET6;
    ipv4.sin_port = ipv6.sin6_port = htons(static_cast<std::uint16_t>(port));
    const bool is_ipv4 = ::inet_pton(AF_INET, numbers.c_str(), &ipv4.sin_addr) == 1;
    if (!is_ipv4 && ::inet_pton(AF_INET6, numbers.c_str(), &ipv6.sin6_addr) != 1) {
        refuse("the address '" + address + "' is none in numbers; 127.0.0.1 or ::1 was expected");
    }
    const bool is_loopback = is_ipv4 ? ntohl(ipv4.sin_addr.s_addr) >> 24 == IN_LOOPBACKNET
                                     : IN6_IS_ADDR_LOOPBACK(&ipv6.sin6_addr) != 0;
    if (!is_loopback && !has_token) {
        refuse("the address '" + address +
               "' is not a loopback address, and there is no token: whoever "
               "reaches it could look inside; 127.0.0.1 or ::1 was expected, or a token");
    }
    const std::string host = is_ipv4 ? numbers : '[' + numbers + ']';
    const std::string where = host + ':' + std::to_string(port);
    listener made;
    made.socket_ = is_ipv4 ? socket_on(ipv4, AF_INET, where) : socket_on(ipv6, AF_INET6, where);
    socklen_t bytes = sizeof ipv6;
    if (::listen(made.number(), SOMAXCONN) != 0 ||
        ::getsockname(made.number(), reinterpret_cast<sockaddr*>(&ipv6), &bytes) != 0) {
        fail(where);
    }
    static_assert(offsetof(sockaddr_in, sin_port) == offsetof(sockaddr_in6, sin6_port));
    made.port_ = ntohs(ipv6.sin6_port);
    made.url_ = "http://" + host + ':' + std::to_string(made.port_) + "/debug/ebb/";
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
    made.socket_ = socket_on(address, AF_UNIX, path);
    made.url_ = path;
    if (::lstat(path.c_str(), &there) != 0) {
        fail(path);
    }
    made.device_ = there.st_dev;
    made.inode_ = there.st_ino;
    // Nobody can connect before it listens, so that nobody finds it open to others.
    if (::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0 || ::listen(made.number(), SOMAXCONN) != 0) {
        fail(path);
    }
    return made;
}

listener::~listener() {
    struct stat there {};
    if (socket_ && is_unix() && ::lstat(url_.c_str(), &there) == 0 && S_ISSOCK(there.st_mode) &&
        there.st_dev == device_ && there.st_ino == inode_) {
        ::unlink(url_.c_str());
    }
}

descriptor listener::accept() const noexcept {
    return descriptor(::accept4(number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
}

} // namespace ebb::inspect
