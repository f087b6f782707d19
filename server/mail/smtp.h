// Sends mails by SMTP, by libcurl: the only place that knows it.
//
// The connection is encrypted (smtps:// from its first byte, smtp:// by STARTTLS), by TLS 1.2 or later, with
// the server's certificate checked against its name; without that nothing is said, no password and no
// address. The exception is a relay on the very same machine by its own name (smtp://localhost, 127.0.0.1,
// [::1]): what does not leave the machine goes in clear, and then without a password.
//
// An answer of 5xx to an addressee or to the mail itself is for good. One to the greeting, to our name or to
// our password is about us, and waits for a person: mails stay.
#pragma once

#include <functional>
#include <string>

#include "core/base/expected.h"
#include "server/config/cannot_start.h"
#include "server/config/options.h"
#include "server/mail/message.h"
#include "server/mail/sender.h"

namespace samtycke::server {

struct SmtpSetting {
  std::string
      url;  // "smtps://smtp.example:465/club.example": the last part is what we call ourselves.
  Writer from;
  std::string user;  // Empty: without signing in.
  std::string password;
  std::string ca_file;  // Empty: the machine's own.
  std::string socket;   // Empty: by network.
  bool encrypted = true;
  // For a whole mail, and once more for the goodbye. RFC 5321 section 4.5.3.2 would wait for minutes.
  long timeout_s = 60;
};

// From the command line, with the password read from its file. `club` writes where --mail-from names nobody
// else; `origin` is the portal's, whose host we call ourselves by. Refused with one line.
Expected<SmtpSetting, CannotStart> smtp_setting(const MailOptions&, const Writer& club,
                                                const std::string& origin);

// A connection for each mail. Kept ones were tried: libcurl 7.88 says goodbye to a server that has fallen silent
// and waits two minutes for its answer, which no option of a kept connection shortens.
class Smtp final : public Sender {
 public:
  // `stop` is asked about once a second while a server keeps us waiting; then the mail stays.
  Smtp(SmtpSetting, std::function<bool()> stop);
  Delivery send(const Mail&) override;

 private:
  const SmtpSetting setting_;
  const std::function<bool()> stop_;
};

}  // namespace samtycke::server
