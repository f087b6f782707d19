// Whether two addresses are one letter box, as far as we may assume.
#pragma once

#include <string>
#include <string_view>

namespace samtycke::member {

// A key that is equal for the spellings of one address: its letters and digits in lower case, without a flat's
// number ("lgh 1203"), which people write or leave out. Empty where street or postcode is: a street alone is in
// many towns. Only for recognising an address, never for writing to it.
std::string address_lookup_key(std::string_view street, std::string_view postcode);

}  // namespace samtycke::member
