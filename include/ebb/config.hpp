#pragma once
// The switches of the library, all in one place: what the compiler offers and what the user chose.
//
// A user may define, alike in every translation unit of a program:
//   EBB_CHECKED=1     stale iterators are reported (misuse.hpp); iterators grow by a word.
//   EBB_NO_SIMD=1     portable matching of tophash words in place of SSE2 and NEON.
//   EBB_NO_PAGES=1    ebb::page_allocator never maps pages itself (page_allocator.hpp).
//   EBB_COMPILED=1    the program links with ebb::compiled, whose CMake target says so
//                     (table/compiled.hpp).
//   EBB_NO_PROBES     no static probes in the binary (probes.hpp).
//   EBB_NO_EMBEDDED_GDB_SCRIPTS   no printers for gdb in the binary (debugger/gdb_script.hpp).

#if (defined(_MSVC_LANG) ? _MSVC_LANG : __cplusplus) < 202002L
#error \
    "ebb needs C++20: compile with -std=c++20 or newer (g++ 12 and clang 14 are the oldest compilers it is tested with)"
// A header that is missing stops the compiler here, before it reports every line that is to come.
#include "ebb/this_file_does_not_exist__ebb_needs_cxx20"
#endif

#include <cassert>

#ifndef EBB_CHECKED
#define EBB_CHECKED 0
#endif

#ifndef EBB_NO_SIMD
#define EBB_NO_SIMD 0
#endif

#ifndef EBB_COMPILED
#define EBB_COMPILED 0
#endif
#ifndef EBB_COMPILED_CHECKED
#define EBB_COMPILED_CHECKED 0
#endif
#ifndef EBB_COMPILED_WITH_ASAN
#define EBB_COMPILED_WITH_ASAN 0
#endif

#if !EBB_NO_SIMD && (defined(__SSE2__) || defined(_M_X64))
#define EBB_HAVE_SSE2 1
#else
#define EBB_HAVE_SSE2 0
#endif

#if !EBB_NO_SIMD && defined(__ARM_NEON) && defined(__aarch64__) && !defined(__AARCH64EB__)
#define EBB_HAVE_NEON 1
#else
#define EBB_HAVE_NEON 0
#endif

#if defined(__SANITIZE_ADDRESS__)
#define EBB_HAVE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define EBB_HAVE_ASAN 1
#endif
#endif
#ifndef EBB_HAVE_ASAN
#define EBB_HAVE_ASAN 0
#endif

#if defined(__cpp_exceptions)
#define EBB_HAVE_EXCEPTIONS 1
#else
#define EBB_HAVE_EXCEPTIONS 0
#endif

// Builds whose maps differ in layout have different type names, so that linking two of them
// together is an error of the linker and not of the running program.
#if EBB_CHECKED
#define EBB_ABI v0_checked
#else
#define EBB_ABI v0
#endif

// (Under the address sanitizer, whose builds are slow anyway and whose code is long, forced
// inlining only costs the compiler's time: a fifth of it.)
#if (defined(__GNUC__) || defined(__clang__)) && !EBB_HAVE_ASAN
#define EBB_ALWAYS_INLINE [[gnu::always_inline]] inline
#else
#define EBB_ALWAYS_INLINE inline
#endif

#if defined(__GNUC__) || defined(__clang__)
#define EBB_NOINLINE [[gnu::noinline]]
#define EBB_PURE [[gnu::pure]] // a call whose result nobody uses is left out
#define EBB_PREFETCH(address) __builtin_prefetch(address)
#else
#define EBB_NOINLINE
#define EBB_PURE
#define EBB_PREFETCH(address) static_cast<void>(address)
#endif

// States what the code relies on; checked in debug builds.
#define EBB_ASSERT(condition) assert(condition)
