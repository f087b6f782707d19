#include "server/openid/provider.h"

#include <curl/curl.h>

#include <optional>
#include <utility>
#include <vector>

#include "core/member/validate.h"
#include "core/wire/openid_json.h"
#include "server/config/whole_file.h"
#include "server/edge/way_out.h"
#include "server/openid/id_token.h"

namespace samtycke::server {
namespace {

using No = Unexpected<std::string_view>;

constexpr int most_under_way = 8;
constexpr std::size_t longest_answer = 64 * 1024;

// RFC 3986's unreserved characters stay; everything else is escaped.
std::string escaped(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

using Fields = std::vector<std::pair<std::string_view, std::string>>;

std::string written(const Fields& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!text.empty()) text += '&';
    text += std::string(name) + "=" + escaped(value);
  }
  return text;
}

// False ends the transfer: nothing that we want is so long.
std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  std::string& answer = *static_cast<std::string*>(into);
  if (answer.size() + size * count > longest_answer) return 0;
  answer.append(bytes, size * count);
  return size * count;
}

// Names of ours for what may go wrong, so that nothing which the provider said reaches the log.
std::string_view why_not(CURLcode code) {
  switch (static_cast<int>(code)) {
    case CURLE_COULDNT_RESOLVE_HOST: return "no_such_host";
    case CURLE_COULDNT_CONNECT: return "no_connection";
    case CURLE_OPERATION_TIMEDOUT: return "timed_out";
    case CURLE_PEER_FAILED_VERIFICATION: return "not_trusted";
    case CURLE_SSL_CONNECT_ERROR: return "no_encryption_agreed";
    case CURLE_WRITE_ERROR: return "answer_too_long";
    default: return "broken_off";
  }
}

// One of the places under way, or none.
class Place {
 public:
  explicit Place(std::atomic<int>& taken) : taken_(taken), is_free_(++taken <= most_under_way) {}
  ~Place() { --taken_; }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  bool is_free() const { return is_free_; }

 private:
  std::atomic<int>& taken_;
  bool is_free_;
};

void prepare(CURL* easy, const OpenidSetting& setting, const std::string& body,
             std::string& answer) {
  prepare_way_out(easy, setting.ca_file, setting.socket);
  ::curl_easy_setopt(easy, CURLOPT_URL, setting.token.c_str());
  // http is for a provider on this machine only; openid_setting() has seen to that.
  ::curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR,
                     setting.token.starts_with("https:") ? "https" : "http");
  ::curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  ::curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, setting.timeout_s);
  ::curl_easy_setopt(easy, CURLOPT_TIMEOUT, setting.timeout_s);
  // RFC 6749 section 2.3.1: both are form-encoded before they become a user and a password.
  ::curl_easy_setopt(easy, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
  ::curl_easy_setopt(easy, CURLOPT_USERNAME, escaped(setting.client).c_str());
  ::curl_easy_setopt(easy, CURLOPT_PASSWORD, escaped(setting.secret).c_str());
  ::curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  ::curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body.c_str());
  ::curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
  ::curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer);
}

// What a claim says, as members are found by it. None: nobody could be called so.
std::optional<Lookup> lookup_by(LookupKind names, std::string_view value) {
  if (names == LookupKind::email) {
    const auto email = member::validate_email(value);
    if (!email.ok()) return std::nullopt;
    return Lookup{names, member::email_lookup_key(email.value())};
  }
  const auto number = member::validate_member_number(value);
  if (!number.ok()) return std::nullopt;
  return Lookup{names, number.value()};
}

}  // namespace

OpenidProvider::OpenidProvider(OpenidSetting setting, const std::string& origin)
    : setting_(std::move(setting)), return_to_(origin + "/openid/return") {
  static const CURLcode ready = ::curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(ready);
}

std::string OpenidProvider::address_for(const OpenidAttempt& attempt,
                                        const Language& language) const {
  return setting_.authorize + "?" +
         written({{"response_type", "code"},
                  {"client_id", setting_.client},
                  {"redirect_uri", return_to_},
                  {"scope", setting_.scope},
                  {"state", attempt.state(language)},
                  {"nonce", attempt.nonce()},
                  {"code_challenge", attempt.challenge()},
                  {"code_challenge_method", "S256"},
                  {"max_age", std::to_string(most_token_age_s)},
                  {"ui_locales", language.text()}});
}

Expected<std::string, std::string_view> OpenidProvider::token_for(
    std::string_view code, const OpenidAttempt& attempt) const {
  const Place place(under_way_);
  if (!place.is_free()) return No{"too_many_under_way"};
  const std::string body = written({{"grant_type", "authorization_code"},
                                    {"code", std::string(code)},
                                    {"redirect_uri", return_to_},
                                    {"code_verifier", attempt.verifier()}});
  std::string answer;
  CURL* easy = ::curl_easy_init();
  prepare(easy, setting_, body, answer);
  const CURLcode result = ::curl_easy_perform(easy);
  long status = 0;
  ::curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  ::curl_easy_cleanup(easy);
  if (result != CURLE_OK) return No{why_not(result)};
  // RFC 6749 section 5.2: 400 is about the code, 401 about our secret.
  if (status == 400) return No{"code_refused"};
  if (status == 401) return No{"client_refused"};
  if (status != 200) return No{"provider_failed"};
  auto token = wire::id_token_in(answer);
  if (!token) return No{"no_token"};
  return *std::move(token);
}

Expected<Lookup, std::string_view> OpenidProvider::who(std::string_view code,
                                                       const OpenidAttempt& attempt,
                                                       Instant now) const {
  const auto token = token_for(code, attempt);
  if (!token.ok()) return No{token.reason()};
  const auto keys = read_whole_file(setting_.keys_file);
  if (!keys) return No{"no_keys"};
  const auto value = member_in_token(
      token.value(), *keys,
      {setting_.issuer, setting_.client, attempt.nonce(), setting_.claim, setting_.names}, now);
  if (!value.ok()) return No{key(value.reason())};
  const auto lookup = lookup_by(setting_.names, value.value());
  if (!lookup) return No{"no_such_member"};
  return *lookup;
}

}  // namespace samtycke::server
