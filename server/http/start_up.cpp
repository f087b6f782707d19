#include "server/http/start_up.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "core/wire/words_json.h"
#include "server/config/notice_folder.h"
#include "server/config/places.h"
#include "server/config/whole_file.h"
#include "server/demo/club.h"
#include "server/demo/offers.h"
#include "server/ledger/ledger_files.h"
#include "server/store/erasure_journal.h"

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

// Settings of a store that say what it is.
constexpr std::string_view demo_mark = "demo";
constexpr std::string_view filling = "filling";
constexpr std::string_view filled = "filled";

Expected<view::Words, CannotStart> read_words(const Language& language, const std::string& assets) {
  const std::string path = assets + "/text/" + language.text() + ".json";
  const auto text = read_whole_file(path);
  if (!text) {
    return Unexpected{CannotStart{path + " cannot be read; the notice speaks that language"}};
  }
  auto words = wire::decode_words(language, *text);
  if (!words.ok()) {
    const wire::BadDocument& bad = words.reason();
    return Unexpected{CannotStart{path + " " + bad.pointer + ": " + bad.detail}};
  }
  return std::move(words).value();
}

void remove_store(const std::string& path) {
  // The key file stays: the next store is sealed with it.
  for (const std::string& file : {path, keystore_path(path), erasure_journal_path(path)}) {
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
      std::error_code ignored;
      fs::remove(file + ending, ignored);
    }
  }
  // Of the history that is thrown away with it; the signer would wait for that one to go on.
  std::error_code ignored;
  fs::remove(ledger::ledger_files(path).checkpoint, ignored);
  fs::remove(ledger::ledger_files(path).handovers, ignored);
}

using Opened = Expected<std::unique_ptr<Store>, CannotStart>;

Opened open_at(const Places& places, const KeeperHooks& hooks, std::ostream& out) {
  auto opened = open_keeper(places, hooks);
  if (!opened.ok()) return Unexpected{CannotStart{opened.reason().line}};
  if (!opened.value().note.empty()) out << opened.value().note << std::endl;
  return std::move(std::move(opened).value().store);
}

CannotStart does_not_answer(const std::string& path) {
  return CannotStart{path + " does not answer"};
}

// What a store is to a demo.
enum class Kind { fresh, demo, half_demo, real };
Expected<Kind, StoreFault> kind_of(Store& store) {
  const auto mark = store.setting(demo_mark);
  if (!mark.ok()) return Unexpected{mark.reason()};
  if (mark.value() == filled) return Kind::demo;
  if (mark.value()) return Kind::half_demo;
  const auto members = store.count_members();
  if (!members.ok()) return Unexpected{members.reason()};
  return members.value() == 0 ? Kind::fresh : Kind::real;
}

std::optional<CannotStart> fill(Store& store, const ServeOptions& options, const Texts& texts,
                                const Clock& clock, std::ostream& out) {
  const std::string path = shown_store(options.places);
  // Marked before the first member, so that a filling that was cut short can be told from a club.
  if (!store.put_setting(demo_mark, filling).ok()) return does_not_answer(path);
  out << "Filling " << path << " with the invented club ..." << std::endl;
  const auto club = demo::fill(store, texts.versions, options.places.assets, clock.now());
  if (!club.ok()) return club.reason();
  if (!store.put_setting(demo_mark, filled).ok()) return does_not_answer(path);
  return std::nullopt;
}

}  // namespace

Expected<Texts, CannotStart> read_texts(const Places& places) {
  auto versions = load_published(places.notice);
  if (!versions.ok()) return Unexpected{CannotStart{versions.reason().line}};
  Texts texts;
  texts.versions = std::move(versions).value();
  texts.edition.earlier = notice::earlier_texts(texts.versions);
  texts.edition.notice = texts.versions.back();
  auto offers = load_offers(places.notice, texts.edition.notice);
  if (!offers.ok()) return Unexpected{CannotStart{offers.reason().line}};
  texts.edition.offers = std::move(offers).value();
  for (const Language& language : texts.edition.notice.languages) {
    auto words = read_words(language, places.assets);
    if (!words.ok()) return Unexpected{words.reason()};
    texts.words.push_back(std::move(words).value());
  }
  const std::pair<const char*, std::string&> documents[] = {
      {"/api/openapi.json", texts.openapi}, {"/api/member-1.schema.json", texts.download_schema}};
  for (const auto& [name, text] : documents) {
    const std::string path = places.assets + name;
    auto read = read_whole_file(path);
    if (!read) return Unexpected{CannotStart{path + " cannot be read"}};
    text = *std::move(read);
  }
  return texts;
}

void fit_to(Store& store, Texts& texts, Instant now) {
  const auto mark = store.setting(demo_mark);
  if (!mark.ok() || !mark.value()) return;
  notice::Offers& offers = texts.edition.offers;
  offers = demo::every_year(std::move(offers), local_day(now));
}

Expected<ListenAddress, CannotStart> wanted_address(const ServeOptions& options) {
  const auto address = parse_listen_address(options.listen);
  if (!address.ok()) return Unexpected{not_listening(options.listen, address.reason())};
  if (!options.demo && (options.reset || options.watch || options.as_of)) {
    return Unexpected{CannotStart{"--reset, --watch and --as-of go with --demo only"}};
  }
  if (shows_mail(options) && !address.value().is_loopback()) {
    return Unexpected{CannotStart{"--listen " + options.listen +
                                  " is open to others, and /dev/mail shows everybody's codes; "
                                  "choose a loopback address"}};
  }
  // Behind a Unix socket stands a proxy, and behind the proxy everyone. What is read on /dev/mail of an
  // invented club opens nothing.
  if (options.local_mail && !options.demo && address.value().is_unix) {
    return Unexpected{
        CannotStart{"--local-mail shows everybody's codes to whoever the proxy lets in; "
                    "listen on a loopback port for it"}};
  }
  if (options.origin.empty() && (address.value().is_unix || !address.value().is_loopback())) {
    return Unexpected{CannotStart{"--listen " + options.listen +
                                  " needs --origin: the https address that browsers see"}};
  }
  return address.value();
}

Expected<std::string, CannotStart> origin_of(const ServeOptions& options,
                                             const ListenAddress& taken) {
  if (options.origin.empty()) {
    const std::string host = taken.text();
    return "http://" + (taken.port == 80 ? host.substr(0, host.size() - 3) : host);
  }
  const std::string& origin = options.origin;
  const bool https = origin.starts_with("https://");
  const std::size_t host = origin.find("://") + 3;
  const bool plain =
      (https || origin.starts_with("http://")) && origin.size() > host &&
      std::none_of(origin.begin() + static_cast<std::ptrdiff_t>(host), origin.end(), [](char c) {
        return c == '/' || c == '?' || c == '#' || c == '@' || c <= ' ' || (c >= 'A' && c <= 'Z');
      });
  if (!plain) {
    return Unexpected{
        CannotStart{"--origin must be https:// and a host in lower case, without a path or a slash "
                    "at the end"}};
  }
  const std::string_view name = std::string_view{origin}.substr(host);
  const std::string_view alone =
      name.substr(0, name.starts_with('[') ? name.find(']') + 1 : name.find(':'));
  const bool loopback = alone == "127.0.0.1" || alone == "[::1]";
  if (!https && !loopback) {
    return Unexpected{CannotStart{"--origin must be https: sessions would travel in the open"}};
  }
  return origin;
}

Expected<std::optional<SmtpSetting>, CannotStart> outgoing(const ServeOptions& options,
                                                           const Texts& texts,
                                                           const std::string& origin) {
  const MailOptions& mail = options.mail;
  if (mail.smtp.empty()) {
    const bool alone = mail.from.empty() && mail.user.empty() && mail.password_file.empty() &&
                       mail.ca_file.empty() && mail.socket.empty();
    if (alone) return std::optional<SmtpSetting>();
    return Unexpected{CannotStart{"--mail-from and the others of mail go with --smtp"}};
  }
  if (shows_mail(options)) {
    return Unexpected{
        CannotStart{"--smtp sends mails, and --demo and --local-mail show them instead; choose "
                    "one of them"}};
  }
  const notice::Club& club = texts.edition.notice.club;
  auto setting = smtp_setting(mail, Writer{club.name, club.email}, origin);
  if (!setting.ok()) return Unexpected{setting.reason()};
  return std::optional(std::move(setting).value());
}

Expected<std::unique_ptr<OpenidProvider>, CannotStart> other_way_in(const ServeOptions& options,
                                                                    const std::string& origin) {
  auto setting = openid_setting(options.openid);
  if (!setting.ok()) return Unexpected{setting.reason()};
  if (!setting.value()) return std::unique_ptr<OpenidProvider>();
  return std::make_unique<OpenidProvider>(*std::move(setting).value(), origin);
}

CannotStart not_listening(const std::string& listen, NotListening why) {
  switch (why) {
    case NotListening::bad_address:
      return {"--listen " + listen + " is neither ADDR:PORT (127.0.0.1:8080) nor unix:PATH"};
    case NotListening::in_use:
      return {listen + " is in use by another program; choose another with --listen"};
    case NotListening::not_allowed:
      return {listen + " may not be used by this user; choose another with --listen"};
    case NotListening::no_such_address:
      return {listen + " is no address of this machine; choose another with --listen"};
    case NotListening::failed: return {listen + " cannot be listened on"};
  }
  return {listen + " cannot be listened on"};
}

Opened open_store(const ServeOptions& options, const Texts& texts, const Clock& clock,
                  const KeeperHooks& hooks, std::ostream& out) {
  const std::string path = shown_store(options.places);
  auto store = open_at(options.places, hooks, out);
  if (!store.ok() || !options.demo) return store;

  auto kind = kind_of(*store.value());
  if (!kind.ok()) return Unexpected{does_not_answer(path)};
  if (kind.value() == Kind::real) {
    return Unexpected{CannotStart{path + " holds a real club, and --demo leaves it alone; "
                                         "to try that club here use --local-mail"}};
  }
  const bool begin_afresh =
      kind.value() == Kind::half_demo || (kind.value() == Kind::demo && options.reset);
  if (begin_afresh && is_postgres(options.places.db)) {
    return Unexpected{CannotStart{path + " holds a demo that would be thrown away; drop it and the "
                                         "database of its keys by dropdb, and make them anew"}};
  }
  if (begin_afresh) {
    store = Opened{std::unique_ptr<Store>{}};  // Closed before its files go.
    remove_store(path);
    store = open_at(options.places, hooks, out);
    if (!store.ok()) return store;
  }
  if (begin_afresh || kind.value() == Kind::fresh) {
    if (auto failed = fill(*store.value(), options, texts, clock, out)) return Unexpected{*failed};
  }
  return store;
}

}  // namespace samtycke::server
