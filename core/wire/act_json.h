// A member's act in JSON, as it stands in decisions and in wishes: the keys "act", and "sender" and
// "channel", or "purpose" (with "category" where it is about one), or "fields", beside the other keys of the same object. Private to core/wire.
#pragma once

#include "core/consent/decision.h"
#include "core/wire/json.h"

namespace samtycke::wire {

// What an act is about: "sender" and "channel", "purpose", or "purpose" and "category".
void set_objectable(Json& object, const consent::Objectable&);
void set_act(Json& object, const consent::Act&);
// The object's keys must have been checked. Keys of another act are refused.
consent::Act read_act(const Place&);

}  // namespace samtycke::wire
