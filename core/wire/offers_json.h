// The offers beside a notice, in JSON (assets/notice/README.md has the format): {"offers": […]}.
//
// They are read against the notice in force, so an offer that names what the notice does not have is
// refused at the start and not met by a member.
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/notice/notice.h"
#include "core/notice/offer.h"
#include "core/wire/document.h"

namespace samtycke::wire {

std::string encode_offers(const notice::Offers&);
Expected<notice::Offers, BadDocument> decode_offers(std::string_view, const notice::Notice&);

}  // namespace samtycke::wire
