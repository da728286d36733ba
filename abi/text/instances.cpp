// Explainer.md "Instance Definitions": core instances and component instances.
#include "abi/text/parser.hpp"

namespace touchstone::component {

/// core:inlineexport*
std::vector<CoreInstance::Export> Parser::core_inlineexports() {
  std::vector<CoreInstance::Export> out;
  while (in.at_form("export")) {
    const Region begin = in.peek().at;
    in.expect_form("export");
    CoreInstance::Export e;
    e.name = in.expect_name();
    e.what = core_externidx();
    in.expect_rpar();
    e.at = since(begin);
    out.push_back(std::move(e));
  }
  return out;
}

/// core:instantiatearg; inline exports are an instance of their own in front.
CoreInstance::Arg Parser::core_instantiatearg() {
  const Region begin = in.peek().at;
  in.expect_form("with");
  CoreInstance::Arg arg;
  arg.name = in.expect_name();
  const Region instance_begin = in.peek().at;
  in.expect(TokenKind::lpar, "(instance ...)");
  in.accept_keyword("core");
  in.expect_keyword("instance");
  if (in.at(TokenKind::nat) || in.at(TokenKind::id)) {
    arg.instance = CoreInstanceIdx(sortidx_body(Sort::core_instance, instance_begin));
  } else {
    CoreInstance instance{CoreInstance::Exports{core_inlineexports()}};
    emit(std::move(instance), since(instance_begin));
    arg.instance = CoreInstanceIdx(bind(Sort::core_instance, std::nullopt));
  }
  in.expect_rpar();
  in.expect_rpar();
  arg.at = since(begin);
  return arg;
}

/// [Explainer.md#instance-definitions] core:instance, behind `(core instance`.
void Parser::core_instance(Region begin) {
  const wasm::Reading reading(in, "Explainer.md#instance-definitions");
  const auto id = in.accept_id();
  CoreInstance instance;
  if (at_inverted_alias()) return inverted_alias(Sort::core_instance, id, begin);
  if (in.accept_form("instantiate")) {
    CoreInstance::Instantiate instantiate;
    instantiate.module = CoreModuleIdx(reference(Sort::core_module, true));
    while (in.at_form("with")) instantiate.args.push_back(core_instantiatearg());
    in.expect_rpar();
    instance.is = std::move(instantiate);
  } else {
    instance.is = CoreInstance::Exports{core_inlineexports()};
  }
  in.expect_rpar();
  emit(std::move(instance), since(begin));
  bind(Sort::core_instance, id);
}

/// inlineexport*
std::vector<Instance::Export> Parser::inlineexports() {
  std::vector<Instance::Export> out;
  while (in.at_form("export")) {
    const Region begin = in.peek().at;
    in.expect_form("export");
    Instance::Export e;
    e.name = externname();
    e.what = externidx();
    in.expect_rpar();
    e.at = since(begin);
    out.push_back(std::move(e));
  }
  return out;
}

/// instantiatearg; inline exports are an instance of their own in front.
Instance::Arg Parser::instantiatearg() {
  const Region begin = in.peek().at;
  in.expect_form("with");
  Instance::Arg arg;
  arg.name = in.expect_name();
  const bool inline_instance = in.at_form("instance") && !in.at(TokenKind::nat, 2) && !in.at(TokenKind::id, 2);
  if (inline_instance) {
    const Region instance_begin = in.peek().at;
    in.expect_form("instance");
    Instance instance{Instance::Exports{inlineexports()}};
    in.expect_rpar();
    emit(std::move(instance), since(instance_begin));
    arg.what = {Sort::instance, bind(Sort::instance, std::nullopt)};
  } else {
    arg.what = externidx();
  }
  in.expect_rpar();
  arg.at = since(begin);
  return arg;
}

/// [Explainer.md#instance-definitions] instance, behind `(instance`.
void Parser::instance(Region begin) {
  const wasm::Reading reading(in, "Explainer.md#instance-definitions");
  const auto id = in.accept_id();
  auto exports = inline_exports();
  if (auto name = inline_import()) {
    ExternType type = externtype_body(Sort::instance);
    in.expect_rpar();
    emit_import(std::move(*name), std::move(type), Sort::instance, id, begin);
  } else if (at_inverted_alias()) {
    inverted_alias(Sort::instance, id, begin);
  } else {
    Instance instance;
    if (in.accept_form("instantiate")) {
      Instance::Instantiate instantiate;
      instantiate.component = ComponentIdx(reference(Sort::component, false));
      while (in.at_form("with")) instantiate.args.push_back(instantiatearg());
      in.expect_rpar();
      instance.is = std::move(instantiate);
    } else {
      instance.is = Instance::Exports{inlineexports()};
    }
    in.expect_rpar();
    emit(std::move(instance), since(begin));
    bind(Sort::instance, id);
  }
  defer_exports(std::move(exports), Sort::instance, scope_->space(Sort::instance).count() - 1, since(begin));
}

}  // namespace touchstone::component
