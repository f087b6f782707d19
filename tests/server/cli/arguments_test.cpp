#include "server/cli/arguments.h"

#include <gtest/gtest.h>

#include "core/base/day.h"

namespace samtycke::server {
namespace {

std::string refused(const std::vector<std::string>& arguments) {
  const auto asked = parse_arguments(arguments);
  return asked.ok() ? "" : asked.reason().line;
}

template <class Command>
Command given(const std::vector<std::string>& arguments) {
  const auto asked = parse_arguments(arguments);
  EXPECT_TRUE(asked.ok()) << (asked.ok() ? "" : asked.reason().line);
  if (!asked.ok()) return {};
  const auto* command = std::get_if<Command>(&asked.value());
  EXPECT_NE(command, nullptr);
  return command == nullptr ? Command{} : *command;
}

TEST(Arguments, ServeTakesItsPlacesAndItsDemo) {
  const auto options = given<ServeOptions>({"serve", "--demo", "--reset", "--watch", "--as-of",
                                            "2026-03-29", "--listen", "127.0.0.1:9090", "--db",
                                            "sqlite:/tmp/x.db", "--notice", "n", "--web", "w"});
  EXPECT_TRUE(options.demo && options.reset && options.watch);
  EXPECT_EQ(options.listen, "127.0.0.1:9090");
  EXPECT_EQ(options.places.db, "sqlite:/tmp/x.db");
  EXPECT_EQ(options.places.notice, "n");
  EXPECT_EQ(options.web, "w");
  ASSERT_TRUE(options.as_of.has_value());
  EXPECT_EQ(rfc3339(*options.as_of), "2026-03-28T23:00:00Z");
  EXPECT_EQ(given<ServeOptions>({"serve"}).listen, "127.0.0.1:8080");
}

TEST(Arguments, ImportTakesItsKindFileAndMap) {
  const auto asked = given<OnStore>({"import", "receipts", "r.csv", "--map", "m.json", "--as-of",
                                     "2018-01-01T00:00:00Z", "--rejects", "bad.csv"});
  const auto& command = std::get<ImportCommand>(asked.command);
  EXPECT_EQ(command.kind, import::Kind::receipts);
  EXPECT_EQ(command.file, "r.csv");
  EXPECT_EQ(command.map, "m.json");
  EXPECT_EQ(command.rejects, "bad.csv");
  ASSERT_TRUE(command.as_of.has_value());
}

TEST(Arguments, ExportTakesAMember) {
  const auto asked = given<OnStore>({"export", "--member", "100001", "--format", "json"});
  EXPECT_EQ(std::get<ExportCommand>(asked.command).member_number, "100001");
}

TEST(Arguments, CheckTakesItsQuestion) {
  const auto asked =
      given<OnStore>({"check", "--member", "7", "--sender", "own", "--channel", "sms", "--kind",
                      "personal", "--offer", "spring", "--as-of", "2026-03-29", "--json"});
  const auto& command = std::get<CheckCommand>(asked.command);
  EXPECT_EQ(command.member_number, "7");
  EXPECT_EQ(command.question.sender, SenderId("own"));
  EXPECT_EQ(command.question.channel, ChannelId("sms"));
  EXPECT_EQ(command.question.kind, notice::OfferKind::personal);
  EXPECT_EQ(command.question.offer, OfferId("spring"));
  EXPECT_TRUE(command.as_of.has_value());
  EXPECT_TRUE(command.as_json);
}

TEST(Arguments, AudienceTakesItsQuestionAndItsColumns) {
  const auto asked = given<OnStore>({"audience", "--sender", "own", "--channel", "letter", "--kind",
                                     "general", "--format", "ndjson", "--fields", "street,city"});
  const auto& command = std::get<AudienceCommand>(asked.command);
  EXPECT_EQ(command.question.sender, SenderId("own"));
  EXPECT_EQ(command.question.kind, notice::OfferKind::general);
  EXPECT_EQ(command.format, AudienceFormat::ndjson);
  EXPECT_EQ(command.fields, (std::vector<std::string>{"street", "city"}));
}

TEST(Arguments, EraseTakesAMemberAndRetentionAMoment) {
  const auto erase = given<OnStore>({"erase", "--member", "100001"});
  EXPECT_EQ(std::get<EraseCommand>(erase.command).member_number, "100001");
  const auto asked = given<OnStore>({"retention", "--as-of", "2026-03-29", "--dry-run"});
  const auto& retention = std::get<RetentionCommand>(asked.command);
  EXPECT_TRUE(retention.dry_run);
  EXPECT_TRUE(retention.as_of.has_value());
  EXPECT_NE(refused({"retention", "--as-of", "soon"}), "");
  EXPECT_NE(refused({"erase"}), "");
}

TEST(Arguments, BackupAndRestoreTakeAFolderAndOneForTheKeys) {
  const auto backup = given<OnStore>({"backup", "dir", "--keys", "k"});
  EXPECT_EQ(std::get<BackupCommand>(backup.command).folder, "dir");
  EXPECT_EQ(std::get<BackupCommand>(backup.command).keys, "k");
  EXPECT_EQ(given<RestoreCommand>({"restore", "dir"}).folder, "dir");
  EXPECT_FALSE(given<RestoreCommand>({"restore", "dir"}).without_journal);
  EXPECT_TRUE(given<RestoreCommand>({"restore", "dir", "--without-journal"}).without_journal);
  EXPECT_NE(refused({"restore"}), "");
}

TEST(Arguments, LedgerTakesAStoreOrAReceipt) {
  const auto verify = given<OnStore>({"ledger", "verify", "--checkpoint", "c", "--db", "sqlite:x"});
  EXPECT_EQ(std::get<LedgerVerifyCommand>(verify.command).checkpoint, "c");
  EXPECT_EQ(verify.places.db, "sqlite:x");
  const auto receipt = given<VerifyReceiptCommand>({"ledger", "verify-receipt", "r", "--key", "k"});
  EXPECT_EQ(receipt.file, "r");
  EXPECT_EQ(receipt.key, "k");
  EXPECT_NE(refused({"ledger"}), "");
  EXPECT_NE(refused({"serve", "--demo", "--as-of", "1969-12-31"}), "");
}

TEST(Arguments, NoticeTakesAFolder) {
  EXPECT_EQ(given<NoticeCheckCommand>({"notice", "check", "dir"}).folder, "dir");
  EXPECT_EQ(given<NoticeDiffCommand>({"notice", "diff", "old", "new"}).after, "new");
  EXPECT_EQ(given<NoticePublishCommand>({"notice", "publish", "dir"}).folder, "dir");
}

TEST(Arguments, HelpAndVersionAreTextAndDone) {
  EXPECT_NE(given<ShowText>({"--help"}).text.find("import"), std::string::npos);
  EXPECT_NE(given<ShowText>({"serve", "--help"}).text.find("--listen"), std::string::npos);
  EXPECT_NE(given<ShowText>({"import", "receipts", "--help"}).text.find("--map"),
            std::string::npos);
  EXPECT_EQ(given<ShowText>({"--version"}).text.substr(0, 9), "samtycke ");
}

TEST(Arguments, ABrokenOptionIsOneLine) {
  const std::vector<std::vector<std::string>> broken = {
      {},
      {"dance"},
      {"serve", "--port", "1"},
      {"serve", "--reset"},
      {"serve", "--as-of", "2026-03-29"},
      {"serve", "--demo", "--as-of", "yesterday"},
      {"import"},
      {"import", "cats", "x.csv"},
      {"import", "members"},
      {"export"},
      {"export", "--member", "1", "--format", "pdf"},
      {"rotate-key"},
      {"rotate-key", "everything"},
      {"check", "--member", "1", "--sender", "own", "--channel", "sms"},
      {"check", "--member", "1", "--sender", "own", "--channel", "sms", "--kind", "both"},
      {"check", "--member", "1", "--sender", "own", "--channel", "sms", "--kind", "general",
       "--as-of", "soon"},
      {"notice"},
      {"notice", "check"},
      {"notice", "diff", "old"}};
  for (const auto& arguments : broken) {
    const std::string line = refused(arguments);
    EXPECT_FALSE(line.empty()) << (arguments.empty() ? "nothing" : arguments[0]);
    EXPECT_EQ(line.find('\n'), std::string::npos);
  }
}

}  // namespace
}  // namespace samtycke::server
