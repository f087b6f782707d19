// The browser's rule book: what a member does, what the server answers, and what follows.
#include "web/app/update.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/proof/chain.h"
#include "core/proof/commitment.h"
#include "core/proof/signing.h"
#include "core/proof/tiles.h"
#include "core/wire/history_json.h"
#include "core/wire/member_json.h"
#include "core/wire/portal_json.h"
#include "tests/support/builders.h"
#include "web/app/blocks.h"
#include "web/app/view.h"

namespace samtycke::web {
namespace {

using consent::MemberFile;

std::vector<view::Words> two_languages() {
  const auto words = [](const char* tag, const char* slug) {
    return view::Words(Language(tag), {{"path.sign_in", std::string("in-") + slug},
                                       {"path.code", std::string("code-") + slug},
                                       {"path.overview", std::string("overview-") + slug},
                                       {"path.consents", std::string("consents-") + slug},
                                       {"path.data", std::string("data-") + slug},
                                       {"path.preferences", std::string("preferences-") + slug},
                                       {"path.offers", std::string("offers-") + slug},
                                       {"path.download", std::string("download-") + slug},
                                       {"path.history", std::string("history-") + slug},
                                       {"path.why", std::string("why-") + slug},
                                       {"path.notice", std::string("notice-") + slug},
                                       {"path.sessions", std::string("sessions-") + slug},
                                       {"path.email", std::string("email-") + slug},
                                       {"done.saved", "Saved."}});
  };
  return {words("sv", "s"), words("en", "e")};
}

// A notice as it arrives over the wire: there, nobody is agreed to who has no legal name.
notice::Notice sendable_notice() {
  notice::Notice notice = support::small_notice();
  std::erase_if(notice.terms.turns_on,
                [](const notice::Cell& cell) { return cell.sender == SenderId("partner"); });
  return notice;
}

const Fetch* fetched(const Effects& effects, const std::string& tag) {
  for (const Effect& effect : effects) {
    const auto* fetch = std::get_if<Fetch>(&effect);
    if (fetch != nullptr && fetch->tag == tag) return fetch;
  }
  return nullptr;
}

template <class E>
const E* first(const Effects& effects) {
  for (const Effect& effect : effects)
    if (const auto* it = std::get_if<E>(&effect)) return it;
  return nullptr;
}

// A member on the consents page, everything fetched.
class Browser : public testing::Test {
 protected:
  Browser() {
    file.revision = 7;
    go("/sv/consents-s");
  }

  Effects does(const Intent& intent) { return update(model, intent, now_ms); }
  Effects answers(const std::string& tag, int status, std::string body = {}) {
    return does(Answered{tag, status, std::move(body)});
  }
  std::string me() const {
    return wire::encode_me(file, notice, support::at("2026-03-14T09:26:00Z"));
  }
  void go(const std::string& path) {
    model = {};
    does(Started{path, true, false});
    answers("notice", 200, wire::encode_portal({notice}, two_languages()));
    answers("me", 200, me());
  }
  Sent form(const std::string& what, std::vector<std::string> on = {}) const {
    Sent sent{"form", {}};
    for (std::string& name : on) sent.pairs.emplace_back(std::move(name), "on");
    sent.pairs.emplace_back("do", what);
    return sent;
  }
  std::vector<std::string> on() const { return names_on(*page_of(model, now_ms)); }

  notice::Notice notice = sendable_notice();
  MemberFile file = support::joined_member();
  Model model;
  double now_ms = 1000;
};

TEST_F(Browser, ShowsAnotherWayInWhereTheClubHasOne) {
  for (const char* name : {"", "BankID"}) {
    Model fresh;
    update(fresh, Started{"/sv/in-s", false, false}, 0);
    update(fresh, Answered{"notice", 200, wire::encode_portal({notice}, two_languages(), name)}, 0);
    const auto page = page_of(fresh, 0);
    ASSERT_TRUE(page);
    const bool shown = speak(*page).find("-> /openid/start/sv") != std::string::npos;
    EXPECT_EQ(shown, std::string_view(name) == "BankID");
    EXPECT_FALSE(is_ours(fresh, "/openid/start/sv")) << "it is left to the browser";
  }
}

TEST_F(Browser, ShowsNoPageBeforeItHasTheNoticeAndTheMember) {
  Model fresh;
  const Effects asked = update(fresh, Started{"/sv/consents-s", true, false}, 0);
  EXPECT_NE(fetched(asked, "notice"), nullptr);
  EXPECT_NE(fetched(asked, "me"), nullptr);
  EXPECT_FALSE(page_of(fresh, 0));
  update(fresh, Answered{"notice", 200, wire::encode_portal({notice}, two_languages())}, 0);
  EXPECT_FALSE(page_of(fresh, 0));
  update(fresh, Answered{"me", 200, me()}, 0);
  EXPECT_TRUE(page_of(fresh, 0));
}

TEST_F(Browser, LeavesTheServersPageAloneWhenTheAnswersAreNotWhatTheyShouldBe) {
  Model fresh;
  update(fresh, Started{"/sv/consents-s", true, false}, 0);
  update(fresh, Answered{"notice", 200, "{\"notice\":"}, 0);
  update(fresh, Answered{"me", 503, ""}, 0);
  EXPECT_FALSE(page_of(fresh, 0));
}

// A no is never lost with a session: the server took it, and the page says so instead of "nothing is saved".
TEST_F(Browser, SaysThatANoWasTakenAlthoughTheSessionHadEnded) {
  does(Flipped{"cell.own.email", false});
  does(form("save", on()));
  answers("decisions", 200, R"({"withdrawn":1,"refused":[]})");
  EXPECT_EQ(model.problem, "signed_out");
  ASSERT_TRUE(model.remark);
  EXPECT_EQ(model.remark->key, "withdrawn");

  go("/sv/consents-s");
  does(Flipped{"cell.own.email", false});
  does(form("save", on()));
  answers("decisions", 200, R"({"withdrawn":1,"refused":[{"index":0,"code":"signed_out"}]})");
  EXPECT_EQ(model.remark->key, "withdrawn_only");
}

TEST_F(Browser, ShowsWhereTheMemberIsSignedInOnceTheServerHasSaidSo) {
  model = {};
  does(Started{"/sv/sessions-s", true, false});
  const Effects asked = answers("notice", 200, wire::encode_portal({notice}, two_languages()));
  ASSERT_NE(fetched(asked, "sessions"), nullptr);
  answers("me", 200, me());
  EXPECT_FALSE(page_of(model, now_ms)) << "until then the server's page stays";
  const std::string one = R"({"here":false,"id":"1f","seen":"2026-03-14T09:26:00.000Z",)"
                          R"("started":"2026-03-14T09:20:00.000Z"})";
  answers("sessions", 200, R"({"sessions":[)" + one + "]}");
  ASSERT_TRUE(page_of(model, now_ms));
  const Effects ended = does(form("end.1f"));
  ASSERT_NE(fetched(ended, "end-session"), nullptr);
  EXPECT_EQ(fetched(ended, "end-session")->path, "/api/v1/me/sessions/1f");
  EXPECT_NE(fetched(answers("end-session", 204), "sessions"), nullptr);
  ASSERT_NE(fetched(does(form("everywhere")), "everywhere"), nullptr);
  EXPECT_EQ(first<Leave>(answers("everywhere", 204))->path, "/sv/in-s?done=signed_out_everywhere");
}

TEST_F(Browser, LeavesToTheServerWhatACodeIsAbout) {
  for (const char* path : {"/sv/code-s?code=7K3M-QW2X", "/sv/code-s?confirm",
                           "/sv/download-s?confirm", "/sv/email-s"}) {
    model = {};
    does(Started{path, true, false});
    answers("notice", 200, wire::encode_portal({notice}, two_languages()));
    answers("me", 200, me());
    EXPECT_FALSE(page_of(model, now_ms)) << path;
    EXPECT_FALSE(is_ours(model, path)) << path;
  }
}

TEST_F(Browser, KeepsAFlippedSwitchAsADraftAndAsksTheServerForNothing) {
  const Effects effects = does(Flipped{"cell.own.email", false});
  EXPECT_EQ(first<Fetch>(effects), nullptr);
  ASSERT_NE(first<Announce>(effects), nullptr);
  ASSERT_EQ(model.draft.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<consent::Withdraw>(model.draft[0].act));
  EXPECT_TRUE(does(Flipped{"cell.own.email", true}).size() == 1 && model.draft.empty());
}

TEST_F(Browser, SendsANoWithoutARevisionSinceANoAlwaysWins) {
  const Fetch* fetch = nullptr;
  const Effects effects = does(form("save", {"cell.own.letter", "cell.own.sms", "cell.group.letter",
                                             "cell.group.email", "purpose.analysis"}));
  ASSERT_NE(fetch = fetched(effects, "decisions"), nullptr);
  EXPECT_EQ(fetch->method, "POST");
  EXPECT_EQ(fetch->path, "/api/v1/me/decisions");
  EXPECT_EQ(fetch->if_match, "");
  EXPECT_TRUE(fetch->idempotent);
  EXPECT_NE(fetch->body.find("withdraw"), std::string::npos);
}

TEST_F(Browser, SendsAYesWithTheRevisionThatTheMemberSaw) {
  std::vector<std::string> names = on();
  names.push_back("cell.group.sms");
  const Effects effects = does(form("save", names));
  const Fetch* fetch = fetched(effects, "decisions");
  ASSERT_NE(fetch, nullptr);
  EXPECT_EQ(fetch->if_match, "\"7\"");
}

TEST_F(Browser, SaysThatNothingChangedInsteadOfSendingNothing) {
  const Effects effects = does(form("save", on()));
  EXPECT_EQ(first<Fetch>(effects), nullptr);
  ASSERT_TRUE(model.said);
  EXPECT_EQ(model.said->key, "unchanged");
}

TEST_F(Browser, SendsOneChangeAtATime) {
  does(form("stop_everything"));
  EXPECT_TRUE(does(form("stop_everything")).empty());
  EXPECT_TRUE(does(Flipped{"cell.own.email", false}).empty());
}

TEST_F(Browser, ShowsWhatWasSavedWhenTheFileHasComeAnewAndNotBefore) {
  does(Flipped{"cell.own.email", false});
  does(form("save", on()));
  const Effects after = answers("decisions", 200, "{\"refused\":[]}");
  EXPECT_NE(fetched(after, "me"), nullptr);
  EXPECT_FALSE(model.said);
  EXPECT_EQ(model.draft.size(), 1u);
  file = consent::decide_all(file, model.draft, notice, support::today()).after;
  file.revision = 8;
  const Effects shown = answers("me", 200, me());
  ASSERT_TRUE(model.said);
  EXPECT_EQ(model.said->key, "saved");
  EXPECT_TRUE(model.draft.empty());
  ASSERT_NE(first<Focus>(shown), nullptr);
}

TEST_F(Browser, KeepsTheDraftWhenTheNetworkIsAwayOrTheStoreIs) {
  for (const int status : {0, 500, 503, 429}) {
    go("/sv/consents-s");
    does(Flipped{"cell.own.email", false});
    does(form("save", on()));
    answers("decisions", status);
    EXPECT_EQ(model.draft.size(), 1u) << status;
    ASSERT_TRUE(model.remark) << status;
    EXPECT_EQ(model.waiting, Waiting::nothing) << status;
  }
}

TEST_F(Browser, KeepsOnlyWhatIsStillAWishAfterAStaleSave) {
  does(Flipped{"cell.own.email", false});
  does(Flipped{"cell.group.sms", true});
  ASSERT_EQ(model.draft.size(), 2u);
  does(form("save", on()));
  answers("decisions", 412, "{\"code\":\"stale\"}");
  // The server carried out the no.
  file = consent::decide_all(
             file, {support::wish(notice, consent::Withdraw{support::cell("own", "email")})},
             notice, support::today())
             .after;
  file.revision = 9;
  answers("me", 200, me());
  ASSERT_EQ(model.draft.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<consent::Grant>(model.draft[0].act));
  ASSERT_TRUE(model.remark);
  EXPECT_EQ(model.remark->key, "stale");
}

TEST_F(Browser, FetchesTheNewWordsWhenAYesWasAboutTheOldOnes) {
  does(Flipped{"cell.group.sms", true});
  does(form("save", on()));
  const Effects effects =
      answers("decisions", 200, "{\"refused\":[{\"index\":0,\"code\":\"text_out_of_date\"}]}");
  EXPECT_NE(fetched(effects, "notice"), nullptr);
  answers("me", 200, me());
  ASSERT_TRUE(model.remark);
  EXPECT_EQ(model.remark->key, "new_words");
}

TEST_F(Browser, ForgetsTheMemberWhenTheSessionIsOver) {
  does(Flipped{"cell.own.email", false});
  does(form("save", on()));
  answers("decisions", 401);
  EXPECT_FALSE(model.me);
  EXPECT_TRUE(model.draft.empty());
  EXPECT_EQ(model.problem, "signed_out");
}

// A no that did not arrive: whoever believes that it did goes on getting what they turned off.
TEST_F(Browser, SaysThatNothingWasSavedWhenTheSessionIsOver) {
  does(form("stop_everything"));
  answers("decisions", 401);
  ASSERT_TRUE(model.remark);
  EXPECT_EQ(model.remark->key, "unsaved");
  EXPECT_EQ(model.remark->mood, view::Mood::error);
}

TEST_F(Browser, HasNoPageAtAnAddressOfTheServersOwn) {
  go("/dev/mail");
  EXPECT_FALSE(page_of(model, now_ms));
  go("/sv/nowhere");
  EXPECT_FALSE(page_of(model, now_ms));
}

TEST_F(Browser, AsksTheServerForThePageWhenTheFileDoesNotComeAfterSigningIn) {
  model = {};
  does(Started{"/sv/code-s", false, false});
  answers("notice", 200, wire::encode_portal({notice}, two_languages()));
  does(Sent{"form", {{"code", "ABCD-EFGH"}}});
  EXPECT_NE(fetched(answers("session", 200), "me"), nullptr);
  const Effects effects = answers("me", 503);
  ASSERT_NE(first<Leave>(effects), nullptr);
  EXPECT_EQ(first<Leave>(effects)->path, "/sv/overview-s");
}

TEST_F(Browser, LeavesForANewPageAfterSigningOutSoThatNothingStaysInMemory) {
  const Effects asked = does(form("sign_out"));
  ASSERT_NE(fetched(asked, "sign-out"), nullptr);
  EXPECT_EQ(fetched(asked, "sign-out")->method, "DELETE");
  const Effects effects = answers("sign-out", 204);
  ASSERT_NE(first<Leave>(effects), nullptr);
  EXPECT_EQ(first<Leave>(effects)->path, "/sv/in-s?done=signed_out");
}

TEST_F(Browser, KeepsTheDraftFromPageToPageAndFromLanguageToLanguage) {
  does(Flipped{"cell.own.email", false});
  does(Went{"/sv/overview-s"});
  does(Went{"/en/consents-e"});
  ASSERT_EQ(model.draft.size(), 1u);
  EXPECT_EQ(model.draft[0].language, Language("en"));
  EXPECT_EQ(model.language, Language("en"));
}

TEST_F(Browser, TellsWhoComesBackToADraftThatItIsNotSaved) {
  does(Went{"/sv/overview-s"});
  does(Went{"/sv/consents-s"});
  EXPECT_FALSE(model.said);
  does(Flipped{"cell.own.email", false});
  EXPECT_FALSE(model.said) << "the page does not move under who flips";
  does(Went{"/sv/overview-s"});
  EXPECT_FALSE(model.said);
  does(Went{"/sv/consents-s"});
  ASSERT_TRUE(model.said);
  EXPECT_EQ(model.said->key, view::unsaved);
}

TEST_F(Browser, SaysWhatAPreviewIsOnTopAsTheServerDoes) {
  does(Flipped{"cell.own.email", false});
  const Effects effects = does(form("preview", on()));
  ASSERT_TRUE(model.said);
  EXPECT_EQ(model.said->key, view::unsaved);
  ASSERT_NE(first<Focus>(effects), nullptr);
  EXPECT_EQ(first<Focus>(effects)->id, "title");
}

TEST_F(Browser, LetsADraftGoWithTheFocusOnWhatWasChanged) {
  does(Flipped{"cell.group.email", false});
  does(Flipped{"cell.group.sms", true});
  const Effects effects = does(form("discard", on()));
  EXPECT_TRUE(model.draft.empty());
  EXPECT_EQ(first<Fetch>(effects), nullptr);
  ASSERT_NE(first<Announce>(effects), nullptr);
  ASSERT_NE(first<Focus>(effects), nullptr);
  EXPECT_EQ(first<Focus>(effects)->id, "cell-group-email");
}

TEST_F(Browser, LeavesAddressesThatAreNotItsOwnToTheServer) {
  EXPECT_FALSE(is_ours(model, "/dev/mail"));
  EXPECT_TRUE(is_ours(model, "/en/data-e"));
  EXPECT_FALSE(is_ours(model, "/sv/in-s"));
  const Effects effects = does(Went{"/dev/mail"});
  ASSERT_NE(first<Leave>(effects), nullptr);
}

TEST_F(Browser, SaysAgainWhatTheServerSaidInTheAddress) {
  go("/sv/consents-s?done=saved");
  ASSERT_TRUE(model.said);
  EXPECT_EQ(model.said->key, "saved");
  go("/sv/consents-s?done=%3Cscript%3E");
  EXPECT_FALSE(model.said);
}

TEST_F(Browser, ShowsTheServersTimeAndLetsItPass) {
  EXPECT_EQ(now_of(model, now_ms), support::at("2026-03-14T09:26:00Z"));
  EXPECT_EQ(now_of(model, now_ms + 60000), support::at("2026-03-14T09:27:00Z"));
}

TEST_F(Browser, ComplainsAboutAFieldWhenItIsLeftAndForgivesAtOnce) {
  go("/sv/data-s");
  does(Typed{"phone", "070", false});
  EXPECT_EQ(model.typed.at("phone").error, "");
  does(Typed{"phone", "070", true});
  EXPECT_EQ(model.typed.at("phone").error, "bad_phone");
  does(Typed{"phone", "070-174 06 05", false});
  EXPECT_EQ(model.typed.at("phone").error, "");
}

TEST_F(Browser, SendsNoCorrectionThatTheServerWouldRefuse) {
  go("/sv/data-s");
  const Effects effects = does(Sent{"correct-form", {{"phone", "070"}, {"do", "save"}}});
  EXPECT_EQ(first<Fetch>(effects), nullptr);
  EXPECT_NE(first<Focus>(effects), nullptr);
}

TEST_F(Browser, SendsACorrectionWithTheRevisionThatItCorrects) {
  go("/sv/data-s");
  const Effects effects = does(Sent{"correct-form", {{"phone", "070-174 06 05"}, {"do", "save"}}});
  const Fetch* fetch = fetched(effects, "details");
  ASSERT_NE(fetch, nullptr);
  EXPECT_EQ(fetch->method, "PATCH");
  EXPECT_EQ(fetch->if_match, "\"7\"");
}

TEST_F(Browser, FollowsATopicByItsSwitchAndSendsAllThatAreFollowed) {
  for (notice::Field& field : notice.fields) {  // N1
    if (field.id == FieldId{"favourite_room"}) field.kind = notice::FieldKind::topics;
  }
  go("/sv/preferences-s");
  does(Flipped{"favourite_room.bath", true});
  EXPECT_EQ(model.typed.at("favourite_room").value, "bath,sleep") << "sleep was held before";
  does(Flipped{"favourite_room.sleep", false});
  EXPECT_EQ(model.typed.at("favourite_room").value, "bath");
  EXPECT_TRUE(model.draft.empty()) << "it is no consent";
  const Effects effects = does(Sent{
      "preferences-form", {{"favourite_room", ""}, {"favourite_room.bath", "on"}, {"do", "save"}}});
  const Fetch* fetch = fetched(effects, "details");
  ASSERT_NE(fetch, nullptr);
  EXPECT_NE(fetch->body.find(R"("bath")"), std::string::npos) << fetch->body;
}

TEST_F(Browser, ASearchAmongThePurchasesIsAnAddressAndSaysWhatWasFound) {
  go("/sv/data-s");
  const Effects effects =
      does(Sent{"purchases-search", {{"q", "örn gott"}, {"room", ""}, {"year", ""}}});
  EXPECT_EQ(model.path, "/sv/data-s?q=%C3%B6rn%20gott");
  ASSERT_EQ(effects.size(), 2u);
  EXPECT_EQ(std::get<Navigate>(effects[0]).path, model.path);
  EXPECT_FALSE(std::get<Announce>(effects[1]).text.empty());
  EXPECT_EQ(fetched(effects, "details"), nullptr) << "nothing is saved";
  EXPECT_TRUE(model.typed.empty());
  go("/sv/data-s");
  EXPECT_EQ(model.path, "/sv/data-s") << "back to all of them";
}

TEST_F(Browser, WhoLeftHasNoDraftOfNoesThatTheyNeverSaid) {
  support::decided(file, consent::Leave{}, "2026-03-10T12:00:00Z");
  go("/sv/consents-s");
  ASSERT_TRUE(on().empty());
  ASSERT_NE(fetched(does(form("stop_everything")), "stop"), nullptr);
  answers("stop", 200, "{}");
  answers("me", 200, me());  // Nothing was taken, as far as this answer says.
  EXPECT_TRUE(model.draft.empty());
}

TEST_F(Browser, PausesTheUseWithoutARevisionAndEndsThePauseWithOne) {
  go("/sv/data-s");  // GDPR Art. 18: a no always wins.
  const Effects asked = does(Sent{"restriction-form", {{"do", "restrict"}}});
  ASSERT_NE(fetched(asked, "restrict"), nullptr);
  EXPECT_EQ(fetched(asked, "restrict")->if_match, "");
  EXPECT_NE(fetched(asked, "restrict")->body.find("\"restrict\""), std::string::npos);
  answers("restrict", 200, "{}");
  answers("me", 200, me());
  ASSERT_TRUE(model.said);
  EXPECT_EQ(model.said->key, "restricted");
  const Effects lifted = does(Sent{"restriction-form", {{"do", "lift_restriction"}}});
  ASSERT_NE(fetched(lifted, "lift_restriction"), nullptr);
  EXPECT_EQ(fetched(lifted, "lift_restriction")->if_match, "\"7\"");
}

TEST_F(Browser, AnAnswerToNewWordsLeavesTheRestOfTheDraftAlone) {
  does(Flipped{"cell.own.email", false});
  ASSERT_EQ(model.draft.size(), 1u);
  const Effects asked = does(Sent{"asked-form", {{"do", "yes.cell.group.sms"}}});
  const Fetch* fetch = fetched(asked, "answered");
  ASSERT_NE(fetch, nullptr);
  EXPECT_EQ(fetch->if_match, "\"7\"");
  EXPECT_NE(fetch->body.find("\"grant\""), std::string::npos);
  EXPECT_EQ(fetch->body.find("\"withdraw\""), std::string::npos);
  answers("answered", 200, "{}");
  answers("me", 200, me());
  EXPECT_EQ(model.draft.size(), 1u);
  EXPECT_EQ(model.said->key, "answered");
}

TEST_F(Browser, TheNoticeAndTheReasonsArePagesOfItsOwn) {
  for (const char* path : {"/sv/notice-s", "/en/notice-e", "/sv/why-s"}) {
    EXPECT_TRUE(is_ours(model, path)) << path;
    does(Went{path});
    ASSERT_TRUE(page_of(model, now_ms)) << path;
    EXPECT_FALSE(page_of(model, now_ms)->menu.empty()) << path;
  }
}

TEST(SignedOut, TheNoticeIsAPageOfTheProgramAndTheReasonsAreNot) {
  Model model;
  update(model, Started{"/sv/notice-s", false, false}, 0);
  update(model, Answered{"notice", 200, wire::encode_portal({sendable_notice()}, two_languages())},
         0);
  ASSERT_TRUE(page_of(model, 0));
  EXPECT_TRUE(page_of(model, 0)->menu.empty());
  EXPECT_TRUE(is_ours(model, "/sv/in-s"));
  EXPECT_FALSE(is_ours(model, "/sv/why-s"));
}

TEST(SignedOut, WhoIsSignedInKeepsTheServersNoticeUntilTheirFileHasCome) {
  Model model;
  update(model, Started{"/sv/notice-s", true, false}, 0);
  update(model, Answered{"notice", 200, wire::encode_portal({sendable_notice()}, two_languages())},
         0);
  EXPECT_FALSE(page_of(model, 0)) << "its menu would go away and come back";
}

TEST(SigningIn, GoesFromTheAddressToTheCodeToTheMembersFile) {
  Model model;
  update(model, Started{"/sv/in-s", false, false}, 0);
  update(model, Answered{"notice", 200, wire::encode_portal({sendable_notice()}, two_languages())},
         0);
  ASSERT_TRUE(page_of(model, 0));
  EXPECT_EQ(first<Fetch>(update(model, Sent{"f", {{"email", "asa@"}}}, 0)), nullptr);
  EXPECT_EQ(model.sign_in.error, "bad_email");
  EXPECT_NE(fetched(update(model, Sent{"f", {{"email", "asa@example.se"}}}, 0), "sign-in"),
            nullptr);
  const Effects to_code = update(model, Answered{"sign-in", 202, "{}"}, 0);
  ASSERT_NE(first<Navigate>(to_code), nullptr);
  EXPECT_EQ(first<Navigate>(to_code)->path, "/sv/code-s");
  EXPECT_NE(fetched(update(model, Sent{"f", {{"code", "7K3M-QW2X"}}}, 0), "session"), nullptr);
  update(model, Answered{"session", 403, "{\"code\":\"code_expired\"}"}, 0);
  EXPECT_EQ(model.code.error, "expired");
  update(model, Sent{"f", {{"code", "7K3M-QW2X"}}}, 0);
  EXPECT_NE(fetched(update(model, Answered{"session", 200, "{}"}, 0), "me"), nullptr);
  EXPECT_TRUE(model.signed_in);
}

// ---- Receipts.

// A tree of this member's decisions, and a key that signed it.
class Ledger {
 public:
  explicit Ledger(const MemberFile& file) {
    proof::ChainEnd end;
    proof::TreeEdge edge;
    for (const consent::Decision& decision : file.decisions) {
      const std::string payload =
          proof::encode(proof::next_in_chain(end, file.id, decision, "")).value();
      end = proof::after(end, payload);
      edge.append(proof::leaf_hash(proof::leaf(edge.size(), proof::commitment({}, payload))));
      entries_.push_back({decision, {payload, {}, proof::Pending{}}});
    }
    const proof::Tiles tiles = edge.take_tiles();
    const std::string note = key_.sign_note(
        to_text(proof::Checkpoint{key_.public_key().name, {edge.size(), edge.root()}}));
    for (std::uint64_t i = 0; i < edge.size(); ++i) {
      entries_[i].receipt.place =
          proof::InTree{i, proof::inclusion_proof(i, edge.size(), tiles).value(), note};
    }
  }
  std::vector<wire::HistoryEntry>& entries() { return entries_; }
  std::string answer() const { return wire::encode_history(to_text(key_.public_key()), entries_); }

 private:
  const proof::SigningKey key_{"samtycke/test", proof::Seed{}};
  std::vector<wire::HistoryEntry> entries_;
};

std::size_t count(const Model& model, view::ReceiptState state) {
  const auto& all = model.history.receipts;
  return static_cast<std::size_t>(std::count(all.begin(), all.end(), state));
}

TEST_F(Browser, AsksForTheReceiptsWhenThePageAboutThemIsOpened) {
  EXPECT_EQ(fetched(does(Went{"/sv/history-s"}), "history")->path, "/api/v1/me/history");
  model = {};
  does(Started{"/sv/history-s", true, false});
  EXPECT_NE(
      fetched(answers("notice", 200, wire::encode_portal({notice}, two_languages())), "history"),
      nullptr);
}

TEST_F(Browser, ChecksEveryReceiptByItself) {
  Ledger ledger(file);
  does(Went{"/sv/history-s"});
  answers("history", 200, ledger.answer());
  EXPECT_EQ(count(model, view::ReceiptState::verified), file.decisions.size());
  EXPECT_FALSE(model.history.key.empty());
}

TEST_F(Browser, ChecksThemAlsoWhenTheyComeBeforeTheMember) {
  model = {};
  does(Started{"/sv/history-s", true, false});
  answers("notice", 200, wire::encode_portal({notice}, two_languages()));
  answers("history", 200, Ledger(file).answer());
  answers("me", 200, me());
  EXPECT_EQ(count(model, view::ReceiptState::verified), file.decisions.size());
}

TEST_F(Browser, ShowsAReceiptThatWasTamperedWithAsFailed) {
  Ledger ledger(file);
  ledger.entries()[0].receipt.salt.bytes[5] ^= 1U;
  does(Went{"/sv/history-s"});
  answers("history", 200, ledger.answer());
  EXPECT_EQ(model.history.receipts[0], view::ReceiptState::failed);
  EXPECT_EQ(count(model, view::ReceiptState::failed), 1U);
}

TEST_F(Browser, ADecisionThatIsShownOtherwiseThanItWasMadeFails) {
  const Ledger ledger(file);
  file.decisions[0].notice_version += 1;
  answers("me", 200, me());
  does(Went{"/sv/history-s"});
  answers("history", 200, ledger.answer());
  EXPECT_EQ(model.history.receipts[0], view::ReceiptState::failed);
}

TEST_F(Browser, SaysWhenTheReceiptsCannotBeFetchedAndForgetsThemWithTheMember) {
  does(Went{"/sv/history-s"});
  answers("history", 0);
  EXPECT_EQ(count(model, view::ReceiptState::not_fetched), file.decisions.size());
  answers("history", 200, "{}");
  EXPECT_EQ(count(model, view::ReceiptState::not_fetched), file.decisions.size());
  answers("history", 200, Ledger(file).answer());
  answers("history", 401);
  EXPECT_FALSE(model.receipts.has_value());
  EXPECT_TRUE(model.history.receipts.empty());
}

}  // namespace
}  // namespace samtycke::web
