#include "server/mail/message.h"

#include <idn2.h>

#include <algorithm>
#include <array>

#include "core/base/bytes.h"
#include "core/base/day.h"
#include "core/base/utf8.h"
#include "server/mail/mail_html.h"

namespace samtycke::server {
namespace {

constexpr std::size_t longest_line = 76;  // RFC 2047 section 2; RFC 5322 section 2.1.1 asks for 78.
constexpr std::string_view word_begins = "=?utf-8?B?";
constexpr std::string_view word_ends = "?=";

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0 && c < 0x7f; });
}

// What a header may hold: UTF-8 on one line.
std::string on_one_line(std::string_view text) {
  std::string line;
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const auto first = static_cast<unsigned char>(text.front());
    if (length == 0) {
      line += '?';
    } else if (first < 0x20 || first == 0x7f) {
      line += ' ';
    } else {
      line += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(1, length));
  }
  return line;
}

// Encoded words of whole characters, each on a line of its own; the first line has `taken` letters already.
std::string encoded_words(std::string_view text, std::size_t taken) {
  std::string words;
  while (!text.empty()) {
    const std::size_t room = longest_line - taken - word_begins.size() - word_ends.size();
    const std::size_t most = std::max<std::size_t>(room / 4 * 3, 6);
    std::size_t length = 0;
    while (length < text.size() && length + utf8_length(text.substr(length)) <= most) {
      length += utf8_length(text.substr(length));
    }
    if (!words.empty()) words += "\r\n ";
    words += word_begins;
    words += to_base64(text.substr(0, length));
    words += word_ends;
    text.remove_prefix(length);
    taken = 1;
  }
  return words;
}

// A name before an address (RFC 5322 section 3.4): quoted, or as encoded words.
std::string display_name(std::string_view name, std::size_t taken) {
  const std::string line = on_one_line(name);
  std::string quoted = "\"";
  for (const char letter : line) {
    if (letter == '"' || letter == '\\') quoted += '\\';
    quoted += letter;
  }
  quoted += '"';
  const bool fits = is_ascii(line) && taken + quoted.size() <= longest_line;
  return fits ? quoted : encoded_words(line, taken);
}

std::string domain_of(const std::string& address) {
  return address.substr(address.rfind('@') + 1);
}

std::string lines_ended_by_crlf(std::string_view text) {
  std::string lines;
  for (const char letter : text) {
    if (letter == '\r') continue;
    if (letter == '\n') lines += '\r';
    lines += letter;
  }
  return lines;
}

std::string two(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

// A mail from before there was a sender has no name; its number is as steady.
std::string message_id(const Mail& mail, const std::string& domain) {
  const std::string name = mail.name.empty() ? "n" + std::to_string(mail.number) : mail.name;
  return "<" + name + "@" + domain + ">";
}

}  // namespace

std::string text_header(std::string_view name, std::string_view text) {
  const std::string line = on_one_line(text);
  std::string header(name);
  header += ": ";
  // "=?" in the text would be read as an encoded word.
  const bool plain = is_ascii(line) && header.size() + line.size() <= longest_line &&
                     line.find("=?") == std::string::npos;
  return header + (plain ? line : encoded_words(line, header.size()));
}

std::string with_ascii_domain(const std::string& address) {
  const std::string domain = domain_of(address);
  if (is_ascii(domain)) return address;
  char* ascii = nullptr;
  std::string found = address;
  if (::idn2_to_ascii_8z(domain.c_str(), &ascii, IDN2_NONTRANSITIONAL) == IDN2_OK) {
    found = address.substr(0, address.size() - domain.size()) + ascii;
  }
  ::idn2_free(ascii);
  return found;
}

std::string mail_date(Instant at) {
  constexpr std::array<const char*, 7> days = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::int64_t day_s = 86'400;
  const std::int64_t seconds = std::max<std::int64_t>(at.utc_ms, 0) / 1000;
  const Day day{static_cast<std::int32_t>(seconds / day_s)};
  const int of_day = static_cast<int>(seconds % day_s);
  const CalendarDate date = calendar_date(day);
  return std::string(days[static_cast<std::size_t>(day.since_epoch % 7)]) + ", " +
         std::to_string(date.day) + " " + months[static_cast<std::size_t>(date.month - 1)] + " " +
         std::to_string(date.year) + " " + two(of_day / 3600) + ":" + two(of_day / 60 % 60) + ":" +
         two(of_day % 60) + " +0000";
}

Message message_of(const Mail& mail, const Writer& writer) {
  Message message;
  message.to = on_one_line(with_ascii_domain(mail.to));
  const std::string from = with_ascii_domain(writer.address);
  constexpr std::string_view from_name = "From: ";
  message.headers = {
      std::string(from_name) + display_name(writer.name, from_name.size()) + "\r\n <" + from + ">",
      "To: <" + message.to + ">",
      text_header("Subject", mail.subject),
      "Date: " + mail_date(mail.at),
      "Message-ID: " + message_id(mail, domain_of(from)),
      "Auto-Submitted: auto-generated",  // RFC 3834: nobody's absence answers it.
  };
  if (!mail.language.empty()) {
    message.headers.push_back("Content-Language: " + mail.language.text());
  }
  message.text = lines_ended_by_crlf(mail.body);
  message.html = lines_ended_by_crlf(mail_html(mail.subject, mail.body, mail.language));
  return message;
}

}  // namespace samtycke::server
