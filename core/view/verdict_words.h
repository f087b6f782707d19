// A verdict's no in words: why something does not reach the member, and where that is written.
#pragma once

#include <string>

#include "core/notice/offer.h"
#include "core/verdict/offers_for.h"
#include "core/view/page.h"
#include "core/view/pages.h"

namespace samtycke::view {

// "Du har inte sagt ja till E-post från Hemtex." `offer` may be null: then it is about no one offer.
std::string no_in_words(const Setting&, const verdict::No&, const notice::Cell&,
                        const notice::Offer* offer);
// "Lagrum: MFL 19 §. Klubbens text, del 4."
std::string source_in_words(const Setting&, const verdict::No&);

// The number of a sentence of the notice as the page about it counts them; 0 where there is none.
std::size_t number_of(const notice::Notice&, const ClauseId&);

}  // namespace samtycke::view
