#pragma once
// Names a map in the process, so that it can be looked at while the program runs:
//
//     auto sessions_watch = ebb::inspect::watch(sessions, "sessions");
//
// Everything that shows maps (server.hpp, monitor.hpp, `ebb top`, gdb) finds them through this.
//
// Nothing in this process reads a map behind its owner's back. There are two ways:
//
//     by the owner   watch(map, name). Whoever looks leaves a request; the thread that uses the map
//                    answers it, a bounded step at a time, when it next passes poll() - or reaches
//                    the map through the handle, handle->find(key), which polls. Without a request
//                    a poll is one relaxed load. A map whose owner never polls can't be looked at.
//     by a lock      watch(map, name, mutex), where the program has a lock for the map anyway.
//                    Whoever looks takes it, for one bounded step at a time; of a lock that can be
//                    shared it takes a share.
//
// (`ebb top PID` is another process and does read behind the owner's back; it checks what it read,
// and says so where it could not make sense of it.)
//
// The map has to stay where it is until its handle is gone. The handle may be destroyed on any
// thread, with or without the lock held, while somebody looks.

#include "ebb/inspect/subject.hpp"

#include <ebb/map.hpp>
#include <ebb/set.hpp>
#include <ebb/table/fields.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// Compilers leave the namespaces out that a function stands in itself, hence one of its own.
namespace ebb_type_names {

template <class T> [[nodiscard]] constexpr std::string_view name_of() noexcept {
    std::string_view name = __PRETTY_FUNCTION__;
    name.remove_prefix(name.find("T = ") + 4);
    return name.substr(0, name.find_first_of(";]"));
}

} // namespace ebb_type_names

namespace ebb::inspect {

// While it lives, the map is in the registry.
template <class Map> class watched {
  public:
    watched(Map& map, std::shared_ptr<subject> entered) noexcept
        : map_(&map), subject_(std::move(entered)) {}
    watched(watched&& other) noexcept = default;
    watched& operator=(watched&& other) noexcept {
        std::swap(map_, other.map_);
        std::swap(subject_, other.subject_);
        return *this;
    }
    ~watched() {
        if (subject_ != nullptr) {
            subject_->leave();
        }
    }

    // Effects: answers a part of a request that is pending, of at most
    //   census_options::buckets_a_step buckets. Requires: the calling thread may use the map.
    //   Complexity: one load without a request.
    void poll() const { subject_->poll(); }

    // The map, after a poll.
    [[nodiscard]] Map* operator->() const {
        poll();
        return map_;
    }
    [[nodiscard]] Map& operator*() const { return *operator->(); }

    [[nodiscard]] const std::shared_ptr<subject>& entry() const noexcept { return subject_; }

  private:
    Map* map_;
    std::shared_ptr<subject> subject_;
};

// What watch() notes of a map; the fields are those of its type.
template <class Map> [[nodiscard]] map_place place_of(const Map& map) {
    const auto& engine = table::map_access::engine(map);
    using engine_type = std::remove_cvref_t<decltype(engine)>;
    // They depend on the type alone, but for what is paged, which an allocator might decide by
    // object.
    static const table::engine_fields fields = table::fields<engine_type>::of(engine);
    return {&fields, reinterpret_cast<std::uintptr_t>(&engine)};
}

template <class Map> [[nodiscard]] map_types types_of() {
    map_types types{ebb_type_names::name_of<Map>(),
                    ebb_type_names::name_of<typename Map::key_type>(),
                    {},
                    ebb_type_names::name_of<typename Map::policy_type>()};
    if constexpr (requires { typename Map::mapped_type; }) {
        types.value = ebb_type_names::name_of<typename Map::mapped_type>();
    }
    return types;
}

// Effects: enters the map under this name. Names need not be unique; ids are.
// Throws: std::bad_alloc. Thread safety: may be called on any thread.
template <class Map>
[[nodiscard]] watched<Map> watch(Map& map, std::string_view name,
                                 call_site site = call_site::here()) {
    return {map, subject::enter(place_of(map), types_of<Map>(), name, site, {})};
}

// Requires: Lock has try_lock() and unlock(), or their shared kin; it outlives the handle; whoever
//   changes the map holds it.
template <class Map, class Lock>
    requires requires(Lock& lock) { lock.try_lock(); }
[[nodiscard]] watched<Map> watch(Map& map, std::string_view name, Lock& lock,
                                 call_site site = call_site::here()) {
    return {map,
            subject::enter(place_of(map), types_of<Map>(), name, site, lock_functions::of(lock))};
}

} // namespace ebb::inspect
