// What a mail's head looks like, whatever stands in a name, a subject or an address.
#include "server/mail/message.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "server/mail/mail_html.h"

namespace samtycke::server {
namespace {

const Writer club{"Hemtex", "hej@hemtex.example"};

Mail mail_about(std::string subject) {
  Mail mail{7, "asa@example.se", std::move(subject), "Hej!", Instant{1'795'415'400'000}};
  mail.name = "0123456789abcdef0123456789abcdef";
  return mail;
}

std::string header(const Message& message, const std::string& name) {
  for (const std::string& one : message.headers) {
    if (one.starts_with(name + ": ")) return one.substr(name.size() + 2);
  }
  return "none";
}

// No line of ours is long, none begins a field that the text named, and all is ASCII.
void expect_sound(const std::string& field) {
  std::string_view rest = field;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find("\r\n"), rest.size());
    EXPECT_LE(end, 76U) << field;
    rest.remove_prefix(std::min(end + 2, rest.size()));
    EXPECT_TRUE(rest.empty() || rest.front() == ' ') << field;
  }
  EXPECT_TRUE(std::all_of(field.begin(), field.end(), [](char c) {
    return (c >= ' ' && c < 0x7f) || c == '\r' || c == '\n';
  })) << field;
}

TEST(MailMessage, SaysWhenAndUnderWhichNameTheSameAtEveryTry) {
  const Mail mail = mail_about("Din kod");
  const Message message = message_of(mail, club);
  EXPECT_EQ(header(message, "Date"), "Mon, 23 Nov 2026 06:30:00 +0000");
  EXPECT_EQ(header(message, "Message-ID"), "<0123456789abcdef0123456789abcdef@hemtex.example>");
  EXPECT_EQ(header(message, "From"), "\"Hemtex\"\r\n <hej@hemtex.example>");
  EXPECT_EQ(header(message, "To"), "<asa@example.se>");
  EXPECT_EQ(header(message, "Subject"), "Din kod");
  EXPECT_EQ(message_of(mail, club).headers, message.headers);
}

TEST(MailMessage, AMailFromBeforeThereWasASenderHasASteadyNameToo) {
  Mail mail = mail_about("Kod");
  mail.name.clear();
  EXPECT_EQ(header(message_of(mail, club), "Message-ID"), "<n7@hemtex.example>");
}

TEST(MailMessage, ASubjectInSwedishIsEncodedInWholeCharacters) {
  EXPECT_EQ(text_header("Subject", "Räksmörgås"), "Subject: =?utf-8?B?UsOka3Ntw7ZyZ8Olcw==?=");
  std::string longer;
  for (int i = 0; i < 100; ++i) longer += "å€😀 ";
  const std::string field = text_header("Subject", longer);
  expect_sound(field);
  EXPECT_GT(std::count(field.begin(), field.end(), '\n'), 5);
}

TEST(MailMessage, NothingInASubjectBeginsAnotherHeader) {
  for (const std::string text :
       {"Hej\r\nBcc: thief@example.se", "Hej\nX: y", "Hej\rX: y", "a\0b",
        "=?utf-8?Q?=0ABcc:?=", "\x80\xff\xc3", "\xed\xa0\x80", "", " ", "\x7f\x1b[31m"}) {
    const std::string field = text_header("Subject", text);
    expect_sound(field);
    EXPECT_EQ(field.find('\n'), std::string::npos) << field;
  }
  EXPECT_EQ(text_header("Subject", "Hej\r\nBcc: x"), "Subject: Hej  Bcc: x");
  EXPECT_EQ(text_header("Subject", "=?utf-8?Q?x?="), "Subject: =?utf-8?B?PT91dGYtOD9RP3g/PQ==?=")
      << "what looks encoded is shown as it was written";
}

TEST(MailMessage, AClubMayBeCalledWhatItLikes) {
  for (const std::string name :
       {"Bo \"Bosse\" \\ Ek, AB", "Mösstäppans klubb för alla som tycker om mössor av ylle",
        "Club\r\nBcc: x@y.se", "", "(comment) <a@b.se>"}) {
    expect_sound(header(message_of(mail_about("Hej"), {name, "hej@club.se"}), "From"));
  }
  EXPECT_EQ(header(message_of(mail_about("Hej"), {"Bo \"B\" Ek, AB", "b@c.se"}), "From"),
            "\"Bo \\\"B\\\" Ek, AB\"\r\n <b@c.se>");
}

TEST(MailMessage, ADomainGoesAsDnsKnowsIt) {
  EXPECT_EQ(with_ascii_domain("eva@räksmörgås.se"), "eva@xn--rksmrgs-5wao1o.se");
  EXPECT_EQ(with_ascii_domain("åke@example.se"), "åke@example.se");
  EXPECT_EQ(with_ascii_domain("asa@example.se"), "asa@example.se");
  EXPECT_EQ(with_ascii_domain(""), "");
}

TEST(MailMessage, DatesAreRightAtTheirEdges) {
  EXPECT_EQ(mail_date(Instant{0}), "Thu, 1 Jan 1970 00:00:00 +0000");
  EXPECT_EQ(mail_date(Instant{951'825'599'999}), "Tue, 29 Feb 2000 11:59:59 +0000");
  EXPECT_EQ(mail_date(Instant{-5}), "Thu, 1 Jan 1970 00:00:00 +0000");
}

TEST(MailMessage, LinesEndAsMailWantsIt) {
  Mail mail = mail_about("Hej");
  mail.body = "a\nb\r\n\nc";
  const Message message = message_of(mail, club);
  EXPECT_EQ(message.text, "a\r\nb\r\n\r\nc");
  EXPECT_EQ(std::count(message.html.begin(), message.html.end(), '\n'),
            std::count(message.html.begin(), message.html.end(), '\r'));
}

TEST(MailHtml, IsTheTextWithItsParagraphsAndLinksAndNoMarkupFromIt) {
  const std::string html = mail_html(
      "A & B",
      "Hej <b>Åsa</b> & \"du\"!\n\nrad ett\nrad två\n\n\nSe https://club.se/u/x?a=1&b=2.\n",
      Language("sv"));
  EXPECT_NE(html.find("<html lang=\"sv\">"), std::string::npos);
  EXPECT_NE(html.find("<title>A &amp; B</title>"), std::string::npos);
  EXPECT_NE(html.find("<p>Hej &lt;b&gt;Åsa&lt;/b&gt; &amp; &quot;du&quot;!</p>"),
            std::string::npos);
  EXPECT_NE(html.find("<p>rad ett<br>\nrad två</p>"), std::string::npos);
  EXPECT_NE(
      html.find(
          "<p>Se <a "
          "href=\"https://club.se/u/x?a=1&amp;b=2\">https://club.se/u/x?a=1&amp;b=2</a>.</p>"),
      std::string::npos)
      << html;
}

}  // namespace
}  // namespace samtycke::server
