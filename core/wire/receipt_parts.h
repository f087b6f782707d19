// A receipt inside another document. Private to core/wire.
#pragma once

#include "core/proof/receipt.h"
#include "core/wire/json.h"

namespace samtycke::wire {

proof::Receipt read_receipt_proof(const Place&);
void write(JsonWriter&, const proof::Receipt&);

}  // namespace samtycke::wire
