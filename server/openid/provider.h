// The provider: where a member is sent, and what it says when they come back.
//
// One request goes to it, by libcurl, for each sign-in that comes back with a code: the code against a token. It
// goes over TLS 1.2 or later with the certificate checked, is given ten seconds, follows nothing, and at most
// eight are under way, so that a provider that hangs takes eight threads and not all.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/base/instant.h"
#include "server/openid/attempt.h"
#include "server/openid/openid_setting.h"

namespace samtycke::server {

class OpenidProvider {
 public:
  // `origin` is the portal's; members come back to /openid/return there.
  OpenidProvider(OpenidSetting, const std::string& origin);

  const std::string& name() const { return setting_.name; }
  const std::string& issuer() const { return setting_.issuer; }
  std::string address_for(const OpenidAttempt&, const Language&) const;

  // Who came back, as a way to find them, or why that is not known: a word for the log.
  Expected<Lookup, std::string_view> who(std::string_view code, const OpenidAttempt&,
                                         Instant now) const;

 private:
  Expected<std::string, std::string_view> token_for(std::string_view code,
                                                    const OpenidAttempt&) const;

  const OpenidSetting setting_;
  const std::string return_to_;
  mutable std::atomic<int> under_way_ = 0;
};

}  // namespace samtycke::server
