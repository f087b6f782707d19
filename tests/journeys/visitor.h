// What members do in more than one story.
#pragma once

#include <string>

#include "tests/journeys/client.h"
#include "tests/journeys/town.h"

namespace samtycke::journeys {

// Signs in over the JSON interface with the code from the outbox.
void sign_in(Client&, Town&, std::string_view email = asa);

// A body for POST me/decisions: `acts` is the inside of the list.
std::string decisions(std::string_view acts, int notice_version);
inline constexpr std::string_view grant_own_email =
    R"({"act":"grant","sender":"own","channel":"email"})";
inline constexpr std::string_view grant_own_sms =
    R"({"act":"grant","sender":"own","channel":"sms"})";
inline constexpr std::string_view withdraw_own_email =
    R"({"act":"withdraw","sender":"own","channel":"email"})";
inline constexpr std::string_view object_to_analysis = R"({"act":"object","purpose":"analysis"})";

// Whether the switch is on, as GET me says.
bool is_on(const nlohmann::json& me, std::string_view sender, std::string_view channel);

}  // namespace samtycke::journeys
