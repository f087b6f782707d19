// What a sealed value promises: it opens where it belongs and nowhere else.
#include "server/store/sealed_box.h"

#include <gtest/gtest.h>

#include <string>

#include "server/store/secrets.h"

namespace samtycke::server {
namespace {

const SealedPlace here{"record", "member", "row"};

TEST(SealedBox, WhatWasSealedComesBack) {
  const Key key = Key::random();
  for (const std::string& text : {std::string(), std::string("Åsa"), std::string(10000, '\0')}) {
    EXPECT_EQ(unseal(key, 7, here, seal(key, 7, here, text)), text);
  }
}

TEST(SealedBox, TheSameTextIsNeverSealedAlike) {
  const Key key = Key::random();
  EXPECT_NE(seal(key, 1, here, "Åsa"), seal(key, 1, here, "Åsa"));
}

TEST(SealedBox, AnotherPlaceKeyOrVersionDoesNotOpenIt) {
  const Key key = Key::random();
  const std::string sealed = seal(key, 1, here, "Åsa");
  EXPECT_FALSE(unseal(Key::random(), 1, here, sealed));
  EXPECT_FALSE(unseal(key, 2, here, sealed));
  EXPECT_FALSE(unseal(key, 1, {"receipt", "member", "row"}, sealed));
  EXPECT_FALSE(unseal(key, 1, {"record", "another", "row"}, sealed));
  EXPECT_FALSE(unseal(key, 1, {"record", "member", "another"}, sealed));
  // Where one part ends and the next begins is bound as well.
  EXPECT_FALSE(unseal(key, 1, {"recordm", "ember", "row"}, sealed));
  EXPECT_TRUE(unseal(key, 1, here, sealed));
}

TEST(SealedBox, OneBitChangedOrOneByteLessIsSeen) {
  const Key key = Key::random();
  const std::string sealed = seal(key, 1, here, "Åsa Öström");
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = sealed;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      ASSERT_FALSE(unseal(key, 1, here, changed)) << at;
    }
    ASSERT_FALSE(unseal(key, 1, here, sealed.substr(0, at))) << at;
  }
  EXPECT_FALSE(unseal(key, 1, here, sealed + "x"));
}

TEST(SealedBox, ABlindIndexIsTheSameForTheSameAndForNothingElse) {
  const Key key = Key::random();
  EXPECT_EQ(blind(key, "e-mail", "asa@example.se").size(), 32U);
  EXPECT_EQ(blind(key, "e-mail", "asa@example.se"), blind(key, "e-mail", "asa@example.se"));
  EXPECT_NE(blind(key, "e-mail", "asa@example.se"), blind(key, "number", "asa@example.se"));
  EXPECT_NE(blind(key, "e-mail", "asa@example.se"), blind(key, "e-mail", "bo@example.se"));
  EXPECT_NE(blind(key, "e-mail", "x"), blind(Key::random(), "e-mail", "x"));
  EXPECT_NE(blind(key, "ab", "c"), blind(key, "a", "bc"));
}

TEST(SealedBox, AKeyHas32BytesAndAFingerprintThatIsNotPartOfIt) {
  EXPECT_FALSE(Key::of(std::string(31, 'x')));
  EXPECT_FALSE(Key::of(std::string(33, 'x')));
  const Key key = *Key::of(std::string(32, 'x'));
  EXPECT_EQ(key.bytes(), std::string(32, 'x'));
  EXPECT_EQ(key.fingerprint().size(), 16U);
  EXPECT_EQ(key.fingerprint(), Key::of(std::string(32, 'x'))->fingerprint());
  EXPECT_NE(key.fingerprint(), Key::random().fingerprint());
  EXPECT_EQ(hex(key.bytes()).find(key.fingerprint()), std::string::npos);
  EXPECT_FALSE(key.derived("samtybox") == key.derived("samtyrow"));
  EXPECT_FALSE(Key::random() == Key::random());
}

TEST(SealedBox, PackedTextsComeApartOrAreRefused) {
  const std::string bytes = Packed().add("Åsa").add(std::int64_t{-5}).add("").bytes();
  Unpacked whole(bytes);
  EXPECT_EQ(whole.text(), "Åsa");
  EXPECT_EQ(whole.number(), -5);
  EXPECT_EQ(whole.text(), "");
  EXPECT_TRUE(whole.whole());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::string cut = bytes.substr(0, size);
    Unpacked part(cut);
    part.text();
    part.number();
    part.text();
    EXPECT_FALSE(part.whole()) << size;
  }
}

// Rows live for up to seven days, and a new version of the program meets those of the one before it.
TEST(PackedMail, OneFromBeforeThereWasASenderIsRead) {
  const auto mail = unpack_mail(Packed().add("asa@example.se").add("Kod").add("Hej!").bytes());
  ASSERT_TRUE(mail.has_value());
  EXPECT_EQ(mail->to, "asa@example.se");
  EXPECT_EQ(mail->body, "Hej!");
  EXPECT_EQ(mail->name, "");
  EXPECT_EQ(mail->until, std::nullopt);
  EXPECT_FALSE(unpack_mail(Packed().add("asa@example.se").add("Kod").bytes()));
}

}  // namespace
}  // namespace samtycke::server
