#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/retention/before_erasure.h"
#include "core/retention/due.h"
#include "tests/support/builders.h"

namespace samtycke::retention {
namespace {

// Whoever is told has something that is not due yet, and is due on the day after the one they are told.
RC_GTEST_PROP(BeforeErasureProperties, WhatIsToldIsWhatHappens, ()) {
  auto notice = support::telling_notice();
  notice.retentions[0].years = *rc::gen::inRange(1, 6);
  notice.erasure->mail_before->days = *rc::gen::inRange(1, 181);
  consent::MemberFile file = support::small_member();
  file.holdings.receipts.front().at =
      Instant{*rc::gen::inRange<std::int64_t>(1'704'067'200, 1'924'992'000) * 1000};
  const Instant when{*rc::gen::inRange<std::int64_t>(1'704'067'200, 2'114'380'800) * 1000};
  const auto until = to_be_told(file, notice, when);
  if (!until) return;
  const auto is_whole = [](const std::optional<Due>& one) {
    return one && std::holds_alternative<WholeMember>(one->what);
  };
  RC_ASSERT(!is_whole(due(file, notice, when)));
  RC_ASSERT(is_whole(due(file, notice, start_of(Day{until->day.since_epoch + 1}))));
}

}  // namespace
}  // namespace samtycke::retention
