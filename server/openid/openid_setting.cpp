#include "server/openid/openid_setting.h"

#include <curl/curl.h>

#include <array>
#include <utility>

#include "server/config/whole_file.h"
#include "server/openid/id_token.h"
#include "server/store/secret_file.h"

namespace samtycke::server {
namespace {

using No = Unexpected<CannotStart>;

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (::curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  std::string copy(text);
  ::curl_free(text);
  return copy;
}

// Encrypted or on this machine, and nothing in it that could be a secret on a command line.
bool is_good_address(const std::string& text) {
  CURLU* url = ::curl_url();
  bool good = false;
  if (::curl_url_set(url, CURLUPART_URL, text.c_str(), 0) == CURLUE_OK) {
    const std::string scheme = part_of(url, CURLUPART_SCHEME);
    const std::string host = part_of(url, CURLUPART_HOST);
    const bool here = host == "localhost" || host == "127.0.0.1" || host == "[::1]";
    const bool more =
        !part_of(url, CURLUPART_USER).empty() || !part_of(url, CURLUPART_PASSWORD).empty() ||
        !part_of(url, CURLUPART_QUERY).empty() || !part_of(url, CURLUPART_FRAGMENT).empty();
    good = !more && !host.empty() && (scheme == "https" || (scheme == "http" && here));
  }
  ::curl_url_cleanup(url);
  return good;
}

std::optional<CannotStart> wrong_with(const OpenidOptions& options) {
  for (const auto& [option, address] : {std::pair{"--openid-issuer", &options.issuer},
                                        {"--openid-authorize", &options.authorize},
                                        {"--openid-token", &options.token}}) {
    if (is_good_address(*address)) continue;
    return CannotStart{std::string(option) +
                       " must be an https:// address without a question mark in it"};
  }
  for (const auto& [option, text] : {std::pair{"--openid-keys", &options.keys_file},
                                     {"--openid-client", &options.client},
                                     {"--openid-secret", &options.secret_file},
                                     {"--openid-claim", &options.claim},
                                     {"--openid-name", &options.name}}) {
    if (text->empty()) return CannotStart{std::string("--openid-issuer wants ") + option + " too"};
  }
  // OpenID Connect Core 1.0 section 3.1.2.1.
  if ((" " + options.scope + " ").find(" openid ") == std::string::npos) {
    return CannotStart{"--openid-scope must have the word openid in it"};
  }
  return std::nullopt;
}

}  // namespace

Expected<std::optional<OpenidSetting>, CannotStart> openid_setting(const OpenidOptions& options) {
  if (options.issuer.empty()) {
    const bool alone = options.authorize.empty() && options.token.empty() &&
                       options.keys_file.empty() && options.client.empty() &&
                       options.secret_file.empty() && options.name.empty() &&
                       options.ca_file.empty() && options.socket.empty();
    if (alone) return std::optional<OpenidSetting>();
    return No{CannotStart{"--openid-client and the others of it go with --openid-issuer"}};
  }
  if (auto wrong = wrong_with(options)) return No{*std::move(wrong)};
  const auto keys = read_whole_file(options.keys_file);
  if (!keys) return No{CannotStart{"--openid-keys " + options.keys_file + " cannot be read"}};
  if (!has_usable_key(*keys)) {
    return No{CannotStart{"--openid-keys " + options.keys_file +
                          " has no RSA key of 2048 bits or more that signs by RS256"}};
  }
  if (!options.ca_file.empty() && !read_whole_file(options.ca_file)) {
    return No{CannotStart{"--openid-ca " + options.ca_file + " cannot be read"}};
  }
  auto secret = secret_in_file("--openid-secret", options.secret_file);
  if (!secret.ok()) return No{secret.reason()};
  OpenidSetting setting;
  setting.issuer = options.issuer;
  setting.authorize = options.authorize;
  setting.token = options.token;
  setting.keys_file = options.keys_file;
  setting.client = options.client;
  setting.secret = std::move(secret).value();
  setting.claim = options.claim;
  setting.names = options.names == "member_number" ? LookupKind::member_number : LookupKind::email;
  setting.scope = options.scope;
  setting.name = options.name;
  setting.ca_file = options.ca_file;
  setting.socket = options.socket;
  setting.timeout_s = options.timeout_s;
  return std::optional(std::move(setting));
}

}  // namespace samtycke::server
