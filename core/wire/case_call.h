// One call of a case, once its line is read: what it is about, and the functions that answer. Private to
// core/wire; each file case_<call>.cpp holds the calls of its name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/notice/edition.h"
#include "core/view/words.h"
#include "core/wire/json.h"
#include "core/wire/request_json.h"

namespace samtycke::wire {

// The caller looks at `with` for a fault after every answer, and throws the answer away where there is
// one. So an answer is made only from what was read without a fault: ask `with.ok()` first.
struct CaseCall {
  const Place& with;
  const notice::Notice& notice;
  const notice::Offers& offers;
  const notice::EarlierTexts& earlier;
  const std::vector<view::Words>& words;
};

std::string answer_decide(const CaseCall&);
std::string answer_keep_until(const CaseCall&);
std::string answer_notice_check(const CaseCall&);
std::string answer_offers(const CaseCall&);
std::string answer_page(const CaseCall&);
std::string answer_preview(const CaseCall&);
std::string answer_segments(const CaseCall&);
std::string answer_validate(const CaseCall&);
std::string answer_verdict(const CaseCall&);

// A notice that cannot be read is an answer of notice_check, and a fault of every other call.
std::string answer_broken_notice(const BadDocument&);

// The wishes that a list stands for.
std::vector<consent::Wish> wishes_of(const WishList&, const consent::MemberFile&,
                                     const notice::Notice&);

// The member and the moment that most calls are about. The receipts and interactions of a case may
// stand in any order.
consent::MemberFile read_case_member(const Place& with);
Instant read_case_time(const Place& with);

}  // namespace samtycke::wire
