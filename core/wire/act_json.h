// A member's act in JSON, as it stands in decisions and in wishes: the keys "act", and "sender" and
// "channel", or "purpose" (with "category" where it is about one), or "fields", beside the other keys of
// the same object. Private to core/wire.
#pragma once

#include <string_view>
#include <vector>

#include "core/consent/decision.h"
#include "core/wire/json.h"

namespace samtycke::wire {

// What something is about, by the keys that say so; empty where there is no such key. The other keys of
// an object stand between these, so its writer writes each in its place. Points into what it was made of.
struct About {
  std::string_view category;
  std::string_view channel;
  std::string_view purpose;
  std::string_view sender;
};
About about(const notice::Cell&);
About about(const PurposeId&);
About about(const consent::CategoryUse&);
About about(const consent::Objectable&);
About about(const consent::Act&);

std::string_view word_of(const consent::Act&);
// The fields of a correction; null for any other act.
const std::vector<FieldId>* fields_of(const consent::Act&);

// The object's keys must have been checked. Keys of another act are refused.
consent::Act read_act(const Place&);

}  // namespace samtycke::wire
