#include "server/demo/offers.h"

namespace samtycke::server::demo {
namespace {

constexpr int remembered_days = 90;

int years_to(Day from, Day today) {
  return calendar_date(today).year - calendar_date(from).year;
}

}  // namespace

notice::Offers every_year(notice::Offers offers, Day today) {
  const Day remembered{today.since_epoch - remembered_days};
  for (notice::Offer& offer : offers) {
    const int around = years_to(offer.from, today);
    int chosen = around + 1;
    // From the latest year back: an earlier one that is not long over is nearer, and the one that runs
    // today is the nearest of all.
    for (const int years : {around, around - 1}) {
      const Day from = add_years(offer.from, years);
      const Day until = add_years(offer.until, years);
      const bool running = from <= today && today <= until;
      if (!running && until < remembered) break;
      chosen = years;
      if (running) break;
    }
    offer.from = add_years(offer.from, chosen);
    offer.until = add_years(offer.until, chosen);
  }
  return offers;
}

}  // namespace samtycke::server::demo
