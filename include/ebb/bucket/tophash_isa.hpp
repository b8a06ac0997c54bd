#pragma once
// The instruction sets a tophash word is written for, and the one place that chooses among them.

#include "ebb/config.hpp"

namespace ebb::bucket {

struct portable;
struct sse2;
struct neon;

#if EBB_HAVE_SSE2
using native = sse2;
#elif EBB_HAVE_NEON
using native = neon;
#else
using native = portable;
#endif

// The tophash bytes of a bucket as one register value; tophash_word.hpp has the contract.
template <unsigned Slots, class Isa = native> class tophash_word;

} // namespace ebb::bucket
