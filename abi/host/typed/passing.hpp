// How C++ values pass from and to the other side of a call: arguments or a result, as what runtime/func.hpp asks of them.
//
// [CanonicalABI.md#lifting-and-lowering-values] lift_flat_values and lower_flat_values, with types that are known when this
// is compiled: values go straight into and out of the guest. To a function of the host's that takes Vals, or from one, they
// pass as Vals; views of such read memory that the call owns. An observer is told the same as on the plain path.
#pragma once

#include <tuple>

#include "abi/host/typed/component_type.hpp"
#include "abi/host/typed/host_instance.hpp"
#include "abi/host/typed/type_difference.hpp"
#include "abi/runtime/func.hpp"
#include "abi/runtime/observer.hpp"

namespace touchstone::component::host {

/// The function type of R(Args...), parameters without names. R may be void.
template <class R, class... Args>
closed::FuncTypePtr function_type() {
  Types types;
  closed::FuncType ft;
  (ft.params.push_back({"", component_type<Args>()}), ...);
  if constexpr (!is_unit<R>) ft.result = component_type<R>();
  return types.make(std::move(ft));
}

/// HostError if a value is none of its type; `what()` is it.
template <class T, class What>
void check_value(const T& v, const closed::ValType& t, const LiftLowerInstance* inst, What&& what) {
  if constexpr (!always_fits<T>) {
    try {
      ComponentTypeOf<T>::check(v, *t, inst);
    } catch (const Difference& wrong) {
      throw wasm::HostError(what() + ": " + wrong.text);
    }
  }
}

/// Values that were checked, on their way out. They must outlive it.
template <class... Ts>
class TypedSource final : public ValueSource {
 public:
  /// `types` are those that the values were checked against.
  TypedSource(std::span<const closed::Part> types, const Ts&... values) : types_(types), values_(values...) {}

  std::vector<Val> vals() override { return make_vals(); }

  /// [lower_flat_values]
  void lower(LiftLowerContext& cx, u32 max_flat, std::span<const closed::Part> ts, FlatValues& flat,
             CoreValueIter* out_param) override {
    assert_that(ts.size() == sizeof...(Ts), "values and types differ in number");
    Observer* observer = cx.inst.observer();
    std::vector<Val> shown;
    if (observer != nullptr) {
      const OnlyShown only;
      shown = make_vals();
    }
    if (const auto ptr = lower_spilled(cx, max_flat, ts, out_param, flat)) {
      FieldPlaces places(*ptr, cx.ptr_type());
      each([&]<class T>(const T& v, std::size_t i) {
        ComponentTypeOf<T>::store(cx, v, *ts[i].type, places.next(ts[i].type));
      });
    } else {
      each([&]<class T>(const T& v, std::size_t i) { ComponentTypeOf<T>::lower(cx, v, *ts[i].type, flat); });
    }
    if (observer != nullptr) observer->lowered(cx, ts, shown, flat);
  }

 private:
  std::vector<Val> make_vals() const {
    std::vector<Val> vals;
    vals.reserve(sizeof...(Ts));
    each([&]<class T>(const T& v, std::size_t i) {
      vals.push_back(ComponentTypeOf<T>::to_val(v, types_[i].type.def.get()));
    });
    return vals;
  }
  template <class F>
  void each(F&& f) const {
    std::apply(
        [&](const Ts&... values) {
          [[maybe_unused]] std::size_t i = 0;
          (f(values, i++), ...);
        },
        values_);
  }

  std::span<const closed::Part> types_;
  std::tuple<const Ts&...> values_;
};

/// Tells an observer what was lifted. A HostOwn is shown without being given away; a view that can't be read is not shown.
template <class... Ts>
void tell_lifted(Observer& observer, const Lifting& from, const std::tuple<Ts...>& values) {
  std::vector<Val> vals;
  const OnlyShown only;
  try {
    std::apply(
        [&](const Ts&... each) {
          [[maybe_unused]] NextPart part{from.ts};
          (vals.push_back(ComponentTypeOf<Ts>::to_val(each, part.next().def.get())), ...);
        },
        values);
  } catch (const wasm::Trap&) {
    return;
  }
  observer.lifted(from.cx, from.ts, vals);
}

/// [lift_flat_values]
template <class... Ts>
std::tuple<Ts...> lift_values(Lifting& from, const std::shared_ptr<CallScope>* scope) {
  assert_that(from.ts.size() == sizeof...(Ts), "values and types differ in number");
  const LiftContext cx{from.cx, scope};
  const auto lift_all = [&] {
    [[maybe_unused]] NextPart part{from.ts};
    if (const auto ptr = lift_spilled(from.cx, from.max_flat, from.vi, from.ts)) {
      FieldPlaces places(*ptr, cx.ptr_type());
      [[maybe_unused]] const auto next = [&]<class T>(std::type_identity<T>) {
        const closed::ValType& t = part.next();
        return ComponentTypeOf<T>::load(cx, places.next(t), *t);
      };
      return std::tuple<Ts...>{next(std::type_identity<Ts>())...};
    }
    return std::tuple<Ts...>{ComponentTypeOf<Ts>::lift(cx, from.vi, *part.next())...};
  };
  std::tuple<Ts...> values = lift_all();
  if (Observer* observer = from.cx.inst.observer(); observer != nullptr) tell_lifted(*observer, from, values);
  return values;
}

/// A value of the host's where it can be read in place, as long as the call.
template <class T>
T view_of(const Val& v, const closed::ValType& t, const std::shared_ptr<CallScope>& scope) {
  if (scope->host == nullptr) {
    scope->host = std::make_shared<HostInstance>();
    scope->cx = &scope->host->cx();
  }
  return ComponentTypeOf<T>::load({*scope->cx, &scope}, scope->host->put(v, t), *t);
}

/// Out of Vals, where it is a function of the host's that gives them.
template <class... Ts>
std::tuple<Ts...> values_from(const std::vector<Val>& vals, std::span<const closed::Part> types,
                              const std::shared_ptr<CallScope>* scope) {
  if (vals.size() != sizeof...(Ts)) throw wasm::HostError("another number of values than the type has");
  [[maybe_unused]] std::size_t i = 0;
  [[maybe_unused]] const auto next = [&]<class T>(std::type_identity<T>) {
    const std::size_t at = i++;
    if constexpr (has_views<T>) {
      assert_that(scope != nullptr, "a view that belongs to no call");
      return view_of<T>(vals[at], types[at].type, *scope);
    } else {
      return ComponentTypeOf<T>::from_val(vals[at], types[at].type.def.get());
    }
  };
  return std::tuple<Ts...>{next(std::type_identity<Ts>())...};
}

/// What passes, taken from where it is.
template <class... Ts>
std::tuple<Ts...> take_values(ValueSource& source, std::span<const closed::Part> types,
                              const std::shared_ptr<CallScope>* scope) {
  if (Lifting* lifting = source.lifting(); lifting != nullptr) return lift_values<Ts...>(*lifting, scope);
  return values_from<Ts...>(source.vals(), types, scope);
}

}  // namespace touchstone::component::host
