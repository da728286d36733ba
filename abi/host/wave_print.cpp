// Printing WAVE: see wave.hpp.
//
// A value says by itself what it is, so no type is needed. Fields that are `none` are left out, as WAVE has it.
#include <bit>

#include "abi/host/wave.hpp"
#include "interp/support/utf8.hpp"
#include "interp/text/values.hpp"

namespace touchstone::component {

bool is_wave_keyword(std::string_view label) {
  for (const std::string_view word : {"true", "false", "inf", "nan", "some", "none", "ok", "err"}) {
    if (label == word) return true;
  }
  return false;
}

namespace {

/// What a terminal would act on or not show, or show out of order.
constexpr bool is_hidden(u32 c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFEFF || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF;
}

class WavePrinter {
 public:
  void value(const Val& v) {
    // Limit: of values that no type has, which a host may make.
    constexpr u32 deepest = 1000;
    if (depth_ == deepest) {
      out_ += "...";
      return;
    }
    ++depth_;
    std::visit([&](const auto& held) { print(held); }, v.is());
    --depth_;
  }

  void arguments(const std::vector<Val>& values) {
    sequence('(', ')', values, [&](const Val& v) { value(v); });
  }

  std::string take() { return std::move(out_); }

 private:
  template <class Elements, class Print>
  void sequence(char open, char close, const Elements& elements, Print&& print_element) {
    out_ += open;
    bool first = true;
    for (const auto& element : elements) {
      if (!first) out_ += ", ";
      first = false;
      print_element(element);
    }
    out_ += close;
  }

  void print(bool b) { out_ += b ? "true" : "false"; }
  template <class T>
    requires std::integral<T>
  void print(T number) {
    out_ += std::to_string(number);
  }
  void print(float number) { out_ += number != number ? "nan" : wasm::print_f32(std::bit_cast<u32>(number)); }
  void print(double number) { out_ += number != number ? "nan" : wasm::print_f64(std::bit_cast<u64>(number)); }
  void print(char32_t c) {
    out_ += '\'';
    character(c, '\'');
    out_ += '\'';
  }
  void print(const String& s) {
    out_ += '"';
    for (std::size_t at = 0; at < s.text.size();) {
      const auto c = decode_utf8(s.text, at);
      if (!c) ++at;  // no value of any type
      character(c.value_or(0xFFFD), '"');
    }
    out_ += '"';
  }

  void character(u32 c, char quote) {
    constexpr std::string_view names = "tnr\\";
    constexpr std::string_view meanings = "\t\n\r\\";
    const auto found = c < 0x80 ? meanings.find(static_cast<char>(c)) : std::string_view::npos;
    if (found != std::string_view::npos) {
      out_ += {'\\', names[found]};
    } else if (c == static_cast<u32>(quote)) {
      out_ += {'\\', quote};
    } else if (is_hidden(c)) {
      constexpr std::string_view digits = "0123456789abcdef";
      std::string hex;
      for (u32 rest = c; rest != 0 || hex.empty(); rest >>= 4) hex.insert(hex.begin(), digits[rest & 15]);
      out_ += "\\u{" + hex + "}";
    } else {
      append_utf8(out_, c);
    }
  }

  void print(const List& list) {
    out_ += '[';
    bool first = true;
    list.for_each([&](const Val& element) {
      if (!first) out_ += ", ";
      first = false;
      value(element);
    });
    out_ += ']';
  }
  void print(const Tuple& tuple) { arguments(tuple.elements); }
  void print(const Record& record) {
    std::vector<const Field*> fields;
    for (const Field& field : record.fields) {
      const auto* option = field.value.get_if<Option>();
      if (option == nullptr || option->some) fields.push_back(&field);
    }
    if (fields.empty()) {
      out_ += "{:}";
      return;
    }
    sequence('{', '}', fields, [&](const Field* field) {
      out_ += field->label + ": ";
      value(field->value);
    });
  }
  void print(const Flags& flags) {
    sequence('{', '}', flags.labels, [&](const std::string& label) { out_ += label; });
  }

  void payload(const Payload& p) {
    if (!p) return;
    out_ += '(';
    value(*p);
    out_ += ')';
  }
  void label(const std::string& label) { out_ += (is_wave_keyword(label) ? "%" : "") + label; }
  void print(const Variant& variant) {
    label(variant.label);
    payload(variant.payload);
  }
  void print(const Enum& enum_) { label(enum_.label); }
  void print(const Option& option) {
    out_ += option.some ? "some" : "none";
    payload(option.some);
  }
  void print(const ResultVal& result) {
    out_ += result.ok ? "ok" : "err";
    payload(result.payload);
  }

  // No text in WAVE; nothing that could be read as one.
  void print(const Own& own) { out_ += "<own " + std::to_string(own.rep) + ">"; }
  void print(const Borrow& borrow) { out_ += "<borrow " + std::to_string(borrow.rep) + ">"; }
  void print(const Stream&) { out_ += "<stream>"; }
  void print(const Future&) { out_ += "<future>"; }
  void print(const std::shared_ptr<ErrorContext>&) { out_ += "<error-context>"; }

  std::string out_;
  u32 depth_ = 0;
};

}  // namespace

std::string print_value(const Val& value) {
  WavePrinter printer;
  printer.value(value);
  return printer.take();
}

std::string print_arguments(const std::vector<Val>& arguments) {
  WavePrinter printer;
  printer.arguments(arguments);
  return printer.take();
}

}  // namespace touchstone::component
