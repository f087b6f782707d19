// The small club of tests/support/builders.h, as it sends, sorts and erases: two segments, three offers,
// two categories that may be kept out of the analysis, and 30 days after a no.
//
//   sleepers  bought something for the bedroom       reads purchases
//   women     by what the member told about gender   reads demographics
//
//   general   own, by e-mail and text message
//   sheets    own, by e-mail and letter, to sleepers
//   perfume   group, by e-mail, to women
#pragma once

#include "core/notice/offer.h"
#include "core/preview/preview.h"
#include "tests/support/builders.h"

namespace samtycke::preview {

notice::Notice drafting_notice();
notice::Offers drafting_offers();

extern const PurposeId sending;
extern const PurposeId analysis;
extern const consent::CategoryUse age_and_sex;
extern const consent::CategoryUse receipts;

}  // namespace samtycke::preview
