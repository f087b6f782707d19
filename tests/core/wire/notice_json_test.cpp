#include "core/wire/notice_json.h"

#include <gtest/gtest.h>

#include "tests/core/wire/refusal.h"
#include "tests/support/builders.h"
#include "tests/support/shipped_notice.h"

namespace samtycke {
namespace {

using support::refusal;

// The shipped draft, which every row below spoils in one place.
wire::NoticeFiles hemtex() {
  return support::shipped_notice_files();
}

// What is said when the first `from` of a file is written as `to`.
std::string spoilt(const std::string& file, const std::string& from, const std::string& to) {
  auto files = hemtex();
  std::string& text = files[file];
  const std::size_t place = text.find(from);
  if (place == std::string::npos) return file + " does not have: " + from;
  text.replace(place, from.size(), to);
  return refusal(wire::decode_notice_files(files));
}

TEST(NoticeFiles, AsShippedAreComplete) {
  EXPECT_EQ(refusal(wire::decode_notice_files(hemtex())), "read");
}

TEST(NoticeFiles, MustAllBeThereAndNoOther) {
  for (const auto& [name, text] : hemtex()) {
    if (name == "sending.json" || name == "segments.json" || name == "erasure.json") continue;
    auto files = hemtex();
    files.erase(name);
    EXPECT_EQ(refusal(wire::decode_notice_files(files)), name + ": missing_key at ");
  }
  auto files = hemtex();
  files["extra.json"] = "{}";
  EXPECT_EQ(refusal(wire::decode_notice_files(files)), "extra.json: unknown_key at ");
}

// A notice that was published before these parts were thought of is still that notice.
TEST(NoticeFiles, MayDoWithoutSendingSegmentsAndErasure) {
  auto files = hemtex();
  files.erase("erasure.json");
  files.erase("sending.json");
  files.erase("segments.json");
  const auto read = wire::decode_notice_files(files);
  ASSERT_TRUE(read.ok()) << refusal(read);
  EXPECT_TRUE(read.value().sending.purpose.empty());
  EXPECT_TRUE(read.value().segmentation.segments.empty());
  const std::string written = wire::encode_notice(read.value());
  EXPECT_EQ(written.find("\"segmentation\""), std::string::npos);
  EXPECT_EQ(written.find("\"sending\""), std::string::npos);
  EXPECT_FALSE(read.value().erasure);
  EXPECT_EQ(written.find("\"erasure\""), std::string::npos);
  EXPECT_EQ(refusal(wire::decode_notice(written)), "read");
}

// A mail with the wrong gap would be sent as it stands, to somebody who needs the day or the number.
TEST(NoticeFiles, RefuseWhatAnErasureCannotCarryOut) {
  EXPECT_EQ(spoilt("erasure.json", "{day}", "den dagen"),
            "erasure.json: inconsistent at /erasure/mail_before/body");
  EXPECT_EQ(spoilt("erasure.json", "{day}", "{day} {namn}"),
            "erasure.json: inconsistent at /erasure/mail_before/body");
  EXPECT_EQ(spoilt("erasure.json", "{number}", "{nummer}"),
            "erasure.json: inconsistent at /erasure/told/body");
  EXPECT_EQ(spoilt("erasure.json", "\"days\": 30", "\"days\": 0"),
            "erasure.json: out_of_range at /erasure/mail_before/days");
  EXPECT_EQ(spoilt("erasure.json", "\"remembered_years\": 3", "\"remembered_years\": 0"),
            "erasure.json: out_of_range at /erasure/remembered_years");
  EXPECT_EQ(spoilt("erasure.json", "[\"letter\"]", "[\"smoke\"]"),
            "erasure.json: unknown_id at /erasure/recipients/0/channels/0");
  EXPECT_EQ(spoilt("erasure.json", "[\"letter\"]", "[]"),
            "erasure.json: out_of_range at /erasure/recipients/0/channels");
  EXPECT_EQ(spoilt("erasure.json", "\"id\": \"mailer\"", "\"id\": \"printer\""),
            "erasure.json: inconsistent at /erasure/recipients/1/id");
}

TEST(NoticeFiles, TellOnlyRecipientsThatThereAre) {
  auto files = hemtex();
  const std::string& text = files["erasure.json"];
  const std::string told = text.substr(text.find("\"told\""));
  files["erasure.json"] =
      R"({"erasure": {"explanation": {"sv": "a", "en": "b"}, "remembered_years": 3, )" + told;
  EXPECT_EQ(refusal(wire::decode_notice_files(files)),
            "erasure.json: inconsistent at /erasure/told");
  files["erasure.json"] =
      R"({"erasure": {"explanation": {"sv": "a", "en": "b"}, "remembered_years": 3}})";
  EXPECT_EQ(refusal(wire::decode_notice_files(files)), "read");
}

TEST(NoticeJson, SaysWhatAnErasureDoesAsItWasRead) {
  const auto notice = wire::decode_notice_files(hemtex()).value();
  const auto again = wire::decode_notice(wire::encode_notice(notice));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(wire::encode_notice(again.value()), wire::encode_notice(notice));
  ASSERT_TRUE(again.value().erasure);
  EXPECT_EQ(again.value().erasure->recipients.size(), 2U);
  EXPECT_EQ(again.value().erasure->mail_before->days, 30);
}

TEST(NoticeFiles, RefuseAnUnknownKeyEverywhere) {
  EXPECT_EQ(spoilt("notice.json", "{", R"({"x": 1, )"), "notice.json: unknown_key at /x");
  EXPECT_EQ(spoilt("club.json", R"("name")", R"("title")"),
            "club.json: unknown_key at /club/title");
  EXPECT_EQ(spoilt("clauses.json", R"("id")", R"("name")"),
            "clauses.json: unknown_key at /clauses/0/name");
  EXPECT_EQ(spoilt("topics.json", R"("id")", R"("ids")"),
            "topics.json: unknown_key at /topics/0/ids");
  EXPECT_EQ(spoilt("data.json", R"("id")", R"("ids")"),
            "data.json: unknown_key at /categories/0/ids");
  EXPECT_EQ(spoilt("data.json", R"("kind")", R"("sort")"),
            "data.json: unknown_key at /fields/0/sort");
  EXPECT_EQ(spoilt("data.json", R"("value": "basic")", R"("v": "basic")"),
            "data.json: unknown_key at /fields/5/choices/0/v");
  EXPECT_EQ(spoilt("channels.json", R"("law")", R"("act")"),
            "channels.json: unknown_key at /channels/0/act");
  EXPECT_EQ(spoilt("senders.json", R"("relation")", R"("kin")"),
            "senders.json: unknown_key at /senders/0/kin");
  EXPECT_EQ(spoilt("cells.json", R"("text")", R"("words")"),
            "cells.json: unknown_key at /cells/0/words");
  EXPECT_EQ(spoilt("retention.json", R"("years")", R"("months")"),
            "retention.json: unknown_key at /retentions/0/months");
  EXPECT_EQ(spoilt("purposes.json", R"("clause")", R"("sentence")"),
            "purposes.json: unknown_key at /purposes/0/sentence");
  EXPECT_EQ(spoilt("terms.json", R"("minimum_age")", R"("age")"),
            "terms.json: unknown_key at /terms/age");
  EXPECT_EQ(spoilt("terms.json", R"("years")", R"("months")"),
            "terms.json: unknown_key at /terms/legal_age/months");
  EXPECT_EQ(spoilt("assumptions.json", R"("place")", R"("where")"),
            "assumptions.json: unknown_key at /assumptions/0/where");
}

TEST(NoticeFiles, RefuseAMissingTranslation) {
  EXPECT_EQ(spoilt("topics.json", R"("sv": "Sova", "en": "Sleep")", R"("sv": "Sova")"),
            "topics.json: missing_text at /topics/1/name");
  EXPECT_EQ(spoilt("topics.json", R"("en": "Sleep")", R"("en": "")"),
            "topics.json: out_of_range at /topics/1/name/en");
  EXPECT_EQ(spoilt("topics.json", R"("en": "Sleep")", R"("en": "Sleep", "fi": "Nuku")"),
            "topics.json: unknown_key at /topics/1/name/fi");
  EXPECT_EQ(spoilt("notice.json", R"(["sv", "en"])", R"(["sv", "en", "fi"])"),
            "clauses.json: missing_text at /clauses/0/text");
}

TEST(NoticeFiles, RefuseWhatIsIncomplete) {
  EXPECT_EQ(spoilt("data.json", R"("category": "identity",)", ""),
            "data.json: missing_key at /fields/0/category");
  EXPECT_EQ(spoilt("purposes.json", R"("retention": "three_years",)", ""),
            "purposes.json: missing_key at /purposes/0/retention");
  EXPECT_EQ(spoilt("cells.json", R"("sender": "own")", R"("sender": "group")"),
            "cells.json: inconsistent at /cells/4")
      << "now group × letter stands twice";
  EXPECT_EQ(spoilt("channels.json", R"("id": "push")", R"("id": "fax")"),
            "cells.json: unknown_id at /cells/3/channel");
  EXPECT_EQ(spoilt("club.json", R"("legal_name": "Hemtex AB",)", ""),
            "club.json: missing_key at /club/legal_name");
}

TEST(NoticeFiles, RefuseASenderAndChannelWithoutAText) {
  auto files = hemtex();
  std::string& cells = files["cells.json"];
  const std::size_t last = cells.rfind("    {\n      \"sender\": \"other_partners\"");
  ASSERT_NE(last, std::string::npos);
  cells = cells.substr(0, cells.rfind(',', last)) + "]}";
  const auto read = wire::decode_notice_files(files);
  EXPECT_EQ(refusal(read), "cells.json: missing_text at /cells");
  EXPECT_EQ(read.reason().why.detail, "there is no text for sender other_partners, channel push");
}

TEST(NoticeFiles, RefuseAnIdThatNothingHas) {
  EXPECT_EQ(spoilt("data.json", R"("category": "identity")", R"("category": "soul")"),
            "data.json: unknown_id at /fields/0/category");
  EXPECT_EQ(spoilt("channels.json", R"("address": "street")", R"("address": "fax_number")"),
            "channels.json: unknown_id at /channels/0/address");
  EXPECT_EQ(spoilt("senders.json", R"("clause": "N2")", R"("clause": "N22")"),
            "senders.json: unknown_id at /senders/0/clause");
  EXPECT_EQ(spoilt("topics.json", R"("clause": "N1")", R"("clause": "N11")"),
            "topics.json: unknown_id at /topics/0/clause");
  EXPECT_EQ(spoilt("purposes.json", R"("given_name")", R"("nick_name")"),
            "purposes.json: unknown_id at /purposes/0/fields/0");
  EXPECT_EQ(spoilt("purposes.json", R"("three_years")", R"("for_ever")"),
            "purposes.json: unknown_id at /purposes/0/retention");
  EXPECT_EQ(spoilt("purposes.json", R"("N5", "N8"])", R"("N5", "N88"])"),
            "purposes.json: unknown_id at /purposes/0/more_clauses/2");
  EXPECT_EQ(spoilt("terms.json", R"("channel": "sms")", R"("channel": "smoke")"),
            "terms.json: unknown_id at /terms/turns_on/1/channel");
}

TEST(NoticeFiles, RefuseWhatStandsTwice) {
  EXPECT_EQ(spoilt("clauses.json", R"("N2")", R"("N1")"),
            "clauses.json: inconsistent at /clauses/1/id");
  EXPECT_EQ(spoilt("topics.json", R"("sleep")", R"("offers")"),
            "topics.json: inconsistent at /topics/1/id");
  EXPECT_EQ(spoilt("data.json", R"("id": "contact")", R"("id": "identity")"),
            "data.json: inconsistent at /categories/2/id");
  EXPECT_EQ(spoilt("data.json", R"("id": "family_name")", R"("id": "given_name")"),
            "data.json: inconsistent at /fields/1/id");
  EXPECT_EQ(spoilt("data.json", R"("value": "silver")", R"("value": "basic")"),
            "data.json: inconsistent at /fields/5/choices/1/value");
  EXPECT_EQ(spoilt("channels.json", R"("id": "sms")", R"("id": "email")"),
            "channels.json: inconsistent at /channels/2/id");
  EXPECT_EQ(spoilt("senders.json", R"("id": "group")", R"("id": "own")"),
            "senders.json: inconsistent at /senders/1/id");
  EXPECT_EQ(spoilt("purposes.json", R"("id": "analysis")", R"("id": "offers")"),
            "purposes.json: inconsistent at /purposes/1/id");
  EXPECT_EQ(spoilt("purposes.json", R"("family_name")", R"("given_name")"),
            "purposes.json: inconsistent at /purposes/0/fields/1");
  EXPECT_EQ(spoilt("terms.json", R"("channel": "sms")", R"("channel": "email")"),
            "terms.json: inconsistent at /terms/turns_on/1");
  EXPECT_EQ(spoilt("notice.json", R"("en")", R"("sv")"),
            "notice.json: inconsistent at /languages/1");
  EXPECT_EQ(spoilt("senders.json", R"("id": "own")", R"("id": "own", "id": "own")"),
            "senders.json: duplicate_key at /senders/0/id");
}

TEST(NoticeFiles, RefuseAWordOrNumberThatCannotBe) {
  EXPECT_EQ(spoilt("notice.json", "1", "2"), "notice.json: out_of_range at /format");
  EXPECT_EQ(spoilt("notice.json", R"(["sv", "en"])", "[]"),
            "notice.json: out_of_range at /languages");
  EXPECT_EQ(spoilt("club.json", "\"SE\"", "\"Sverige\""),
            "club.json: out_of_range at /club/country");
  EXPECT_EQ(spoilt("club.json", "\"SEK\"", "\"kr\""), "club.json: out_of_range at /club/currency");
  EXPECT_EQ(spoilt("data.json", R"("kind": "name")", R"("kind": "nam")"),
            "data.json: unknown_word at /fields/0/kind");
  EXPECT_EQ(spoilt("channels.json", "opt_out", "opt_in"),
            "channels.json: unknown_word at /channels/0/permission");
  EXPECT_EQ(spoilt("senders.json", R"("relation": "own")", R"("relation": "friend")"),
            "senders.json: unknown_word at /senders/0/relation");
  EXPECT_EQ(spoilt("retention.json", "latest_purchase", "never"),
            "retention.json: unknown_word at /retentions/0/start");
  EXPECT_EQ(spoilt("retention.json", R"("years": 3)", R"("years": -3)"),
            "retention.json: out_of_range at /retentions/0/years");
  EXPECT_EQ(spoilt("terms.json", R"("minimum_age": 18)", R"("minimum_age": 4294967314)"),
            "terms.json: out_of_range at /terms/minimum_age");
  EXPECT_EQ(spoilt("senders.json", R"("id": "own")", R"("id": "own.shop")"),
            "senders.json: out_of_range at /senders/0/id")
      << "a dot would make the switch's name ambiguous";
  EXPECT_EQ(
      spoilt("data.json", R"("corrected_by_member": true)", R"("corrected_by_member": "yes")"),
      "data.json: wrong_type at /fields/0/corrected_by_member");
}

// L1, L3: nobody may join into a consent that they could not have given by a switch.
TEST(NoticeFiles, RefuseTermsThatTurnOnWhatNobodyCanAgreeTo) {
  EXPECT_EQ(spoilt("terms.json", R"("sender": "own")", R"("sender": "other_partners")"),
            "terms.json: inconsistent at /terms/turns_on/0/sender");
  EXPECT_EQ(spoilt("terms.json", R"("channel": "email")", R"("channel": "letter")"),
            "terms.json: inconsistent at /terms/turns_on/0/channel");
}

// L3: a name of blanks would count as one in every rule, and show as none beside the switch.
TEST(NoticeFiles, RefuseALegalNameThatNobodyCouldSee) {
  const auto named = [](const std::string& name) {
    return spoilt("senders.json", R"("legal_name": "")", R"("legal_name": ")" + name + "\"");
  };
  for (const char* unseen : {" ", "   ", "\u00a0", "\u200b\ufeff", "\u00ad", "\\t", "–", "\u3164",
                             "Helt Annat\\nBolag AB"}) {
    EXPECT_EQ(named(unseen), "senders.json: out_of_range at /senders/3/legal_name") << unseen;
  }
  for (const char* seen : {"", "Å", "3 AB", "織物 AB"}) EXPECT_EQ(named(seen), "read") << seen;
}

TEST(NoticeFiles, RefuseFieldsThatTheProgramCouldNotUse) {
  EXPECT_EQ(spoilt("data.json", R"("id": "joined")", R"("id": "entered")"),
            "data.json: inconsistent at /fields");
  EXPECT_EQ(spoilt("data.json", R"("kind": "email")", R"("kind": "text")"),
            "data.json: inconsistent at /fields");
  EXPECT_EQ(spoilt("data.json", R"("kind": "choice")", R"("kind": "text")"),
            "data.json: inconsistent at /fields/5")
      << "choices without a choice";
  EXPECT_EQ(spoilt("data.json", R"("kind": "name")", R"("kind": "choice")"),
            "data.json: inconsistent at /fields/0")
      << "a choice without choices";
}

// MFL 21 §: who asked the register for peace. GDPR Art. 21(2), (3): the purpose that sending serves.
TEST(NoticeFiles, RefuseARuleOfSendingThatCouldNotBeKept) {
  const auto sending = [](const char* from, const char* to) {
    return spoilt("sending.json", from, to);
  };
  EXPECT_EQ(sending(R"("purpose": "offers")", R"("purpose": "spam")"),
            "sending.json: unknown_id at /sending/purpose");
  EXPECT_EQ(sending(R"("purpose": "offers")", R"("purpose": "analysis")"),
            "sending.json: inconsistent at /sending/nix/listed")
      << "the analysis does not cover who is in the register";
  EXPECT_EQ(sending(R"("listed": "nix_listed")", R"("listed": "listed")"),
            "sending.json: unknown_id at /sending/nix/listed");
  EXPECT_EQ(sending(R"("listed": "nix_listed")", R"("listed": "street")"),
            "sending.json: inconsistent at /sending/nix/listed")
      << "no date";
  EXPECT_EQ(sending(R"("customer_months": 12)", R"("customer_months": -1)"),
            "sending.json: out_of_range at /sending/nix/customer_months");
  EXPECT_EQ(sending(R"("field": "frequency")", R"("field": "home_store")"),
            "sending.json: inconsistent at /sending/frequency/field")
      << "no choice";
  EXPECT_EQ(sending(R"("value": "weekly")", R"("value": "daily")"),
            "sending.json: unknown_id at /sending/frequency/limits/0/value");
  EXPECT_EQ(sending(R"("value": "monthly")", R"("value": "weekly")"),
            "sending.json: inconsistent at /sending/frequency/limits/1/value");
  EXPECT_EQ(sending(R"("days": 7)", R"("days": 0)"),
            "sending.json: out_of_range at /sending/frequency/limits/0/days");
  EXPECT_EQ(sending(R"("messages": 1)", R"("messages": -1)"),
            "sending.json: out_of_range at /sending/frequency/limits/0/messages");
  EXPECT_EQ(sending(R"("law")", R"("act")"), "sending.json: unknown_key at /sending/nix/act");
}

TEST(NoticeFiles, RefuseACategoryThatCannotBeSwitchedOff) {
  EXPECT_EQ(spoilt("purposes.json", R"("category": "household")", R"("category": "horoscope")"),
            "purposes.json: unknown_id at /purposes/1/optional_categories/0/category");
  EXPECT_EQ(spoilt("purposes.json", R"("category": "household")", R"("category": "contact")"),
            "purposes.json: inconsistent at /purposes/1/optional_categories/0/category")
      << "the analysis uses no address";
  EXPECT_EQ(spoilt("purposes.json", R"("category": "receipts")", R"("category": "household")"),
            "purposes.json: inconsistent at /purposes/1/optional_categories/1/category");
  EXPECT_EQ(
      spoilt("retention.json", R"("days_after_objection": 30)", R"("days_after_objection": 0)"),
      "retention.json: out_of_range at /retentions/0/days_after_objection")
      << "leaving it out is the one way to say so";
}

TEST(NoticeDocument, ReadsBackWhatItWrote) {
  auto small = support::small_notice();
  const auto shipped = wire::decode_notice_files(hemtex());
  ASSERT_TRUE(shipped.ok());
  for (const notice::Notice& notice : {small, support::next_version(small), shipped.value()}) {
    const std::string written = wire::encode_notice(notice);
    const auto read = wire::decode_notice(written);
    ASSERT_TRUE(read.ok()) << refusal(read);
    EXPECT_EQ(wire::encode_notice(read.value()), written);
    EXPECT_EQ(read.value().version, notice.version);
    EXPECT_EQ(read.value().published, notice.published);
    EXPECT_EQ(read.value().cells.size(), notice.cells.size());
  }
  const auto read = wire::decode_notice(wire::encode_notice(small));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().terms.wording.sha256, small.terms.wording.sha256);
  EXPECT_EQ(read.value().cells.front().wording.sha256, small.cells.front().wording.sha256);
  EXPECT_EQ(read.value().cells.front().by_terms, small.cells.front().by_terms);
}

TEST(NoticeDocument, RefusesAHashThatIsNone) {
  const auto small = support::small_notice();
  std::string written = wire::encode_notice(small);
  const std::string hash = small.terms.wording.sha256.in(Language("sv"));
  written.replace(written.find(hash), hash.size(), "abc");
  EXPECT_EQ(refusal(wire::decode_notice(written)).substr(0, 13), "out_of_range ");
}

TEST(NoticeDocument, IsRefusedWithAPlaceWhereItIsNot) {
  EXPECT_EQ(refusal(wire::decode_notice("{}")), "missing_key at /format");
  EXPECT_EQ(refusal(wire::decode_notice("[]")), "wrong_type at ");
  EXPECT_EQ(refusal(wire::decode_notice(R"({"format": 1, "colour": "red"})")),
            "unknown_key at /colour");
}

}  // namespace
}  // namespace samtycke
