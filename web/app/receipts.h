// The check that a browser makes of what the club says about its history. It trusts none of it: what is shown
// is held against the receipts, and those against the ledger's key.
#pragma once

#include "web/app/model.h"

namespace samtycke::web {

// Anew, from the file and the receipts that the model has.
void check_receipts(Model&);

}  // namespace samtycke::web
