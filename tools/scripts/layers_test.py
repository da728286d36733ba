#!/usr/bin/env python3
"""Tests of layers.py: the includes that DESIGN allows pass, and one of each kind that it forbids is named."""

import tempfile
import unittest
from pathlib import Path

import layers


def findings(**files):
    """Findings for a tree with these files ('__' stands for '/', the last '_' for the dot): each holds one include."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, include in files.items():
            stem, _, suffix = name.replace("__", "/").rpartition("_")
            path = root / f"{stem}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"// A file.\n#include {include}\n" if include else "// A file.\n")
        return layers.check(root)[0]


class Layers(unittest.TestCase):
    def refused(self, **files):
        found = findings(**files)
        self.assertEqual(len(found), 1, found)
        return found[0]

    def test_validation_sees_syntax(self):
        self.assertEqual(findings(interp__syntax__types_hpp="", interp__validation__a_cpp='"interp/syntax/types.hpp"'), [])

    def test_syntax_does_not_see_validation(self):
        line = self.refused(interp__syntax__types_hpp='"interp/validation/a.hpp"', interp__validation__a_hpp="")
        self.assertTrue(line.startswith("interp/syntax/types.hpp:2: interp/validation/a.hpp"), line)

    def test_front_ends_see_neither_each_other_nor_validation(self):
        self.refused(interp__binary__a_cpp='"interp/text/a.hpp"', interp__text__a_hpp="")
        self.refused(interp__text__a_cpp='"interp/validation/a.hpp"', interp__validation__a_hpp="")

    def test_execution_does_not_see_embedding(self):
        self.refused(interp__execution__a_cpp='"interp/embedding/a.hpp"', interp__embedding__a_hpp="")

    def test_numerics_are_pure(self):
        self.refused(interp__execution__numerics__a_cpp='"interp/execution/store.hpp"', interp__execution__store_hpp="")

    def test_core_never_sees_abi(self):
        self.refused(interp__embedding__a_cpp='"abi/syntax/a.hpp"', abi__syntax__a_hpp="")
        self.refused(interp__tests__a_test_cpp='"abi/syntax/a.hpp"', abi__syntax__a_hpp="")

    def test_abi_sees_the_chooser_and_stack_switching_but_no_more_of_execution(self):
        self.assertEqual(findings(abi__runtime__a_cpp='"interp/execution/chooser.hpp"', interp__execution__chooser_hpp=""), [])
        self.assertEqual(findings(abi__runtime__a_cpp='"interp/execution/stack_switching.hpp"',
                                  interp__execution__stack_switching_hpp=""), [])
        self.refused(abi__runtime__a_cpp='"interp/execution/store.hpp"', interp__execution__store_hpp="")

    def test_canonical_and_runtime_call_each_other(self):
        self.assertEqual(findings(abi__canonical__a_cpp='"abi/runtime/a.hpp"', abi__runtime__a_hpp=""), [])
        self.refused(abi__canonical__a_cpp='"abi/host/a.hpp"', abi__host__a_hpp="")

    def test_third_party_headers_have_their_places(self):
        self.refused(interp__support__a_hpp="<fmt/format.h>")
        self.assertEqual(findings(interp__support__a_cpp="<fmt/format.h>"), [])
        self.refused(abi__runtime__a_cpp="<boost/context/fiber.hpp>")
        self.refused(interp__embedding__a_cpp="<nlohmann/json.hpp>")
        self.refused(interp__support__a_cpp="<format>")

    def test_an_unknown_folder_is_refused(self):
        self.refused(interp__other__a_cpp='"interp/support/a.hpp"', interp__support__a_hpp="")

    def test_a_missing_file_and_a_relative_path_are_refused(self):
        self.refused(interp__support__a_cpp='"interp/support/b.hpp"')
        self.refused(interp__support__a_cpp='"b.hpp"', interp__support__b_hpp="")

    def test_a_circle_is_refused(self):
        line = self.refused(interp__support__a_hpp='"interp/support/b.hpp"', interp__support__b_hpp='"interp/support/a.hpp"')
        self.assertIn("circle", line)


if __name__ == "__main__":
    unittest.main()
