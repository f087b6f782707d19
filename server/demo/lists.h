// What the invented club is drawn from: assets/demo/*.csv (see its README.md).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "core/base/id.h"
#include "server/config/cannot_start.h"

namespace samtycke::server::demo {

struct GivenName {
  std::string name;
  std::string sex;  // "woman" or "man", as the notice's choice.
};

struct Town {
  std::string name;
  std::string postcode;  // Its first three digits.
  std::string shop;
};

// Both ends included; "11-2" goes over the new year.
struct Months {
  int first = 1;
  int last = 12;
  bool has(int month) const {
    return first <= last ? month >= first && month <= last : month >= first || month <= last;
  }
};

struct Article {
  std::string name;
  TopicId topic;
  std::int64_t price_ore = 0;
  std::int64_t most = 1;
  Months months;
};

struct WebPage {
  std::string address;
  TopicId topic;
};

struct Campaign {
  std::string name;
  TopicId topic;
  Months months;
};

// A row of weight n is here n times, so that drawing one is drawing by weight.
struct Lists {
  std::vector<GivenName> given_names;
  std::vector<std::string> family_names;
  std::vector<Town> towns;
  std::vector<std::string> streets;
  std::vector<Article> articles;
  std::vector<WebPage> pages;
  std::vector<Campaign> campaigns;
};

Expected<Lists, CannotStart> read_lists(const std::string& folder);

}  // namespace samtycke::server::demo
