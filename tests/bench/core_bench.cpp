// What one member costs the core: reading their file, deciding, making a page.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>

#include "core/segment/explain.h"
#include "core/segment/nearest_change.h"
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

// A segment's rule, and a member of some receipts within its window.
notice::Rule faithful_rule() {
  const notice::Purchases year{.months = 12, .topic = {}};
  const notice::Purchases sleep{.months = 12, .topic = TopicId{"sleep"}};
  return {notice::All{{
      {notice::Condition{notice::PurchaseCount{year}, notice::Between{3, std::nullopt}}},
      {notice::Condition{notice::AmountSpent{year}, notice::Between{200000, std::nullopt}}},
      {notice::Condition{notice::ShareOfAmount{sleep}, notice::Between{40, std::nullopt}}},
      {notice::Condition{notice::DaysSincePurchase{year}, notice::Between{std::nullopt, 90}}},
  }}};
}

consent::MemberFile member_of(std::int64_t receipts) {
  consent::MemberFile file = support::small_member();
  const member::Receipt pattern = file.holdings.receipts.front();
  file.holdings.receipts.clear();
  const std::int64_t year_ms = 360LL * 24 * 3'600'000;
  for (std::int64_t i = 0; i < receipts; ++i) {
    member::Receipt receipt = pattern;
    receipt.number = std::to_string(100000 + i);
    receipt.at.utc_ms = support::today().at.utc_ms - year_ms + year_ms * i / receipts;
    file.holdings.receipts.push_back(std::move(receipt));
  }
  return file;
}

notice::Notice sorting_notice() {
  notice::Notice notice = support::small_notice();
  notice.segmentation = {PurposeId{"analysis"},
                         {{SegmentId{"faithful"}, {}, {}, faithful_rule(), ClauseId{"N3"}}}};
  return notice;
}

void sort_a_member(benchmark::State& state) {
  const notice::Notice notice = sorting_notice();
  const consent::MemberFile file = member_of(state.range(0));
  for (auto _ : state)
    benchmark::DoNotOptimize(segment::segments_of(file, notice, support::today().at));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(sort_a_member)->RangeMultiplier(10)->Range(10, 10000)->Complexity(benchmark::oN);

void explain_a_segment(benchmark::State& state) {
  const notice::Notice notice = sorting_notice();
  const notice::Rule rule = faithful_rule();
  const consent::MemberFile file = member_of(state.range(0));
  for (auto _ : state) {
    const segment::Readable readable{file, notice, support::today().at};
    const auto explanation = segment::explain(rule, readable);
    benchmark::DoNotOptimize(segment::nearest_change(std::get<segment::Answer>(explanation)));
  }
  state.SetComplexityN(state.range(0));
}
BENCHMARK(explain_a_segment)->RangeMultiplier(10)->Range(10, 10000)->Complexity(benchmark::oN);

}  // namespace
}  // namespace samtycke
