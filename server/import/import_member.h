// A member's own file, as `samtycke export` and the portal's download write it, taken into a store that does
// not have them (L12; GDPR Art. 20).
//
// All of it or nothing: half a member would look whole. What is kept is what the file says: the id, every
// value with its source and moment, receipts, interactions, and the decisions with their moment, text, way
// and actor. What is new is the store's: the revision begins at 1, and every decision gets a new entry of the
// member's chain and a leaf of its own in this store's ledger. A receipt from the other store stays valid
// against the ledger that gave it, and says nothing about this one.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/base/id.h"
#include "core/notice/notice.h"
#include "server/config/cannot_start.h"
#include "server/store/store.h"

namespace samtycke::server::import {

struct MemberTaken {
  std::size_t records = 0;
  std::size_t receipts = 0;
  std::size_t interactions = 0;
  std::size_t decisions = 0;
  // Fields that no purpose of this notice covers: they may not be stored (N6, N7), and were left out.
  std::vector<FieldId> left_out;
};

// Refused in one line: a document that is not right, a value that its field does not take, anything later
// than `now`, somebody whose time has run out or who was erased, and a member who is here already.
Expected<MemberTaken, CannotStart> take_member(Store&, const notice::Notice&, std::string_view text,
                                               Instant now);

}  // namespace samtycke::server::import
