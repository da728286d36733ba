// What tests of components share: parsing, printing and encoding with every gate on, and the words of a refusal.
#pragma once

#include <string>

#include <gtest/gtest.h>

#include "abi/binary/decode.hpp"
#include "abi/binary/encode.hpp"
#include "abi/text/parse.hpp"
#include "abi/text/print.hpp"

namespace touchstone::component {

inline const Profile& everything() {
  static const Profile profile{*Gates::profile("all"), Features::standard()};
  return profile;
}

/// `(component $top ...)` is a whole text, everything else is definitions.
inline Result<Component> read(const SourcePtr& source) {
  return source->content().starts_with("(component $top") ? parse_component(source, everything())
                                                          : parse_quoted_component(source, everything());
}

/// The component that a text denotes; a failed test and an empty component if there is none.
inline Component value_of(Result<Component> result) {
  if (result) return std::move(*result);
  ADD_FAILURE() << result.error().report(Wording::component) << "in: " << result.error().source->content();
  return {};
}
inline Component parsed(const std::string& text) { return value_of(read(text_source("test", text))); }

/// `malformed: message @line:column`, or "accepted".
inline std::string refusal(const std::string& text) {
  const auto source = text_source("test", text);
  const auto result = read(source);
  if (result) return "accepted";
  const Error& error = result.error();
  const Position at = source->position(error.at.begin);
  return std::string(phase_name(error.phase)) + ": " + error.message(Wording::component) + " @" +
         std::to_string(at.line) + ":" + std::to_string(at.column);
}

inline std::string bytes_of(const std::string& text) { return encode_component(parsed(text)); }

/// Both texts denote the same component, whatever its names.
inline void expect_same(const std::string& sugar, const std::string& plain) {
  const Component a = parsed(sugar);
  const Component b = parsed(plain);
  EXPECT_TRUE(a == b) << "sugar: " << sugar << "\nis\n"
                      << print_component(a) << "and plain: " << plain << "\nis\n"
                      << print_component(b);
}

/// Text, binary, printed text, and decoded again: all the same component, all the same bytes.
inline void expect_round_trip(const std::string& text) {
  const Component component = parsed(text);
  const std::string bytes = encode_component(component);
  const auto decoded = decode_component(binary_source("encoded", bytes), everything());
  ASSERT_TRUE(decoded) << decoded.error().report(Wording::component) << "in: " << text;
  EXPECT_TRUE(*decoded == component) << text;
  EXPECT_EQ(encode_component(*decoded), bytes) << text;
  for (const Component* printed : {&component, &*decoded}) {
    const std::string again = print_component(*printed);
    const Component reread = value_of(parse_component(text_source("printed", again), everything()));
    EXPECT_TRUE(reread == component) << text << "\nis printed as\n" << again;
    EXPECT_EQ(encode_component(reread), bytes) << text << "\nis printed as\n" << again;
  }
}

}  // namespace touchstone::component
