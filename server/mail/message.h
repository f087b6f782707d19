// A mail as it goes to a mail server: header fields and the text in both forms.
//
// Header fields are ASCII, folded, and closed to whatever stands in a name or a subject: encoded words for
// what is not ASCII (RFC 2047), no line break from outside. The one exception is an address whose part before
// the @ is not ASCII, which has no other form than UTF-8 (RFC 6532) and travels by SMTPUTF8 only.
//
// What is here is decided by the mail alone: the same mail gives the same Message-ID and the same date at
// every try, so that whoever gets it twice can tell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/store/store.h"

namespace samtycke::server {

// Who writes: "Hemtex <hej@hemtex.example>".
struct Writer {
  std::string name;
  std::string address;
};

struct Message {
  std::string to;                    // For the envelope: with its domain in ASCII.
  std::vector<std::string> headers;  // "Subject: …", without a line break at the end.
  std::string text;                  // UTF-8, lines ended by CRLF.
  std::string html;                  // The same.
};

// The HTML says what the text says, made from it: paragraphs, line breaks, and addresses as links.
Message message_of(const Mail&, const Writer&);

// One header field, encoded and folded. Line breaks and other controls in the text become spaces.
std::string text_header(std::string_view name, std::string_view text);

// The address with its domain as DNS knows it ("hej@räksmörgås.se": xn--…); as it was where it has none.
std::string with_ascii_domain(const std::string& address);

// "Mon, 23 Nov 2026 06:30:00 +0000" (RFC 5322 section 3.3).
std::string mail_date(Instant);

}  // namespace samtycke::server
