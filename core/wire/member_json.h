// A member's file in JSON: what `GET me` answers, what a download holds, and the bytes that a store
// keeps. Canonical: keys sorted, no spaces, no floats; amounts in minor units; moments as RFC 3339.
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/consent/decide.h"
#include "core/consent/member_file.h"
#include "core/wire/document.h"

namespace samtycke::wire {

std::string encode_member_file(const consent::MemberFile&);
Expected<consent::MemberFile, BadDocument> decode_member_file(std::string_view);

// The parts, each a document of its own, as the rows of a store.
std::string encode_record(const member::Record&);
Expected<member::Record, BadDocument> decode_record(std::string_view);
std::string encode_receipt(const member::Receipt&);
Expected<member::Receipt, BadDocument> decode_receipt(std::string_view);
std::string encode_interaction(const member::Interaction&);
Expected<member::Interaction, BadDocument> decode_interaction(std::string_view);
std::string encode_decision(const consent::Decision&);
Expected<consent::Decision, BadDocument> decode_decision(std::string_view);

// `GET me`: the file, and what follows from it and the notice at this moment:
//   {"now": "…", "notice_version": 1, "member": {…the file…},
//    "standing": {"cells": [{"sender": "own", "channel": "email", "on": true, "state": "agreed",
//                            "since": "…"}, …],
//                 "purposes": [{"purpose": "analysis", "on": true, "state": "not_objected"}],
//                 "categories": [{"purpose": "analysis", "category": "household", "on": false, …}],
//                 "membership": {"state": "current"}},
//    "keep_until": {"day": "2028-03-14", "counted_from": "latest_purchase", "start": "2025-03-14",
//                   "rule": "three_years"},
//    "keep_until_by_category": [{"category": "demographics", "until": {"counted_from": "objection",
//                                "purpose": "analysis", "day": "2026-04-13", …}}, …]}
// membership: "current"; "restricted" or "left", with `since`.
// counted_from: "latest_purchase", "joined", "objection" (with its purpose, and with a category where
// that was kept out of it), "left".
// state: "never_agreed", "agreed", "agreed_to_other_words", "withdrawn", "not_objected", "objected".
// `since`, `until` and the two about keeping are left out where there is none.
std::string encode_me(const consent::MemberFile&, const notice::Notice&, Instant now);

// What the browser needs of it; the rest it works out itself, by the same core.
struct Me {
  consent::MemberFile file;
  Instant now;
};
Expected<Me, BadDocument> decode_me(std::string_view);

// `POST me/decisions`, and in `POST me/preview` (preview_json.h): {"recorded": [decisions], "refused": [{"index": 0,
// "code": "text_out_of_date"}], "changed": [{"switch": "cell.own.email", "on": false}], "me": {…}}.
// `before` is the file the wishes were decided on; `outcome.after` is what `me` shows.
std::string encode_outcome(const consent::MemberFile& before, const consent::Outcome& outcome,
                           const notice::Notice&, Instant now);

}  // namespace samtycke::wire
