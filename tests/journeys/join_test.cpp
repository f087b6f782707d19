// Becoming a member: the address first, then the terms, then the membership.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

constexpr const char* join = "/sv/bli-medlem";
constexpr std::string_view eva = "eva.lindqvist@example.se";

class Join : public testing::Test {
 protected:
  Join() { town.add(support::joined_member()); }

  Reply ask(Client& who, std::string_view email) {
    const Reply page = who.get(join);
    return who.post_form(
        join, with(with(who.form_on(page, join), "email", std::string{email}), "do", "send_code"));
  }
  Reply confirm(Client& who) {
    const Reply page = who.get("/sv/kod?confirm");
    return who.post_form("/sv/kod?confirm",
                         with(who.form_on(page, "/sv/kod?confirm"), "code", town.latest_code()));
  }
  // The form of the terms, filled in, with every switch as it stands.
  Form terms(Client& who) {
    Form form = who.form_on(who.get(join), join);
    form = with(with(form, "given_name", "Eva"), "birth_date", "1990-05-17");
    return with(with(form, "accept_terms", "on"), "do", "join");
  }
  std::optional<MemberId> member_with(std::string_view email) {
    const auto found = town.store().find(
        {server::LookupKind::email, member::email_lookup_key(std::string{email})});
    return found.ok() ? std::optional(found.value()) : std::nullopt;
  }
  // What the notice has switches for, and what of it is on.
  std::string on_now() {
    const auto me = visitor.get("/api/v1/me").json();
    std::string on;
    for (const auto& cell : me.at("standing").at("cells")) {
      if (cell.at("on") != true) continue;
      on +=
          cell.at("sender").get<std::string>() + "/" + cell.at("channel").get<std::string>() + " ";
    }
    return on;
  }
  // Everything of theirs goes, as an agent or the retention does it.
  void erase(std::string_view email) {
    const auto id = member_with(email);
    ASSERT_TRUE(id);
    ASSERT_TRUE(town.store().erase(*id, town.now()).ok());
    visitor.cookies().clear();
    town.pass_minutes(60 * 24);
  }
  void become_member(std::string_view email) {
    ask(visitor, email);
    ASSERT_EQ(confirm(visitor).header("location"), join);
    const Reply joined = visitor.post_form(join, terms(visitor));
    ASSERT_EQ(joined.header("location"), "/sv/oversikt?done=joined") << joined.body;
  }

  Town town;
  Client visitor{town.port()};
};

// N4: accepting the terms turns on what the page showed, and nothing else (L1).
TEST_F(Join, BeginsWithTheAddressGoesOnWithTheTermsAndEndsSignedIn) {
  EXPECT_EQ(ask(visitor, eva).header("location"), "/sv/kod?confirm");
  EXPECT_FALSE(member_with(eva));
  EXPECT_EQ(visitor.get(join).body.find("accept_terms"), std::string::npos)
      << "no terms before the address has answered";
  EXPECT_EQ(confirm(visitor).header("location"), join);
  EXPECT_FALSE(member_with(eva)) << "nor a member before the terms are accepted";
  EXPECT_EQ(visitor.get("/api/v1/me").status, 401);

  const Form without_sms = without(with(terms(visitor), "phone", "070-174 06 05"), "cell.own.sms");
  const Reply joined = visitor.post_form(join, without_sms);
  EXPECT_EQ(joined.header("location"), "/sv/oversikt?done=joined") << joined.body;
  const auto me = visitor.get("/api/v1/me").json();
  EXPECT_TRUE(is_on(me, "own", "email"));
  EXPECT_FALSE(is_on(me, "own", "sms"));
  const auto id = member_with(eva);
  ASSERT_TRUE(id);
  const consent::MemberFile file = town.file(*id);
  EXPECT_EQ(member::value_of(file.holdings, member::field::member_number).size(), 8U);
  EXPECT_EQ(file.decisions.front().way, consent::Way::join);
}

TEST_F(Join, NothingIsAcceptedFromTheStart) {
  ask(visitor, eva);
  confirm(visitor);
  const Form form = visitor.form_on(visitor.get(join), join);
  EXPECT_EQ(value_in(form, "accept_terms"), "");
  const Reply refused = visitor.post_form(join, without(terms(visitor), "accept_terms"));
  EXPECT_NE(refused.body.find(all_words().front()("join.error.terms_not_accepted")),
            std::string::npos);
  EXPECT_FALSE(member_with(eva));
}

TEST_F(Join, TheAddressIsTheConfirmedOneWhateverTheFormSays) {
  ask(visitor, eva);
  confirm(visitor);
  visitor.post_form(join, with(terms(visitor), "email", "another@example.se"));
  EXPECT_FALSE(member_with("another@example.se"));
  EXPECT_TRUE(member_with(eva));
}

TEST_F(Join, WhatIsWrongIsSaidAndWhatWasTypedIsKept) {
  ask(visitor, eva);
  confirm(visitor);
  const Reply bad = visitor.post_form(join, with(terms(visitor), "birth_date", "yesterday"));
  EXPECT_NE(bad.body.find("value=\"yesterday\""), std::string::npos);
  EXPECT_NE(bad.body.find("aria-invalid"), std::string::npos);
  const Reply young = visitor.post_form(join, with(terms(visitor), "birth_date", "2015-01-01"));
  EXPECT_NE(young.body.find("16"), std::string::npos);
  EXPECT_FALSE(member_with(eva)) << "L23";
  EXPECT_EQ(visitor.post_form(join, terms(visitor)).status, 303) << "and may be mended";
}

// S6: a stranger learns nothing from joining; the owner of the mailbox learns that they are a member.
TEST_F(Join, AMembersAddressGetsTheSameBytesAndACodeThatSignsIn) {
  const auto seen_by = [&](std::string_view email) {
    Client stranger{town.port()};
    const Reply asked = ask(stranger, email);
    const Reply page = stranger.get("/sv/kod?confirm");
    const Form form = stranger.form_on(page, "/sv/kod?confirm");
    const Reply wrong = stranger.post_form("/sv/kod?confirm", with(form, "code", "0000-0000"));
    std::string all = std::to_string(asked.status) + asked.header("location") + asked.body +
                      page.body + wrong.body;
    for (const std::string& own : {value_in(form, "form_token"), std::string{email}}) {
      for (std::size_t at; (at = all.find(own)) != std::string::npos;) {
        all.replace(at, own.size(), "*");
      }
    }
    return all;
  };
  EXPECT_TRUE(seen_by(asa) == seen_by(eva));
  for (const std::string_view email : {asa, eva}) {
    Client program{town.port()};
    const std::string body = R"({"email":")" + std::string{email} + R"(","language":"sv"})";
    const Reply asked = program.post_json("/api/v1/join/address", body);
    EXPECT_EQ(asked.status, 202);
    EXPECT_EQ(asked.body, R"({"code_sent":true,"expires_in":600})");
  }
  ask(visitor, asa);
  EXPECT_EQ(town.store().latest_mail(1).value().at(0).to, asa);
  EXPECT_EQ(confirm(visitor).header("location"), "/sv/oversikt");
  EXPECT_EQ(visitor.get("/api/v1/me").status, 200);
  EXPECT_EQ(town.store().count_members().value(), 1);
}

TEST_F(Join, OverJsonToo) {
  const std::string body = R"({"accept_terms":true,"details":{"given_name":"Eva",)"
                           R"("birth_date":"1990-05-17"},"language":"sv","notice_version":)" +
                           std::to_string(town.portal().notice().version) +
                           R"(,"turned_off":[{"channel":"email","sender":"group"}]})";
  EXPECT_EQ(visitor.post_json("/api/v1/join", body).code(), "address_not_confirmed");
  visitor.post_json("/api/v1/join/address",
                    R"({"email":"eva.lindqvist@example.se","language":"sv"})");
  const Reply confirmed =
      visitor.post_json("/api/v1/session", R"({"code":")" + town.latest_code() + R"("})");
  EXPECT_EQ(confirmed.body, R"({"address_confirmed":true,"signed_in":false})");
  const Reply young =
      visitor.post_json("/api/v1/join", std::string{body}.replace(body.find("1990"), 4, "2016"));
  EXPECT_EQ(young.code(), "under_age");
  const Reply joined = visitor.post_json("/api/v1/join", body);
  ASSERT_EQ(joined.status, 201) << joined.body;
  const auto me = visitor.get("/api/v1/me").json();
  EXPECT_TRUE(is_on(me, "own", "email"));
  EXPECT_FALSE(is_on(me, "group", "email"));
}

TEST_F(Join, OneConfirmedAddressFromManyThreadsIsOneMember) {
  ask(visitor, eva);
  confirm(visitor);
  const Form form = terms(visitor);
  std::atomic<int> joined{0};
  std::vector<std::thread> threads;
  threads.reserve(32);
  for (int i = 0; i < 32; ++i) {
    threads.emplace_back([&] {
      Client own{town.port()};
      own.cookies() = visitor.cookies();
      if (own.post_form(join, form).header("location") == "/sv/oversikt?done=joined") ++joined;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(joined, 1);
  EXPECT_EQ(town.store().count_members().value(), 2);
}

TEST_F(Join, AConfirmedAddressIsGoodForAnHourAndForOneBrowser) {
  ask(visitor, eva);
  confirm(visitor);
  const Form form = terms(visitor);
  Client stranger{town.port()};
  stranger.get(join);
  EXPECT_EQ(stranger.get(join).body.find(eva), std::string::npos);
  town.pass_minutes(60);
  EXPECT_EQ(visitor.post_form(join, form).status, 200);
  EXPECT_FALSE(member_with(eva));
}

// What was in the browser before the address answered may be somebody else's making.
TEST_F(Join, ACookieThatSomebodyElsePlantedDoesNotLeadToTheTerms) {
  const std::string planted(64, 'a');
  visitor.cookies()["pre"] = planted;
  ask(visitor, eva);
  confirm(visitor);
  EXPECT_NE(visitor.cookies()["pre"], planted);
  EXPECT_NE(visitor.get(join).body.find(eva), std::string::npos);
  Client attacker{town.port()};
  attacker.cookies()["pre"] = planted;
  EXPECT_EQ(attacker.get(join).body.find(eva), std::string::npos);
}

// L22, and NIX-nämnden 21-115: whoever left said no, and registering the address again is no yes.
TEST_F(Join, AnAddressWhoseOwnerLeftNeverGetsTheOffersBackByJoining) {
  become_member(eva);
  ASSERT_TRUE(is_on(visitor.get("/api/v1/me").json(), "own", "email"));
  ASSERT_EQ(visitor.post_json("/api/v1/me/leave", R"({"language":"sv","sure":true})").status, 204);
  town.pass_minutes(60 * 24);
  ask(visitor, eva);
  confirm(visitor);
  EXPECT_NE(visitor.get(join).body.find(all_words().front()("join.said_no_before")),
            std::string::npos);
  const Form form = with(terms(visitor), "cell.own.email", "on");
  ASSERT_EQ(visitor.post_form(join, form).header("location"), "/sv/oversikt?done=joined");
  EXPECT_EQ(on_now(), "") << "letters, too, which nobody is asked about before";
}

TEST_F(Join, ANoThatOutlivedItsMemberMeetsANewRegistration) {
  become_member(eva);
  const int version = town.portal().notice().version;
  ASSERT_EQ(
      visitor.post_json("/api/v1/me/decisions", decisions(withdraw_own_email, version)).status,
      200);
  erase(eva);
  become_member(eva);
  EXPECT_EQ(on_now(), "");
}

// The control: somebody whose time was over, and who never said no, joins like anybody.
TEST_F(Join, WhoNeverSaidNoIsAskedLikeAnybody) {
  become_member(eva);
  const std::string on = on_now();
  ASSERT_NE(on, "");
  erase(eva);
  become_member(eva);
  EXPECT_EQ(on_now(), on);
}

}  // namespace
}  // namespace samtycke::journeys
