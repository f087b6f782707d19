#include "core/notice/offer.h"

namespace samtycke::notice {

const Offer* find(const Offers& offers, const OfferId& id) {
  for (const Offer& offer : offers) {
    if (offer.id == id) return &offer;
  }
  return nullptr;
}

}  // namespace samtycke::notice
