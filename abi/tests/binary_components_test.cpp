// The binary format of components, where scripts cannot look: forms that the encoder never writes, names, nesting, hostile
// counts, and errors with offset and path.
#include "abi/tests/components.hpp"

namespace touchstone::component {
namespace {

using namespace std::string_literals;

const std::string preamble = "\0asm\x0d\0\x01\0"s;

/// A section: id, size, content.
std::string section(char id, const std::string& content) {
  std::string out(1, id);
  for (std::size_t size = content.size();; size >>= 7) {
    out += static_cast<char>((size & 0x7F) | (size > 0x7F ? 0x80 : 0));
    if (size <= 0x7F) break;
  }
  return out + content;
}

Result<Component> decoded(const std::string& bytes) {
  return decode_component(binary_source("test", bytes), everything());
}

/// `malformed: message @offset (path)`, or "accepted".
std::string binary_refusal(const std::string& sections) {
  const auto result = decoded(preamble + sections);
  if (result) return "accepted";
  const Error& error = result.error();
  return std::string(phase_name(error.phase)) + ": " + error.message(Wording::component) + " @" +
         std::to_string(error.at.begin) + (error.path.empty() ? "" : " (" + error.path + ")");
}

TEST(ComponentBinary, Preamble) {
  EXPECT_TRUE(decoded(preamble));
  EXPECT_FALSE(decoded(""));
  EXPECT_FALSE(decoded("\0asm\x0d\0"s));
  EXPECT_EQ(decoded("\0asm\x01\0\0\0"s).error().message(Wording::component).find("expected"), 0U)
      << decoded("\0asm\x01\0\0\0"s).error().message(Wording::component);
  EXPECT_FALSE(decoded("\0asm\x0c\0\x01\0"s));
}

TEST(ComponentBinary, Errors) {
  EXPECT_EQ(binary_refusal(section(13, "")), "malformed: malformed section id 13 @8");
  EXPECT_NE(binary_refusal(section(7, "\1\x50")).find("invalid leading byte (0x50) for component defined type"),
            std::string::npos)
      << binary_refusal(section(7, "\1\x50"));
  EXPECT_NE(binary_refusal(section(7, "\1\x50")).find("(type section > type 0)"), std::string::npos)
      << binary_refusal(section(7, "\1\x50"));
  EXPECT_NE(binary_refusal(section(7, "\1\x7f\x7f")).find("bytes left over: 1"), std::string::npos);
  EXPECT_EQ(binary_refusal("\7\5\1\x7f"s).substr(0, 10), "malformed:");
  EXPECT_EQ(binary_refusal(section(8, "\1\x30")).substr(0, 44), "malformed: invalid leading byte (0x30) for c");
}

TEST(ComponentBinary, EverySectionMayRepeatInAnyOrder) {
  const std::string text =
      "(type u8) (component) (type u16) (core module) (type u32) (core type (func)) (type (list 0))";
  expect_round_trip(text);
  EXPECT_EQ(parsed(text).definitions.size(), 7U);
  const auto split = decoded(preamble + section(7, "\1\x7d"s) + section(7, "\0"s) + section(7, "\1\x7b"s));
  ASSERT_TRUE(split);
  EXPECT_TRUE(*split == parsed("(type u8) (type u16)"));
  EXPECT_EQ(encode_component(*split), preamble + section(7, "\2\x7d\x7b"s)) << "neighbours share a section";
}

TEST(ComponentBinary, LongerFormsMeanTheSame) {
  const auto name = decoded(preamble + section(7, "\1\x40\0\1\0"s) + section(10, "\1\1\1a\1\0"s));
  ASSERT_TRUE(name) << name.error().report(Wording::component);
  EXPECT_TRUE(*name == parsed("(type (func)) (import \"a\" (func (type 0)))"));
  const auto attributes = decoded(preamble + section(7, "\1\x40\0\1\0"s) + section(10, "\1\2\1a\0\1\0"s));
  ASSERT_TRUE(attributes) << attributes.error().report(Wording::component);
  EXPECT_TRUE(*attributes == *name);
  EXPECT_EQ(encode_component(*attributes), encode_component(parsed("(type (func)) (import \"a\" (func (type 0)))")));
}

TEST(ComponentBinary, HostileCounts) {
  const std::string many = "\xff\xff\xff\xff\x0f";
  for (const char id : {'\2', '\3', '\5', '\6', '\7', '\10', '\12', '\13', '\14'}) {
    EXPECT_EQ(binary_refusal(section(id, many)).substr(0, 10), "malformed:") << int{id};
  }
  for (const std::string type : {"\x72", "\x71", "\x6f", "\x6e", "\x6d", "\x40", "\x41", "\x42"}) {
    EXPECT_EQ(binary_refusal(section(7, "\1" + type + many)).substr(0, 10), "malformed:");
  }
}

std::string nested_components(u32 levels) {
  std::string bytes = preamble;
  for (u32 i = 1; i < levels; ++i) bytes = preamble + section(4, bytes);
  return bytes;
}

TEST(ComponentBinary, NestingIsBoundedAsInText) {
  EXPECT_TRUE(decoded(nested_components(100)));
  EXPECT_FALSE(decoded(nested_components(101)));
  const auto types = [](u32 levels) {
    std::string type = "\x7d";
    for (u32 i = 0; i < levels; ++i) type = "\x41\1\1" + type;
    return "\1" + type;
  };
  EXPECT_EQ(binary_refusal(section(7, types(99))), "accepted");
  EXPECT_NE(binary_refusal(section(7, types(100))).find("nesting too deep"), std::string::npos);
  const auto deep = decoded(preamble + section(7, types(99)));
  const auto printed = print_component(*deep);
  EXPECT_TRUE(value_of(parse_component(text_source("printed", printed), everything())) == *deep);
  std::string text;
  for (u32 i = 0; i < 99; ++i) text += "(component ";
  EXPECT_TRUE(decoded(bytes_of(text + std::string(99, ')'))));
}

TEST(ComponentBinary, NamesOfEverySort) {
  expect_round_trip(R"((component $top (import "f" (func $f)) (import "v" (value $v u8)) (type $t u8) (component $c)
    (import "i" (instance $i)) (core module $m) (core instance $ci) (core type $ct (func))
    (alias core export $ci "a" (core func $cf)) (alias core export $ci "b" (core table $tb))
    (alias core export $ci "c" (core memory $me)) (alias core export $ci "d" (core global $g))
    (alias core export $ci "e" (core tag $ta))))");
  const auto again = decoded(bytes_of("(component $top (type $t u8) (type u8) (type $u u8))"));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->names.component, "top");
  EXPECT_EQ(again->names.of(Sort::type), (std::map<u32, std::string>{{0, "t"}, {2, "u"}}));
}

TEST(ComponentBinary, ANameSectionThatIsNoneStaysAsItIs) {
  const std::string bytes = preamble + section(0,
                                               "\x0e"
                                               "component-name\x07\1\1"s);
  const auto component = decoded(bytes);
  ASSERT_TRUE(component);
  EXPECT_TRUE(component->names.empty());
  EXPECT_EQ(encode_component(*component), bytes);
}

TEST(ComponentBinary, CustomSectionsKeepTheirPlace) {
  const std::string bytes =
      preamble + section(0, "\1ax") + section(7, "\1\x7d") + section(0, "\1b") + section(0, "\1c");
  const auto component = decoded(bytes);
  ASSERT_TRUE(component);
  EXPECT_EQ(encode_component(*component), bytes);
  const auto text = print_component(*component);
  EXPECT_EQ(encode_component(value_of(parse_component(text_source("printed", text), everything()))), bytes) << text;
}

TEST(ComponentBinary, TruncationsAreRefused) {
  const std::string bytes =
      bytes_of(R"((component $top (import "a" (instance $i (export "f" (func (param "x" string))))) 
    (core module $m (func (export "g"))) (core instance $n (instantiate $m))
    (func $g (canon lift (core func $n "g"))) (export "g" (func $g) (func)) (component (type (variant (case "a"))))))");
  u32 accepted = 0;
  for (std::size_t n = 0; n < bytes.size(); ++n) accepted += decoded(bytes.substr(0, n)) ? 1U : 0U;
  EXPECT_LT(accepted, 12U) << "only where a section ends";
}

}  // namespace
}  // namespace touchstone::component
