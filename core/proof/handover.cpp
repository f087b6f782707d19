#include "core/proof/handover.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"

namespace samtycke::proof {
namespace {

constexpr std::string_view from_word = "from ";
constexpr std::string_view to_word = "to ";
constexpr std::string_view signature_line = "\u2014 ";

std::optional<PublicKey> key_behind(std::string_view word, const std::string& line) {
  if (!line.starts_with(word)) return std::nullopt;
  return public_key_from(std::string_view(line).substr(word.size()));
}

bool is_signed_by(std::string_view note, const PublicKey& key) {
  return open_note(note, key).ok();
}

// The first note, and what is left: it ends behind its signatures.
std::string_view next_note(std::string_view& notes) {
  bool among_signatures = false;
  for (std::size_t at = 0; at < notes.size();) {
    const std::string_view rest = notes.substr(at);
    const bool signature = rest.starts_with(signature_line);
    if (among_signatures && !signature) {
      const std::string_view note = notes.substr(0, at);
      notes.remove_prefix(at);
      return note;
    }
    among_signatures = signature;
    const std::size_t end = rest.find('\n');
    at = end == std::string_view::npos ? notes.size() : at + end + 1;
  }
  return std::exchange(notes, {});
}

}  // namespace

std::string sign_handover(const TreeHead& at, const SigningKey& from, const SigningKey& to) {
  const PublicKey& old = from.public_key();
  const PublicKey& next = to.public_key();
  SAMTYCKE_CHECK(old.name == next.name && !(old == next));
  const std::string text = to_text(Checkpoint{
      old.name, at, {std::string(from_word) + to_text(old), std::string(to_word) + to_text(next)}});
  auto note = decode_note(from.sign_note(text));
  auto other = decode_note(to.sign_note(text));
  SAMTYCKE_CHECK(note.ok() && other.ok());
  note.value().signatures.push_back(std::move(other.value().signatures.front()));
  return encode_note(note.value());
}

std::optional<Handover> handover_from(std::string_view bytes) {
  const auto note = decode_note(bytes);
  const auto checkpoint = note.ok() ? checkpoint_from(note.value().text) : std::nullopt;
  if (!checkpoint || checkpoint->extensions.size() != 2) return std::nullopt;
  const auto from = key_behind(from_word, checkpoint->extensions[0]);
  const auto to = key_behind(to_word, checkpoint->extensions[1]);
  if (!from || !to || *from == *to) return std::nullopt;
  if (from->name != checkpoint->origin || to->name != checkpoint->origin) return std::nullopt;
  if (!is_signed_by(bytes, *from) || !is_signed_by(bytes, *to)) return std::nullopt;
  return Handover{checkpoint->head, *from, *to};
}

std::vector<std::string> notes_in(std::string_view notes) {
  std::vector<std::string> all;
  while (!notes.empty()) all.emplace_back(next_note(notes));
  return all;
}

std::vector<Handover> handovers_in(std::string_view notes) {
  std::vector<Handover> all;
  for (const std::string& note : notes_in(notes)) {
    if (auto one = handover_from(note)) all.push_back(std::move(*one));
  }
  return all;
}

LogKeys::LogKeys(const PublicKey& known, const std::vector<Handover>& handovers)
    : keys_{{known, std::nullopt}} {
  // Back to the first, and on to the newest. No key is met twice, so that none leads round.
  for (bool more = true; more;) {
    more = false;
    for (const Handover& one : handovers) {
      if (one.to == keys_.front().key && !has(one.from)) {
        keys_.insert(keys_.begin(), LogKey{one.from, one.at.size});
        more = true;
      }
      if (one.from == keys_.back().key && !has(one.to)) {
        keys_.back().up_to = one.at.size;
        keys_.push_back({one.to, std::nullopt});
        more = true;
      }
    }
  }
}

bool LogKeys::has(const PublicKey& key) const {
  return std::any_of(keys_.begin(), keys_.end(), [&](const LogKey& one) { return one.key == key; });
}

const PublicKey& LogKeys::newest() const {
  return keys_.back().key;
}

Expected<Checkpoint, ReceiptFlaw> LogKeys::open(std::string_view note) const {
  ReceiptFlaw flaw = ReceiptFlaw::not_signed_by_it;
  for (const LogKey& one : keys_) {
    auto checkpoint = open_checkpoint(note, one.key);
    if (checkpoint.ok() && (!one.up_to || checkpoint.value().head.size <= *one.up_to)) {
      return checkpoint;
    }
    if (!checkpoint.ok() && checkpoint.reason() != ReceiptFlaw::not_signed_by_it) {
      flaw = checkpoint.reason();
    }
  }
  return Unexpected{flaw};
}

Expected<Verified, ReceiptFlaw> verify(const Receipt& receipt, const LogKeys& keys) {
  auto payload = decode(receipt.payload);
  if (!payload.ok()) return Unexpected{ReceiptFlaw::payload_unreadable};
  const auto* place = std::get_if<InTree>(&receipt.place);
  if (place == nullptr) return Unexpected{ReceiptFlaw::pending};
  auto checkpoint = keys.open(place->checkpoint);
  if (!checkpoint.ok()) return Unexpected{checkpoint.reason()};
  if (const auto flaw = why_not_in(checkpoint.value().head, receipt, *place)) {
    return Unexpected{*flaw};
  }
  return Verified{std::move(payload).value(), std::move(checkpoint).value()};
}

}  // namespace samtycke::proof
