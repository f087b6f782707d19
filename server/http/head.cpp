#include "server/http/head.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "server/http/form.h"

namespace samtycke::server {
namespace {

bool is_token(std::string_view text) {
  static constexpr std::string_view others = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
  });
}

// RFC 9110 section 5.5: visible ASCII, space, tab, and bytes above it.
bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
}

std::string lower(std::string_view text) {
  std::string result{text};
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The next line without its CRLF; none where a line ends in anything else.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find_first_of("\r\n");
  if (end == std::string_view::npos || rest.substr(end, 2) != "\r\n") return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 2);
  return line;
}

std::optional<Problem> read_target(std::string_view target, Request& request) {
  if (target.size() > most_target_bytes) return Problem::address_too_long;
  // Origin-form only: a proxy's absolute form and "*" have no use here.
  const bool printable = std::all_of(target.begin(), target.end(),
                                     [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
  if (target.empty() || target.front() != '/' || !printable) return Problem::bad_request;

  const std::size_t mark = target.find('?');
  const auto path = percent_decode(target.substr(0, mark), false);
  const auto query =
      decode_form(mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1));
  if (!path || !query) return Problem::bad_request;
  request.target = std::string{target};
  request.path = *path;
  request.query = *query;
  return std::nullopt;
}

std::optional<Problem> read_request_line(std::string_view line, Request& request, bool& close) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) {
    return line.size() > most_target_bytes ? Problem::address_too_long : Problem::bad_request;
  }
  const std::string_view method = line.substr(0, first);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method) || method.size() > 16) return Problem::bad_request;
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return Problem::bad_request;
  close = version == "HTTP/1.0";
  request.method = std::string{method};
  return read_target(line.substr(first + 1, last - first - 1), request);
}

std::optional<Problem> read_header(std::string_view line, Request& request) {
  if (request.headers.size() == most_headers) return Problem::head_too_large;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return Problem::bad_request;
  // A space before the colon, or a folded line, is not a token and so refused.
  if (!is_token(line.substr(0, colon))) return Problem::bad_request;
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!is_field_value(value)) return Problem::bad_request;
  request.headers.emplace_back(lower(line.substr(0, colon)), value);
  return std::nullopt;
}

std::size_t count(const Request& request, std::string_view name) {
  return static_cast<std::size_t>(
      std::count_if(request.headers.begin(), request.headers.end(),
                    [name](const auto& pair) { return pair.first == name; }));
}

std::optional<Problem> read_length(Head& head) {
  const std::size_t times = count(head.request, "content-length");
  if (times == 0) return std::nullopt;
  const std::string_view text = header(head.request, "content-length");
  const bool digits =
      !text.empty() && text.size() <= 18 &&
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (times > 1 || !digits) return Problem::bad_length;
  std::from_chars(text.data(), text.data() + text.size(), head.content_length);
  head.has_content_length = true;
  return std::nullopt;
}

std::optional<Problem> check_framing(Head& head) {
  const Request& request = head.request;
  if (const auto bad = read_length(head)) return bad;
  if (count(request, "host") != 1) return Problem::bad_request;
  for (const std::string_view alone : {"origin", "cookie", "content-type", "if-match",
                                       "idempotency-key", "sec-fetch-site", "x-forwarded-for"}) {
    if (count(request, alone) > 1) return Problem::bad_request;
  }
  if (has_header(request, "transfer-encoding")) return Problem::not_encoded_plainly;
  if (has_header(request, "content-encoding")) return Problem::not_encoded_plainly;
  if (has_header(request, "range")) return Problem::no_ranges;
  if (has_header(request, "expect")) return Problem::no_expectations;

  const bool takes_body =
      request.method == "POST" || request.method == "PATCH" || request.method == "PUT";
  if (!takes_body && head.content_length > 0) return Problem::body_not_expected;
  if (takes_body && !head.has_content_length) return Problem::length_required;
  if (head.content_length > most_body_bytes) return Problem::too_large;
  return std::nullopt;
}

}  // namespace

Expected<Head, Problem> read_head(std::string_view bytes) {
  if (bytes.size() > most_head_bytes) return Unexpected{Problem::head_too_large};
  Head head;
  const auto request_line = take_line(bytes);
  if (!request_line) return Unexpected{Problem::bad_request};
  if (const auto bad = read_request_line(*request_line, head.request, head.close)) {
    return Unexpected{*bad};
  }
  for (;;) {
    const auto line = take_line(bytes);
    if (!line) return Unexpected{Problem::bad_request};
    if (line->empty()) break;
    if (const auto bad = read_header(*line, head.request)) return Unexpected{*bad};
  }
  if (!bytes.empty()) return Unexpected{Problem::bad_request};
  if (const auto bad = check_framing(head)) return Unexpected{*bad};
  if (lower(header(head.request, "connection")).find("close") != std::string::npos) {
    head.close = true;
  }
  return head;
}

}  // namespace samtycke::server
