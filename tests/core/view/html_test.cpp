// The tree of a page as HTML. What somebody wrote is text in it, and never markup.
#include <gtest/gtest.h>

#include "core/view/element.h"

namespace samtycke::view {
namespace {

TEST(Html, WhatSomebodyWroteIsTextAndNeverMarkup) {
  const std::string hostile("<b>&\"'\0</b>", 11);
  EXPECT_EQ(html({{"p", "note", {}, hostile, {}}}),
            "<p id=\"note\">&lt;b&gt;&amp;&quot;&#39;\xEF\xBF\xBD&lt;/b&gt;</p>");
  EXPECT_EQ(html({{"input", "", {{"value", "\"><script>"}}, "", {}}}),
            "<input value=\"&quot;&gt;&lt;script&gt;\">");
}

TEST(Html, AnElementHoldsItsTextBeforeItsChildrenAndAVoidOneHoldsNothing) {
  EXPECT_EQ(html({{"p", "", {}, "a", {{"br", "", {}, "", {}}, {"b", "", {}, "c", {}}}}}),
            "<p>a<br><b>c</b></p>");
}

TEST(Html, AnAttributeWithoutAValueMeansItselfButAnEmptyFieldIsEmpty) {
  const Element input{"input", "", {{"required", ""}, {"value", ""}}, "", {}};
  EXPECT_EQ(html({input}), "<input required value=\"\">");
  ASSERT_NE(attribute(input, "value"), nullptr);
  EXPECT_EQ(*attribute(input, "value"), "");
  EXPECT_EQ(attribute(input, "type"), nullptr);
}

}  // namespace
}  // namespace samtycke::view
