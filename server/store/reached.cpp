#include "server/store/reached.h"

#include <string>

#include "core/member/postal_address.h"

namespace samtycke::server {

Expected<consent::RememberedNo, StoreFault> no_where_reached(Store& store,
                                                             const member::Holdings& holdings) {
  const auto value = [&](const FieldId& field) { return member::value_of(holdings, field); };
  consent::RememberedNo no;
  const std::string phone(value(member::field::phone));
  if (!phone.empty()) {
    const auto known = store.said_no_before(Reached{ReachedBy::phone, phone});
    if (!known.ok()) return Unexpected{known.reason()};
    if (known.value()) no.at.push_back(member::field::phone);
  }
  const std::string address =
      member::address_lookup_key(value(member::field::street), value(member::field::postcode));
  if (!address.empty()) {
    const auto known = store.said_no_before(Reached{ReachedBy::address, address});
    if (!known.ok()) return Unexpected{known.reason()};
    if (known.value()) no.at.push_back(member::field::street);
  }
  return no;
}

}  // namespace samtycke::server
