#include "server/mail/smtp.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "server/edge/way_out.h"

namespace samtycke::server {
namespace {

constexpr long connect_timeout_s = 15;

// How far the talk with the server has come, by the commands that were sent.
enum class Stage { greeting, sender, addressee, content };

struct Talk {
  Stage stage = Stage::greeting;
  const std::function<bool()>* stop = nullptr;
};

Stage stage_after(Stage before, std::string_view command) {
  if (command.starts_with("MAIL ")) return Stage::sender;
  if (command.starts_with("RCPT ")) return Stage::addressee;
  if (command.starts_with("DATA")) return Stage::content;
  return before;
}

int hear(CURL*, curl_infotype kind, char* bytes, std::size_t count, void* talk) {
  if (kind != CURLINFO_HEADER_OUT) return 0;
  Stage& stage = static_cast<Talk*>(talk)->stage;
  stage = stage_after(stage, std::string_view(bytes, count));
  return 0;
}

int whether_to_stop(void* talk, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& stop = *static_cast<Talk*>(talk)->stop;
  return stop && stop() ? 1 : 0;
}

// Names of ours for what may go wrong, so that nothing which the server said reaches the log.
std::string_view why_not(CURLcode code) {
  switch (static_cast<int>(code)) {
    case CURLE_COULDNT_RESOLVE_HOST: return "no_such_host";
    case CURLE_COULDNT_CONNECT: return "no_connection";
    case CURLE_OPERATION_TIMEDOUT: return "timed_out";
    case CURLE_ABORTED_BY_CALLBACK: return "stopping";
    case CURLE_LOGIN_DENIED: return "not_signed_in";
    case CURLE_USE_SSL_FAILED: return "not_encrypted";
    case CURLE_PEER_FAILED_VERIFICATION: return "not_trusted";
    case CURLE_SSL_CONNECT_ERROR: return "no_encryption_agreed";
    case CURLE_SSL_CACERT_BADFILE: return "no_certificates";
    default: return "broken_off";
  }
}

std::string_view refusal(long code) {
  constexpr std::array<std::pair<long, std::string_view>, 9> names = {{{550, "refused_550"},
                                                                       {551, "refused_551"},
                                                                       {552, "refused_552"},
                                                                       {553, "refused_553"},
                                                                       {554, "refused_554"},
                                                                       {555, "refused_555"},
                                                                       {421, "refused_421"},
                                                                       {450, "refused_450"},
                                                                       {451, "refused_451"}}};
  for (const auto& [number, name] : names) {
    if (number == code) return name;
  }
  return code >= 500 ? "refused_5xx" : "refused_4xx";
}

// RFC 4954: about signing in, whatever was asked for.
bool is_about_us(long code) {
  return code == 530 || code == 534 || code == 535 || code == 538;
}

Delivery judged(CURLcode result, long code, Stage stage) {
  if (result == CURLE_OK) return {};
  const bool answered =
      code >= 400 && result != CURLE_OPERATION_TIMEDOUT && result != CURLE_ABORTED_BY_CALLBACK;
  if (stage == Stage::greeting || result == CURLE_ABORTED_BY_CALLBACK || is_about_us(code)) {
    const bool signed_in = !is_about_us(code);
    return {Delivered::no_server, signed_in ? why_not(result) : "not_signed_in"};
  }
  if (!answered) return {Delivered::not_now, why_not(result)};
  const bool for_good = code >= 500 && stage != Stage::sender;
  return {for_good ? Delivered::never : Delivered::not_now, refusal(code)};
}

struct List {
  curl_slist* items = nullptr;
  ~List() { ::curl_slist_free_all(items); }
  void add(const std::string& item) { items = ::curl_slist_append(items, item.c_str()); }
};

void add_part(curl_mime* mime, const char* type, const std::string& text) {
  curl_mimepart* part = ::curl_mime_addpart(mime);
  ::curl_mime_type(part, type);
  ::curl_mime_encoder(part, "quoted-printable");
  ::curl_mime_data(part, text.data(), text.size());
}

void prepare(CURL* easy, const SmtpSetting& setting, Talk& talk) {
  prepare_way_out(easy, setting.ca_file, setting.socket);
  ::curl_easy_setopt(easy, CURLOPT_URL, setting.url.c_str());
  ::curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  ::curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, std::min(connect_timeout_s, setting.timeout_s));
  ::curl_easy_setopt(easy, CURLOPT_TIMEOUT, setting.timeout_s);
  // The goodbye is outside of the other two.
  ::curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, setting.timeout_s);
  ::curl_easy_setopt(easy, CURLOPT_USE_SSL,
                     static_cast<long>(setting.encrypted ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  if (!setting.user.empty()) {
    ::curl_easy_setopt(easy, CURLOPT_USERNAME, setting.user.c_str());
    ::curl_easy_setopt(easy, CURLOPT_PASSWORD, setting.password.c_str());
  }
  // What is sent is looked at for its command, and written nowhere.
  ::curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
  ::curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, hear);
  ::curl_easy_setopt(easy, CURLOPT_DEBUGDATA, &talk);
  ::curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  ::curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, whether_to_stop);
  ::curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &talk);
}

}  // namespace

Smtp::Smtp(SmtpSetting setting, std::function<bool()> stop)
    : setting_(std::move(setting)), stop_(std::move(stop)) {
  static const CURLcode ready = ::curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(ready);
}

Delivery Smtp::send(const Mail& mail) {
  CURL* easy = ::curl_easy_init();
  const Message message = message_of(mail, setting_.from);
  Talk talk{Stage::greeting, &stop_};
  prepare(easy, setting_, talk);

  List headers;
  for (const std::string& header : message.headers) headers.add(header);
  headers.add("Content-Type: multipart/alternative");
  List to;
  to.add(message.to);
  curl_mime* mime = ::curl_mime_init(easy);
  add_part(mime, "text/plain; charset=utf-8", message.text);
  add_part(mime, "text/html; charset=utf-8", message.html);
  ::curl_easy_setopt(easy, CURLOPT_MAIL_FROM, with_ascii_domain(setting_.from.address).c_str());
  ::curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, to.items);
  ::curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.items);
  ::curl_easy_setopt(easy, CURLOPT_MIMEPOST, mime);

  const CURLcode result = ::curl_easy_perform(easy);
  long code = 0;
  ::curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &code);
  ::curl_easy_cleanup(easy);
  ::curl_mime_free(mime);
  return judged(result, code, talk.stage);
}

}  // namespace samtycke::server
