#include <limits>
#include <optional>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/utf8.h"
#include "core/proof/big_endian.h"
#include "core/proof/payload_codec.h"

namespace samtycke::proof {
namespace {

using namespace consent;

// Reads on after a fault, answering something empty, and keeps the first.
class PayloadReader {
 public:
  explicit PayloadReader(std::string_view bytes) : bytes_(bytes) {}

  Payload payload() {
    if (bytes_.u8() != payload_version) refuse(PayloadFlaw::unknown_version);
    const std::uint8_t kind = bytes_.u8();
    Payload read;
    if (kind == kind_decision) {
      read = decided();
    } else if (kind == kind_erasure) {
      read = erased();
    } else if (kind == kind_counted_erasure) {
      Erased counted = erased();
      counted.decisions = bytes_.u64();
      read = std::move(counted);
    } else {
      refuse(PayloadFlaw::unknown_kind);
    }
    if (bytes_.cut_off()) fault_ = PayloadFlaw::cut_off;
    if (bytes_.left() > 0) refuse(PayloadFlaw::left_over);
    return read;
  }
  const std::optional<PayloadFlaw>& fault() const { return fault_; }

 private:
  void refuse(PayloadFlaw flaw) {
    if (!fault_) fault_ = flaw;
  }
  std::string text() {
    const std::string_view read = bytes_.text();
    if (!is_utf8(read)) refuse(PayloadFlaw::not_utf8);
    return std::string(read);
  }
  std::string some_text() {
    std::string read = text();
    if (read.empty()) refuse(PayloadFlaw::empty);
    return read;
  }
  template <class SomeId>
  SomeId id() {
    return SomeId(some_text());
  }
  notice::Cell cell() {
    auto sender = id<SenderId>();
    return {std::move(sender), id<ChannelId>()};
  }
  Objectable objectable() {
    const std::uint8_t what = bytes_.u8();
    if (what == 1) return cell();
    if (what == 2) return id<PurposeId>();
    if (what != 3) refuse(PayloadFlaw::unknown_word);
    auto purpose = id<PurposeId>();
    return CategoryUse{std::move(purpose), id<CategoryId>()};
  }
  Correct correct() {
    Correct read;
    // Each field takes at least five bytes, so a hostile count costs nothing.
    for (std::uint32_t count = bytes_.u32(); count > 0 && bytes_.left() > 4; --count) {
      read.fields.push_back(id<FieldId>());
    }
    return read;
  }
  Act act() {
    switch (bytes_.u8()) {
      case 1: return Grant{cell()};
      case 2: return Withdraw{cell()};
      case 3: return Object{objectable()};
      case 4: return LiftObjection{objectable()};
      case 5: return Join{};
      case 6: return correct();
      case 7: return Restrict{};
      case 8: return LiftRestriction{};
      case 9: return Leave{};
    }
    refuse(PayloadFlaw::unknown_word);
    return Join{};
  }
  std::string text_sha256() {
    const std::uint8_t shown = bytes_.u8();
    if (shown == 0) return {};
    if (shown != 1) refuse(PayloadFlaw::out_of_range);
    return to_hex(to_bytes(bytes_.hash()));
  }
  Way way() {
    const std::uint8_t number = bytes_.u8();
    for (const Way way : {Way::portal, Way::one_click, Way::join, Way::agent, Way::import}) {
      if (number_of(way) == number) return way;
    }
    refuse(PayloadFlaw::unknown_word);
    return Way::portal;
  }
  std::uint64_t at_most(std::uint64_t number, std::uint64_t most) {
    if (number > most) refuse(PayloadFlaw::out_of_range);
    return number > most ? 0 : number;
  }

  Decided decided() {
    Decided read;
    read.member = id<MemberId>();
    read.number = bytes_.u64();
    read.previous = bytes_.hash();
    if (read.number == 0) refuse(PayloadFlaw::out_of_range);
    if ((read.number == 1) != (read.previous == Hash{})) refuse(PayloadFlaw::broken_start);
    read.decision.act = act();
    read.decision.notice_version =
        static_cast<int>(at_most(bytes_.u32(), std::numeric_limits<int>::max()));
    read.decision.language = Language(text());
    read.decision.text_sha256 = text_sha256();
    read.decision.way = way();
    read.decision.actor = text();
    read.request = text();
    read.decision.at.utc_ms =
        static_cast<std::int64_t>(at_most(bytes_.u64(), std::numeric_limits<std::int64_t>::max()));
    return read;
  }
  Erased erased() {
    Erased read;
    read.id = some_text();
    const std::uint8_t number = bytes_.u8();
    for (const auto reason :
         {ErasureReason::left, ErasureReason::retention, ErasureReason::asked}) {
      if (number_of(reason) != number) continue;
      read.reason = reason;
      return read;
    }
    refuse(PayloadFlaw::unknown_word);
    return read;
  }

  ByteReader bytes_;
  std::optional<PayloadFlaw> fault_;
};

}  // namespace

Expected<Payload, PayloadFlaw> read_payload(std::string_view bytes) {
  PayloadReader reader(bytes);
  Payload payload = reader.payload();
  if (reader.fault()) return Unexpected{*reader.fault()};
  return payload;
}

}  // namespace samtycke::proof
