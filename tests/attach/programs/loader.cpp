// Loads shared objects, each of which has watched maps and a registry of its own, and runs the last
// one: loader OBJECT.so...
#include <cstdio>

#include <dlfcn.h>

int main(int count, char** arguments) {
    void* object = nullptr;
    for (int i = 1; i < count; ++i) {
        object = ::dlopen(arguments[i], RTLD_NOW | RTLD_LOCAL);
        if (object == nullptr) {
            std::fprintf(stderr, "loader: %s\n", ::dlerror());
            return 2;
        }
    }
    if (object == nullptr) {
        std::fprintf(stderr, "loader: expected an argument\n");
        return 2;
    }
    const auto run = reinterpret_cast<int (*)()>(::dlsym(object, "run_watched_program"));
    return run == nullptr ? 2 : run();
}
