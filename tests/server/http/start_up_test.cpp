// What `serve` refuses before it opens anything, in one line each.
#include "server/http/start_up.h"

#include <gtest/gtest.h>

namespace samtycke::server {
namespace {

ServeOptions demo_on(std::string listen) {
  ServeOptions options;
  options.listen = std::move(listen);
  options.demo = true;
  return options;
}

TEST(StartUp, ADemoIsForThisMachineAlone) {
  EXPECT_TRUE(wanted_address(demo_on("127.0.0.1:8080")).ok());
  EXPECT_TRUE(wanted_address(demo_on("[::1]:8080")).ok());
  EXPECT_FALSE(wanted_address(demo_on("0.0.0.0:8080")).ok());
  EXPECT_FALSE(wanted_address(demo_on("192.168.1.5:8080")).ok());

  ServeOptions local = demo_on("192.168.1.5:8080");
  local.demo = false;
  local.local_mail = true;
  local.origin = "https://club.example";
  EXPECT_FALSE(wanted_address(local).ok()) << "everybody's codes would be there for all to read";
  local.listen = "unix:/run/samtycke/http.sock";
  EXPECT_FALSE(wanted_address(local).ok()) << "a proxy stands before it, and everyone before that";
  local.listen = "192.168.1.5:8080";
  local.local_mail = false;
  EXPECT_TRUE(wanted_address(local).ok());
}

TEST(StartUp, WhatGoesWithADemoGoesWithNothingElse) {
  for (int i = 0; i < 3; ++i) {
    ServeOptions options;
    options.reset = i == 0;
    options.watch = i == 1;
    if (i == 2) options.as_of = Instant{0};
    ASSERT_FALSE(wanted_address(options).ok());
    options.demo = true;
    EXPECT_TRUE(wanted_address(options).ok());
  }
}

TEST(StartUp, AnOpenAddressWantsTheOriginThatBrowsersSee) {
  ServeOptions options;
  for (const char* open : {"0.0.0.0:80", "unix:/run/samtycke.sock"}) {
    options.listen = open;
    options.origin = "";
    EXPECT_FALSE(wanted_address(options).ok()) << open;
    options.origin = "https://club.example";
    EXPECT_TRUE(wanted_address(options).ok()) << open;
  }
}

TEST(StartUp, TheOriginIsHttpsAndNothingButAnOrigin) {
  ServeOptions options;
  const ListenAddress taken{false, "127.0.0.1", 8080};
  EXPECT_EQ(origin_of(options, taken).value(), "http://127.0.0.1:8080");
  EXPECT_EQ(origin_of(options, {false, "127.0.0.1", 80}).value(), "http://127.0.0.1");
  EXPECT_EQ(origin_of(options, {false, "::1", 8080}).value(), "http://[::1]:8080");
  for (const char* good :
       {"https://club.example", "https://club.example:8443", "http://127.0.0.1:9000"}) {
    options.origin = good;
    EXPECT_EQ(origin_of(options, taken).value(), good);
  }
  for (const char* bad :
       {"club.example", "http://club.example", "https://", "https://club.example/",
        "https://club.example/portal", "https://a@club.example", "https://Club.example",
        "ftp://club.example", "https://a b", "http://127.0.0.1.evil.example"}) {
    options.origin = bad;
    EXPECT_FALSE(origin_of(options, taken).ok()) << bad;
  }
}

TEST(StartUp, EachReasonIsOneLineThatNamesTheOption) {
  for (const NotListening why :
       {NotListening::bad_address, NotListening::in_use, NotListening::not_allowed,
        NotListening::no_such_address, NotListening::failed}) {
    const std::string line = not_listening("127.0.0.1:8080", why).line;
    EXPECT_NE(line.find("127.0.0.1:8080"), std::string::npos);
    EXPECT_EQ(line.find('\n'), std::string::npos);
  }
}

}  // namespace
}  // namespace samtycke::server
