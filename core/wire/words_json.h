// assets/text/<language>.json: one flat object, key to text.
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/view/words.h"
#include "core/wire/document.h"

namespace samtycke::wire {

Expected<view::Words, BadDocument> decode_words(const Language&, std::string_view json);
std::string encode_words(const view::Words&);

}  // namespace samtycke::wire
