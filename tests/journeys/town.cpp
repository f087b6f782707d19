#include "tests/journeys/town.h"

#include <fstream>
#include <sstream>
#include <utility>

#include "core/base/check.h"
#include "core/wire/words_json.h"
#include "server/store/sqlite_store.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

std::string read(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  SAMTYCKE_CHECK(in.good());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

const std::string assets = SAMTYCKE_SOURCE_DIR "/assets";

server::ListenAddress address_of(const TownPlan& plan) {
  if (!plan.unix_socket.empty()) return {true, plan.unix_socket, 0};
  return {false, "127.0.0.1", 0};
}

}  // namespace

std::vector<view::Words> all_words() {
  std::vector<view::Words> words;
  for (const char* language : {"sv", "en"}) {
    auto one = wire::decode_words(Language{language}, read(assets + "/text/" + language + ".json"));
    SAMTYCKE_CHECK(one.ok());
    words.push_back(std::move(one).value());
  }
  return words;
}

std::string openapi_text() {
  return read(assets + "/api/openapi.json");
}

std::string download_schema_text() {
  return read(assets + "/api/member-1.schema.json");
}

TownPlan small_plan() {
  TownPlan plan;
  plan.notice = support::small_notice();
  return plan;
}

Town::Town(TownPlan plan)
    : now_ms_(support::at("2026-03-14T09:26:00Z").utc_ms), listener_(plan.pace) {
  if (plan.database.empty()) {
    auto memory = std::make_unique<server::MemoryStore>();
    memory_ = memory.get();
    store_ = std::move(memory);
  } else {
    auto opened = server::SqliteStore::open(plan.database);
    SAMTYCKE_CHECK(opened.ok());
    store_ = std::move(opened).value();
  }
  auto taken = listener_.bind(address_of(plan));
  SAMTYCKE_CHECK(taken.ok());
  taken_ = taken.value();

  server::PortalSetting setting;
  setting.origin = plan.origin.empty() ? "http://" + taken_.text() : plan.origin;
  setting.hosts = {taken_.text(), "localhost:" + std::to_string(taken_.port)};
  setting.web = plan.web;
  setting.openapi = openapi_text();
  setting.download_schema = download_schema_text();
  setting.ledger_key = plan.ledger_key;
  setting.demo = plan.demo;
  setting.shows_mail = plan.demo;
  portal_ = std::make_unique<server::Portal>(
      *store_, notice::Edition{plan.notice, plan.offers}, all_words(),
      [this, runs = plan.clock_runs] { return Instant{runs ? ++now_ms_ : now_ms_.load()}; },
      setting, [this] { stop_asked_ = true; });
  service_ = std::make_unique<server::Service>(*portal_);
  serving_ = std::thread{[this] { listener_.run(*service_); }};
}

Town::~Town() {
  listener_.stop();
  serving_.join();
}

void Town::add(const consent::MemberFile& file) {
  server::Change change;
  change.member = file.id;
  change.decisions = file.decisions;
  change.records = file.holdings.records;
  change.receipts = file.holdings.receipts;
  change.interactions = file.holdings.interactions;
  SAMTYCKE_CHECK(store_->commit(change).ok());
}

consent::MemberFile Town::file(const MemberId& member) {
  auto loaded = store_->load(member);
  SAMTYCKE_CHECK(loaded.ok());
  return std::move(loaded).value();
}

std::string Town::latest_code() {
  const auto mails = store_->latest_mail(50);
  SAMTYCKE_CHECK(mails.ok());
  for (const server::Mail& mail : mails.value()) {
    if (mail.to.empty()) continue;
    for (std::size_t at = mail.body.find('-'); at != std::string::npos;
         at = mail.body.find('-', at + 1)) {
      if (at < 5 || mail.body[at - 5] != '\n' || mail.body.substr(at + 5, 1) != "\n") continue;
      return mail.body.substr(at - 4, 9);
    }
  }
  return {};
}

std::size_t Town::mails() {
  const auto mails = store_->latest_mail(1000);
  SAMTYCKE_CHECK(mails.ok());
  return mails.value().size();
}

}  // namespace samtycke::journeys
