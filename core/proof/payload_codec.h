// The two halves of the canonical encoding, without the promise that they agree; payload.h keeps that one.
// Private to payload*.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/proof/payload.h"

namespace samtycke::proof {

inline constexpr std::uint8_t payload_version = 1;
inline constexpr std::uint8_t kind_decision = 1;
inline constexpr std::uint8_t kind_erasure = 2;
inline constexpr std::uint8_t kind_counted_erasure = 3;

// The numbers in the bytes are written out, and not taken from the enums and variants: reordering those
// must not change what was proved.
std::uint8_t number_of(consent::Way);
std::uint8_t number_of(ErasureReason);

std::string write_payload(const Payload&);
Expected<Payload, PayloadFlaw> read_payload(std::string_view bytes);

}  // namespace samtycke::proof
