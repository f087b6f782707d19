// L20: a mail with offers that lacks a way to say no does not go out (MFL 20 §, RFC 2369, RFC 8058).
#include "server/mail/campaign.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "server/cli/program.h"
#include "server/cli/store_command.h"
#include "server/mail/stop_link.h"
#include "tests/support/builders.h"
#include "tests/support/memory_store.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server {
namespace {

const std::string sample = SAMTYCKE_SOURCE_DIR "/assets/mail/autumn.sv.txt";

std::string contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class CampaignTest : public testing::Test {
 protected:
  // The sample with one piece of it put otherwise, everywhere in the text or in the HTML.
  std::string with(const std::string& from, const std::string& to, const char* in = "txt") {
    std::string text = contents(sample);
    std::string html = contents(sample.substr(0, sample.size() - 3) + "html");
    std::string& changed = std::string(in) == "txt" ? text : html;
    EXPECT_NE(changed.find(from), std::string::npos) << from;
    for (std::size_t at = changed.find(from); at != std::string::npos;
         at = changed.find(from, at + to.size())) {
      changed.replace(at, from.size(), to);
    }
    return put(text, html);
  }
  std::string put(const std::string& text, const std::string& html) {
    std::ofstream(folder_.file("mail.txt"), std::ios::binary) << text;
    std::ofstream(folder_.file("mail.html"), std::ios::binary) << html;
    return folder_.file("mail.txt");
  }
  std::string faults(const std::string& path) const {
    const auto campaign = read_campaign(path);
    if (!campaign.ok()) return campaign.reason().line;
    std::string all;
    for (const CampaignFault fault : faults_of(campaign.value(), notice_)) {
      all += (all.empty() ? "" : " ") + std::string(key(fault));
    }
    return all;
  }

  support::TemporaryFolder folder_;
  notice::Notice notice_ = support::small_notice();
};

TEST_F(CampaignTest, TheSampleMayGoOut) {
  EXPECT_EQ(faults(sample), "");
}

TEST_F(CampaignTest, EachThingThatIsMissingIsNamed) {
  const std::string address = "nej-tack@hemtex.example";
  EXPECT_EQ(faults(with("Subject: Mjuka", "Subject2: Mjuka")), "no_subject");
  EXPECT_EQ(faults(with("<nyheter@hemtex.example>", "<nyheter>")), "no_sender");
  EXPECT_EQ(faults(with("List-Unsubscribe: <{stop_link}>, ", "List-Unsubscribe: ")),
            "no_link_in_head");
  EXPECT_EQ(
      faults(with("List-Unsubscribe: <{stop_link}>", "List-Unsubscribe: <http://club.example/u>")),
      "no_link_in_head");
  EXPECT_EQ(faults(with("List-Unsubscribe-Post: List-Unsubscribe=One-Click\n", "")),
            "no_one_click");
  EXPECT_EQ(faults(with("=One-Click", "=one click")), "no_one_click");
  EXPECT_EQ(faults(with("mailto:" + address, "mailto:nej-tack")), "no_address_in_head");
  EXPECT_EQ(faults(with("logga in:\n{stop_link}", "logga in.")), "no_link_in_text");
  EXPECT_EQ(faults(with("skriva till " + address, "skriva")), "no_address_in_text");
  EXPECT_EQ(faults(with("href=\"{stop_link}\"", "href=\"https://club.example\"", "html")),
            "no_link_in_html");
  EXPECT_EQ(faults(with(address, "butiken", "html")), "no_address_in_html");
  EXPECT_EQ(faults(with("{given_name}", "{förnamn}")), "")
      << "no place at all: it is sent as it is";
  EXPECT_EQ(faults(with("{given_name}", "{first_name}")), "unknown_place");
  EXPECT_EQ(faults(with("Subject: ", "Subject: Hej\nSubject: ")), "head_twice");
}

TEST_F(CampaignTest, OneWithNothingInItLacksEverything) {
  EXPECT_EQ(faults(put("X: y\n\nKöp!", "")),
            "no_subject no_sender no_link_in_head no_one_click no_address_in_head no_html "
            "no_link_in_text");
}

TEST_F(CampaignTest, WhatCannotBeReadIsSaidInOneLine) {
  const auto expect_one_line = [&](const std::string& path) {
    const std::string line = faults(path);
    EXPECT_NE(line, "");
    EXPECT_EQ(line.find('\n'), std::string::npos);
  };
  expect_one_line(folder_.file("not-there.txt"));
  expect_one_line(folder_.file("mail.eml"));
  for (const char* text : {"no head at all", "Subject\n\ntext", "Subject: \xff\n\ntext"}) {
    expect_one_line(put(text, ""));
  }
}

TEST_F(CampaignTest, EveryFaultSaysWhatToWrite) {
  for (int i = 0; i <= static_cast<int>(CampaignFault::unknown_place); ++i) {
    EXPECT_GT(sentence(static_cast<CampaignFault>(i)).size(), 30U);
  }
}

struct Ran {
  int code = -1;
  std::string out;
  std::string err;
};

Ran run_mail_check(const std::string& file) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = run_program({"mail", "check", file, "--assets", SAMTYCKE_SOURCE_DIR "/assets"},
                               "/", {}, out, err);
  return {code, out.str(), err.str()};
}

TEST_F(CampaignTest, TheCommandShowsAGoodMailAndRefusesAnother) {
  const Ran good = run_mail_check(sample);
  EXPECT_EQ(good.code, 0) << good.err;
  EXPECT_NE(good.out.find("Hej (given_name)!"), std::string::npos);
  EXPECT_NE(good.out.find("List-Unsubscribe: <https://club.example/u/EXAMPLE>"), std::string::npos);
  const Ran bad = run_mail_check(with("List-Unsubscribe-Post: List-Unsubscribe=One-Click\n", ""));
  EXPECT_EQ(bad.code, 1);
  EXPECT_EQ(bad.out, "");
  EXPECT_NE(bad.err.find("RFC 8058"), std::string::npos);
  EXPECT_EQ(run_mail_check("/not/there.txt").code, 2);
}

// L20: "or export refuses it".
class AudienceOfCampaign : public CampaignTest {
 protected:
  AudienceOfCampaign() {
    Change change;
    change.member = MemberId("asa");
    const consent::MemberFile asa = support::joined_member();
    change.records = asa.holdings.records;
    change.decisions = asa.decisions;
    EXPECT_TRUE(store_.commit(change).ok());
    command_.question.sender = SenderId("own");
    command_.question.channel = ChannelId("email");
    command_.origin = "https://club.example";
  }
  Ran list() {
    std::ostringstream out;
    std::ostringstream err;
    const std::vector<view::Words> no_words;
    const Surroundings here{store_, edition_, no_words, support::today().at, "/", false, out, err};
    const Exit exit = run(command_, here);
    return {static_cast<int>(exit), out.str(), err.str()};
  }
  MemoryStore store_;
  notice::Edition edition_{support::small_notice()};
  AudienceCommand command_;
};

TEST_F(AudienceOfCampaign, HasEachMembersOwnLink) {
  command_.mail = sample;
  const Ran csv = list();
  ASSERT_EQ(csv.code, 0) << csv.err;
  EXPECT_TRUE(csv.out.starts_with("member_number,email,stop_link\r\n")) << csv.out;
  const std::string before = "https://club.example/u/";
  const std::size_t at = csv.out.find(before);
  ASSERT_NE(at, std::string::npos);
  const std::string link =
      csv.out.substr(at + before.size(), csv.out.find('\r', at) - at - before.size());
  const auto opened = open_stop_link(store_, link);
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened->member, MemberId("asa"));
  EXPECT_EQ(opened->cell, support::cell("own", "email"));
  command_.format = AudienceFormat::ndjson;
  EXPECT_NE(list().out.find("\"stop_link\":\"https://club.example/u/"), std::string::npos);
}

TEST_F(AudienceOfCampaign, IsRefusedForAMailThatCannotBeStopped) {
  command_.mail = with("List-Unsubscribe-Post: List-Unsubscribe=One-Click\n", "");
  const Ran refused = list();
  EXPECT_EQ(refused.code, 2);
  EXPECT_EQ(refused.out, "");
  EXPECT_EQ(refused.err.find('\n'), refused.err.size() - 1) << refused.err;
}

TEST_F(AudienceOfCampaign, GivesNoLinksThatTravelInTheOpen) {
  for (const char* origin : {"http://club.example", "https://", "https://club.example/",
                             "club.example", "http://127.0.0.1.example"}) {
    command_.origin = origin;
    EXPECT_EQ(list().code, 2) << origin;
  }
}

}  // namespace
}  // namespace samtycke::server
