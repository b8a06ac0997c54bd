#pragma once
// A second translation unit with maps.

#include <cstddef>

std::size_t others_size();
