// What a club is told about its notice, each with the law that says it.
#include "core/notice/lint.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"

namespace samtycke::notice {
namespace {

// A notice that nothing is said about, but what each test makes of it.
Notice sound() {
  Notice notice = support::small_notice();
  notice.terms.turns_on.clear();
  notice.senders.pop_back();
  std::erase_if(notice.cells,
                [](const CellText& text) { return text.cell.sender == SenderId("partner"); });
  for (CellText& text : notice.cells) {
    const std::string name = find(notice, text.cell.sender)->legal_name;
    text.wording = support::wording("Ja till " + name, "Yes to " + name);
  }
  for (Purpose& purpose : notice.purposes) {
    purpose.legal_basis_law = "GDPR art. 6.1 f";
    purpose.objection = support::wording("Får göra detta.", "May do this.");
  }
  notice.sending.purpose = PurposeId("offers");
  notice.sending.nix = Nix{FieldId("nix_listed"), 12, ClauseId("N2"), "MFL 21 §"};
  return notice;
}

std::string told(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += std::string(key(finding.doubt)) + " " + finding.place + "\n";
  }
  return text;
}

template <class Spoil>
std::string told_of(Spoil spoil) {
  Notice notice = sound();
  spoil(notice);
  return told(lint(notice));
}

TEST(Lint, SaysNothingOfASoundNotice) {
  EXPECT_EQ(told(lint(sound())), "");
}

TEST(Lint, NamesTheLawOfADoubtAndNoneOfWhatIsAMatterOfSense) {
  EXPECT_EQ(source(Doubt::consent_bundled_with_terms), "GDPR Art. 7(2), 7(4)");
  EXPECT_EQ(source(Doubt::offer_of_unnamed_sender), source(Doubt::sender_unnamed));
  EXPECT_EQ(source(Doubt::customer_too_long), "MFL 21 §; NIX-nämnden 18-029");
  EXPECT_EQ(source(Doubt::age_not_known), source(Doubt::minimum_age_under_13));
  EXPECT_EQ(source(Doubt::field_not_read), "GDPR Art. 5(1)(c)");
  EXPECT_EQ(source(Doubt::offer_ended), "");
  EXPECT_EQ(source(Doubt::retention_unused), "");
}

// L1; GDPR Art. 7(2), 7(4)
TEST(Lint, DoubtsConsentsThatComeWithTheTerms) {
  EXPECT_EQ(told_of([](Notice& notice) {
              notice.terms.turns_on = {support::cell("own", "email")};
              support::reword_terms(notice, "Ja till Linnegården AB", "Yes to Linnegården AB");
            }),
            "consent_bundled_with_terms terms/turns_on\n");
}

// L3; EDPB 05/2020 section 3.3.1
TEST(Lint, DoubtsASenderWithoutANameAndASwitchThatDoesNotNameIts) {
  EXPECT_EQ(told_of([](Notice& notice) { notice.senders[1].legal_name.clear(); }),
            "sender_unnamed senders/group\n");
  EXPECT_EQ(told_of([](Notice& notice) {
              support::reword(notice, support::cell("group", "sms"), "Ja till Väveriet i Borås AB",
                              "Yes to our sister company");
            }),
            "wording_without_name cells/group/sms\n");
  EXPECT_EQ(told_of([](Notice& notice) {
              support::reword(notice, support::cell("group", "letter"), "Brev", "Letters");
            }),
            "")
      << "letters need no consent";
}

// L1, L3: what somebody joins into is named by what they accept, in every language.
TEST(Lint, DoubtsTermsThatDoNotNameTheCompaniesTheyTurnOn) {
  const auto with_terms = [](const char* swedish, const char* english) {
    return told_of([&](Notice& notice) {
      notice.terms.turns_on = {support::cell("own", "email"), support::cell("own", "sms"),
                               support::cell("group", "email")};
      support::reword_terms(notice, swedish, english);
    });
  };
  EXPECT_EQ(with_terms("Linnegården AB och vårt systerbolag", "Linnegården AB and our sister"),
            "consent_bundled_with_terms terms/turns_on\n"
            "terms_without_name terms/turns_on/group\n");
  EXPECT_EQ(with_terms("Linnegården AB, Väveriet i Borås AB", "Linnegården AB and our sister"),
            "consent_bundled_with_terms terms/turns_on\n"
            "terms_without_name terms/turns_on/group\n");
  EXPECT_EQ(
      with_terms("Linnegården AB, Väveriet i Borås AB", "Linnegården AB, Väveriet i Borås AB"),
      "consent_bundled_with_terms terms/turns_on\n");
}

// N8; EDPB 2/2019 section 3; IMY DI-2019-11737
TEST(Lint, DoubtsMarketingThatRestsOnTheContract) {
  EXPECT_EQ(told_of([](Notice& notice) {
              notice.segmentation.purpose = PurposeId("analysis");
              notice.purposes[1].legal_basis_law = "GDPR art. 6.1 b";
            }),
            "basis_doubtful purposes/analysis\n"
            "profiling_on_contract purposes/analysis\n");
}

// A doubt must not hang on how the club writes its law.
TEST(Lint, ReadsTheGroundHoweverItIsWritten) {
  for (const char* contract :
       {"GDPR art. 6.1 b", "GDPR Art. 6(1)(b)", "artikel 6.1.b", "Article 6 (1) point (b)", "6.1b",
        "Art. 6 para. 1 lit. B GDPR", "GDPR artikel 6.1 första stycket b", "art. 6.1 f och b",
        "dataskyddslagen 2 kap. 1 §, GDPR art. 6.1 b"}) {
    EXPECT_EQ(told_of([&](Notice& notice) { notice.purposes[1].legal_basis_law = contract; }),
              "basis_doubtful purposes/analysis\n")
        << contract;
  }
  for (const char* other : {"GDPR art. 6.1 a", "Article 6(1)(f)", "art. 6.1 c, art. 9.2 b"}) {
    EXPECT_EQ(told_of([&](Notice& notice) { notice.purposes[1].legal_basis_law = other; }), "")
        << other;
  }
  for (const char* unknown : {"the contract", "avtal", "GDPR art. 6 b", "art. 16.1 b", "6.1 å"}) {
    EXPECT_EQ(told_of([&](Notice& notice) { notice.purposes[1].legal_basis_law = unknown; }),
              "basis_unknown purposes/analysis\n")
        << unknown;
  }
}

// GDPR Art. 21(2), 21(3)
TEST(Lint, DoubtsMarketingThatNobodyCanSayNoTo) {
  EXPECT_EQ(told_of([](Notice& notice) { notice.purposes[0].objection.reset(); }),
            "no_objection_to_marketing purposes/offers\n");
  EXPECT_EQ(told_of([](Notice& notice) {
              notice.segmentation.purpose = PurposeId("analysis");
              notice.purposes[1].objection.reset();
            }),
            "no_objection_to_marketing purposes/analysis\n");
  EXPECT_EQ(told_of([](Notice& notice) { notice.sending.purpose = {}; }),
            "no_sending_purpose sending/purpose\n");
}

// L19; MFL 21 §; NIX-nämnden 18-029
TEST(Lint, DoubtsLettersThatPassOverTheNixRegister) {
  EXPECT_EQ(told_of([](Notice& notice) { notice.sending.nix.reset(); }),
            "nix_missing channels/letter\n");
  EXPECT_EQ(told_of([](Notice& notice) { notice.sending.nix->customer_months = 13; }),
            "customer_too_long sending/nix/customer_months\n");
}

// L23; dataskyddslagen 2 kap. 4 §
TEST(Lint, DoubtsAnAgeUnderThirteenOrThatNothingTells) {
  EXPECT_EQ(told_of([](Notice& notice) { notice.terms.minimum_age = 12; }),
            "minimum_age_under_13 terms/minimum_age\n");
  EXPECT_EQ(told_of([](Notice& notice) { notice.terms.minimum_age = 13; }), "");
  EXPECT_EQ(told_of([](Notice& notice) {
              std::erase_if(notice.fields,
                            [](const Field& field) { return field.id == FieldId("birth_date"); });
            }),
            "age_not_known terms/minimum_age\n");
}

// L17; GDPR Art. 5(1)(e), 12(3)
TEST(Lint, DoubtsClocksThatDoNotStartOrEnd) {
  EXPECT_EQ(
      told_of([](Notice& notice) { notice.retentions[0].otherwise = ClockStart::latest_purchase; }),
      "no_clock_without_purchase retention/three_years\n");
  EXPECT_EQ(told_of([](Notice& notice) { notice.retentions[0].years = 0; }),
            "retention_of_nothing retention/three_years\n");
  EXPECT_EQ(told_of([](Notice& notice) { notice.retentions[0].years = 1; }), "");
  EXPECT_EQ(told_of([](Notice& notice) { notice.retentions[0].years = 9; }),
            "retention_too_long retention/three_years\n");
  EXPECT_EQ(told_of([](Notice& notice) { notice.retentions[0].years = 8; }), "");
  EXPECT_EQ(told_of([](Notice& notice) { notice.retentions[0].days_after_objection = 32; }),
            "objection_waits_too_long retention/three_years\n");
  EXPECT_EQ(told_of([](Notice& notice) {
              notice.retentions.push_back(notice.retentions[0]);
              notice.retentions[1].id = RetentionId("spare");
            }),
            "retention_unused retention/spare\n");
}

// GDPR Art. 5(1)(c); dataskyddslagen 3 kap. 10 §
TEST(Lint, DoubtsDataThatNobodyNeeds) {
  const auto with_field = [](const char* id, bool covered) {
    return [=](Notice& notice) {
      Field field = notice.fields.front();
      field.id = FieldId(id);
      notice.fields.push_back(field);
      if (covered) notice.purposes[0].fields.push_back(field.id);
    };
  };
  EXPECT_EQ(told_of(with_field("shoe_size", false)), "field_without_purpose data/shoe_size\n");
  EXPECT_EQ(severity(Doubt::field_without_purpose), Severity::error) << "it cannot be stored";
  EXPECT_EQ(told_of(with_field("personal_number", true)), "personal_number data/personal_number\n");
  EXPECT_EQ(told_of([](Notice& notice) {
              notice.categories.push_back({CategoryId("hobbies"), {}, {}});
            }),
            "category_empty data/hobbies\n");
}

Segment segment(Rule rule) {
  Segment made;
  made.id = SegmentId("s");
  made.rule = std::move(rule);
  made.clause = ClauseId("N7");
  return made;
}
Rule age(std::optional<std::int64_t> least, std::optional<std::int64_t> most) {
  return {Condition{Age{}, Between{least, most}}};
}
Rule gender(const char* value) {
  return {Condition{FieldValue{FieldId("gender")}, OneOf{{value}}}};
}

TEST(Lint, DoubtsDataOfTheAnalysisThatNoSegmentReads) {
  EXPECT_EQ(told_of([](Notice& notice) {
              notice.segmentation = {PurposeId("analysis"),
                                     {segment({All{{age(18, {}), gender("man")}}})}};
            }),
            "field_not_read data/favourite_room\n"
            "field_not_read data/amount_spent\n");
}

// GDPR recitals 38, 71
TEST(Lint, DoubtsSegmentsOfChildrenAndOfNobody) {
  const auto findings = [](Rule rule) {
    Notice notice = sound();
    notice.segmentation = {PurposeId("analysis"), {segment(std::move(rule))}};
    std::string text;
    for (const Finding& finding : lint(notice)) {
      if (finding.place == "segments/s") text += std::string(key(finding.doubt)) + " ";
    }
    return text;
  };
  EXPECT_EQ(findings(age(13, 17)), "children_sorted ");
  EXPECT_EQ(findings({Any{{gender("man"), age({}, 17)}}}), "children_sorted ");
  EXPECT_EQ(findings(age(13, 18)), "");
  EXPECT_EQ(findings({All{{age(30, {}), age({}, 29)}}}), "segment_impossible ");
  EXPECT_EQ(severity(Doubt::segment_impossible), Severity::error);
}

TEST(Lint, KnowsARuleThatContradictsItself) {
  EXPECT_TRUE(impossible({All{{gender("man"), gender("woman")}}}));
  EXPECT_TRUE(impossible({All{{gender("man"), {Not{{gender("man")}}}}}}));
  EXPECT_TRUE(impossible({All{{age(18, 20), {Any{{age(21, {}), age({}, 17)}}}}}}));
  EXPECT_TRUE(impossible({All{{gender("man"), {All{{age(3, {}), age({}, 2)}}}}}}));
  EXPECT_TRUE(impossible({Any{{{All{{age(3, {}), age({}, 2)}}}}}}));
  EXPECT_FALSE(impossible({All{{age(18, 20), age(20, 22)}}})) << "twenty is in both";
  EXPECT_FALSE(impossible({Any{{gender("man"), gender("woman")}}}));
  EXPECT_FALSE(impossible({All{{age(18, 20), {Any{{age(21, {}), age({}, 18)}}}}}}));
  EXPECT_FALSE(impossible({All{{gender("man"), {Not{{gender("woman")}}}}}}));
}

TEST(Lint, DoubtsASentenceThatNothingCarriesOutAndAChannelThatReachesNobody) {
  EXPECT_EQ(told_of([](Notice& notice) {
              notice.clauses.push_back({ClauseId("N99"), {}});
            }),
            "clause_without_effect clauses/N99\n");
  EXPECT_EQ(
      told_of([](Notice& notice) { std::erase(notice.purposes[0].fields, FieldId("phone")); }),
      "field_without_purpose data/phone\naddress_not_covered channels/sms\n");
}

TEST(Lint, DoubtsOffersThatEndedOrReachNobodyOrRunNever) {
  const Notice notice = support::small_notice();
  Offer offer;
  offer.id = OfferId("sheets");
  offer.sender = SenderId("partner");
  offer.from = support::day("2026-03-01");
  offer.until = support::day("2026-03-31");
  const auto on = [&](const char* day) { return told(lint(notice, {offer}, support::day(day))); };
  EXPECT_EQ(on("2026-03-31"), "offer_of_unnamed_sender offers/sheets\n");
  offer.sender = SenderId("own");
  EXPECT_EQ(on("2026-03-01"), "");
  EXPECT_EQ(on("2026-02-28"), "nothing_running offers\n");
  EXPECT_EQ(on("2026-04-01"), "offer_ended offers/sheets\nnothing_running offers\n");
  EXPECT_EQ(told(lint(notice, {}, support::day("2026-04-01"))), "") << "no offers is no fault";
}

}  // namespace
}  // namespace samtycke::notice
