// One member while the rows about them are taken in: what was stored, what the rows say, and in the end
// the change that makes the one into the other. Pure: it is handed the file, the rows and the time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/consent/member_file.h"
#include "core/consent/said_no.h"
#include "core/notice/notice.h"
#include "server/import/plan.h"
#include "server/store/store.h"

namespace samtycke::server::import {

// What every row is read against.
struct Reading {
  const Plan& plan;
  const notice::Notice& notice;
  Instant as_of;
  std::string actor;  // "import:<file's name>"
};

class MemberDraft {
 public:
  // `stored.revision` is 0 for a member who is new; `number` is canonical.
  MemberDraft(const Reading&, consent::MemberFile stored, std::string number);

  // Takes a row in whole, or refuses it whole. What it answers goes to row_changes_something() later.
  Expected<std::string, Rejection> take(const std::vector<std::string>& cells);

  // None when nothing differs from what is stored, or when every row was refused.
  std::optional<Change> change();
  // Whether a row that was taken in is part of the change; ask after change().
  bool row_changes_something(const std::string& taken) const { return changed_.count(taken) > 0; }
  // When the rows say that the terms were accepted, the first time; and the address after them.
  std::optional<Instant> accepted() const { return accepted_; }
  std::string_view email() const { return member::value_of(after_, member::field::email); }
  bool is_given_another_email() const;
  // With what these rows say.
  const member::Holdings& holdings() const { return after_; }
  // Somebody of this number or address was erased who had said no: a new member begins with it.
  void begin_with(consent::RememberedNo no) { no_ = std::move(no); }
  // As if no row had been taken in.
  void forget_all() { taken_any_ = false; }
  // Values that were left as they are, since the member gave them.
  std::int64_t kept() const { return kept_; }

 private:
  Expected<std::string, Rejection> take_member(const std::vector<std::string>& cells);
  Expected<std::string, Rejection> take_receipt(const std::vector<std::string>& cells);
  Expected<std::string, Rejection> take_interaction(const std::vector<std::string>& cells);
  Expected<std::string, Rejection> take_nix(const std::vector<std::string>& cells);

  Expected<std::string, Rejection> canonical(const notice::Field&, std::string value) const;
  Expected<std::string, Rejection> text(std::string_view field,
                                        const std::vector<std::string>& cells, bool required) const;
  Expected<std::optional<Instant>, Rejection> moment(std::string_view field,
                                                     const std::vector<std::string>& cells) const;
  Expected<TopicId, Rejection> topic(const std::vector<std::string>& cells) const;
  Expected<member::Source, Rejection> source(const std::vector<std::string>& cells,
                                             member::Source usual) const;
  std::vector<consent::Decision> decisions_of_joining(const consent::MemberFile& after) const;
  std::vector<consent::Decision> decisions_of_no(Instant at) const;
  void put_record(member::Record);
  void merge(member::Receipt);
  bool is_new() const { return stored_.revision == 0; }

  const Reading* reading_;
  consent::MemberFile stored_;
  std::string number_;
  member::Holdings after_;
  std::map<std::string, member::Receipt> receipts_;  // As the file has them, by number.
  std::optional<Instant> accepted_;
  bool taken_any_ = false;
  consent::RememberedNo no_;
  bool listed_here_ = false;  // In the NIX register, by a row of this file.
  std::int64_t kept_ = 0;
  std::set<std::string> changed_;
};

}  // namespace samtycke::server::import
