// A visitor has one name for limits, however many addresses they come from.
#include "server/http/peer.h"

#include <gtest/gtest.h>

namespace samtycke::server {
namespace {

TEST(SourceOf, AnIpv4AddressIsTheAddress) {
  EXPECT_EQ(source_of("192.0.2.7"), "192.0.2.7");
  EXPECT_NE(source_of("192.0.2.7"), source_of("192.0.2.8"));
  EXPECT_EQ(source_of("::ffff:192.0.2.7"), "192.0.2.7");
}

TEST(SourceOf, AHouseholdsIpv6AddressesAreOneVisitor) {
  EXPECT_EQ(source_of("2001:db8:1:2::1"), "2001:db8:1:2::/64");
  EXPECT_EQ(source_of("2001:db8:1:2::1"), source_of("2001:0db8:1:2:ffff:ffff:ffff:ffff"));
  EXPECT_NE(source_of("2001:db8:1:2::1"), source_of("2001:db8:1:3::1"));
  EXPECT_EQ(source_of("fe80::1%eth0"), "fe80::/64");
}

TEST(SourceOf, WhatIsNoAddressIsNobodyInParticular) {
  for (const char* none : {"", " ", "unix:", "192.0.2", "192.0.2.7:80", "192.0.2.7, 1.2.3.4", "::g",
                           "[::1]", "asa@example.se"}) {
    EXPECT_EQ(source_of(none), "") << none;
  }
}

}  // namespace
}  // namespace samtycke::server
