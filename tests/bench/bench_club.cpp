#include "tests/bench/bench_club.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

#include "core/base/check.h"
#include "core/retention/keep_until_month.h"
#include "core/wire/words_json.h"
#include "server/config/notice_folder.h"
#include "server/demo/club.h"
#include "tests/support/builders.h"
#include "tests/support/memory_store.h"

namespace samtycke::bench {
namespace {

constexpr std::size_t members_in_a_batch = 256;
constexpr std::string_view the_one_with_many_lines = "100006";
const std::string folder = SAMTYCKE_ASSETS "/notice/hemtex";

std::vector<consent::MemberFile> demo_files() {
  const auto versions = server::load_published(folder);
  SAMTYCKE_CHECK(versions.ok());
  server::MemoryStore store;
  SAMTYCKE_CHECK(server::demo::fill(store, versions.value(), SAMTYCKE_ASSETS, bench_now()).ok());
  std::vector<consent::MemberFile> files;
  const auto read = store.for_each_file([&](const auto& file) {
    const auto number = member::value_of(file.value().holdings, member::field::member_number);
    if (number != the_one_with_many_lines) files.push_back(file.value());
    return true;
  });
  SAMTYCKE_CHECK(read.ok());
  return files;
}

// Joined four years ago, and never bought anything: due by a rule of three.
void let_time_run_out(consent::MemberFile& file) {
  file.holdings.receipts.clear();
  file.holdings.interactions.clear();
  file.decisions.clear();
  for (member::Record& record : file.holdings.records) {
    if (record.field == member::field::joined) {
      record.value = iso(add_years(local_day(bench_now()), -4));
    }
  }
}

consent::MemberFile member_like(const consent::MemberFile& like, std::size_t n) {
  consent::MemberFile file = like;
  file.id = bench_member(n);
  for (member::Record& record : file.holdings.records) {
    if (record.field == member::field::member_number) record.value = std::to_string(200'000 + n);
    if (record.field == member::field::email) record.value = std::to_string(n) + record.value;
  }
  if (n % one_due_in == 0) let_time_run_out(file);
  return file;
}

}  // namespace

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

std::size_t size_from_environment(const char* name, std::size_t usual) {
  const char* text = std::getenv((std::string("SAMTYCKE_BENCH_") + name).c_str());
  const long long size = text == nullptr ? 0 : std::atoll(text);
  return size > 0 ? static_cast<std::size_t>(size) : usual;
}

notice::Edition shipped_edition() {
  auto versions = server::load_published(folder);
  SAMTYCKE_CHECK(versions.ok());
  notice::Edition edition{versions.value().back()};
  auto offers = server::load_offers(folder, edition.notice);
  SAMTYCKE_CHECK(offers.ok());
  edition.offers = std::move(offers).value();
  return edition;
}

std::vector<view::Words> all_words() {
  std::vector<view::Words> words;
  for (const char* language : {"sv", "en"}) {
    std::ifstream in(SAMTYCKE_ASSETS "/text/" + std::string(language) + ".json");
    std::ostringstream text;
    text << in.rdbuf();
    auto one = wire::decode_words(Language{language}, text.str());
    SAMTYCKE_CHECK(one.ok());
    words.push_back(std::move(one).value());
  }
  return words;
}

Instant bench_now() {
  return support::today().at;
}

MemberId bench_member(std::size_t n) {
  // Spread over the tables as random ids are.
  std::string id;
  std::uint64_t hash = n + 1;
  for (int part = 0; part < 2; ++part) {
    hash += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = hash;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    mixed ^= mixed >> 31U;
    for (int digit = 0; digit < 16; ++digit) {
      id += "0123456789abcdef"[(mixed >> (4U * static_cast<unsigned>(digit))) & 15U];
    }
  }
  return MemberId(id);
}

void fill_club(server::Store& store, const notice::Edition& edition, std::size_t members) {
  const auto files = demo_files();
  std::vector<server::Change> batch;
  for (std::size_t n = 0; n < members; ++n) {
    consent::MemberFile file = member_like(files[n % files.size()], n);
    server::Change change;
    change.member = file.id;
    change.keep_until_month = retention::keep_until_month(file, edition.notice);
    change.records = std::move(file.holdings.records);
    change.receipts = std::move(file.holdings.receipts);
    change.interactions = std::move(file.holdings.interactions);
    change.decisions = std::move(file.decisions);
    batch.push_back(std::move(change));
    if (batch.size() < members_in_a_batch && n + 1 < members) continue;
    SAMTYCKE_CHECK(store.commit_all(batch).ok());
    batch.clear();
  }
  // The months are of this notice, as after a first sweep.
  SAMTYCKE_CHECK(
      store.put_setting("retention_months_of", std::to_string(edition.notice.version)).ok());
}

ClubFolder::ClubFolder() {
  const char* kept = std::getenv("SAMTYCKE_BENCH_STORE");
  if (kept != nullptr) kept_ = kept;
}

std::string ClubFolder::store() const {
  return kept_.empty() ? temporary_.file("store.db") : kept_ + "/store.db";
}

bool ClubFolder::is_filled() const {
  return ::access(store().c_str(), F_OK) == 0;
}

Memory memory_of_process() {
  std::ifstream status("/proc/self/status");
  Memory memory;
  for (std::string line; std::getline(status, line);) {
    const double mb = std::atof(line.c_str() + line.find(':') + 1) / 1024;
    if (line.starts_with("VmRSS:")) memory.now_mb = mb;
    if (line.starts_with("VmHWM:")) memory.most_mb = mb;
  }
  return memory;
}

void in_another_process(void (*work)(const std::string&, std::size_t), const std::string& path,
                        std::size_t members) {
  std::fflush(nullptr);
  const pid_t child = ::fork();
  SAMTYCKE_CHECK(child >= 0);
  if (child == 0) {
    work(path, members);
    std::fflush(nullptr);
    ::_exit(0);
  }
  int status = 0;
  SAMTYCKE_CHECK(::waitpid(child, &status, 0) == child);
  SAMTYCKE_CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

}  // namespace samtycke::bench
