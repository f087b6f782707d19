#include "server/store/erasure_journal.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>

#include "core/base/check.h"
#include "core/consent/said_no.h"
#include "core/member/postal_address.h"
#include "core/member/validate.h"
#include "server/config/whole_file.h"
#include "server/store/decision_row.h"
#include "server/store/durable_file.h"

namespace samtycke::server {
namespace {

constexpr std::size_t hash_size = 16;
constexpr std::string_view unknown = "-";

std::string_view word(LookupKind kind) {
  switch (kind) {
    case LookupKind::member_number: return "erased number";
    case LookupKind::email: return "erased e-mail";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::string_view word(ReachedBy by) {
  switch (by) {
    case ReachedBy::phone: return "erased phone";
    case ReachedBy::address: return "erased address";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::string short_hash(const StoreKey& key, std::string_view kind, std::string_view value) {
  return hex(blind(key.key, kind, value).substr(0, hash_size));
}

template <class Value>
std::string hash_unless_empty(const StoreKey& key, const Value& value) {
  return value.value.empty() ? std::string(unknown) : erased_hash(key, value);
}

// Each line after the head as `change` gives it, or as it was where that gives none; `change` is told its place too.
template <class Change>
std::string rewritten(const std::string& whole, std::size_t head, const Change& change) {
  std::string text = whole.substr(0, head);
  std::int64_t place = 0;
  for (std::size_t at = head; at < whole.size();) {
    const std::size_t end = std::min(whole.find('\n', at), whole.size());
    const auto line = erasure_line_from(std::string_view(whole).substr(at, end - at));
    SAMTYCKE_CHECK(line.has_value());  // It was read as one.
    text += to_text(change(*line, ++place));
    at = end + 1;
  }
  return text;
}

ErasureLine sealed(const StoreKey& key, std::int64_t place, ErasureLine line) {
  line.seal = seal_of(key, place, line);
  return line;
}

}  // namespace

Erased erased_by(const consent::MemberFile* file, const MemberId& member, Instant at,
                 proof::ErasureReason reason, std::uint64_t decisions) {
  Erased erased{member, at, {}, {}};
  erased.reason = reason;
  erased.decisions = decisions;
  if (file == nullptr) return erased;
  const auto value = [&](const FieldId& field) { return member::value_of(file->holdings, field); };
  erased.number = value(member::field::member_number);
  erased.email = value(member::field::email);
  erased.said_no = consent::says_no(file->decisions);
  if (!erased.said_no) return erased;
  erased.phone = value(member::field::phone);
  erased.address =
      member::address_lookup_key(value(member::field::street), value(member::field::postcode));
  return erased;
}

std::string erased_hash(const StoreKey& key, const MemberId& member) {
  return short_hash(key, "erased member", member.text());
}

std::string erased_hash(const StoreKey& key, const Lookup& canonical) {
  return short_hash(key, word(canonical.kind), canonical.value);
}

std::string erased_hash(const StoreKey& key, const Reached& canonical) {
  return short_hash(key, word(canonical.by), canonical.value);
}

ErasureLine line_of(const Erased& erased, const StoreKey& key, std::int64_t place) {
  ErasureLine line;
  line.version = key.version;
  line.at = erased.at;
  line.member = erased_hash(key, erased.member);
  line.number = hash_unless_empty(key, Lookup{LookupKind::member_number, erased.number});
  line.email =
      hash_unless_empty(key, Lookup{LookupKind::email, member::email_lookup_key(erased.email)});
  line.phone = hash_unless_empty(key, Reached{ReachedBy::phone, erased.phone});
  line.address = hash_unless_empty(key, Reached{ReachedBy::address, erased.address});
  line.leaf = proof::Erased{hex(Key::random().bytes().substr(0, hash_size)), erased.reason,
                            erased.decisions};
  line.said_no = erased.said_no;
  return sealed(key, place, std::move(line));
}

LedgerEntry erasure_leaf(const StoreKey& key, const proof::Erased& erased) {
  // Those that were not counted are as they were made then.
  std::string salt = blind(key.key, "erasure leaf", erased.id);
  if (erased.decisions) {
    salt = blind(key.key, "counted erasure leaf", erasure_entry(erased, {}).payload);
  }
  return erasure_entry(erased, *proof::from_bytes<proof::Salt>(salt));
}

bool is_erasure_leaf(const StoreKey& key, const LedgerEntry& entry) {
  const auto payload = proof::decode(entry.payload);
  const auto* erased = payload.ok() ? std::get_if<proof::Erased>(&payload.value()) : nullptr;
  return erased != nullptr && erasure_leaf(key, *erased).salt == entry.salt;
}

std::string erasure_journal_path(const std::string& store) {
  return store + ".erased";
}

ErasureJournal::ErasureJournal(std::string path, std::string head, StoreKey key)
    : path_(std::move(path)), head_(std::move(head)), key_(std::move(key)) {}

Expected<std::unique_ptr<ErasureJournal>, BadJournal> ErasureJournal::open(
    const std::string& path, const std::string& store_name, StoreKey key, Lines lines) {
  std::unique_ptr<ErasureJournal> journal(
      new ErasureJournal(path, "samtycke erasures 1 " + store_name + "\n", std::move(key)));
  if (const auto read = journal->read(lines); !read.ok()) return Unexpected{read.reason()};
  return journal;
}

Expected<Done, BadJournal> ErasureJournal::read(Lines lines) {
  std::error_code why;
  if (!std::filesystem::exists(path_, why)) return Done{};
  // As long as it has become: a line for everybody who was ever erased.
  const auto whole = read_whole_file(path_, std::numeric_limits<std::size_t>::max());
  if (!whole) return Unexpected{BadJournal::not_readable};
  const std::string& text = *whole;
  // A crash may have cut the head short too: then there was no line yet.
  if (text.size() < head_.size() && head_.starts_with(text)) {
    return std::filesystem::remove(path_, why) ? Expected<Done, BadJournal>(Done{})
                                               : Unexpected{BadJournal::not_readable};
  }
  if (!text.starts_with(head_)) return Unexpected{BadJournal::damaged};
  bool all_sealed = true;
  for (std::size_t at = head_.size(); at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const bool last = end == std::string::npos || end + 1 == text.size();
    auto line = end == std::string::npos
                    ? std::nullopt
                    : erasure_line_from(std::string_view(text).substr(at, end - at));
    if (!line || line->version != key_.version) {
      if (!last) return Unexpected{BadJournal::damaged};
      std::filesystem::resize_file(path_, at, why);
      if (why) return Unexpected{BadJournal::not_readable};
      break;
    }
    const bool is_sealed = !line->seal.empty();
    const bool fits =
        is_sealed ? line->seal == seal_of(key_, count() + 1, *line) : lines == Lines::of_any_age;
    if (!fits) return Unexpected{BadJournal::changed};
    all_sealed = all_sealed && is_sealed;
    take(std::move(*line));
    at = end + 1;
  }
  return all_sealed ? Done{} : seal_all();
}

Expected<Done, BadJournal> ErasureJournal::seal_all() {
  const auto whole = read_whole_file(path_, std::numeric_limits<std::size_t>::max());
  if (!whole) return Unexpected{BadJournal::not_readable};
  const std::string text = rewritten(
      *whole, head_.size(),
      [this](const ErasureLine& line, std::int64_t place) { return sealed(key_, place, line); });
  if (!replace_durably(path_, text)) return Unexpected{BadJournal::not_readable};
  return Done{};
}

void ErasureJournal::take(ErasureLine line) {
  for (const std::string& hash : {line.number, line.email, line.phone, line.address}) {
    if (hash != unknown) remember(hash, {line.at, line.said_no});
  }
  members_.push_back(std::move(line.member));
  leaves_.push_back(std::move(line.leaf));
}

void ErasureJournal::remember(const std::string& hash, const Remembered& one) {
  Remembered& latest = values_.try_emplace(hash, one).first->second;
  if (!(one.at < latest.at)) latest = one;
}

bool ErasureJournal::begin() {
  std::error_code why;
  return std::filesystem::exists(path_, why) || append_durably(path_, head_, {});
}

bool ErasureJournal::add(const Erased& erased) {
  const std::lock_guard guard(mutex_);
  if (broken_) return false;
  ErasureLine line = line_of(erased, key_, static_cast<std::int64_t>(members_.size()) + 1);
  if (!append_durably(path_, head_, to_text(line))) {
    broken_ = true;
    return false;
  }
  take(std::move(line));
  return true;
}

std::int64_t ErasureJournal::count() {
  const std::lock_guard guard(mutex_);
  return static_cast<std::int64_t>(members_.size());
}

std::set<std::string> ErasureJournal::members_after(std::int64_t carried_out) {
  const std::lock_guard guard(mutex_);
  const auto from = std::min(static_cast<std::size_t>(carried_out), members_.size());
  return {members_.begin() + static_cast<std::ptrdiff_t>(from), members_.end()};
}

std::vector<LedgerEntry> ErasureJournal::leaves_after(std::int64_t carried_out) {
  const std::lock_guard guard(mutex_);
  std::vector<LedgerEntry> leaves;
  for (auto i = static_cast<std::size_t>(carried_out); i < leaves_.size(); ++i) {
    if (leaves_[i]) leaves.push_back(erasure_leaf(key_, *leaves_[i]));
  }
  return leaves;
}

std::string ErasureJournal::hash_of(const MemberId& member) const {
  return erased_hash(key_, member);
}

std::optional<Remembered> ErasureJournal::remembers(const Lookup& wanted) {
  return remembered(erased_hash(key_, wanted));
}

bool ErasureJournal::remembers_no(const Reached& wanted) {
  return remembered(erased_hash(key_, wanted)).has_value();
}

std::optional<Remembered> ErasureJournal::remembered(const std::string& hash) {
  const std::lock_guard guard(mutex_);
  const auto found = values_.find(hash);
  if (found == values_.end()) return std::nullopt;
  return found->second;
}

bool ErasureJournal::forget_before(Instant moment) {
  const std::lock_guard guard(mutex_);
  if (broken_) return false;
  const auto whole = read_whole_file(path_, std::numeric_limits<std::size_t>::max());
  if (!whole) return members_.empty();
  const std::string text =
      rewritten(*whole, head_.size(), [&](const ErasureLine& line, std::int64_t place) {
        return line.at < moment ? sealed(key_, place, forgotten(line)) : line;
      });
  if (text == *whole) return true;
  if (!replace_durably(path_, text)) return false;
  members_.clear();
  leaves_.clear();
  values_.clear();
  rewritten(text, head_.size(), [this](const ErasureLine& line, std::int64_t) {
    take(line);
    return line;
  });
  return true;
}

}  // namespace samtycke::server
