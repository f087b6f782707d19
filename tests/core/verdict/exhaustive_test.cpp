// Every combination of what a verdict depends on, compared with a second opinion: an oracle that knows
// nothing of files, folds or calendars, and says from the combination itself which reasons apply and in
// which order. It is written from the list and law.md, not from core/verdict (L1, L2, L6, L7, L8,
// L15, L19, L23).
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/check.h"
#include "tests/core/verdict/sending_club.h"
#include "tests/support/builders.h"

namespace samtycke::verdict {
namespace {

struct Combination {
  enum class Member { current, restricted, left } member;
  enum class Age { unknown, old_enough, too_young } age;
  enum class Sender { own, group, unnamed } sender;
  enum class Channel { email, letter } channel;
  enum class Said { nothing, yes, yes_to_other_words, no, no_then_yes } said;
  enum class Nix { not_listed, listed_customer, listed_stranger } nix;
  // What is asked about: anything of a kind, a general offer, or a personal one.
  enum class Asked { any_general, any_personal, general_offer, personal_offer } asked;
  enum class Fits { in_segment, not_in_segment, segment_reads_age } fits;
  enum class Days { before, during, after } days;
  bool has_address;
  bool objects_to_sending;
  bool objects_to_analysis;
  bool keeps_age_out;
  bool had_enough;
};

// ---- The second opinion ---------------------------------------------------------------------------

bool names_an_offer(const Combination& c) {
  return c.asked == Combination::Asked::general_offer ||
         c.asked == Combination::Asked::personal_offer;
}

bool is_personal(const Combination& c) {
  return c.asked == Combination::Asked::any_personal ||
         c.asked == Combination::Asked::personal_offer;
}

std::string about_the_member(const Combination& c) {
  std::string reasons;
  if (c.member == Combination::Member::left) reasons += "gone ";
  if (c.member == Combination::Member::restricted) reasons += "restricted ";
  if (c.age == Combination::Age::too_young) reasons += "under_age ";
  return reasons;
}

std::string about_consent(const Combination& c) {
  using Said = Combination::Said;
  switch (c.said) {
    case Said::nothing: return "never_agreed ";
    case Said::yes: return c.member == Combination::Member::left ? "never_agreed " : "";
    case Said::yes_to_other_words:
      return c.member == Combination::Member::left ? "never_agreed " : "other_text ";
    case Said::no: return "withdrawn ";
    case Said::no_then_yes: return "withdrawn ";  // Taking back an objection is no consent.
  }
  SAMTYCKE_NEVER("said");
}

// A letter needs no yes. Listed in the register it does, or a purchase of the club's own goods of late.
std::string about_letters(const Combination& c) {
  using Said = Combination::Said;
  std::string reasons;
  if (c.said == Said::no) reasons += "letters_refused ";
  const bool express = c.said == Said::no_then_yes && c.member != Combination::Member::left;
  const bool own_customer =
      c.sender == Combination::Sender::own && c.nix == Combination::Nix::listed_customer;
  if (c.nix != Combination::Nix::not_listed && !express && !own_customer) reasons += "nix_listed ";
  return reasons;
}

std::string about_the_analysis(const Combination& c) {
  if (!is_personal(c)) return "";
  std::string reasons;
  if (c.objects_to_analysis) reasons += "profiling_objected ";
  if (c.asked != Combination::Asked::personal_offer) return reasons;
  const bool reads_age = c.fits == Combination::Fits::segment_reads_age;
  if (reads_age && c.keeps_age_out) return reasons + "category_off ";
  if (c.objects_to_analysis || c.member != Combination::Member::current) return reasons;
  // The segment by age is of those in their thirties to fifties; only `old_enough` is known to be.
  const bool fits = c.fits == Combination::Fits::in_segment ||
                    (reads_age && c.age == Combination::Age::old_enough);
  return fits ? reasons : reasons + "segment_mismatch ";
}

std::string second_opinion(const Combination& c) {
  std::string reasons = about_the_member(c);
  if (c.sender == Combination::Sender::unnamed) reasons += "sender_unnamed ";
  if (!c.has_address) reasons += "no_address ";
  if (c.objects_to_sending) reasons += "objected ";
  reasons += c.channel == Combination::Channel::email ? about_consent(c) : about_letters(c);
  reasons += about_the_analysis(c);
  if (c.had_enough) reasons += "over_frequency ";
  if (names_an_offer(c) && c.days != Combination::Days::during) reasons += "offer_not_running ";
  if (!reasons.empty()) reasons.pop_back();
  return reasons;
}

// ---- The combination, carried out -----------------------------------------------------------------

std::string cell_of(const Combination& c) {
  using Sender = Combination::Sender;
  const std::string sender = c.sender == Sender::own     ? "own"
                             : c.sender == Sender::group ? "group"
                                                         : "partner";
  return sender + (c.channel == Combination::Channel::email ? "/email" : "/letter");
}

// Nothing was decided before but what the combination says, on the day itself: a week after the listing.
std::string said(const Combination& c) {
  using Said = Combination::Said;
  const std::string cell = cell_of(c);
  const bool email = c.channel == Combination::Channel::email;
  switch (c.said) {
    case Said::nothing: return "";
    case Said::yes: return email ? " grant:" + cell : "";
    case Said::yes_to_other_words: return email ? " grant:" + cell + " reword:" + cell : "";
    case Said::no: return (email ? " withdraw:" : " object:") + cell;
    case Said::no_then_yes: return " object:" + cell + " lift:" + cell;
  }
  SAMTYCKE_NEVER("said");
}

std::string words_for(const Combination& c) {
  using Member = Combination::Member;
  using Age = Combination::Age;
  using Nix = Combination::Nix;
  std::string words = said(c);
  if (c.age == Age::old_enough) words += " born:1986-03-14";
  if (c.age == Age::too_young) words += " born:2010-03-15";
  if (!c.has_address) {
    words += c.channel == Combination::Channel::email ? " without:email" : " without:address";
  }
  if (c.objects_to_sending) words += " object:offers";
  if (c.objects_to_analysis) words += " object:analysis";
  if (c.keeps_age_out) words += " off:demographics";
  if (c.nix != Nix::not_listed) words += " nix:2026-03-07";
  words += " no_purchases bought:";
  words += c.nix == Nix::listed_stranger ? "2025-03-13" : "2025-03-14";
  if (c.had_enough) words += " wants:weekly message:2026-03-08 message:2026-03-14";
  if (c.member == Member::restricted) words += " restrict";
  if (c.member == Member::left) words += " leave";
  return words;
}

support::World world_for(const Combination& c) {
  static const support::World beginning{support::small_member(), support::sending_notice(), {}};
  support::World world = beginning;
  for (const std::string& word : support::words_of(words_for(c))) support::change(world, word);
  return world;
}

notice::Offer offer_for(const Combination& c, const Question& question) {
  using Fits = Combination::Fits;
  notice::Offer offer;
  offer.id = OfferId{"asked"};
  offer.sender = question.sender;
  offer.channels = {question.channel};
  offer.kind = question.kind;
  if (is_personal(c)) {
    offer.segment = SegmentId{c.fits == Fits::in_segment       ? "sleep_lovers"
                              : c.fits == Fits::not_in_segment ? "bath_lovers"
                                                               : "thirties_to_fifties"};
  }
  const Day today = support::day("2026-03-14");
  const auto in_days = [&](int days) { return Day{today.since_epoch + days}; };
  offer.from = in_days(c.days == Combination::Days::before  ? 1
                       : c.days == Combination::Days::after ? -1
                                                            : 0);
  offer.until = in_days(c.days == Combination::Days::after    ? -1
                        : c.days == Combination::Days::before ? 1
                                                              : 0);
  return offer;
}

// Compares verdict and reasons of every question about one member.
int compare(Combination c, const support::World& member) {
  using C = Combination;
  int compared = 0;
  support::World world = member;
  for (const auto asked : {C::Asked::any_general, C::Asked::any_personal, C::Asked::general_offer,
                           C::Asked::personal_offer}) {
    for (const auto fits :
         {C::Fits::in_segment, C::Fits::not_in_segment, C::Fits::segment_reads_age}) {
      for (const auto days : {C::Days::before, C::Days::during, C::Days::after}) {
        c.asked = asked;
        c.fits = fits;
        c.days = days;
        if (!names_an_offer(c) && days != C::Days::during) continue;
        if (asked != C::Asked::personal_offer && fits != C::Fits::in_segment) continue;
        const std::string kind = is_personal(c) ? " personal" : " general";
        Question question = support::question(cell_of(c) + kind, support::today().at);
        if (names_an_offer(c)) question.offer = OfferId{"asked"};
        world.offers = {offer_for(c, question)};
        const std::string expected = second_opinion(c);
        EXPECT_EQ(support::reasons(world, question), expected) << cell_of(c) << words_for(c);
        EXPECT_EQ(support::answer(world, question),
                  expected.empty() ? "yes" : expected.substr(0, expected.find(' ')));
        ++compared;
      }
    }
  }
  return compared;
}

std::vector<Combination> members() {
  using C = Combination;
  std::vector<Combination> all;
  for (const auto member : {C::Member::current, C::Member::restricted, C::Member::left})
    for (const auto age : {C::Age::unknown, C::Age::old_enough, C::Age::too_young})
      for (const auto sender : {C::Sender::own, C::Sender::group, C::Sender::unnamed})
        for (const auto channel : {C::Channel::email, C::Channel::letter})
          for (const auto said : {C::Said::nothing, C::Said::yes, C::Said::yes_to_other_words,
                                  C::Said::no, C::Said::no_then_yes})
            for (const auto nix :
                 {C::Nix::not_listed, C::Nix::listed_customer, C::Nix::listed_stranger})
              for (unsigned bits = 0; bits < 32; ++bits)
                all.push_back({member, age, sender, channel, said, nix, C::Asked::any_general,
                               C::Fits::in_segment, C::Days::during, (bits & 1u) != 0,
                               (bits & 2u) != 0, (bits & 4u) != 0, (bits & 8u) != 0,
                               (bits & 16u) != 0});
  return all;
}

TEST(EveryCombination, IsAnsweredAsTheSecondOpinionSays) {
  int compared = 0;
  for (const Combination& combination : members()) {
    compared += compare(combination, world_for(combination));
    if (HasFailure()) return;  // One member's answers say enough.
  }
  EXPECT_EQ(compared, 25920 * 14);
}

}  // namespace
}  // namespace samtycke::verdict
