#pragma once
// The engine, and the core under it, with all their algorithms.

#include "ebb/table/core.hpp"

#include "ebb/table/chain.hpp"
#include "ebb/table/cold_state.hpp"
#include "ebb/table/cursor.hpp"
#include "ebb/table/evacuation.hpp"
#include "ebb/table/go_order.hpp"
#include "ebb/table/growth.hpp"
#include "ebb/table/order.hpp"
#include "ebb/table/placing.hpp"
#include "ebb/table/refill.hpp"
#include "ebb/table/retire.hpp"
#include "ebb/table/storage.hpp"
#include "ebb/table/tidy.hpp"
#include "ebb/table/vacancies.hpp"

#include "ebb/table/engine.hpp"

#include "ebb/table/batch.hpp"
#include "ebb/table/copy.hpp"
#include "ebb/table/erase.hpp"
#include "ebb/table/go_rules.hpp"
#include "ebb/table/insert.hpp"
#include "ebb/table/iterator.hpp"
#include "ebb/table/lookup.hpp"
#include "ebb/table/split.hpp"
#include "ebb/table/walk.hpp"

#include "ebb/table/compiled.hpp"
