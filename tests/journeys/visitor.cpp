#include "tests/journeys/visitor.h"

#include <gtest/gtest.h>

namespace samtycke::journeys {

void sign_in(Client& client, Town& town, std::string_view email) {
  const Reply asked = client.post_json(
      "/api/v1/sign-in", R"({"email":")" + std::string{email} + R"(","language":"sv"})");
  ASSERT_EQ(asked.status, 202) << asked.body;
  const Reply given =
      client.post_json("/api/v1/session", R"({"code":")" + town.latest_code() + R"("})");
  ASSERT_EQ(given.status, 200) << given.body;
}

std::string decisions(std::string_view acts, int notice_version) {
  return R"({"notice_version":)" + std::to_string(notice_version) +
         R"(,"language":"sv","decisions":[)" + std::string{acts} + "]}";
}

bool is_on(const nlohmann::json& me, std::string_view sender, std::string_view channel) {
  for (const auto& cell : me.at("standing").at("cells")) {
    if (cell.at("sender") == sender && cell.at("channel") == channel) return cell.at("on");
  }
  ADD_FAILURE() << "no such cell";
  return false;
}

}  // namespace samtycke::journeys
