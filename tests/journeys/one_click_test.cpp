// Stopping by the link in a mail, over HTTP: L4, L7, L21; RFC 8058.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "core/consent/standing.h"
#include "core/verdict/verdict.h"
#include "server/mail/stop_link.h"
#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

const std::string form_type = "application/x-www-form-urlencoded";
const std::string rfc_words = "List-Unsubscribe=One-Click";

class OneClick : public testing::Test {
 protected:
  OneClick() { town.add(support::joined_member()); }
  std::string link() {
    return "/u/" + server::stop_link(town.store(), {member, support::cell("own", "email")});
  }
  // As a mail program sends it: nothing but these bytes.
  Reply post(const std::string& path, const std::string& body, const std::string& type = form_type,
             const Headers& more = {}) {
    Headers headers = more;
    headers.push_back(no_origin);
    if (!type.empty()) headers.emplace_back("Content-Type", type);
    return Client{town.port()}.send("POST", path, body, headers);
  }
  Reply get(const std::string& path) { return Client{town.port()}.get(path); }
  bool is_on(const char* sender, const char* channel) {
    return consent::is_on(town.file(member).decisions, support::cell(sender, channel),
                          town.portal().notice());
  }
  std::size_t decided() { return town.file(member).decisions.size(); }
  // The secret in the answer that takes it back.
  std::string undo_in(const Reply& reply) {
    for (const auto& [name, value] : Client{town.port()}.form_on(reply, link_of(reply))) {
      if (name == "undo") return value;
    }
    return {};
  }
  static std::string link_of(const Reply& reply) {
    const std::string before = "action=\"/u/";
    const std::size_t at = reply.body.find(before);
    if (at == std::string::npos) return {};
    const std::size_t from = at + before.size() - 3;
    return reply.body.substr(from, reply.body.find('"', from) - from);
  }
  static void expect_plain(const Reply& reply) {
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.count("set-cookie"), 0);
    EXPECT_EQ(reply.count("location"), 0);
    EXPECT_EQ(reply.header("cache-control"), "no-store");
  }

  Town town;
  const MemberId member = support::small_member().id;
};

TEST_F(OneClick, LookingSaysWhatWouldStopAndChangesNothing) {
  const std::size_t before = decided();
  const Reply page = get(link());
  expect_plain(page);
  EXPECT_NE(page.body.find("E-post från Linnegården"), std::string::npos);
  EXPECT_NE(page.body.find("E-post från Väveriet"), std::string::npos);
  EXPECT_EQ(page.body.find("asa.lindqvist"), std::string::npos);
  EXPECT_EQ(Client{town.port()}.send("HEAD", link(), "", {}).status, 200);
  EXPECT_EQ(decided(), before);
}

TEST_F(OneClick, WhatAMailProgramSendsStopsTheChannelAndNothingElse) {
  expect_plain(post(link(), rfc_words));
  EXPECT_FALSE(is_on("own", "email"));
  EXPECT_FALSE(is_on("group", "email"));
  EXPECT_TRUE(is_on("own", "sms"));
  EXPECT_TRUE(is_on("own", "letter"));
  const consent::Decision last = town.file(member).decisions.back();
  EXPECT_EQ(last.way, consent::Way::one_click);
  EXPECT_EQ(last.actor, "member");
}

TEST_F(OneClick, ItHoldsForTheVeryNextAudience) {
  verdict::Question question;
  question.sender = SenderId("own");
  question.channel = ChannelId("email");
  question.at = town.now();
  const auto may_be_sent = [&] {
    return std::holds_alternative<verdict::Yes>(verdict::verdict(
        town.file(member), question, town.portal().notice(), town.portal().offers()));
  };
  ASSERT_TRUE(may_be_sent());
  post(link(), rfc_words);
  EXPECT_FALSE(may_be_sent());
}

TEST_F(OneClick, ItIsTakenHoweverItIsWrapped) {
  const std::string boundary = "x-8058";
  const std::string multipart =
      "--" + boundary +
      "\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n"
      "One-Click\r\n--" +
      boundary + "--\r\n";
  const std::vector<std::pair<std::string, std::string>> bodies = {
      {form_type, rfc_words},
      {form_type + "; charset=UTF-8", rfc_words},
      {"multipart/form-data; boundary=" + boundary, multipart},
      {"", ""},
      {"text/plain", "%zz"},
      {"application/json", "{}"}};
  for (const auto& [type, body] : bodies) {
    Town other;
    other.add(support::joined_member());
    const std::string to =
        "/u/" + server::stop_link(other.store(), {member, support::cell("own", "email")});
    Headers headers = {no_origin};
    if (!type.empty()) headers.emplace_back("Content-Type", type);
    expect_plain(Client{other.port()}.send("POST", to, body, headers));
    EXPECT_FALSE(consent::is_on(other.file(member).decisions, support::cell("own", "email"),
                                other.portal().notice()))
        << type;
  }
}

TEST_F(OneClick, ItComesFromAnywhereAndNeedsNoSessionAndNoToken) {
  const Reply reply = post(link(), rfc_words, form_type,
                           {{"Origin", "https://mail.example"},
                            {"Sec-Fetch-Site", "cross-site"},
                            {"Cookie", "sid=" + std::string(64, 'a')}});
  expect_plain(reply);
  EXPECT_FALSE(is_on("own", "email"));
}

TEST_F(OneClick, AnyNumberOfTimesIsAsOnce) {
  const std::string to = link();
  post(to, rfc_words);
  const std::size_t once = decided();
  for (int i = 0; i < 50; ++i) expect_plain(post(to, rfc_words));
  EXPECT_EQ(decided(), once);
  EXPECT_NE(post(to, rfc_words).body.find("Det var redan stoppat"), std::string::npos);
}

TEST_F(OneClick, ManyAtOnceStopItOnce) {
  const std::string to = link();
  const std::size_t before = decided();
  std::atomic<int> good{0};
  std::vector<std::thread> mail_programs;
  for (int i = 0; i < 32; ++i) {
    mail_programs.emplace_back([&] { good += post(to, rfc_words).status == 200; });
  }
  for (std::thread& one : mail_programs) one.join();
  EXPECT_EQ(good, 32);
  EXPECT_EQ(decided(), before + 2) << "own/email and group/email";
}

TEST_F(OneClick, OnlyThisSenderLeavesTheOthers) {
  expect_plain(post(link(), "do=sender"));
  EXPECT_FALSE(is_on("own", "email"));
  EXPECT_TRUE(is_on("group", "email"));
}

TEST_F(OneClick, AnUnknownLinkIsAnsweredAndChangesNothing) {
  const std::size_t before = decided();
  const std::string good = link();
  for (const std::string& path :
       {std::string("/u/nothing"), good + "x", good.substr(0, good.size() - 1),
        "/u/" +
            server::stop_link(town.store(), {MemberId("nobody"), support::cell("own", "email")}),
        "/u/" + server::stop_link(town.store(), {member, support::cell("own", "smoke")}),
        "/u/" + town.store().seal_link("undo", "x"), "/u/" + town.store().seal_link("stop", "x")}) {
    expect_plain(get(path));
    expect_plain(post(path, rfc_words));
  }
  EXPECT_EQ(decided(), before);
}

TEST_F(OneClick, WhoeverLeftOrWasErasedIsToldThatNothingIsLeft) {
  const std::string to = link();
  consent::MemberFile file = town.file(member);
  server::Change left;
  left.member = member;
  left.based_on = file.revision;
  support::decided(file, consent::Leave{}, "2026-03-15");
  left.decisions = {file.decisions.back()};
  ASSERT_TRUE(town.store().commit(left).ok());
  expect_plain(post(to, rfc_words));
  ASSERT_TRUE(town.store().erase(member, town.now()).ok());
  EXPECT_NE(get(to).body.find("Här finns inget att stoppa"), std::string::npos);
  expect_plain(post(to, rfc_words));
}

TEST_F(OneClick, ItIsTakenBackWithinTenMinutes) {
  const Reply stopped = post(link(), rfc_words);
  const std::string undo = undo_in(stopped);
  ASSERT_FALSE(undo.empty());
  town.pass_minutes(9);
  const Reply back = post(link(), "do=undo&undo=" + undo);
  expect_plain(back);
  EXPECT_NE(back.body.find("Det är som det var"), std::string::npos);
  EXPECT_TRUE(is_on("own", "email"));
  EXPECT_TRUE(is_on("group", "email"));
  EXPECT_EQ(town.file(member).decisions.back().way, consent::Way::one_click);
  // Once.
  post(link(), rfc_words);
  EXPECT_NE(post(link(), "do=undo&undo=" + undo).body.find("Det gick inte att ta tillbaka"),
            std::string::npos);
  EXPECT_FALSE(is_on("own", "email"));
}

TEST_F(OneClick, AfterTenMinutesANoStands) {
  const std::string undo = undo_in(post(link(), rfc_words));
  town.pass_minutes(10);
  expect_plain(post(link(), "do=undo&undo=" + undo));
  EXPECT_FALSE(is_on("own", "email"));
}

TEST_F(OneClick, ALinkThatStopsNeverTurnsAnythingOn) {
  const std::string undo = undo_in(post(link(), rfc_words));
  const std::size_t before = decided();
  const std::string token = link().substr(3);
  for (const std::string& secret : {std::string(), token, undo.substr(1), undo + "A"}) {
    expect_plain(post(link(), "do=undo&undo=" + secret));
  }
  // Nor does the secret of one member undo another's.
  consent::MemberFile bo = support::joined_member();
  bo.id = MemberId("bo");
  bo.holdings.records.clear();
  town.add(bo);
  const std::string to_bo =
      "/u/" + server::stop_link(town.store(), {bo.id, support::cell("own", "email")});
  post(to_bo, rfc_words);
  const std::size_t of_bo = town.file(bo.id).decisions.size();
  expect_plain(post(to_bo, "do=undo&undo=" + undo));
  EXPECT_EQ(town.file(bo.id).decisions.size(), of_bo);
  EXPECT_EQ(decided(), before);
}

TEST_F(OneClick, AStoreThatIsAwayIsSaidAndNothingIsPromised) {
  const std::string to = link();
  town.memory().go_away();
  EXPECT_EQ(get(to).status, 503);
  EXPECT_EQ(post(to, rfc_words).status, 503);
  town.memory().come_back();
}

TEST_F(OneClick, ThePageSpeaksTheLanguageThatIsAskedFor) {
  EXPECT_NE(get(link() + "?language=en").body.find("Stop all of it"), std::string::npos);
  EXPECT_NE(get(link() + "?language=xx").body.find("Stoppa alltihop"), std::string::npos);
}

TEST(OneClickFrequency, LessOftenIsChosenAndTakenBack) {
  TownPlan plan = small_plan();
  notice::Field field;
  field.id = FieldId("often");
  field.category = plan.notice.fields.front().category;
  field.kind = notice::FieldKind::choice;
  field.corrected_by_member = true;
  for (const char* value : {"weekly", "monthly"}) {
    field.choices.push_back({value, {{{support::swedish(), value}, {support::english(), value}}}});
  }
  field.name = field.choices[0].name;
  plan.notice.fields.push_back(field);
  plan.notice.purposes.front().fields.push_back(field.id);
  plan.notice.sending.frequency =
      notice::Frequency{field.id, {{"weekly", 1, 7}, {"monthly", 1, 30}}, {}};
  Town town{plan};
  consent::MemberFile asa = support::small_member();
  support::decided(asa, consent::Grant{support::cell("own", "email")}, "2026-03-01");
  town.add(asa);
  Client client{town.port()};
  const std::string to =
      "/u/" + server::stop_link(town.store(), {asa.id, support::cell("own", "email")});
  const Headers type = {{"Content-Type", form_type}};
  const auto often = [&] {
    return std::string(member::value_of(town.file(asa.id).holdings, FieldId("often")));
  };
  const Reply monthly = client.send("POST", to, "do=less.monthly", type);
  EXPECT_EQ(monthly.status, 200);
  EXPECT_EQ(often(), "monthly");
  EXPECT_EQ(town.file(asa.id).decisions.back().way, consent::Way::one_click);
  client.send("POST", to, "do=less.weekly", type);
  EXPECT_EQ(often(), "monthly") << "a link never asks for more";
  const Form form = client.form_on(monthly, to);
  client.send("POST", to, urlencoded({{"do", "undo"}, {"undo", value_in(form, "undo")}}), type);
  EXPECT_EQ(often(), "");
}

}  // namespace
}  // namespace samtycke::journeys
