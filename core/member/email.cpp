#include "core/member/characters.h"

namespace samtycke::member {
namespace {

constexpr std::size_t most_email_bytes = 254;      // RFC 5321 section 4.5.3.1.3, less the brackets.
constexpr std::size_t most_local_part_bytes = 64;  // RFC 5321 section 4.5.3.1.1
constexpr std::size_t most_label_bytes = 63;       // RFC 1035 section 2.3.4

// The parts between the dots; an empty part stays in the list.
std::vector<std::string_view> split_at_dots(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.')) {
    parts.push_back(text.substr(0, dot));
    text.remove_prefix(dot + 1);
  }
  parts.push_back(text);
  return parts;
}

bool is_atom(std::string_view part) {
  constexpr std::string_view signs = "!#$%&'*+-/=?^_`{|}~";  // RFC 5322 section 3.2.3
  return all_fit(part, [&](char32_t point) {
    return is_letter(point) || is_digit(point) ||
           (point < 0x80 && signs.find(static_cast<char>(point)) != std::string_view::npos);
  });
}

bool is_label(std::string_view part) {
  if (part.size() > most_label_bytes || part.starts_with('-') || part.ends_with('-')) return false;
  return all_fit(
      part, [](char32_t point) { return is_letter(point) || is_digit(point) || point == '-'; });
}

// A number would be an IP address; and no top-level domain has one Latin letter.
bool is_top_level(std::string_view label) {
  return label.size() > 1 && !all_fit(label, is_digit);
}

}  // namespace

Expected<std::string, BadValue> validate_email(std::string_view typed) {
  const auto text = trimmed(typed, most_email_bytes);
  if (!text.ok()) return Unexpected{text.reason()};

  const std::size_t at = text.value().find('@');
  if (at == std::string_view::npos) return Unexpected{BadValue::bad_email};
  const std::string_view local = text.value().substr(0, at);
  const std::string_view domain = text.value().substr(at + 1);

  const auto atoms = split_at_dots(local);
  const auto labels = split_at_dots(domain);
  const bool fits = local.size() <= most_local_part_bytes && labels.size() >= 2 &&
                    std::all_of(atoms.begin(), atoms.end(), is_atom) &&
                    std::all_of(labels.begin(), labels.end(), is_label) &&
                    is_top_level(labels.back());
  if (!fits) return Unexpected{BadValue::bad_email};
  return std::string{local} + "@" + lower(domain);
}

std::string email_lookup_key(std::string_view canonical_email) {
  return lower(canonical_email);
}

}  // namespace samtycke::member
