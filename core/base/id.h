// An id that knows what it names. A MemberId cannot be passed where a SenderId is wanted.
#pragma once

#include <string>
#include <utility>

namespace samtycke {

template <class Tag>
class Id {
 public:
  Id() = default;  // Names nothing; empty() is true.
  explicit Id(std::string text) : text_(std::move(text)) {}

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }

  friend bool operator==(const Id&, const Id&) = default;
  // Written out: emcc 3.1.6 has no std::string <=>, and would silently delete a defaulted one.
  friend bool operator<(const Id& a, const Id& b) { return a.text_ < b.text_; }

 private:
  std::string text_;
};

// Opaque and random: 32 lower-case hexadecimal digits. It is the only name of a member that a store
// may hold in clear, so it must say nothing about who the member is.
using MemberId = Id<struct MemberTag>;

// The rest are words of the notice, lower case with underscores: "own", "email", "analysis".
using SenderId = Id<struct SenderTag>;
using ChannelId = Id<struct ChannelTag>;
using PurposeId = Id<struct PurposeTag>;
using CategoryId = Id<struct CategoryTag>;
using FieldId = Id<struct FieldTag>;
using TopicId = Id<struct TopicTag>;
using RetentionId = Id<struct RetentionTag>;
using ClauseId = Id<struct ClauseTag>;
using RecipientId = Id<struct RecipientTag>;
using SegmentId = Id<struct SegmentTag>;
using OfferId = Id<struct OfferTag>;

}  // namespace samtycke
