#pragma once
// The engine with all its algorithms, in reading order.

#include "ebb/table/engine.hpp"

#include "ebb/table/lookup.hpp"

#include "ebb/table/batch.hpp"

#include "ebb/table/insert.hpp"

#include "ebb/table/erase.hpp"

#include "ebb/table/evacuation.hpp"

#include "ebb/table/tidy.hpp"

#include "ebb/table/growth.hpp"

#include "ebb/table/go_rules.hpp"

#include "ebb/table/storage.hpp"

#include "ebb/table/retire.hpp"

#include "ebb/table/refill.hpp"

#include "ebb/table/cursor.hpp"

#include "ebb/table/iterator.hpp"

#include "ebb/table/copy.hpp"
