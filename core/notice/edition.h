// The notice in force with what lies beside it: what a page needs to know of the club.
#pragma once

#include "core/notice/earlier.h"
#include "core/notice/notice.h"
#include "core/notice/offer.h"

namespace samtycke::notice {

struct Edition {
  Notice notice;
  Offers offers = {};
  EarlierTexts earlier = {};
};

}  // namespace samtycke::notice
