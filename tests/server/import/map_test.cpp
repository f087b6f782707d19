#include <gtest/gtest.h>

#include <string>

#include "core/wire/import_map_json.h"

namespace samtycke::wire {
namespace {

std::string refused(const std::string& json) {
  const auto map = decode_import_map(json);
  return map.ok() ? "read" : std::string(key(map.reason().kind)) + " " + map.reason().pointer;
}

TEST(ImportMap, SaysWhereEachValueComesFrom) {
  const auto map = decode_import_map(R"({
    "import": "receipts", "separator": ";", "receipts": "parts", "unknown_members": "reject",
    "fields": {
      "number": {"columns": ["a", "b"], "join": "/"},
      "topic": {"column": "sku", "lookups": [{"file": "p.csv", "key": "k", "value": "v"}],
                "values": {"BED": "sleep"}, "otherwise": "", "if_empty": "x"},
      "at": {"column": "t", "format": "stockholm"},
      "source": {"constant": "till"}},
    "ignore": ["week"]})");
  ASSERT_TRUE(map.ok());
  const ImportMap& read = map.value();
  EXPECT_EQ(read.kind, ImportKind::receipts);
  EXPECT_EQ(read.separator, ';');
  EXPECT_TRUE(read.receipts_in_parts);
  EXPECT_TRUE(read.unknown_members_rejected);
  EXPECT_EQ(read.fields.at("number").columns, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(read.fields.at("number").join, "/");
  EXPECT_EQ(read.fields.at("topic").lookups, (std::vector<LookupFile>{{"p.csv", "k", "v"}}));
  EXPECT_EQ(read.fields.at("topic").values.at("BED"), "sleep");
  EXPECT_EQ(read.fields.at("topic").otherwise, std::string());
  EXPECT_EQ(read.fields.at("topic").if_empty, "x");
  EXPECT_EQ(read.fields.at("at").format, CellFormat::stockholm);
  EXPECT_EQ(read.fields.at("source").constant, "till");
  EXPECT_EQ(read.ignore, (std::vector<std::string>{"week"}));
}

TEST(ImportMap, LeavesOutMeansTheUsual) {
  const auto map =
      decode_import_map(R"({"import": "members", "fields": {"member_number": {"column": "n"}}})");
  ASSERT_TRUE(map.ok());
  EXPECT_EQ(map.value().separator, ',');
  EXPECT_FALSE(map.value().receipts_in_parts);
  EXPECT_FALSE(map.value().unknown_members_rejected);
  EXPECT_FALSE(map.value().fields.at("member_number").otherwise.has_value());
}

TEST(ImportMap, IsRefusedWithThePlace) {
  const auto with = [](const std::string& field) {
    return refused(R"({"import": "members", "fields": {"x": )" + field + "}}");
  };
  EXPECT_EQ(refused(R"({"import": "cats", "fields": {}})"), "unknown_word /import");
  EXPECT_EQ(refused(R"({"import": "members"})"), "missing_key /fields");
  EXPECT_EQ(refused(R"({"import": "members", "fields": {}, "x": 1})"), "unknown_key /x");
  EXPECT_EQ(refused(R"({"import": "members", "fields": {}, "separator": "x"})"),
            "unknown_word /separator");
  EXPECT_EQ(refused(R"({"import": "members", "fields": {}, "receipts": "half"})"),
            "unknown_word /receipts");
  EXPECT_EQ(with("{}"), "inconsistent /fields/x");
  EXPECT_EQ(with(R"({"column": "a", "constant": "b"})"), "inconsistent /fields/x");
  EXPECT_EQ(with(R"({"column": 7})"), "wrong_type /fields/x/column");
  EXPECT_EQ(with(R"({"columns": []})"), "out_of_range /fields/x/columns");
  EXPECT_EQ(with(R"({"column": "a", "format": "float"})"), "unknown_word /fields/x/format");
  EXPECT_EQ(with(R"({"column": "a", "lookups": [{"file": "f", "key": "k"}]})"),
            "missing_key /fields/x/lookups/0/value");
  EXPECT_EQ(with(R"({"column": "a", "values": {"b": 1}})"), "wrong_type /fields/x/values/b");
}

}  // namespace
}  // namespace samtycke::wire
