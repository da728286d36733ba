#!/usr/bin/env python3
"""Tests of cite.py: what it takes for a citation, and what it must leave alone."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import cite
import decisions
import error_rules
import script_rules
import section_citations

NAMES = cite.read_names(cite.ROOT / "spec-tests" / "rules")


def cited_in(source):
    return [id_ for _, text in cite.comments(source) for id_ in cite.citations_of(text, NAMES)]


class Citations(unittest.TestCase):
    def test_every_form_of_a_known_name(self):
        for id_ in [
            "Step_pure/br_if-true", "Instr_ok/call", "Module_ok", "$idiv_", "Binstr/control", "Tplaininstr_", "Bvaltype",
            "#embed-func-invoke", "#embed_func.invoke", "#exec-atomic.rmw", "canon_lift", "Task.request_cancellation", "store", "Task",
            "Binary.md#canonical-definitions", "CanonicalABI.md#canon-streamreadwrite", "Step_pure/br_if-*",
            "stack-switching/resume-null", "custom-page-sizes/Overview.md#validation", "threads/Overview.md#wait", "legacy-exceptions/*",
        ]:
            self.assertEqual(cited_in(f"// [{id_}]"), [id_])
            self.assertTrue(cite.matches(id_, NAMES), id_)

    def test_unknown_names_are_citations_too(self):
        for id_ in ["Step_pure/br_iff", "$idiv", "#embed-nothing", "canon_lifts", "Task.entre", "Binary.md#x", "despecialise", "No_rule/*",
                    "stack-switching/resum", "stack-switchin/resume", "threads/Overview.md#x"]:
            self.assertEqual(cited_in(f"/* [{id_}] */"), [id_])
            self.assertFalse(cite.matches(id_, NAMES), id_)

    def test_several_in_one_comment(self):
        self.assertEqual(cited_in("// [Instr_ok/br], [$iadd_]: [Instr_ok/nop, Instr_ok/drop]"),
                         ["Instr_ok/br", "$iadd_", "Instr_ok/nop", "Instr_ok/drop"])

    def test_code_is_not_looked_at(self):
        for code in ["[[nodiscard]] int f();", "auto f = [canon_lift] {};", 'x = "// [No_rule/x]";', "a[No_rule/x];",
                     'x = R"(// [No_rule/x])";', "c = '\"'; d = \"// [No_rule/x]\";", "n = 1'000; // [nothing] 1'0"]:
            self.assertEqual(cited_in(code), [])

    def test_ordinary_brackets_in_comments(self):
        for text in ["a[canon_lift]", "[[no_discard]]", "[0, 1)", "[lo, hi_x]", "[i]", "[#12]", "[text_x](link)", "[FILE_NAME]",
                     "[types.hpp]", "[i32] -> [i64]", "[a/b]", "[-1]", "[this]"]:
            self.assertEqual(cited_in("// " + text), [])

    def test_lines_of_a_block_comment(self):
        self.assertEqual([line for line, text in cite.comments("int x;\n/* a\n b */ y // c") if text], [2, 3, 3])

    def test_the_verdict_names_file_line_and_a_guess(self):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "interp" / "a.cpp"
            source.parent.mkdir()
            source.write_text("\n// [Instr_ok/cal]\n// [Instr_ok/call]\n")
            output = io.StringIO()
            with contextlib.redirect_stdout(output):
                status = cite.lint(list(cite.collect(Path(folder), NAMES)), NAMES)
        self.assertEqual(status, 1)
        self.assertEqual(output.getvalue().count("\n"), 1)
        self.assertRegex(output.getvalue(), r"interp/a.cpp:2: .*\[Instr_ok/cal\]; did you mean \[Instr_ok/call\]")


    def test_every_rule_of_a_proposal_wants_a_citation(self):
        rules = set(cite.uncited_of_proposals(NAMES, set()))
        self.assertLessEqual({"memory-control/memory.discard-oob", "Bimports", "Instr_ok/wideop", "legacy-exceptions/try"}, rules)
        self.assertEqual(set(cite.uncited_of_proposals(NAMES, {"Bimports"})), rules - {"Bimports"})
        self.assertFalse({"Instr_ok/br", "stack-switching/Explainer.md#reduction"} & rules)


SCRIPT = """;; A story of [ordinary] words.
(module (func (; ;; [Instr_ok/nop] ;) "(" ))
;; [memory-control/memory.discard] is valid here
(module) (assert_invalid (module) "")
(assert_invalid (module
  ;; [Instr_ok/drop] inside of a form
  ) "")
;; nothing named
(assert_return (invoke "f"))
;; [memory-control/memory.discard-oob]
(module) (assert_trap (invoke "f") "") (assert_return (invoke "f")) (assert_return (invoke "f")) (assert_invalid (module) "")
"""


class Scripts(unittest.TestCase):
    def test_forms_belong_to_the_names_before_them(self):
        found = [c for c in script_rules.citations(SCRIPT, lambda comment: cite.citations_of(comment, NAMES)) if c[1]]
        self.assertEqual([(line, ids, len(forms)) for line, ids, forms in found],
                         [(3, ["memory-control/memory.discard"], 4), (10, ["memory-control/memory.discard-oob"], 5)])
        self.assertEqual(script_rules.sides("instruction", found[0][2]), (2, 2))
        self.assertEqual(script_rules.sides("reduction", found[1][2]), (2, 1))

    def test_what_is_wanted_of_scripts(self):
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "spec-tests" / "a.wast"
            script.parent.mkdir()
            script.write_text(SCRIPT + ";; [memory-control/memory.discord]\n;; [Bimports]\n(module)")
            problems = list(cite.script_problems(Path(folder), NAMES))
        self.assertIn("spec-tests/a.wast:12: no such rule, function or section: [memory-control/memory.discord]", problems)
        self.assertIn("no script of ours breaks [Bimports]", problems)
        self.assertIn("no script of ours keeps [Bimportitem]", problems)
        self.assertFalse([problem for problem in problems if "memory.discard" in problem])


class Sections(unittest.TestCase):
    sections = section_citations.read_sections(cite.ROOT / "spec-tests" / "rules" / "sections.tsv")

    def problems(self, text):
        found = [section_citations.problem(n, behind, self.sections) for n, behind in section_citations.citations(text)]
        return [problem for problem in found if problem]

    def test_right_numbers(self):
        for text in ["// 4.6.9 Reference instructions: arrays", "/// 2.3.4 heaptype: abstract, or", "| 2.2.5 names: UTF-8 | `utf8.hpp` |",
                     "// 4.6.2 Control instructions, 4.6.3 Blocks. Calls", "// 3.3.8 to 3.3.10 Type definitions.", "| 2.2 bytes, integers |",
                     "// 4.7.2: imports that are missing", "// C.LOCALS of 3.1.6: the types", "// the algorithm of appendix 7.6", "| 3.4.1 Parametric |",
                     "// Appendix 7.7.1 Name Section: decoding", "// 5.1 Conventions and 5.2 Values, reading"]:
            self.assertEqual(self.problems(text), [], text)

    def test_wrong_numbers(self):
        for text in ["// 6.9 Modules: fields", "// as 4.2.77 says", "// 3.4.8 Numeric instructions", "// 4.6.2 Control instructions, 4.6.4 Blocks",
                     "| 2.2.4 names: UTF-8 |", "/// 2.3.5 heaptype: abstract", "// 3.3.8 to 3.3.99 Type definitions.", "// (6.9)"]:
            self.assertEqual(len(self.problems(text)), 1, text)

    def test_other_numbers(self):
        for text in ["// a factor of 2.2 to 2.6", "// core 3.0", "// wasm-tools 7.257.1-rc", "// semver.org 2.99", "// in 2.77 seconds", "`4.77`"]:
            self.assertEqual(list(section_citations.citations(text)), [], text)


class Rules(unittest.TestCase):
    def rules(self, code):
        return [rule for _, rule in error_rules.rules(cite.without_comments(code))]

    def test_arguments_that_are_rules(self):
        self.assertEqual(self.rules('throw Malformed({f(a, b), c}, phrase::x, "Tname", " more");'), ["Tname"])
        self.assertEqual(self.rules('Unlinkable error(at, "unknown import",\n  "instantiate", ": why");'), ["instantiate"])
        self.assertEqual(self.rules('fail(at, words, wide ? "TfN" : "TiN", ": x, y");'), ["TfN", "TiN"])
        self.assertEqual(self.rules('{Op::x, R::x, "stack-switching/x-null"}, "stack-switching"'), ["stack-switching/x-null"])
        self.assertEqual(self.rules('const Reading reading(in, "Tdecl_"); {Op::nop, R::nop, "Instr_ok/nop"}'), ["Tdecl_", "Instr_ok/nop"])

    def test_other_literals(self):
        self.assertEqual(self.rules('fail(at, words, " has no type"); fail(words, "Tname"); // Malformed(a, b, "Tx")'), [])
        self.assertEqual(self.rules('Malformed(at, words, rule, "Tname"); print("Tname");'), [])


class Decisions(unittest.TestCase):
    def problems_of(self, row, comment):
        with tempfile.TemporaryDirectory() as folder:
            abi = Path(folder) / "abi"
            (abi / "runtime").mkdir(parents=True)
            (abi / "README.md").write_text(f"| | open | decided | where |\n|---|---|---|---|\n{row}\n")
            (abi / "runtime" / "thread.hpp").write_text(f"// {comment}\n")
            return list(decisions.problems(Path(folder), cite.comments, cite.SUFFIXES))

    def test_marked_where_the_table_says(self):
        self.assertEqual(self.problems_of("| X6, X7 | a | b | `runtime/thread.hpp` |", "Choice: (X6) b. X7"), [])
        self.assertEqual(self.problems_of("| X9 | a | b | |", "nothing"), [])

    def test_marks_that_are_missing(self):
        self.assertEqual(self.problems_of("| X6 | a | b | `runtime/thread.hpp` |", "Choice: b"),
                         ["abi/README.md: none of the files of X6 mentions it: runtime/thread.hpp"])
        self.assertEqual(self.problems_of("| X6 | a | b | `thread.hpp` |", "(X6), (X61)"),
                         ["abi/runtime/thread.hpp:1: abi/README.md has no decision X61"])


if __name__ == "__main__":
    unittest.main()
