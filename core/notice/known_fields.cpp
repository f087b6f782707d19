#include "core/notice/known_fields.h"

namespace samtycke::notice::field {

const FieldId member_number{"member_number"};
const FieldId joined{"joined"};
const FieldId email{"email"};
const FieldId given_name{"given_name"};
const FieldId family_name{"family_name"};
const FieldId birth_date{"birth_date"};
const FieldId phone{"phone"};
const FieldId street{"street"};
const FieldId postcode{"postcode"};
const FieldId purchases{"purchases"};
const FieldId interactions{"interactions"};

}  // namespace samtycke::notice::field
