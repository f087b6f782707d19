// Another way in, as a club has set it up: which OpenID provider, and what it may say about whom.
//
// Issuer, addresses and keys come from the command line and from nowhere else: no discovery, so that nothing
// which a network says can change whom we believe. The price is that the club fetches the provider's new keys
// into the file when they change; it is read again for each sign-in.
#pragma once

#include <optional>
#include <string>

#include "core/base/expected.h"
#include "server/config/cannot_start.h"
#include "server/config/options.h"
#include "server/store/store.h"

namespace samtycke::server {

struct OpenidSetting {
  std::string issuer;
  std::string authorize;
  std::string token;
  std::string keys_file;
  std::string client;
  std::string secret;
  std::string claim;
  LookupKind names = LookupKind::email;
  std::string scope;
  std::string name;
  std::string ca_file;  // Empty: the machine's own.
  std::string socket;   // Empty: by network.
  long timeout_s = 10;
};

// None where no issuer is named. Refused with one line. The addresses must be https, but for a provider on this very
// machine.
Expected<std::optional<OpenidSetting>, CannotStart> openid_setting(const OpenidOptions&);

}  // namespace samtycke::server
