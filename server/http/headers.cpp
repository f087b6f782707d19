#include "server/http/headers.h"

#include <algorithm>
#include <charconv>

namespace samtycke::server {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

struct Weighted {
  std::string_view name;
  int thousandths = 1000;
};

// "0.85" is 850; what cannot be read counts as not wanted.
int weight(std::string_view text) {
  if (text.empty() || (text[0] != '0' && text[0] != '1')) return 0;
  int thousandths = (text[0] - '0') * 1000;
  int place = 100;
  for (std::size_t i = 2; i < text.size() && place > 0; ++i, place /= 10) {
    if (text[1] != '.' || text[i] < '0' || text[i] > '9') return 0;
    thousandths += (text[i] - '0') * place;
  }
  return std::min(thousandths, 1000);
}

// The items of "a;q=0.5, b".
std::vector<Weighted> weighted_list(std::string_view text) {
  std::vector<Weighted> items;
  while (!text.empty() && items.size() < 50) {
    const std::size_t comma = text.find(',');
    const std::string_view item = trimmed(text.substr(0, comma));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    const std::size_t semicolon = item.find(';');
    Weighted weighted{trimmed(item.substr(0, semicolon))};
    if (semicolon != std::string_view::npos) {
      const std::string_view parameter = trimmed(item.substr(semicolon + 1));
      if (parameter.starts_with("q=")) weighted.thousandths = weight(parameter.substr(2));
    }
    if (!weighted.name.empty()) items.push_back(weighted);
  }
  return items;
}

bool same_language(std::string_view asked, std::string_view ours) {
  if (asked.size() < ours.size()) return false;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const char c =
        asked[i] >= 'A' && asked[i] <= 'Z' ? static_cast<char>(asked[i] - 'A' + 'a') : asked[i];
    if (c != ours[i]) return false;
  }
  return asked.size() == ours.size() || asked[ours.size()] == '-';
}

}  // namespace

Pairs security_headers(bool secure) {
  Pairs headers{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src "
       "'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
       "frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy",
       "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"},
      {"X-Frame-Options", "DENY"},
  };
  if (secure) headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  return headers;
}

std::string_view cookie(const Request& request, std::string_view name) {
  std::string_view rest = header(request, "cookie");
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    const std::string_view pair = trimmed(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return pair.substr(equals + 1);
    }
  }
  return {};
}

Language preferred_language(std::string_view accept_language, const std::vector<Language>& ours) {
  Language best = ours.front();
  int best_weight = 0;
  for (const Weighted& asked : weighted_list(accept_language)) {
    if (asked.thousandths <= best_weight) continue;
    for (const Language& language : ours) {
      if (!same_language(asked.name, language.text())) continue;
      best = language;
      best_weight = asked.thousandths;
      break;
    }
  }
  return best;
}

bool accepts_encoding(std::string_view accept_encoding, std::string_view coding) {
  const std::vector<Weighted> list = weighted_list(accept_encoding);
  return std::any_of(list.begin(), list.end(), [coding](const Weighted& item) {
    return item.name == coding && item.thousandths > 0;
  });
}

std::optional<std::int64_t> revision_of(std::string_view if_match) {
  if (if_match.size() < 3 || if_match.size() > 20) return std::nullopt;
  if (if_match.front() != '"' || if_match.back() != '"') return std::nullopt;
  const std::string_view digits = if_match.substr(1, if_match.size() - 2);
  std::int64_t revision = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), revision);
  if (error != std::errc{} || end != digits.data() + digits.size() || revision < 0) {
    return std::nullopt;
  }
  return revision;
}

}  // namespace samtycke::server
