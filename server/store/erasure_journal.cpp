#include "server/store/erasure_journal.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>
#include <utility>

#include "core/base/check.h"
#include "core/consent/said_no.h"
#include "core/member/validate.h"
#include "server/config/whole_file.h"
#include "server/store/decision_row.h"
#include "server/store/durable_file.h"

namespace samtycke::server {
namespace {

constexpr std::size_t hash_size = 16;
constexpr std::string_view unknown = "-";
constexpr std::string_view no = "no";

std::string_view word(LookupKind kind) {
  switch (kind) {
    case LookupKind::member_number: return "erased number";
    case LookupKind::email: return "erased e-mail";
  }
  SAMTYCKE_NEVER("every case returns");
}

bool is_hash(std::string_view text) {
  return text.size() == 2 * hash_size &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string_view word(proof::ErasureReason reason) {
  switch (reason) {
    case proof::ErasureReason::left: return "left";
    case proof::ErasureReason::retention: return "retention";
    case proof::ErasureReason::asked: return "asked";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::optional<proof::Erased> leaf_from(std::string_view id, std::string_view reason) {
  if (!is_hash(id)) return std::nullopt;
  for (const auto known :
       {proof::ErasureReason::left, proof::ErasureReason::retention, proof::ErasureReason::asked}) {
    if (word(known) == reason) return proof::Erased{std::string(id), known};
  }
  return std::nullopt;
}

// The next word, and what is left of the line. Words are separated by one blank.
std::string_view next_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

// A forgotten line says when and by which leaf, and nothing of whom.
std::string without_hashes_before(const std::string& whole, std::size_t head, Instant moment) {
  std::string text = whole.substr(0, head);
  for (std::size_t at = head; at < whole.size();) {
    const std::size_t end = std::min(whole.find('\n', at), whole.size() - 1) + 1;
    const std::string_view line = std::string_view(whole).substr(at, end - at);
    std::string_view rest = line.substr(0, line.find('\n'));
    const std::string_view version = next_word(rest);
    const std::string_view when = next_word(rest);
    Instant erased;
    if (read_number(when, erased.utc_ms) && erased < moment) {
      for (int n = 0; n < 3; ++n) next_word(rest);
      text.append(version).append(" ").append(when).append(" - - -");
      for (int n = 0; n < 2; ++n) {
        const std::string_view leaf = next_word(rest);
        if (!leaf.empty()) text.append(" ").append(leaf);
      }
      text.append("\n");
    } else {
      text.append(line);
    }
    at = end;
  }
  return text;
}

}  // namespace

Erased erased_by(const consent::MemberFile* file, const MemberId& member, Instant at,
                 proof::ErasureReason reason) {
  Erased erased{member, at, {}, {}, false, reason};
  if (file == nullptr) return erased;
  erased.number = member::value_of(file->holdings, member::field::member_number);
  erased.email = member::value_of(file->holdings, member::field::email);
  erased.said_no = consent::says_no(file->decisions);
  return erased;
}

std::string erased_hash(const StoreKey& key, const MemberId& member) {
  return hex(blind(key.key, "erased member", member.text()).substr(0, hash_size));
}

std::string erased_hash(const StoreKey& key, const Lookup& canonical) {
  return hex(blind(key.key, word(canonical.kind), canonical.value).substr(0, hash_size));
}

LedgerEntry erasure_leaf(const StoreKey& key, const proof::Erased& erased) {
  const std::string salt = blind(key.key, "erasure leaf", erased.id);
  return erasure_entry(erased, *proof::from_bytes<proof::Salt>(salt));
}

std::string erasure_journal_path(const std::string& store) {
  return store + ".erased";
}

ErasureJournal::ErasureJournal(std::string path, std::string head, StoreKey key)
    : path_(std::move(path)), head_(std::move(head)), key_(std::move(key)) {}

Expected<std::unique_ptr<ErasureJournal>, BadJournal> ErasureJournal::open(
    const std::string& path, const std::string& store_name, StoreKey key) {
  std::unique_ptr<ErasureJournal> journal(
      new ErasureJournal(path, "samtycke erasures 1 " + store_name + "\n", std::move(key)));
  if (const auto read = journal->read(); !read.ok()) return Unexpected{read.reason()};
  return journal;
}

Expected<Done, BadJournal> ErasureJournal::read() {
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
  std::size_t at = head_.size();
  while (at < text.size()) {
    const std::size_t end = text.find('\n', at);
    const bool last = end == std::string::npos || end + 1 == text.size();
    if (end == std::string::npos || !take(std::string_view(text).substr(at, end - at))) {
      if (!last) return Unexpected{BadJournal::damaged};
      std::filesystem::resize_file(path_, at, why);
      if (why) return Unexpected{BadJournal::not_readable};
      return Done{};
    }
    at = end + 1;
  }
  return Done{};
}

bool ErasureJournal::take(std::string_view line) {
  std::uint32_t version = 0;
  Instant at;
  const bool begins =
      read_number(next_word(line), version) && read_number(next_word(line), at.utc_ms);
  const std::string_view member = next_word(line);
  const std::string_view number = next_word(line);
  const std::string_view email = next_word(line);
  std::optional<proof::Erased> leaf;
  if (!line.empty() && line != no) {
    const std::string_view id = next_word(line);
    leaf = leaf_from(id, next_word(line));
    if (!leaf) return false;
  }
  const bool said_no = line == no;
  if (!begins || version != key_.version || (!line.empty() && !said_no)) return false;
  for (const std::string_view value : {member, number, email}) {
    if (value != unknown && !is_hash(value)) return false;
  }
  members_.emplace_back(member);
  leaves_.push_back(std::move(leaf));
  for (const std::string_view value : {number, email}) {
    if (value != unknown) remember(std::string(value), {at, said_no});
  }
  return true;
}

void ErasureJournal::remember(const std::string& hash, const Remembered& one) {
  Remembered& latest = values_.try_emplace(hash, one).first->second;
  if (!(one.at < latest.at)) latest = one;
}

bool ErasureJournal::add(const Erased& erased) {
  const std::lock_guard guard(mutex_);
  if (broken_) return false;
  const std::string member = hash_of(erased.member);
  const std::string number = erased.number.empty()
                                 ? std::string(unknown)
                                 : erased_hash(key_, {LookupKind::member_number, erased.number});
  const std::string email =
      erased.email.empty()
          ? std::string(unknown)
          : erased_hash(key_, {LookupKind::email, member::email_lookup_key(erased.email)});
  proof::Erased leaf{hex(Key::random().bytes().substr(0, hash_size)), erased.reason};
  const std::string line = std::to_string(key_.version) + " " + std::to_string(erased.at.utc_ms) +
                           " " + member + " " + number + " " + email + " " + leaf.id + " " +
                           std::string(word(leaf.reason)) +
                           (erased.said_no ? " " + std::string(no) : "") + "\n";
  if (!append_durably(path_, head_, line)) {
    broken_ = true;
    return false;
  }
  members_.push_back(member);
  leaves_.emplace_back(std::move(leaf));
  if (number != unknown) remember(number, {erased.at, erased.said_no});
  if (email != unknown) remember(email, {erased.at, erased.said_no});
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
  const std::string hash = erased_hash(key_, wanted);
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
  const std::string text = without_hashes_before(*whole, head_.size(), moment);
  if (text == *whole) return true;
  if (!replace_durably(path_, text)) return false;
  members_.clear();
  leaves_.clear();
  values_.clear();
  for (std::size_t at = head_.size(); at < text.size();) {
    const std::size_t end = text.find('\n', at);
    SAMTYCKE_CHECK(take(std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  return true;
}

}  // namespace samtycke::server
