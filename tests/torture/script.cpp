#include "tests/torture/script.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "tests/support/builders.h"

namespace samtycke::torture {
namespace {

using consent::MemberFile;
using server::Change;
using server::StoreFault;

constexpr std::size_t members_of_a_writer = 5;

void in_order(MemberFile& file) {
  auto& records = file.holdings.records;
  std::sort(records.begin(), records.end(),
            [](const auto& a, const auto& b) { return a.field < b.field; });
}

MemberFile after(std::optional<MemberFile> before, const Change& change) {
  MemberFile file = before ? *std::move(before) : MemberFile{};
  file.id = change.member;
  ++file.revision;
  for (const auto& one : change.records) put(file.holdings, one);
  for (const auto& one : change.receipts) put(file.holdings, one);
  for (const auto& one : change.interactions) put(file.holdings, one);
  file.decisions.insert(file.decisions.end(), change.decisions.begin(), change.decisions.end());
  in_order(file);
  return file;
}

std::string revision_of(const std::optional<MemberFile>& file) {
  return file ? "revision " + std::to_string(file->revision) : std::string("nobody");
}

}  // namespace

std::size_t below(Dice& dice, std::size_t limit) {
  return static_cast<std::size_t>(dice() % limit);
}

void Told::add(const MemberId& member, Version version) {
  members_[member].push_back(std::move(version));
}

void Told::ask(const Change& change, std::size_t moment) {
  add(change.member,
      {moment, std::nullopt, after(file(change.member), change), change.idempotency});
}

void Told::ask_to_erase(const MemberId& member, std::size_t moment) {
  add(member, {moment, std::nullopt, std::nullopt, std::nullopt});
}

void Told::acknowledged(const MemberId& member, std::size_t moment) {
  members_[member].back().acknowledged = moment;
  ++acknowledged_;
}

void Told::add(const Told& other) {
  for (const auto& [member, versions] : other.members_) {
    SAMTYCKE_CHECK(members_.emplace(member, versions).second);
  }
  acknowledged_ += other.acknowledged_;
}

const std::optional<MemberFile>& Told::file(const MemberId& member) const {
  static const std::optional<MemberFile> nobody;
  const auto found = members_.find(member);
  return found == members_.end() || found->second.empty() ? nobody : found->second.back().file;
}

Found Told::find_in(server::Store& store, const Then& then) const {
  Found found;
  for (const auto& [member, versions] : members_) {
    find_member(store, member, versions, then, found);
  }
  const auto seen = store.for_each_member([&](const MemberId& member) {
    if (!members_.contains(member)) ++found.doubled;
    return true;
  });
  if (!seen.ok()) ++found.unreadable;
  return found;
}

void Told::find_member(server::Store& store, const MemberId& member,
                       const std::vector<Version>& versions, const Then& then, Found& found) const {
  const auto note = [&](long& count, const std::string& what) {
    if (found.whole()) found.first = member.text() + ": " + what;
    ++count;
  };
  const auto loaded = store.load(member);
  std::optional<MemberFile> is;
  if (loaded.ok()) {
    is = loaded.value();
    in_order(*is);
  } else if (loaded.reason() != StoreFault::no_such_member) {
    return note(found.unreadable, "the file does not open");
  }
  // How many of the versions must have come to be, and how many may have.
  std::size_t must = 0;
  std::size_t may = 0;
  std::size_t erased = 0;  // Everything before this one is gone, whatever else.
  for (std::size_t n = 0; n < versions.size(); ++n) {
    if (versions[n].asked < then.asked_by) may = n + 1;
    const auto& acknowledged = versions[n].acknowledged;
    if (acknowledged && *acknowledged <= then.acknowledged_by) must = n + 1;
    if (!versions[n].file && versions[n].asked < then.erased_by) erased = n + 1;
  }
  const auto version = [&](std::size_t count) {
    return count <= erased ? std::optional<MemberFile>() : versions[count - 1].file;
  };
  for (std::size_t count = may;; --count) {
    if (is == version(count)) {
      if (!is || !versions[count - 1].answer) return;
      const auto answer = store.earlier_answer(*versions[count - 1].answer);
      if (!answer.ok()) return note(found.unreadable, "the answer does not open");
      if (!answer.value()) note(found.doubled, "a step without its answer");
      return;
    }
    if (count == must) break;
  }
  const std::string what = revision_of(is) + " instead of " + revision_of(version(must));
  if (!version(must) && must > 0) return note(found.erased_back, what);
  const bool is_later = is && (!version(must) || is->revision >= version(must)->revision);
  note(is_later ? found.doubled : found.lost, what);
}

Change Writer::next_change(const MemberId& member, const Told& told) {
  const auto& before = told.file(member);
  const std::string number = std::to_string(steps_);
  const Instant at{1773486000000 + steps_};
  Change change;
  change.member = member;
  change.based_on = before ? before->revision : 0;
  const auto record = [&](const char* field, const std::string& value) {
    change.records.push_back({FieldId(field), value, member::Source::member, at});
  };
  if (!before) {
    record("member_number", name_ + number);
    record("email", name_ + number + "@example.se");
  }
  record("given_name", std::string(1 + below(dice_, 400), 'a') + number);
  if (below(dice_, 2) == 0) {
    change.decisions.push_back({consent::Withdraw{support::cell("own", "email")}, 1,
                                support::swedish(), support::text_hash("words"),
                                consent::Way::portal, "member", at});
  }
  if (below(dice_, 3) == 0) {
    member::Receipt receipt;
    receipt.number = number;
    receipt.at = at;
    receipt.store = std::string(1 + below(dice_, 3000), 'b');
    change.receipts.push_back(std::move(receipt));
  }
  if (below(dice_, 2) == 0) {
    change.idempotency = server::Idempotency{
        "member:" + member.text(), "POST /", "key" + number, "body", "answer" + number, at};
  }
  return change;
}

bool Writer::step(server::Store& store, Told& told, const std::function<std::size_t()>& moment) {
  ++steps_;
  const MemberId member(name_ + "-" + std::to_string(below(dice_, members_of_a_writer)));
  if (in_doubt_.contains(member)) return true;
  const bool erases = told.file(member) && below(dice_, 8) == 0;
  std::optional<StoreFault> fault;
  if (erases) {
    told.ask_to_erase(member, moment());
    const auto answer = store.erase(member, Instant{1773486000000 + steps_});
    if (!answer.ok()) fault = answer.reason();
  } else {
    const Change change = next_change(member, told);
    told.ask(change, moment());
    const auto answer = store.commit(change);
    if (!answer.ok()) fault = answer.reason();
  }
  if (!fault) {
    told.acknowledged(member, moment());
    return true;
  }
  // Any other answer would mean that the script and the store disagree about what is there.
  SAMTYCKE_CHECK(*fault == StoreFault::unavailable);
  in_doubt_.insert(member);
  return false;
}

}  // namespace samtycke::torture
