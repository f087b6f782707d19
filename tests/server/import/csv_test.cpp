#include "server/import/csv.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "core/wire/csv.h"

namespace samtycke::server::import {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct ReadFile {
  Rows rows;
  std::vector<std::int64_t> lines;
  std::vector<std::string> faults;
  std::optional<BadCsv> bad;
};

ReadFile read(const std::string& text, char separator = ',') {
  std::istringstream in(text);
  CsvReader reader(in, separator);
  ReadFile file;
  CsvRow row;
  while (true) {
    const auto more = reader.next(row);
    if (!more.ok()) {
      file.bad = more.reason();
      return file;
    }
    if (!more.value()) return file;
    file.rows.push_back(row.cells);
    file.lines.push_back(row.line);
    if (row.fault)
      file.faults.push_back(std::to_string(row.line) + " " + std::string(key(*row.fault)));
  }
}

TEST(Csv, ReadsCellsByCommaAndRowsByAnyLineEnd) {
  const Rows wanted = {{"a", "b"}, {"c", ""}, {"", "d"}};
  EXPECT_EQ(read("a,b\nc,\n,d\n").rows, wanted);
  EXPECT_EQ(read("a,b\r\nc,\r\n,d\r\n").rows, wanted);
  EXPECT_EQ(read("a,b\rc,\r,d\r").rows, wanted);
  EXPECT_EQ(read("a,b\nc,\n,d").rows, wanted);
}

TEST(Csv, KeepsSeparatorsQuotesAndLineBreaksInsideQuotes) {
  const ReadFile file = read("\"a,b\",\"say \"\"hej\"\"\"\r\n\"two\r\nlines\",x\r\nlast,y\r\n");
  EXPECT_EQ(file.rows, (Rows{{"a,b", "say \"hej\""}, {"two\r\nlines", "x"}, {"last", "y"}}));
  EXPECT_EQ(file.lines, (std::vector<std::int64_t>{1, 2, 4}));
  EXPECT_TRUE(file.faults.empty());
}

TEST(Csv, TakesOtherSeparators) {
  EXPECT_EQ(read("a;b,c\n", ';').rows, (Rows{{"a", "b,c"}}));
}

TEST(Csv, LeavesOutTheByteOrderMarkAndBlankLines) {
  EXPECT_EQ(read("\xEF\xBB\xBFnamn,ort\n\n\r\nÅsa,Borås\n\n").rows,
            (Rows{{"namn", "ort"}, {"Åsa", "Borås"}}));
  EXPECT_EQ(read("\"\"\n").rows, (Rows{{""}})) << "A quoted empty cell is a row, not a blank line.";
}

TEST(Csv, AnEmptyFileHasNoRows) {
  EXPECT_TRUE(read("").rows.empty());
  EXPECT_TRUE(read("\xEF\xBB\xBF").rows.empty());
  EXPECT_FALSE(read("").bad.has_value());
}

TEST(Csv, RefusesLatin1AtTheOffsetOfItsFirstByte) {
  const ReadFile file = read("namn\nk\xF6pare\n");
  ASSERT_TRUE(file.bad.has_value());
  EXPECT_EQ(file.bad->kind, BadCsvKind::not_utf8);
  EXPECT_EQ(file.bad->offset, 6);
}

TEST(Csv, RefusesUtf16AndOverlongAndSurrogateAndCutOffCharacters) {
  const std::string utf16("\xFF\xFEn\0", 4);
  EXPECT_EQ(read(utf16).bad->offset, 0);
  EXPECT_EQ(read("a\xC0\xAF\n").bad->offset, 1);
  EXPECT_EQ(read("ab\xED\xA0\x80\n").bad->offset, 2);
  EXPECT_EQ(read("abc\xF4\x90\x80\x80\n").bad->offset, 3);
  EXPECT_EQ(read("abcd\xE2\x82").bad->offset, 4);
  EXPECT_FALSE(read("\xF0\x9F\x8C\xB7,\xE2\x82\xAC,\xC3\xA5\n").bad.has_value());
}

TEST(Csv, RefusesAQuoteThatNeverEndsWithTheLineItBeganOn) {
  const ReadFile file = read("a,b\nc,d\ne,\"f\ng,h\n");
  ASSERT_TRUE(file.bad.has_value());
  EXPECT_EQ(file.bad->kind, BadCsvKind::unterminated_quote);
  EXPECT_EQ(file.bad->line, 3);
  EXPECT_EQ(file.rows.size(), 2U);
}

TEST(Csv, MarksARowWithAStrayQuoteAndGoesOnWithTheNext) {
  const ReadFile file = read("a\"b,c\n\"d\"e,f\ng,h\n");
  EXPECT_EQ(file.faults, (std::vector<std::string>{"1 row.stray_quote", "2 row.stray_quote"}));
  ASSERT_EQ(file.rows.size(), 3U);
  EXPECT_EQ(file.rows[2], (std::vector<std::string>{"g", "h"}));
}

TEST(Csv, DropsARowThatIsTooLongAndGoesOnWithTheNext) {
  const std::string endless(CsvReader::longest_row + 10, 'x');
  const ReadFile file = read("a,b\n" + endless + ",c\nd,e\n");
  EXPECT_EQ(file.faults, (std::vector<std::string>{"2 row.too_long"}));
  ASSERT_EQ(file.rows.size(), 3U);
  EXPECT_TRUE(file.rows[1].empty());
  EXPECT_EQ(file.rows[2], (std::vector<std::string>{"d", "e"}));
  EXPECT_EQ(read(std::string(CsvReader::most_cells, ',') + "\n").faults.size(), 1U);
}

TEST(Csv, FindsTheSameRowsWhereverTheBufferEnds) {
  // The reader's buffer is 64 KiB; each shift moves another byte of the quoted CRLF onto its edge.
  for (std::size_t shift = 0; shift < 8; ++shift) {
    const std::string filler(64 * 1024 - 8 + shift, 'x');
    const ReadFile file = read(filler + ",\"å\r\n\"\"\"\r\nb,c\r\n");
    ASSERT_EQ(file.rows.size(), 2U) << shift;
    EXPECT_EQ(file.rows[0][1], "å\r\n\"") << shift;
    EXPECT_EQ(file.rows[1], (std::vector<std::string>{"b", "c"})) << shift;
    EXPECT_EQ(file.lines[1], 3) << shift;
  }
}

TEST(Csv, ReadsBackWhatItWrites) {
  const Rows rows = {{"a,b", "\"", "x\ny"}, {"", "plain", "å"}};
  std::string text;
  for (const auto& row : rows) text += wire::csv_row(row);
  EXPECT_EQ(read(text).rows, rows);
}

}  // namespace
}  // namespace samtycke::server::import
