// Loads a shared object that has watched maps, and a registry of its own: loader OBJECT.so
#include <cstdio>

#include <dlfcn.h>

int main(int count, char** arguments) {
    void* const object = count == 2 ? ::dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL) : nullptr;
    if (object == nullptr) {
        std::fprintf(stderr, "loader: %s\n", count == 2 ? ::dlerror() : "expected one argument");
        return 2;
    }
    const auto run = reinterpret_cast<int (*)()>(::dlsym(object, "run_watched_program"));
    return run == nullptr ? 2 : run();
}
