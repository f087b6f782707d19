// Taking everything along over HTTP, and what is promised about its form.
#include <gtest/gtest.h>

#include "core/wire/download_json.h"
#include "core/wire/notice_json.h"
#include "tests/journeys/client.h"
#include "tests/journeys/schema.h"
#include "tests/journeys/town.h"
#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"
#include "tests/support/planted.h"
#include "tests/support/shipped_notice.h"

namespace samtycke::journeys {
namespace {

using nlohmann::json;

struct SignedIn {
  Town town;
  Client client{town.port()};
  SignedIn() {
    town.add(support::joined_member());
    sign_in(client, town);
  }
  Reply get(const std::string& query) { return client.get("/api/v1/me/download?" + query); }
};

const json& schema() {
  static const json spelt = [] {
    const json document = json::parse(download_schema_text());
    return spelt_out(document, document);
  }();
  return spelt;
}

json planted_download() {
  auto notice = wire::decode_notice_files(support::shipped_notice_files());
  SAMTYCKE_CHECK(notice.ok());
  return json::parse(wire::encode_download(support::planted_member(notice.value()), notice.value(),
                                           support::at("2026-03-14T09:26:00Z")));
}

TEST(Download, ComesInEachFormUnderANameOfItsOwn) {
  SignedIn member;
  const Reply html = member.get("format=html&language=sv");
  EXPECT_EQ(html.status, 200);
  EXPECT_EQ(html.header("content-type"), "text/html; charset=utf-8");
  EXPECT_NE(html.header("content-disposition").find("attachment; filename=\"uppgifter-"),
            std::string::npos);
  EXPECT_TRUE(html.header("content-disposition").ends_with(".html\""));
  EXPECT_NE(html.body.find("asa.lindqvist@example.se"), std::string::npos);

  const Reply csv = member.get("format=csv");
  EXPECT_EQ(csv.status, 200);
  EXPECT_EQ(csv.header("content-type"), "application/zip");
  EXPECT_TRUE(csv.header("content-disposition").ends_with(".zip\""));
  EXPECT_TRUE(csv.body.starts_with("PK"));
  EXPECT_EQ(csv.header("cache-control"), "no-store");
}

TEST(Download, SpeaksTheLanguageOfThePageItWasAskedFromOrOfTheBrowser) {
  SignedIn member;
  EXPECT_NE(member.get("format=html&language=en").body.find("<html lang=\"en\">"),
            std::string::npos);
  EXPECT_NE(member.get("format=html&language=sv").body.find("<html lang=\"sv\">"),
            std::string::npos);
  EXPECT_EQ(member.get("format=html&language=tlh").status, 400);
  EXPECT_EQ(member.get("format=xml").status, 400);
  EXPECT_EQ(member.get("").status, 400);
}

TEST(Download, IsForWhoeverIsSignedInOnly) {
  Town town;
  Client client{town.port()};
  for (const char* format : {"json", "csv", "html"}) {
    EXPECT_EQ(client.get("/api/v1/me/download?format=" + std::string(format)).status, 401);
  }
}

TEST(DownloadSchema, IsServedToAnyoneAsItIs) {
  Town town;
  Client client{town.port()};
  const Reply served = client.get("/api/v1/member-1.schema.json");
  EXPECT_EQ(served.status, 200);
  EXPECT_EQ(served.header("content-type"), "application/schema+json");
  EXPECT_EQ(served.body, download_schema_text());
}

TEST(DownloadSchema, DescribesEveryDownload) {
  SignedIn member;
  EXPECT_EQ(misfit(schema(), member.get("format=json").json()), "");
  EXPECT_EQ(misfit(schema(), planted_download()), "");
}

TEST(DownloadSchema, HasNoRoomForAPartThatItDoesNotDescribe) {
  for (const char* place : {"", "/member", "/member/holdings", "/member/holdings/records/0",
                            "/member/holdings/receipts/1", "/member/holdings/receipts/1/lines/0",
                            "/member/holdings/interactions/0", "/member/decisions/0", "/club"}) {
    json changed = planted_download();
    changed[json::json_pointer(place)]["unheard_of"] = 1;
    EXPECT_NE(misfit(schema(), changed), "") << place;
  }
  json later = planted_download();
  later["version"] = 2;
  EXPECT_NE(misfit(schema(), later), "") << "a later format has a schema of its own";
}

TEST(DownloadSchema, SaysTheSameAsTheDescriptionOfTheInterface) {
  EXPECT_EQ(schema(), spelt_out(openapi(), openapi()["components"]["schemas"]["Download"]));
}

}  // namespace
}  // namespace samtycke::journeys
