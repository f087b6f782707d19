#include "tests/core/view/portal.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/wire/notice_json.h"
#include "core/wire/words_json.h"

namespace samtycke::view {
namespace {

std::string with_plain_spaces(std::string text) {
  constexpr std::string_view no_break_space = "\u00a0";
  for (std::size_t at = text.find(no_break_space); at != std::string::npos;
       at = text.find(no_break_space, at)) {
    text.replace(at, no_break_space.size(), " ");
  }
  return text;
}

template <class Each>
void each_line(const std::string& text, Each each) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find('\n', at);
    each(text.substr(at, end - at));
    at = end + 1;
  }
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

using notice::Between;
using notice::OneOf;
using notice::Rule;

Rule condition(notice::Fact fact, std::variant<Between, OneOf> is) {
  return {notice::Condition{std::move(fact), std::move(is)}};
}

Text both(std::string_view swedish, std::string_view english) {
  return support::wording(swedish, english).text;
}

notice::Offer offer(const char* id, const char* sender, std::vector<ChannelId> channels,
                    const char* segment, const char* until) {
  notice::Offer made = support::offer(id, sender, std::move(channels), segment);
  made.from = support::day("2026-03-01");
  made.until = support::day(until);
  made.title = both(std::string("Erbjudande ") + id, std::string("Offer ") + id);
  made.text = both("Tjugo procent på allt.", "Twenty percent off everything.");
  return made;
}

}  // namespace

Portal with_segments() {
  Portal portal;
  notice::Segment sleepers{SegmentId{"sleepers"},
                           both("Sovrumsvänner", "Bedroom friends"),
                           both("För dig som tycker om att sova gott.", "For good sleepers."),
                           {},
                           ClauseId{"N2"}};
  sleepers.rule = {
      notice::All{{condition(notice::PurchaseCount{{12, TopicId{"sleep"}, notice::Where::anywhere}},
                             Between{2, {}}),
                   condition(notice::FieldValue{FieldId{"favourite_room"}}, OneOf{{"sleep"}})}}};
  notice::Segment adults{SegmentId{"adults"}, both("Fyllda 60", "Over 60"),
                         both("För dig som har fyllt 60.", "For those over 60."),
                         condition(notice::Age{}, Between{60, {}}), ClauseId{"N2"}};
  portal.notice.segmentation = {PurposeId{"analysis"}, {sleepers, adults}};
  portal.notice.sending.purpose = PurposeId{"offers"};
  portal.notice.purposes[1].optional_categories = {
      {CategoryId{"demographics"}, support::wording("Använd min ålder.", "Use my age.")}};
  const ChannelId email{"email"}, sms{"sms"}, letter{"letter"};
  portal.offers = {offer("a", "own", {email, sms}, "", "2026-03-31"),
                   offer("b", "own", {email}, "sleepers", "2026-03-31"),
                   offer("c", "group", {email, sms}, "adults", "2026-03-31"),
                   offer("d", "partner", {letter}, "", "2026-03-31"),
                   offer("e", "own", {email}, "", "2026-03-02")};
  return portal;
}

notice::Notice sample_notice() {
  wire::NoticeFiles files;
  for (const auto& entry :
       std::filesystem::directory_iterator(SAMTYCKE_SOURCE_DIR "/assets/notice/hemtex")) {
    if (entry.path().extension() != ".json") continue;
    if (entry.path().filename() == "offers.json") continue;  // Beside the notice.
    files[entry.path().filename().string()] = contents(entry.path());
  }
  auto read = wire::decode_notice_files(files);
  SAMTYCKE_CHECK(read.ok());
  return std::move(read).value();
}

Words words_of(const Language& language) {
  auto words = wire::decode_words(
      language, contents(SAMTYCKE_SOURCE_DIR "/assets/text/" + language.text() + ".json"));
  SAMTYCKE_CHECK(words.ok());
  return std::move(words).value();
}

consent::MemberFile number_alone() {
  consent::MemberFile file;
  file.id = MemberId{"fedcba9876543210fedcba9876543210"};
  file.revision = 1;
  member::put(file.holdings,
              member::Record{member::field::member_number, "100999", member::Source::till,
                             support::at("2025-05-05T10:00:00Z")});
  return file;
}

std::string heard(const Page& page) {
  return with_plain_spaces(speak(page.blocks));
}

std::string lines_with(const Page& page, std::string_view text) {
  std::string found;
  each_line(heard(page), [&](const std::string& line) {
    if (line.find(text) != std::string::npos) {
      found += line.substr(line.find_first_not_of(' ')) + "\n";
    }
  });
  return found;
}

std::string card_of(const Page& page, std::string_view title) {
  const std::string first = "card " + std::string(title);
  std::string found;
  std::size_t depth = std::string::npos;
  each_line(heard(page), [&](const std::string& line) {
    const std::size_t here = line.find_first_not_of(' ');
    if (depth != std::string::npos && here <= depth) depth = std::string::npos;
    if (depth != std::string::npos) found += line.substr(depth + 2) + "\n";
    if (here != std::string::npos && line.substr(here) == first) depth = here;
  });
  return found;
}

std::vector<Switch> switches_in(const std::vector<Block>& blocks) {
  std::vector<Switch> found;
  const auto add_all = [&](const std::vector<Block>& inside) {
    for (Switch& one : switches_in(inside)) found.push_back(std::move(one));
  };
  for (const Block& block : blocks) {
    if (const auto* one = std::get_if<Switch>(&block.is)) found.push_back(*one);
    if (const auto* section = std::get_if<Section>(&block.is)) add_all(section->blocks);
    if (const auto* form = std::get_if<Form>(&block.is)) add_all(form->blocks);
    if (const auto* details = std::get_if<Details>(&block.is)) add_all(details->blocks);
  }
  return found;
}

Switch switch_called(const Page& page, std::string_view name) {
  for (Switch& one : switches_in(page.blocks)) {
    if (one.name == name) return one;
  }
  ADD_FAILURE() << "the page has no switch called " << name;
  return {};
}

}  // namespace samtycke::view
