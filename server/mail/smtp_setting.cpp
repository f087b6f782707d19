#include <curl/curl.h>

#include <algorithm>

#include "core/member/validate.h"
#include "server/config/whole_file.h"
#include "server/mail/smtp.h"
#include "server/store/secret_file.h"

namespace samtycke::server {
namespace {

using No = Unexpected<CannotStart>;

struct Server {
  bool encrypted_at_once = false;
  std::string host;
};

std::optional<std::string> part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (::curl_url_get(url, part, &text, 0) != CURLUE_OK) return std::nullopt;
  std::string copy(text);
  ::curl_free(text);
  return copy;
}

// A scheme, a host and a port, and nothing that could be a secret on a command line.
std::optional<Server> server_in(const std::string& text) {
  CURLU* url = ::curl_url();
  std::optional<Server> server;
  if (::curl_url_set(url, CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK) {
    const auto scheme = part_of(url, CURLUPART_SCHEME);
    const bool more = part_of(url, CURLUPART_USER) || part_of(url, CURLUPART_PASSWORD) ||
                      part_of(url, CURLUPART_QUERY) || part_of(url, CURLUPART_FRAGMENT) ||
                      part_of(url, CURLUPART_PATH).value_or("/") != "/";
    if (!more && (scheme == "smtp" || scheme == "smtps")) {
      server = Server{scheme == "smtps", part_of(url, CURLUPART_HOST).value_or("")};
    }
  }
  ::curl_url_cleanup(url);
  return server && !server->host.empty() ? server : std::nullopt;
}

bool is_this_machine(const std::string& host) {
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

std::string host_in(const std::string& origin) {
  std::string host = origin.substr(origin.find("://") + 3);
  const std::size_t from = host.starts_with('[') ? host.find(']') : 0;
  host.resize(std::min(host.find(':', from), host.size()));
  return is_this_machine(host) ? "localhost" : host;
}

}  // namespace

Expected<SmtpSetting, CannotStart> smtp_setting(const MailOptions& options, const Writer& club,
                                                const std::string& origin) {
  const auto server = server_in(options.smtp);
  if (!server) {
    return No{
        CannotStart{"--smtp must be smtp://HOST:PORT (with STARTTLS) or smtps://HOST:PORT, and "
                    "nothing more"}};
  }
  SmtpSetting setting;
  const bool ends_with_slash = options.smtp.ends_with('/');
  setting.url = options.smtp + (ends_with_slash ? "" : "/") + host_in(origin);
  setting.encrypted = server->encrypted_at_once || !is_this_machine(server->host);
  setting.from = club;
  if (!options.from.empty()) setting.from.address = options.from;
  if (!member::validate_email(setting.from.address).ok()) {
    return No{CannotStart{"--mail-from must be the address that mails come from"}};
  }
  if (options.user.empty() != options.password_file.empty()) {
    return No{CannotStart{"--smtp-user and --smtp-password go together"}};
  }
  if (!options.user.empty()) {
    if (!setting.encrypted) {
      return No{CannotStart{"--smtp " + options.smtp +
                            " is not encrypted, so no password is sent there; leave --smtp-user "
                            "out, or use smtps://"}};
    }
    auto password = secret_in_file("--smtp-password", options.password_file);
    if (!password.ok()) return No{password.reason()};
    setting.user = options.user;
    setting.password = std::move(password).value();
  }
  if (!options.ca_file.empty() && !read_whole_file(options.ca_file)) {
    return No{CannotStart{"--smtp-ca " + options.ca_file + " cannot be read"}};
  }
  setting.ca_file = options.ca_file;
  setting.socket = options.socket;
  setting.timeout_s = options.timeout_s;
  return setting;
}

}  // namespace samtycke::server
