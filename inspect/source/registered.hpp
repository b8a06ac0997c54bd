#pragma once
// The registry as this program keeps it: who is in it, and their records.

#include <ebb/inspect/subject.hpp>

#include <memory>

namespace ebb::inspect {

// Effects: the record's texts are those of `who`, its stack and times too.
void fill_record(registry_record& record, const identity& who);

// Effects: gives the subject an id, notes the stack, and links its record.
void register_subject(const std::shared_ptr<subject>& entered, registry_record& record,
                      identity& who);
void unregister_subject(const registry_record& record) noexcept;

} // namespace ebb::inspect
