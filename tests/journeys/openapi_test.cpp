// The interface and its description are the same list of routes. That the answers fit their schemas is
// checked by the Client on every answer of every story.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "server/http/reply.h"
#include "server/http/routes.h"
#include "tests/journeys/client.h"
#include "tests/journeys/schema.h"
#include "tests/journeys/town.h"

namespace samtycke::journeys {
namespace {

TEST(OpenApi, DescribesEveryJsonRouteAndNoOther) {
  std::set<std::string> served;
  for (const server::Route& route : server::routes()) {
    if (route.speaks != server::Speaks::json) continue;
    std::string method{route.method};
    for (char& c : method) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    served.insert(method + " " + std::string{route.address});
  }
  std::set<std::string> described;
  for (const auto& [path, methods] : openapi()["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) described.insert(method + " " + path);
  }
  EXPECT_EQ(served, described);
}

TEST(OpenApi, EveryReferenceLeadsSomewhere) {
  const auto& document = openapi();
  std::vector<const nlohmann::json*> left{&document};
  int references = 0;
  while (!left.empty()) {
    const nlohmann::json& node = *left.back();
    left.pop_back();
    for (const auto& [name, value] : node.items()) {
      if (value.is_structured()) left.push_back(&value);
      if (!node.is_object() || name != "$ref") continue;
      ++references;
      EXPECT_TRUE(
          document.contains(nlohmann::json::json_pointer(value.get<std::string>().substr(1))))
          << value;
    }
  }
  EXPECT_GT(references, 100);
}

TEST(OpenApi, EveryProblemThatTheServerCanSayIsDescribed) {
  const auto& described = openapi()["components"]["x-problems"];
  for (int i = 0; i <= static_cast<int>(server::Problem::failed); ++i) {
    const auto problem = static_cast<server::Problem>(i);
    const std::string code{server::key(problem)};
    ASSERT_TRUE(described.contains(code)) << code;
    EXPECT_EQ(described[code]["status"], server::status_of(problem)) << code;
  }
}

TEST(OpenApi, AnAnswerThatDoesNotFitIsSeen) {
  const std::string json = "application/json";
  EXPECT_EQ(misfit("POST", "/api/v1/session", 200, json, R"({"signed_in":true})"), "");
  EXPECT_NE(misfit("POST", "/api/v1/session", 200, json, R"({"signed_in":1})"), "");
  EXPECT_NE(misfit("POST", "/api/v1/session", 200, json, R"({"signed_in":true,"more":1})"), "");
  EXPECT_NE(misfit("POST", "/api/v1/session", 200, json, "{}"), "");
  EXPECT_NE(misfit("POST", "/api/v1/session", 200, "text/html", R"({"signed_in":true})"), "");
  EXPECT_NE(misfit("POST", "/api/v1/session", 201, json, R"({"signed_in":true})"), "");
  EXPECT_NE(misfit("GET", "/api/v1/nothing", 200, json, "{}"), "");
}

TEST(OpenApi, IsServedAsItIs) {
  Town town;
  Client client{town.port()};
  const Reply served = client.get("/api/v1/openapi.json");
  EXPECT_EQ(served.status, 200);
  EXPECT_EQ(served.body, openapi_text());
}

}  // namespace
}  // namespace samtycke::journeys
