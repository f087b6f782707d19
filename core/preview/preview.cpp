#include "core/preview/preview.h"

namespace samtycke::preview {

Difference difference_made(const consent::MemberFile& before, const consent::Outcome& outcome,
                           const notice::Notice& notice, const notice::Offers& offers, Instant at) {
  return difference(state_of(before, notice, offers, at),
                    state_of(outcome.after, notice, offers, at));
}

Preview preview(const consent::MemberFile& file, const std::vector<consent::Wish>& draft,
                const notice::Notice& notice, const notice::Offers& offers,
                const consent::Circumstance& circumstance) {
  Preview made{consent::decide_all(file, draft, notice, circumstance), {}};
  made.difference = difference_made(file, made.outcome, notice, offers, circumstance.at);
  return made;
}

}  // namespace samtycke::preview
