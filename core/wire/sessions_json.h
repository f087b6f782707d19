// GET me/sessions: where a member is signed in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/view/pages.h"
#include "core/wire/document.h"

namespace samtycke::wire {

// {"sessions":[{"here":true,"id":"3f…","seen":"2026-03-14T09:26:00.000Z","started":"…"}]}
std::string encode_sessions(const std::vector<view::SessionRow>&);
Expected<std::vector<view::SessionRow>, BadDocument> decode_sessions(std::string_view);

}  // namespace samtycke::wire
