// Carrying out what a member decided or corrected: what the pages and the JSON interface share.
//
// Decide on what is stored, commit on that revision, and start over when someone else was faster. A no
// is decided again and always wins; a yes was said to the file the member saw, so one whose revision no
// longer fits is held back and given to the member again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/consent/correct.h"
#include "core/consent/decide.h"
#include "server/http/call.h"
#include "server/store/store.h"

namespace samtycke::server::handlers {

// What the member wants, worked out on the file as it stands when it is carried out.
using WishesFor = std::function<std::vector<consent::Wish>(const consent::MemberFile&)>;

struct SavedWishes {
  consent::MemberFile before;
  consent::Outcome outcome;  // `after` has its new revision.
  std::vector<std::size_t>
      held_back;  // Wishes that need a revision and came without the right one.
};
// What to store beside the idempotency key; made before the commit, since it is stored with it.
using AnswerFor = std::function<std::string(const SavedWishes&)>;

struct WishSaving {
  WishesFor wishes;
  // The revision that the member saw. None: every wish that needs one is held back.
  std::optional<std::int64_t> revision_seen;
  std::optional<Idempotency> idempotency;
  AnswerFor answer;
};
// The text is an earlier answer to the same idempotency key.
using WishesSaved = std::variant<SavedWishes, std::string, StoreFault>;
WishesSaved save_wishes(Call&, const WishSaving&);

// The same without storing anything.
std::variant<SavedWishes, StoreFault> preview_wishes(Call&, const WishesFor&);

struct SavedCorrections {
  consent::MemberFile before;
  consent::Outcome outcome;  // `after` has its new revision.
};
struct StaleFile {};
using CorrectionsSaved =
    std::variant<SavedCorrections, std::vector<consent::BadCorrection>, StaleFile, StoreFault>;
// Without `revision_seen` it is carried out on whatever stands.
CorrectionsSaved save_corrections(Call&, const std::vector<consent::Correction>&, const Language&,
                                  std::optional<std::int64_t> revision_seen);

// What an outcome does to a file in the store, decided on that file.
Change change_for(const Call&, const consent::MemberFile&, const consent::Outcome&);

// Whether the notice speaks it. Asked about every language that came from outside: the core takes it
// for granted.
bool is_spoken(const notice::Notice&, const Language&);
Answer unspoken_language();  // 400, at "/language".

}  // namespace samtycke::server::handlers
