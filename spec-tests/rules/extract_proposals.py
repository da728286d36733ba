#!/usr/bin/env python3
"""Extracts from the proposals what our code and scripts may cite of them, and must.

    extract_proposals.py FOLDER [SPEC_CHECKOUT]

FOLDER holds checkouts of the proposals by the names of their repositories. Only facts are taken: names of instructions, headings, names of
SpecTec rules. Proposals that are part of 3.0, or never became one, are read from the checkout of WebAssembly/spec; without it, or without one of
the others, their lines of `proposals.txt` stay as they are. README.md beside this file says what the output holds.
"""

import argparse
import re
from pathlib import Path

from extract import HERE, first_of_each, github_anchors, spectec_names, write_lines

OUTPUT = "proposals.txt"

# feature, as `wasm-tools validate --features` spells it: repository, documents under `proposals`
PROPOSALS = {
    "branch-hinting": ("spec", ["branch-hinting/Overview.md"]),
    "relaxed-simd": ("spec", ["relaxed-simd/Overview.md"]),
    "legacy-exceptions": ("spec", [
        "exception-handling/legacy/Exceptions.md", "exception-handling/legacy/Exceptions-formal-overview.md"]),
    "threads": ("threads", ["threads/Overview.md"]),
    "compact-imports": ("compact-import-section", ["compact-import-section/Overview.md"]),
    "custom-descriptors": ("custom-descriptors", ["custom-descriptors/Overview.md"]),
    "custom-page-sizes": ("custom-page-sizes", ["custom-page-sizes/Overview.md"]),
    "memory-control": ("memory-control", ["memory-control/Overview.md", "memory-control/discard.md"]),
    "stack-switching": ("stack-switching", ["stack-switching/Explainer.md"]),
    "wide-arithmetic": ("wide-arithmetic", ["wide-arithmetic/Overview.md"]),
}

# Where a document types or lists the instructions that its proposal adds. Those of threads and relaxed-simd are in tables of their own, and
# wide-arithmetic has rules in SpecTec.
INSTRUCTIONS = {
    "custom-descriptors": r"^C \|- ([a-z][\w.]*) ",
    "legacy-exceptions": r"^\| `(\w+)` \| `0x",
    "memory-control": r"^([a-z]+\.\w+) \$\w+ : \[",
    "stack-switching": r"^\| 0x\w\w +\| `([a-z][\w.]*) \$",
}

# The SpecTec sources of a proposal differ from the pinned ones by their age too: what of the difference is the proposal's own.
SPECTEC = {
    "compact-imports": r"B?T?imports(_/.*compact.*)?|Bimportitem",
    "wide-arithmetic": r"(Instr_ok|Step_pure)/\w*wideop|\$i(concat|split)_|\$\w*wideop_|(Binstr|Tplaininstr_)/num-wide",
}


def core_instructions():
    return {line.split("\t")[0] for line in (HERE / "instructions.tsv").read_text().splitlines()}


def reductions(text):
    """The execution rules of a document that writes them as `S; F; operands (instr)  -->  S'; F'; result`, with conditions below.

    They have no names there; here each is named after its instruction, and a trap after its reason as well.
    """
    for left, right, conditions in re.findall(r"^\* `S; F; ?(.*?) *--> *(.*?)`\n((?:  - .*\n)*)", text, re.M):
        prompt = left.startswith("(prompt")
        last = re.findall(r"\(([a-z][\w.]*)(?: [^()]*)?\)", left)
        name = ("prompt-" if prompt and "v* end" not in left else "") + ("prompt" if "v* end" in left else last[-1])
        if right.endswith("trap"):
            name += "-consumed" if "epsilon" in conditions else "-null-exn" if "ref.cont" in left else "-null"
        yield name


def traps(text):
    """The list below `Traps if:`, for the one instruction of a document."""
    (instruction,) = re.findall(INSTRUCTIONS["memory-control"], text, re.M)
    for reason in re.findall(r"^- (.*)\.$", text.partition("Traps if:\n")[2].partition("\n\n")[0], re.M):
        yield instruction + {"The requested range is out of bounds": "-oob"}[reason]


def of_document(feature, name, text):
    """(kind, id, document)"""
    document = f"{feature}/{name}"
    if feature in INSTRUCTIONS:
        known = core_instructions()
        for instruction in re.findall(INSTRUCTIONS[feature], text, re.M):
            if instruction not in known:
                yield "instruction", f"{feature}/{instruction}", document
    if feature == "stack-switching":
        for reduction in reductions(text.partition("#### Reduction")[2].partition("\n### ")[0]):
            yield "reduction", f"{feature}/{reduction}", document
    if name == "discard.md":
        for trap in traps(text):
            yield "reduction", f"{feature}/{trap}", document
    for anchor in github_anchors(text):
        yield "section", f"{document}#{anchor}", document


def of_proposal(feature, checkout):
    for path in PROPOSALS[feature][1]:
        file = checkout / "proposals" / path
        yield from of_document(feature, file.name, file.read_text())
    if feature in SPECTEC:
        for kind, name, chapter in spectec_names(checkout):
            if re.fullmatch(SPECTEC[feature], name):
                yield kind, name, f"{feature}/{chapter}"


def kept(feature):
    old = HERE / OUTPUT
    rows = [tuple(line.split("\t")) for line in old.read_text().splitlines()] if old.exists() else []
    return [row for row in rows if row[2].startswith(feature + "/")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("spec", type=Path, nargs="?")
    arguments = parser.parse_args()
    names = []
    for feature, (repository, _) in PROPOSALS.items():
        checkout = arguments.spec if repository == "spec" else arguments.folder / repository
        names += of_proposal(feature, checkout) if checkout and checkout.is_dir() else kept(feature)
    write_lines(OUTPUT, ["\t".join(row) for row in sorted(first_of_each(names), key=lambda row: (row[2], row))])


if __name__ == "__main__":
    main()
