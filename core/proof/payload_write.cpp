#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/base/overloaded.h"
#include "core/proof/big_endian.h"
#include "core/proof/payload_codec.h"

namespace samtycke::proof {
namespace {

using namespace consent;

void write_cell(std::string& out, const notice::Cell& cell) {
  append_text(out, cell.sender.text());
  append_text(out, cell.channel.text());
}

void write_objectable(std::string& out, const Objectable& to) {
  std::visit(Overloaded{[&](const notice::Cell& cell) {
                          append_u8(out, 1);
                          write_cell(out, cell);
                        },
                        [&](const PurposeId& purpose) {
                          append_u8(out, 2);
                          append_text(out, purpose.text());
                        },
                        [&](const CategoryUse& use) {
                          append_u8(out, 3);
                          append_text(out, use.purpose.text());
                          append_text(out, use.category.text());
                        }},
             to);
}

void write_act(std::string& out, const Act& act) {
  std::visit(Overloaded{[&](const Grant& grant) {
                          append_u8(out, 1);
                          write_cell(out, grant.cell);
                        },
                        [&](const Withdraw& withdraw) {
                          append_u8(out, 2);
                          write_cell(out, withdraw.cell);
                        },
                        [&](const Object& no) {
                          append_u8(out, 3);
                          write_objectable(out, no.to);
                        },
                        [&](const LiftObjection& lift) {
                          append_u8(out, 4);
                          write_objectable(out, lift.to);
                        },
                        [&](const Join&) { append_u8(out, 5); },
                        [&](const Correct& correct) {
                          append_u8(out, 6);
                          append_u32(out, static_cast<std::uint32_t>(correct.fields.size()));
                          for (const FieldId& field : correct.fields)
                            append_text(out, field.text());
                        },
                        [&](const Restrict&) { append_u8(out, 7); },
                        [&](const LiftRestriction&) { append_u8(out, 8); },
                        [&](const Leave&) { append_u8(out, 9); }},
             act);
}

void write_decided(std::string& out, const Decided& decided) {
  const Decision& decision = decided.decision;
  append_u8(out, kind_decision);
  append_text(out, decided.member.text());
  append_u64(out, decided.number);
  append_hash(out, decided.previous);
  write_act(out, decision.act);
  append_u32(out, static_cast<std::uint32_t>(decision.notice_version));
  append_text(out, decision.language.text());
  append_u8(out, decision.text_sha256.empty() ? 0 : 1);
  out += from_hex(decision.text_sha256).value_or("");
  append_u8(out, number_of(decision.way));
  append_text(out, decision.actor);
  append_text(out, decided.request);
  append_u64(out, static_cast<std::uint64_t>(decision.at.utc_ms));
}

}  // namespace

std::uint8_t number_of(Way way) {
  switch (way) {
    case Way::portal: return 1;
    case Way::one_click: return 2;
    case Way::join: return 3;
    case Way::agent: return 4;
    case Way::import: return 5;
  }
  SAMTYCKE_NEVER("a way without a number");
}

std::uint8_t number_of(ErasureReason reason) {
  switch (reason) {
    case ErasureReason::left: return 1;
    case ErasureReason::retention: return 2;
    case ErasureReason::asked: return 3;
  }
  SAMTYCKE_NEVER("a reason without a number");
}

std::string write_payload(const Payload& payload) {
  std::string out;
  append_u8(out, payload_version);
  std::visit(Overloaded{[&](const Decided& decided) { write_decided(out, decided); },
                        [&](const Erased& erased) {
                          append_u8(out, erased.decisions ? kind_counted_erasure : kind_erasure);
                          append_text(out, erased.id);
                          append_u8(out, number_of(erased.reason));
                          if (erased.decisions) append_u64(out, *erased.decisions);
                        }},
             payload);
  return out;
}

}  // namespace samtycke::proof
