#include "core/wire/notice_erasure.h"

#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

using notice::Notice;

// A mail with one gap that the program fills. Without it the mail would not say what it is about.
Text read_with_gap(const Place& at, const Notice& notice, const std::string& gap) {
  Text text = read_text(at, notice);
  for (const auto& [language, said] : text.by_language) {
    const std::size_t place = said.find(gap);
    const bool once = place != std::string::npos && said.find('{') == place &&
                      said.find('{', place + 1) == std::string::npos;
    if (once) continue;
    at.refuse(BadDocumentKind::inconsistent,
              "this text must say " + gap + " once, and nothing else in braces");
  }
  return text;
}

void read_mail_before(const Place& at, const Notice& notice, notice::Erasure& erasure) {
  if (!at.object({"days", "subject", "body"})) return;
  notice::MailBefore mail;
  mail.days = at.at("days").small(1, 180);
  mail.subject = read_text(at.at("subject"), notice);
  mail.body = read_with_gap(at.at("body"), notice, "{day}");
  erasure.mail_before = std::move(mail);
}

void read_recipient(const Place& at, const Notice& notice, notice::Erasure& erasure) {
  if (!at.object({"id", "legal_name", "email", "explanation", "channels"})) return;
  notice::Recipient recipient;
  recipient.id = read_own_id<RecipientId>(at, erasure.recipients);
  recipient.legal_name = at.at("legal_name").some_text();
  recipient.email = at.at("email").some_text();
  recipient.explanation = read_text(at.at("explanation"), notice);
  if (at.has("channels")) {
    at.at("channels").each([&](const Place& channel) {
      recipient.channels.push_back(read_known_id<ChannelId>(channel, notice, "channel"));
    });
    if (recipient.channels.empty()) {
      at.at("channels")
          .refuse(BadDocumentKind::out_of_range,
                  "leave it out where the recipient is given every member");
    }
  }
  erasure.recipients.push_back(std::move(recipient));
}

void read_told(const Place& at, const Notice& notice, notice::Erasure& erasure) {
  if (!at.object({"subject", "body"})) return;
  erasure.told = notice::ToldOfErasure{read_text(at.at("subject"), notice),
                                       read_with_gap(at.at("body"), notice, "{number}")};
}

void write(JsonWriter& json, const notice::Recipient& recipient) {
  json.object([&] {
    if (!recipient.channels.empty()) {
      write_ids(json.at("channels"), recipient.channels);
    }
    json.at("email").text(recipient.email);
    write(json.at("explanation"), recipient.explanation);
    json.at("id").text(recipient.id.text());
    json.at("legal_name").text(recipient.legal_name);
  });
}

}  // namespace

void read_erasure(const Place& place, Reading& reading) {
  const Place at = place.at("erasure");
  if (!at.object({"explanation", "remembered_years", "mail_before", "recipients", "told"})) return;
  Notice& notice = reading.notice;
  notice::Erasure erasure;
  erasure.explanation = read_text(at.at("explanation"), notice);
  erasure.remembered_years = at.at("remembered_years").small(1, 100);
  if (at.has("mail_before")) read_mail_before(at.at("mail_before"), notice, erasure);
  if (at.has("recipients")) {
    at.at("recipients").each([&](const Place& one) { read_recipient(one, notice, erasure); });
  }
  // Nobody is named who would not be told, and nothing is written that nobody gets.
  if (!at.ok() || erasure.recipients.empty()) {
    if (at.has("told")) {
      at.at("told").refuse(BadDocumentKind::inconsistent, "there is no recipient to be told");
    }
  } else {
    read_told(at.at("told"), notice, erasure);
  }
  notice.erasure = std::move(erasure);
}

void write(JsonWriter& json, const notice::Erasure& erasure) {
  json.object([&] {
    write(json.at("explanation"), erasure.explanation);
    if (const auto& mail = erasure.mail_before) {
      json.at("mail_before").object([&] {
        write(json.at("body"), mail->body);
        json.at("days").number(mail->days);
        write(json.at("subject"), mail->subject);
      });
    }
    if (!erasure.recipients.empty()) {
      json.at("recipients").list(erasure.recipients, [&](const notice::Recipient& one) {
        write(json, one);
      });
    }
    json.at("remembered_years").number(erasure.remembered_years);
    if (const auto& told = erasure.told; told && !erasure.recipients.empty()) {
      json.at("told").object([&] {
        write(json.at("body"), told->body);
        write(json.at("subject"), told->subject);
      });
    }
  });
}

}  // namespace samtycke::wire
