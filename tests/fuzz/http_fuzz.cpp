// A request's head, and what is read out of one: forms, queries, cookies, languages, codings, revisions. Whatever is
// accepted has one meaning: no control character in it, one length, and the same cookie whatever stands after it.
#include "server/http/form.h"
#include "server/http/head.h"
#include "server/http/headers.h"
#include "tests/fuzz/must.h"

namespace {

using namespace samtycke;

bool is_plain(std::string_view text) {
  for (const char c : text) {
    if (c == '\r' || c == '\n' || c == '\0') return false;
  }
  return true;
}

void must_be_whole(const server::Head& head) {
  const server::Request& request = head.request;
  must(is_plain(request.method) && is_plain(request.target));
  must(request.path.find('\0') == std::string::npos);
  must(request.target.size() <= server::most_target_bytes);
  must(request.headers.size() <= server::most_headers);
  must(head.has_content_length || head.content_length == 0);
  std::size_t hosts = 0;
  for (const auto& [name, value] : request.headers) {
    must(is_plain(name) && is_plain(value));
    hosts += name == "host" ? 1 : 0;
  }
  must(hosts <= 1);
}

// "a=b" written again from what was read is read the same.
void must_survive(const server::Pairs& pairs) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  const auto write = [&](std::string_view part) {
    for (const char c : part) {
      const auto byte = static_cast<unsigned char>(c);
      text += '%';
      text += digits[byte >> 4U];
      text += digits[byte & 15U];
    }
  };
  for (const auto& [name, value] : pairs) {
    if (!text.empty()) text += '&';
    write(name);
    text += '=';
    write(value);
  }
  const auto again = server::decode_form(text);
  must(again && (*again == pairs || pairs.empty()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  const auto head = server::read_head(text);
  if (head.ok()) must_be_whole(head.value());
  const auto head_in_front =
      server::read_head("GET / HTTP/1.1\r\nHost: a\r\n" + std::string(text) + "\r\n\r\n");
  if (head_in_front.ok()) must_be_whole(head_in_front.value());
  if (const auto form = server::decode_form(text)) must_survive(*form);
  for (const bool plus : {false, true}) {
    const auto decoded = server::percent_decode(text, plus);
    must(!decoded || decoded->size() <= text.size());
  }
  server::Request request;
  request.headers = {{"cookie", "sid=ours; " + std::string(text)}};
  must(server::cookie(request, "sid") == "ours");
  request.headers = {{"cookie", std::string(text)}};
  must(server::cookie(request, "sid").find(';') == std::string_view::npos);
  const std::vector<Language> ours = {Language("sv"), Language("en")};
  const Language chosen = server::preferred_language(text, ours);
  must(chosen == ours[0] || chosen == ours[1]);
  static_cast<void>(server::accepts_encoding(text, "br"));
  const auto revision = server::revision_of(text);
  must(!revision || *revision >= 0);
  return 0;
}
