#pragma once
// Static probes (USDT) of what a map seldom does, for bpftrace, perf and SystemTap on a running
// program: provider `ebb`. Built in where <sys/sdt.h> is found (Debian: systemtap-sdt-dev), unless
// EBB_NO_PROBES is defined. A probe is one nop in code that is never inlined into a lookup, insert
// or erase, and a note in the binary that survives strip.
//
//     growth_start   engine, kind (1 doubling, 2 same size, 3 shrink), buckets before,
//                    buckets after
//     growth_done    engine, kind, buckets
//     evacuate       engine, index of the old bucket
//     clear          engine, entries

#if !defined(EBB_NO_PROBES) && defined(__linux__) && __has_include(<sys/sdt.h>)
#include <sys/sdt.h>
#define EBB_PROBE2(name, a, b) DTRACE_PROBE2(ebb, name, a, b)
#define EBB_PROBE3(name, a, b, c) DTRACE_PROBE3(ebb, name, a, b, c)
#define EBB_PROBE4(name, a, b, c, d) DTRACE_PROBE4(ebb, name, a, b, c, d)
#else
#define EBB_PROBE2(name, a, b) static_cast<void>(0)
#define EBB_PROBE3(name, a, b, c) static_cast<void>(0)
#define EBB_PROBE4(name, a, b, c, d) static_cast<void>(0)
#endif
