// What one member costs the core: reading their file, deciding, making a page.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>

#include "core/view/element.h"
#include "core/view/pages.h"
#include "core/wire/member_json.h"
#include "core/wire/words_json.h"
#include "tests/support/builders.h"

namespace samtycke {
namespace {

// A member of three years: two hundred receipts of three lines.
consent::MemberFile faithful_member() {
  consent::MemberFile file = support::joined_member();
  const member::Receipt pattern = file.holdings.receipts.front();
  file.holdings.receipts.clear();
  for (int i = 0; i < 200; ++i) {
    member::Receipt receipt = pattern;
    receipt.number = std::to_string(100000 + i);
    receipt.lines.resize(3, pattern.lines.front());
    file.holdings.receipts.push_back(std::move(receipt));
  }
  return file;
}

view::Words words_in(const char* language) {
  std::ifstream file(std::string(SAMTYCKE_ASSETS "/text/") + language + ".json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto words = wire::decode_words(Language(language), text);
  if (!words.ok()) std::abort();
  return words.value();
}

void decide_a_grant(benchmark::State& state) {
  const notice::Notice notice = support::small_notice();
  const consent::MemberFile file = support::small_member();
  const std::vector<consent::Wish> wishes = {
      support::wish(notice, consent::Grant{support::cell("own", "email")})};
  for (auto _ : state)
    benchmark::DoNotOptimize(consent::decide_all(file, wishes, notice, support::today()));
}
BENCHMARK(decide_a_grant);

void read_a_file(benchmark::State& state) {
  const std::string document = wire::encode_member_file(faithful_member());
  for (auto _ : state) benchmark::DoNotOptimize(wire::decode_member_file(document));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(document.size()));
}
BENCHMARK(read_a_file);

void write_a_file(benchmark::State& state) {
  const consent::MemberFile file = faithful_member();
  std::size_t size = 0;
  for (auto _ : state) size = wire::encode_member_file(file).size();
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size));
}
BENCHMARK(write_a_file);

void make_the_consents_page(benchmark::State& state) {
  const consent::MemberFile file = faithful_member();
  const std::vector<view::Words> all = {words_in("sv"), words_in("en")};
  const notice::Edition edition{support::small_notice()};
  const view::Setting setting{
      edition.notice, edition.offers, edition.earlier, all[0], all, support::today().at, "", false};
  for (auto _ : state)
    benchmark::DoNotOptimize(
        view::html(view::elements(view::consents_page(setting, file, {}, std::nullopt))));
}
BENCHMARK(make_the_consents_page);

}  // namespace
}  // namespace samtycke
