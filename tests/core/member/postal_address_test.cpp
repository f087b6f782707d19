#include "core/member/postal_address.h"

#include <gtest/gtest.h>

namespace samtycke::member {
namespace {

TEST(PostalAddress, IsTheSameHoweverItIsWritten) {
  const std::string one = address_lookup_key("Björkgatan 5B", "753 28");
  EXPECT_EQ(one, "75328 björkgatan5b");
  for (const char* street :
       {"BJÖRKGATAN 5 B", " björkgatan  5b ", "Björkgatan 5B, lgh 1203", "Björkgatan 5 B LGH1203",
        "Björkgatan 5B lägenhet 3", "Björk-gatan 5:B"}) {
    EXPECT_EQ(address_lookup_key(street, "75328"), one) << street;
  }
}

TEST(PostalAddress, OfAnotherDoorOrTownIsAnother) {
  const std::string one = address_lookup_key("Björkgatan 5B", "753 28");
  EXPECT_NE(address_lookup_key("Björkgatan 5", "753 28"), one);
  EXPECT_NE(address_lookup_key("Björkgatan 5B", "753 29"), one);
  EXPECT_NE(address_lookup_key("Lghultsvägen 1", "753 28"), address_lookup_key("", "753 28"));
}

TEST(PostalAddress, ThatIsHalfIsNone) {
  EXPECT_EQ(address_lookup_key("Björkgatan 5B", ""), "");
  EXPECT_EQ(address_lookup_key("", "753 28"), "");
  EXPECT_EQ(address_lookup_key("lgh 1203", "753 28"), "");
  EXPECT_EQ(address_lookup_key("\xFF", "753 28"), "") << "no text";
}

}  // namespace
}  // namespace samtycke::member
