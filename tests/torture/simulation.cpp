#include "tests/torture/simulation.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "core/base/check.h"
#include "core/consent/standing.h"
#include "core/proof/sha256.h"
#include "core/wire/member_json.h"
#include "core/wire/words_json.h"
#include "server/http/session.h"
#include "server/jobs/retention_sweep.h"
#include "tests/support/builders.h"

namespace samtycke::torture {
namespace {

using consent::MemberFile;
using server::Answer;
using server::StoreFault;

constexpr std::size_t people = 2;
constexpr std::size_t devices = 3;
constexpr std::int64_t minute_ms = 60 * 1000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;
constexpr const char* origin = "https://club.example";

const std::vector<view::Words>& words() {
  static const std::vector<view::Words> all = [] {
    std::vector<view::Words> read;
    for (const char* language : {"sv", "en"}) {
      std::ifstream in(SAMTYCKE_SOURCE_DIR "/assets/text/" + std::string(language) + ".json",
                       std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      auto one = wire::decode_words(Language{language}, text);
      SAMTYCKE_CHECK(one.ok());
      read.push_back(std::move(one).value());
    }
    return read;
  }();
  return all;
}

}  // namespace

Simulation::Simulation(std::uint64_t seed, Flaw flaw)
    : dice_(seed),
      now_ms_(support::at("2026-03-14T09:26:00Z").utc_ms),
      store_(std::make_unique<ShakyStore>(flaw)),
      notice_(support::small_notice()) {
  notice_.retentions[0].days_after_objection = 30;
  people_.resize(people);
  for (std::size_t n = 0; n < people; ++n) let_join(n);
  start();
}

Simulation::~Simulation() = default;

void Simulation::start() {
  server::PortalSetting setting;
  setting.origin = origin;
  portal_ = std::make_unique<server::Portal>(
      *store_, notice::Edition{notice_, {}}, words(), [this] { return Instant{++now_ms_}; },
      setting, [this] { dead_ = true; });
  service_ = std::make_unique<server::Service>(*portal_);
  dead_ = false;
}

void Simulation::let_join(std::size_t slot) {
  Person& person = people_[slot];
  person = Person();
  person.number = std::to_string(200000 + ++named_);
  person.member = MemberId("member-" + person.number);
  MemberFile file = support::joined_member();
  server::Change change;
  change.member = person.member;
  change.decisions = file.decisions;
  change.records = file.holdings.records;
  for (member::Record& record : change.records) {
    if (record.field == member::field::member_number) record.value = person.number;
    if (record.field == member::field::email) record.value = "m" + person.number + "@example.se";
  }
  change.receipts = {{"R-" + person.number,
                      Instant{now_ms_},
                      "Borås",
                      member::Source::till,
                      {{"Handduk", TopicId{"bath"}, 1, {14900}}}}};
  store_->next = ShakyStore::Next::as_it_should;
  SAMTYCKE_CHECK(store_->commit(change).ok());
  person.devices.resize(devices);
  for (Device& device : person.devices) sign_in(person, device);
}

void Simulation::sign_in(Person& person, Device& device) {
  device = Device();
  device.token = proof::sha256_hex("token " + std::to_string(++named_));
  SAMTYCKE_CHECK(store_
                     ->put_session({server::session_row(device.token), person.member,
                                    Instant{now_ms_}, Instant{now_ms_}})
                     .ok());
}

Answer Simulation::ask(const Person& person, Device& device, const std::string& method,
                       const std::string& path, const std::string& body, server::Pairs headers) {
  server::Request request;
  request.method = method;
  request.target = path;
  request.path = path;
  request.headers = std::move(headers);
  request.headers.emplace_back("cookie", server::session_cookie_name(true) + "=" + device.token);
  request.body = body;
  request.peer = "127.0.0.1";
  request.id = std::to_string(++seen_.requests);
  Answer answer = service_->answer(request);
  trace(method + " " + path + " " + person.number + " " + std::to_string(answer.status));
  if (answer.status == 401 && !store_->erased().contains(person.member)) {
    auto asked = std::move(device.asked);
    for (Person& one : people_) {
      if (one.member == person.member) sign_in(one, device);
    }
    device.asked = std::move(asked);
  }
  if (store_->erased().contains(person.member) && answer.status < 400) {
    broken("an erased member was answered " + std::to_string(answer.status));
  }
  return answer;
}

std::vector<std::string> Simulation::random_acts() {
  static constexpr std::array yes = {
      R"({"act":"grant","sender":"own","channel":"email"})",
      R"({"act":"grant","sender":"own","channel":"sms"})",
      R"({"act":"grant","sender":"group","channel":"email"})",
      R"({"act":"lift_objection","purpose":"analysis"})",
      R"({"act":"lift_objection","sender":"own","channel":"letter"})"};
  static constexpr std::array no = {R"({"act":"withdraw","sender":"own","channel":"email"})",
                                    R"({"act":"withdraw","sender":"own","channel":"sms"})",
                                    R"({"act":"withdraw","sender":"group","channel":"email"})",
                                    R"({"act":"object","purpose":"analysis"})",
                                    R"({"act":"object","sender":"own","channel":"letter"})",
                                    R"({"act":"stop_everything"})"};
  std::vector<std::string> acts;
  if (below(dice_, 12) == 0) return {no.back()};
  for (std::size_t n = 1 + below(dice_, 3); n > 0; --n) {
    acts.emplace_back(below(dice_, 2) == 0 ? yes[below(dice_, yes.size())]
                                           : no[below(dice_, no.size() - 1)]);
  }
  return acts;
}

void Simulation::decide_at(Person& person, Device& device) {
  // A key is good for a day.
  if (device.asked && now_ms_ - device.asked->at_ms > day_ms / 2) device.asked.reset();
  if (!device.asked) {
    std::string list;
    for (const std::string& act : random_acts()) list += (list.empty() ? "" : ",") + act;
    const std::string key = "key-" + std::to_string(++named_);
    device.asked =
        Device::Asked{key, R"({"notice_version":1,"language":"sv","decisions":[)" + list + "]}",
                      device.etag, now_ms_};
    seen_with_key_[key] = device.etag;
  } else {
    ++seen_.repeated;
  }
  const Device::Asked asked = *device.asked;
  server::Pairs headers = {{"content-type", "application/json"}, {"idempotency-key", asked.key}};
  if (!asked.etag.empty()) headers.emplace_back("if-match", asked.etag);
  const Answer answer =
      ask(person, device, "POST", "/api/v1/me/decisions", asked.body, std::move(headers));
  // 503: nobody knows. 401: again when signed in. 200, and 412 and 428 with the noes carried out: done.
  const bool is_done = answer.status == 200 || answer.status == 412 || answer.status == 428;
  if (!is_done) return;
  device.etag = std::string(server::value_of(answer.headers, "ETag"));
  acknowledged_keys_.insert(asked.key);
  ++seen_.acknowledged;
  // The answer may be lost on its way; then the same is asked again.
  if (below(dice_, 8) != 0) device.asked.reset();
}

void Simulation::at_device(bool may_interrupt) {
  Person& person = people_[below(dice_, people)];
  Device& device = person.devices[below(dice_, devices)];
  if (may_interrupt && below(dice_, 3) == 0) {
    store_->after_load = [this] {
      ++seen_.interrupted;
      step(false);
    };
  }
  const std::size_t fault = below(dice_, 20);
  if (fault == 0) store_->next = ShakyStore::Next::refused;
  if (fault == 1) store_->next = ShakyStore::Next::answer_lost;
  switch (below(dice_, 6)) {
    case 0: {
      const Answer answer = ask(person, device, "GET", "/api/v1/me", "", {});
      if (answer.status == 200) device.etag = std::string(server::value_of(answer.headers, "ETag"));
      break;
    }
    case 1: {
      const std::string number = "+4670" + std::to_string(1000000 + below(dice_, 1000));
      ask(person, device, "PATCH", "/api/v1/me/details",
          R"({"language":"sv","details":{"phone":")" + number + R"("}})",
          {{"content-type", "application/json"}, {"if-match", device.etag}});
      break;
    }
    default: decide_at(person, device);
  }
  store_->after_load = nullptr;
  store_->next = ShakyStore::Next::as_it_should;
  if (dead_ && may_interrupt) {  // Not while a request of it is still under way.
    ++seen_.crashes;
    start();
  }
}

// As a handler does: on what stands, and anew where somebody was faster.
bool Simulation::commit_for(const MemberId& member, const consent::Act& act, consent::Way way,
                            const std::string& actor) {
  const std::vector<consent::Wish> wishes = {support::wish(notice_, act)};
  for (int round = 0; round < 16; ++round) {
    const auto file = store_->load(member);
    if (!file.ok()) return false;
    const auto outcome =
        consent::decide_all(file.value(), wishes, notice_, {way, actor, Instant{++now_ms_}});
    if (outcome.decisions.empty()) return true;
    server::Change change;
    change.member = member;
    change.based_on = file.value().revision;
    change.decisions = outcome.decisions;
    const auto done = store_->commit(change);
    trace(actor + " " + member.text() + (done.ok() ? " done" : " not done"));
    if (done.ok() || done.reason() != StoreFault::changed_meanwhile) return done.ok();
  }
  return false;
}

void Simulation::by_agent() {
  const Person& person = people_[below(dice_, people)];
  const consent::Act acts[] = {consent::Withdraw{support::cell("own", "email")},
                               consent::Object{support::cell("own", "letter")},
                               consent::Grant{support::cell("own", "email")}};
  commit_for(person.member, acts[below(dice_, 3)], consent::Way::agent,
             below(dice_, 2) == 0 ? "agent:anna" : "agent:bo");
}

void Simulation::by_one_click() {
  const Person& person = people_[below(dice_, people)];
  const auto cell = support::cell("own", "email");
  if (!commit_for(person.member, consent::Withdraw{cell}, consent::Way::one_click, "member"))
    return;
  const auto file = store_->MemoryStore::load(person.member);
  if (file.ok() && consent::is_on(file.value().decisions, cell, notice_)) {
    broken("a withdrawal by one click did not win");
  }
}

void Simulation::sweep() {
  const Instant at{now_ms_};
  const auto survey = server::survey_retention(*store_, notice_, at);
  if (!survey.ok()) return;
  const auto report = server::carry_out_retention(*store_, notice_, survey.value(), at);
  trace("sweep " + std::to_string(report.ok() ? report.value().whole : -1));
}

void Simulation::erase_one() {
  const std::size_t slot = below(dice_, people);
  const auto done = store_->erase(people_[slot].member, Instant{now_ms_});
  trace("erase " + people_[slot].number + (done.ok() ? " done" : " not done"));
  // Their devices ask once more.
  Person& gone = people_[slot];
  ask(gone, gone.devices[0], "GET", "/api/v1/me", "", {});
}

void Simulation::let_time_pass() {
  switch (below(dice_, 12)) {
    case 0: now_ms_ += static_cast<std::int64_t>(below(dice_, 200)) * day_ms; break;
    case 1:
    case 2: now_ms_ += static_cast<std::int64_t>(below(dice_, 48)) * 60 * minute_ms; break;
    default: now_ms_ += static_cast<std::int64_t>(below(dice_, 20)) * minute_ms;
  }
  SAMTYCKE_CHECK(store_->MemoryStore::sweep(Instant{now_ms_}).ok());
}

void Simulation::step(bool may_interrupt) {
  switch (below(dice_, may_interrupt ? 24 : 16)) {
    case 14: by_agent(); break;
    case 15: by_one_click(); break;
    case 16: by_agent(); break;
    case 17: by_one_click(); break;
    case 18: let_time_pass(); break;
    case 19: let_time_pass(); break;
    case 20:
      if (below(dice_, 3) == 0) sweep();
      break;
    case 21:
      if (below(dice_, 4) == 0) erase_one();
      break;
    case 22:  // The program dies between two requests.
      if (below(dice_, 4) != 0) break;
      ++seen_.crashes;
      start();
      break;
    default: at_device(may_interrupt);
  }
}

std::string Simulation::run(int steps) {
  for (int n = 0; n < steps && broken_.empty(); ++n) {
    step(true);
    check();
    for (std::size_t slot = 0; slot < people; ++slot) {
      if (!store_->erased().contains(people_[slot].member)) continue;
      ++seen_.erased;
      let_join(slot);  // Somebody else comes.
    }
  }
  for (const Person& person : people_) {
    const auto file = store_->load(person.member);
    trace(file.ok() ? wire::encode_member_file(file.value()) : std::string("-"));
  }
  return broken_;
}

std::string Simulation::hash() const {
  return trace_hash_;
}

void Simulation::trace(const std::string& line) {
  trace_hash_ = proof::sha256_hex(trace_hash_ + line);
}

void Simulation::broken(const std::string& what) {
  if (broken_.empty()) broken_ = what;
}

}  // namespace samtycke::torture
