// A mail's head, whatever stands in the club's name, the subject, the address and the text: nothing in them
// ends a line, begins a field, or is markup in the HTML form.
#include "core/view/element.h"
#include "server/mail/mail_html.h"
#include "server/mail/message.h"
#include "tests/fuzz/must.h"

namespace {

// The next line of the input, and the rest of it.
std::string next(std::string_view& text) {
  const std::size_t end = text.find('\x1e');
  const std::string one(text.substr(0, end));
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return one;
}

void must_be_one_field(std::string_view header) {
  must(header.find('\0') == std::string_view::npos);
  for (std::size_t at = 0; at < header.size(); ++at) {
    if (header[at] == '\r') must(at + 2 < header.size() && header[at + 1] == '\n');
    if (header[at] == '\n') must(at > 0 && header[at - 1] == '\r' && header[at + 1] == ' ');
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace samtycke;
  std::string_view text = text_of(data, size);
  server::Mail mail;
  const server::Writer writer{next(text), "club@example.se"};
  mail.to = next(text);
  mail.subject = next(text);
  mail.body = std::string(text);
  const server::Message message = server::message_of(mail, writer);
  for (const std::string& header : message.headers) must_be_one_field(header);
  must(message.to.find('\n') == std::string::npos);
  for (const std::string& part : {message.text, message.html}) {
    for (std::size_t at = 0; at < part.size(); ++at) {
      if (part[at] == '\n') must(at > 0 && part[at - 1] == '\r');
    }
  }
  const std::string escaped = view::html_escaped(mail.body);
  must(escaped.find_first_of("<>\"") == std::string::npos);
  return 0;
}
