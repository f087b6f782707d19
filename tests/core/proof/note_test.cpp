// Vectors: golang.org/x/mod/sumdb/note (the Go checksum database's own example) and the example of
// c2sp.org/signed-note as another implementation publishes it with its key; RFC 8032 section 7.1 for the
// key from a seed.
#include "core/proof/note.h"

#include <gtest/gtest.h>

#include "core/base/bytes.h"
#include "core/proof/signing.h"
#include "tests/core/proof/sample.h"

namespace samtycke::proof {
namespace {

const char* const peters_key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const char* const peters_text =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string peters_line =
    "\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/"
    "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

std::string open(std::string_view note, const PublicKey& key_of_it) {
  const auto text = open_note(note, key_of_it);
  return text.ok() ? text.value() : std::string(key(text.reason()));
}

TEST(NoteVectors, OpenWithTheirKeys) {
  const auto peter = public_key_from(peters_key);
  ASSERT_TRUE(peter.has_value());
  EXPECT_EQ(peter->name, "PeterNeumann");
  EXPECT_EQ(key_id(*peter), 0xc74f20a3U);
  EXPECT_EQ(to_text(*peter), peters_key);
  EXPECT_EQ(open(std::string(peters_text) + "\n" + peters_line, *peter), peters_text);

  const auto foo =
      public_key_from("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  ASSERT_TRUE(foo.has_value());
  EXPECT_EQ(open("This is an example message.\n\n\u2014 example.com/foo "
                 "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Y"
                 "u72IneyaQM=\n",
                 *foo),
            "This is an example message.\n");
}

TEST(NoteVectors, AreSignedToTheSameBytes) {
  const auto blob = from_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
  const SigningKey peter("PeterNeumann", Seed{from_bytes<Hash>(blob->substr(1))->bytes});
  EXPECT_EQ(to_text(peter.public_key()), peters_key);
  EXPECT_EQ(peter.sign_note(peters_text), std::string(peters_text) + "\n" + peters_line);
}

TEST(NoteVectors, AKeyFromASeedIsTheStandards) {
  const Hash seed =
      support::hash_from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  const SigningKey key("rfc8032", Seed{seed.bytes});
  EXPECT_EQ(to_hex(to_bytes(Hash{key.public_key().bytes})),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
}

TEST(Note, PassesOverWitnessesAndWantsItsOwnSigner) {
  const PublicKey peter = *public_key_from(peters_key);
  const SigningKey witness("witness.example", Seed{support::salt(40).bytes});
  Note note = decode_note(std::string(peters_text) + "\n" + peters_line).value();
  const Note witnessed = decode_note(witness.sign_note(peters_text)).value();
  EXPECT_EQ(open(encode_note(witnessed), peter), "not_signed_by_it");
  note.signatures.insert(note.signatures.begin(), witnessed.signatures.front());
  EXPECT_EQ(open(encode_note(note), peter), peters_text);
  EXPECT_EQ(open(encode_note(note), witness.public_key()), peters_text);
}

TEST(Note, IsRefusedWhenItsTextOrSignatureWasChanged) {
  const PublicKey peter = *public_key_from(peters_key);
  EXPECT_EQ(open("If you think otherwise.\n\n" + peters_line, peter), "bad_signature");
  Note note = decode_note(std::string(peters_text) + "\n" + peters_line).value();
  note.signatures.front().bytes[5] ^= 1;
  EXPECT_EQ(open(encode_note(note), peter), "bad_signature");
  note.signatures.front().bytes.pop_back();
  EXPECT_EQ(open(encode_note(note), peter), "bad_signature");
  note.signatures.front().key ^= 1;
  EXPECT_EQ(open(encode_note(note), peter), "not_signed_by_it");
}

// One good signature does not make up for a forged one by the same key.
TEST(Note, IsRefusedWhenOneOfTwoSignaturesByItsSignerIsForged) {
  const PublicKey peter = *public_key_from(peters_key);
  Note note = decode_note(std::string(peters_text) + "\n" + peters_line).value();
  note.signatures.push_back(note.signatures.front());
  EXPECT_EQ(open(encode_note(note), peter), peters_text);
  note.signatures.back().bytes[5] ^= 1;
  EXPECT_EQ(open(encode_note(note), peter), "bad_signature");
}

TEST(Note, HasOneFormAndNoOther) {
  const std::string text = "a\n\nb\n";
  const std::string good = text + "\n" + peters_line;
  ASSERT_TRUE(decode_note(good).ok());
  EXPECT_EQ(decode_note(good).value().text, text);
  EXPECT_EQ(encode_note(decode_note(good).value()), good);
  const std::string cut = good.substr(0, good.size() - 1);
  for (const std::string& bad :
       {std::string(), std::string("\n\n"), text, text + "\n", cut, good + "\n", "\r\n" + good,
        "\xFF" + good, "\n" + peters_line, text + peters_line, good + "- Peter x08go/ZJ\n",
        text + "\n\u2014 PeterNeumann x08g\n", text + "\n\u2014  x08go/ZJkuA=\n",
        text + "\n\u2014 Peter+Neumann x08go/ZJkuA=\n", text + "\n\u2014 A B x08go/ZJkuA=\n",
        text + "\n\u2014 A\u00a0B x08go/ZJkuA=\n"}) {
    EXPECT_FALSE(decode_note(bad).ok()) << bad;
  }
}

TEST(Note, OfAHostileSizeIsNotRead) {
  const std::string text = "a\n\n";
  std::string many = text;
  for (int i = 0; i < 64; ++i) many += peters_line;
  EXPECT_TRUE(decode_note(many).ok());
  EXPECT_FALSE(decode_note(many + peters_line).ok());
  EXPECT_FALSE(decode_note(std::string(70000, 'a') + "\n\n" + peters_line).ok());
}

TEST(PublicKey, IsReadOnlyWithItsOwnId) {
  for (const char* text : {"", "PeterNeumann", "PeterNeumann+c74f20a3",
                           "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                           "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                           "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                           "PeterNeumann+c74f20a3+AhpcvQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                           "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"}) {
    EXPECT_FALSE(public_key_from(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace samtycke::proof
