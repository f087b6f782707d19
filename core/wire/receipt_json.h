// A receipt as the file that a member keeps:
//   {"checkpoint":"club.example\n123\n…","index":7,"payload":"<base64>","proof":["<base64>",…],
//    "salt":"<base64>","version":1}
// and without checkpoint, index and proof while it is pending. One receipt has one encoding. The payload
// stands in it as its canonical bytes only: words beside them could say something else, and be believed.
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/proof/receipt.h"
#include "core/wire/document.h"

namespace samtycke::wire {

std::string encode_receipt_proof(const proof::Receipt&);
Expected<proof::Receipt, BadDocument> decode_receipt_proof(std::string_view);

}  // namespace samtycke::wire
