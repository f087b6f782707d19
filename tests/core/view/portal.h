// What the tests of pages are made with: Linnegården's notice, the interface's real words, and a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/view/pages.h"
#include "tests/support/builders.h"

namespace samtycke::view {

// assets/text/<language>.json, as the program reads it.
Words words_of(const Language&);

struct Portal {
  notice::Notice notice = support::small_notice();
  notice::Offers offers;
  notice::EarlierTexts earlier;
  std::vector<Words> all_words = {words_of(support::swedish()), words_of(support::english())};
  Instant now = support::today().at;
  bool demo = false;

  Setting swedish() const {
    return {notice, offers, earlier, all_words[0], all_words, now, "token", demo};
  }
  Setting english() const {
    return {notice, offers, earlier, all_words[1], all_words, now, "token", demo};
  }
};

// Linnegården with two segments, one about purchases and a room and one about age, and five offers.
Portal with_segments();

// assets/notice/hemtex, the notice that ships.
notice::Notice sample_notice();

// A member known by number alone, as a till sends them: no name, no address, no purchase.
consent::MemberFile number_alone();

// What a page says below its title, with plain spaces for no-break ones so that a test can be read.
std::string heard(const Page&);
// The lines of it that hold a text.
std::string lines_with(const Page&, std::string_view text);
// What a card, found by its title, says.
std::string card_of(const Page&, std::string_view title);

// Every switch of a page, wherever it stands.
std::vector<Switch> switches_in(const std::vector<Block>&);
Switch switch_called(const Page&, std::string_view name);

}  // namespace samtycke::view
