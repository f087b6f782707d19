// The words that stand for the enums of a notice. Private to core/wire.
#pragma once

#include <optional>
#include <string_view>

#include "core/notice/notice.h"
#include "core/notice/offer.h"

namespace samtycke::wire {

std::string_view word_of(notice::Relation);
std::string_view word_of(notice::Permission);
std::string_view word_of(notice::FieldKind);
std::string_view word_of(notice::ClockStart);
std::string_view word_of(notice::Where);
std::string_view word_of(notice::OfferKind);

std::optional<notice::Relation> relation_from(std::string_view);
std::optional<notice::Permission> permission_from(std::string_view);
std::optional<notice::FieldKind> field_kind_from(std::string_view);
std::optional<notice::ClockStart> clock_start_from(std::string_view);
// Not "anywhere": leaving it out is the one way to say so.
std::optional<notice::Where> where_from(std::string_view);
std::optional<notice::OfferKind> offer_kind_from(std::string_view);

}  // namespace samtycke::wire
