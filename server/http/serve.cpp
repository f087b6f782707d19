#include "server/http/serve.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "server/admin/admin_socket.h"
#include "server/cli/command.h"
#include "server/cli/store_command.h"
#include "server/config/places.h"
#include "server/edge/log.h"
#include "server/edge/randomness.h"
#include "server/http/portal.h"
#include "server/http/service.h"
#include "server/http/start_up.h"
#include "server/jobs/daily_retention.h"
#include "server/jobs/sending_mail.h"
#include "server/ledger/keep_ledger.h"

namespace samtycke::server {
namespace {

constexpr int sweep_every_s = 60;

// SIGTERM and SIGINT wait here instead of ending the process; every thread that starts later has them
// blocked too. A client that goes away must not end it either.
class Signals {
 public:
  Signals() {
    sigemptyset(&wanted_);
    sigaddset(&wanted_, SIGTERM);
    sigaddset(&wanted_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &wanted_, &before_);
    ::signal(SIGPIPE, SIG_IGN);
  }
  ~Signals() {
    // Several requests may see the store fail, and each asks for the end. Whatever still waits would end the
    // process the moment it is let in, by a signal instead of its exit code.
    while (wait_s(0)) continue;
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // Whether one came within the time.
  bool wait_s(int seconds) const {
    const timespec most{seconds, 0};
    return sigtimedwait(&wanted_, nullptr, &most) > 0;
  }

 private:
  sigset_t wanted_{};
  sigset_t before_{};
};

int could_not_start(std::ostream& err, const CannotStart& why) {
  err << "samtycke: " << why.line << "\n";
  return static_cast<int>(Exit::could_not_start);
}

PortalSetting setting_of(const ServeOptions& options, const Texts& texts, const std::string& origin,
                         const ListenAddress& taken, const OpenidProvider* openid) {
  PortalSetting setting;
  setting.origin = origin;
  if (!taken.is_unix) {
    setting.hosts = {taken.text(), "localhost:" + std::to_string(taken.port)};
    if (taken.port == 80) setting.hosts.emplace_back("localhost");
  }
  setting.web = options.web;
  setting.openapi = texts.openapi;
  setting.download_schema = texts.download_schema;
  setting.started = random_hex(4);
  setting.demo = options.demo;
  setting.shows_mail = shows_mail(options);
  setting.watch = options.watch;
  setting.openid = openid;
  if (openid != nullptr) setting.sign_in_by = openid->name();
  return setting;
}

void greet(const ServeOptions& options, Portal& portal, const ListenAddress& taken,
           std::ostream& out) {
  const std::string& origin = portal.setting().origin;
  out << "Samtycke serves " << portal.notice().club.name << " at " << origin;
  if (origin != "http://" + taken.text()) out << ", listening on " << taken.text();
  out << "\n";
  if (options.demo) {
    out << "  Sign in:  asa.lindqvist@example.se; the code lands on " << origin << "/dev/mail\n";
  } else if (options.local_mail) {
    out << "  Sign in:  by a member's address; the code lands on " << origin << "/dev/mail\n";
  } else if (options.mail.smtp.empty()) {
    out << "  Mail:     none is sent, so nobody can sign in; name a server by --smtp\n";
  } else {
    out << "  Mail:     goes out by " << options.mail.smtp << "\n";
  }
  out << "  Data:     " << shown_store(options.places) << "\n";
  if (portal.files()->empty()) {
    out << "  No browser files in " << options.web << ": pages come without style and script\n";
  }
  out << "  Stop:     Ctrl-C" << std::endl;
}

// Takes what was decided into the tree. What stops it is logged once, not every second: members are
// served all the same, and their receipts stay pending.
class Sequencing {
 public:
  Sequencing(Store& store, ledger::Sequencer& sequencer) : store_(store), sequencer_(sequencer) {}
  void run() {
    if (!store_.has(Duty::ledger)) return;  // Another server on the same database does it.
    const auto sequenced = sequencer_.run();
    const std::string_view why = sequenced.ok() ? "" : key(sequenced.reason());
    if (!why.empty() && why != last_) log(Event::ledger_stopped, why);
    last_ = why;
  }

 private:
  Store& store_;
  ledger::Sequencer& sequencer_;
  std::string_view last_;  // Why not, last time; empty: nothing stopped it.
};

// Serves until a signal comes or the store fails, sequencing every second and sweeping now and then.
void serve_until_told(Listener& listener, Service& service, const Signals& signals,
                      const Clock& clock, const std::atomic<bool>& failed,
                      ledger::Sequencer& sequencer) {
  Sequencing sequencing(service.portal().store(), sequencer);
  sequencing.run();
  std::thread serving{[&] { listener.run(service); }};
  for (int seconds = 1; !signals.wait_s(1) && !failed; ++seconds) {
    sequencing.run();
    if (seconds % sweep_every_s != 0) continue;
    if (!service.portal().store().sweep(clock.now()).ok()) log(Event::sweep_failed);
  }
  listener.stop();
  serving.join();
  if (!failed) sequencing.run();
}

// What the server does by itself, beside serving.
class Jobs {
 public:
  Jobs(const ServeOptions& options, Portal& portal, const Clock& clock,
       std::optional<SmtpSetting> mail) {
    const auto now = [&clock] { return clock.now(); };
    // The invented club stays as it was invented.
    if (!options.demo) retention_.emplace(portal.store(), portal.notice(), now);
    if (mail) mail_.emplace(portal.store(), *std::move(mail), now);
  }

 private:
  std::optional<DailyRetention> retention_;
  std::optional<SendingMail> mail_;
};

// A SQLite store that does not answer has failed for good. A database server comes back, and the processes
// that hold nothing of their own wait for it.
std::function<void()> stops_with_store(const ServeOptions& options, std::function<void()> stop) {
  return is_postgres(options.places.db) ? std::function<void()>() : std::move(stop);
}

}  // namespace

int serve(const ServeOptions& options, std::ostream& out, std::ostream& err) {
  const Signals signals;
  const Clock clock{options.as_of};
  const auto wanted = wanted_address(options);
  if (!wanted.ok()) return could_not_start(err, wanted.reason());
  auto texts = read_texts(options.places);
  if (!texts.ok()) return could_not_start(err, texts.reason());

  // The address first: where it is taken, the store of whoever has it is not touched.
  Listener listener;
  const auto taken = listener.bind(wanted.value());
  if (!taken.ok()) return could_not_start(err, not_listening(options.listen, taken.reason()));
  const auto origin = origin_of(options, taken.value());
  if (!origin.ok()) return could_not_start(err, origin.reason());

  auto mail = outgoing(options, texts.value(), origin.value());
  if (!mail.ok()) return could_not_start(err, mail.reason());

  const auto openid = other_way_in(options, origin.value());
  if (!openid.ok()) return could_not_start(err, openid.reason());

  std::atomic<bool> failed{false};
  // From whichever thread saw it: the one that waits for signals ends the serving.
  const auto stop = [&failed] {
    if (!failed.exchange(true)) log(Event::store_failed);
    ::kill(::getpid(), SIGTERM);
  };
  const KeeperHooks hooks{[&stop](std::string_view) { stop(); },
                          [](const std::string& row) { log(Event::row_damaged, row); }};
  auto store = open_store(options, texts.value(), clock, hooks, out);
  if (!store.ok()) return could_not_start(err, store.reason());
  fit_to(*store.value(), texts.value(), clock.now());
  const std::string& path = options.places.files;
  auto ledger = ledger::KeptLedger::open(*store.value(), path);
  if (!ledger.ok()) return could_not_start(err, ledger.reason());
  PortalSetting setting =
      setting_of(options, texts.value(), origin.value(), taken.value(), openid.value().get());
  setting.ledger_key = to_text(ledger.value()->key->public_key());

  Portal portal{*store.value(),      texts.value().edition,
                texts.value().words, [&clock] { return clock.now(); },
                std::move(setting),  stops_with_store(options, stop)};
  Service service{portal};
  std::optional<AdminSocket> admin;
  if (!is_postgres(options.places.db)) {
    admin.emplace(admin_socket_path(options.places.db),
                  command_runner(*store.value(), path, texts.value().edition, texts.value().words,
                                 [&clock] { return clock.now(); }));
    if (const auto started = admin->start(); !started.ok()) {
      return could_not_start(err, started.reason());
    }
  }
  greet(options, portal, taken.value(), out);
  std::optional<Jobs> jobs;
  jobs.emplace(options, portal, clock, std::move(mail).value());
  serve_until_told(listener, service, signals, clock, failed, ledger.value()->sequencer);
  jobs.reset();
  if (admin) admin->stop();
  return static_cast<int>(failed ? Exit::findings : Exit::done);
}

}  // namespace samtycke::server
