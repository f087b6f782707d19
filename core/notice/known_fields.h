// Fields that the program itself reads. A notice must have the first three. A no is remembered by the phone number
// and the postal address too, where a notice names them so.
#pragma once

#include "core/base/id.h"

namespace samtycke::notice::field {

extern const FieldId member_number;  // "member_number"
extern const FieldId joined;         // "joined", a date
extern const FieldId email;          // "email"
extern const FieldId given_name;     // "given_name"
extern const FieldId family_name;    // "family_name"
extern const FieldId birth_date;     // "birth_date", a date
extern const FieldId phone;          // "phone"
extern const FieldId street;         // "street"
extern const FieldId postcode;       // "postcode"
extern const FieldId purchases;      // "purchases", FieldKind::receipts
extern const FieldId interactions;   // "interactions", FieldKind::interactions

}  // namespace samtycke::notice::field
