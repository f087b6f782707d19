#include "core/wire/notice_words.h"

#include <initializer_list>

#include "core/base/check.h"

namespace samtycke::wire {
namespace {

template <class Enum>
std::optional<Enum> among(std::initializer_list<Enum> all, std::string_view word) {
  for (const Enum one : all) {
    if (word_of(one) == word) return one;
  }
  return std::nullopt;
}

}  // namespace

std::string_view word_of(notice::Relation relation) {
  switch (relation) {
    case notice::Relation::own: return "own";
    case notice::Relation::group: return "group";
    case notice::Relation::partner: return "partner";
  }
  SAMTYCKE_NEVER("Relation");
}

std::string_view word_of(notice::Permission permission) {
  switch (permission) {
    case notice::Permission::consent: return "consent";
    case notice::Permission::opt_out: return "opt_out";
  }
  SAMTYCKE_NEVER("Permission");
}

std::string_view word_of(notice::FieldKind kind) {
  switch (kind) {
    case notice::FieldKind::name: return "name";
    case notice::FieldKind::text: return "text";
    case notice::FieldKind::email: return "email";
    case notice::FieldKind::phone: return "phone";
    case notice::FieldKind::postcode: return "postcode";
    case notice::FieldKind::date: return "date";
    case notice::FieldKind::number: return "number";
    case notice::FieldKind::amount: return "amount";
    case notice::FieldKind::choice: return "choice";
    case notice::FieldKind::topic: return "topic";
    case notice::FieldKind::topics: return "topics";
    case notice::FieldKind::receipts: return "receipts";
    case notice::FieldKind::interactions: return "interactions";
  }
  SAMTYCKE_NEVER("FieldKind");
}

std::string_view word_of(notice::ClockStart start) {
  switch (start) {
    case notice::ClockStart::latest_purchase: return "latest_purchase";
    case notice::ClockStart::joined: return "joined";
  }
  SAMTYCKE_NEVER("ClockStart");
}

std::string_view word_of(notice::Where where) {
  switch (where) {
    case notice::Where::anywhere: return "anywhere";
    case notice::Where::shop: return "shop";
    case notice::Where::online: return "online";
  }
  SAMTYCKE_NEVER("Where");
}

std::string_view word_of(notice::OfferKind kind) {
  switch (kind) {
    case notice::OfferKind::general: return "general";
    case notice::OfferKind::personal: return "personal";
  }
  SAMTYCKE_NEVER("OfferKind");
}

std::optional<notice::Relation> relation_from(std::string_view word) {
  using enum notice::Relation;
  return among({own, group, partner}, word);
}

std::optional<notice::Permission> permission_from(std::string_view word) {
  using enum notice::Permission;
  return among({consent, opt_out}, word);
}

std::optional<notice::FieldKind> field_kind_from(std::string_view word) {
  using enum notice::FieldKind;
  return among({name, text, email, phone, postcode, date, number, amount, choice, topic, topics,
                receipts, interactions},
               word);
}

std::optional<notice::ClockStart> clock_start_from(std::string_view word) {
  using enum notice::ClockStart;
  return among({latest_purchase, joined}, word);
}

std::optional<notice::Where> where_from(std::string_view word) {
  using enum notice::Where;
  return among({shop, online}, word);
}

std::optional<notice::OfferKind> offer_kind_from(std::string_view word) {
  using enum notice::OfferKind;
  return among({general, personal}, word);
}

}  // namespace samtycke::wire
