#!/usr/bin/env python3
"""Extracts from the pinned sources what our code may cite, and the instruction index that our table must match.

    extract.py SPEC_CHECKOUT COMPONENT_MODEL_CHECKOUT [THREADS_CHECKOUT]

Only facts are taken: identifiers, numbers and titles of sections, mnemonics, opcodes, types. Without the third argument `atomics.tsv` and the anchors of the
threads document are kept as they are. README.md beside this file says what each output holds.
"""

import argparse
import ast
import re
import unicodedata
from pathlib import Path

from instruction_index import read_index
from sections import read_sections

HERE = Path(__file__).resolve().parent

# The index prints these without the suffix that the text grammar asks for (6.3, Tplaininstr_/vec-cvt-i32x4).
INDEX_CORRECTIONS = {
    "i32x4.relaxed_trunc_f64x2_s": "i32x4.relaxed_trunc_f64x2_s_zero",
    "i32x4.relaxed_trunc_f64x2_u": "i32x4.relaxed_trunc_f64x2_u_zero",
}

MARKDOWN = ["Explainer.md", "Binary.md", "CanonicalABI.md", "Concurrency.md"]


def write_lines(name, lines):
    (HERE / name).write_text("".join(line + "\n" for line in lines))
    print(f"{name}: {len(lines)} lines")


def spectec_names(spec):
    """(kind, id, chapter) for every relation, rule, function and grammar of the SpecTec sources but the notation examples."""
    for file in sorted((spec / "specification" / "wasm-3.0").glob("[0-9]*.spectec")):
        text = file.read_text()
        chapter = file.stem
        for name in re.findall(r"^\s*relation\s+(\w+)", text, re.M):
            yield "relation", name, chapter
        for name in re.findall(r"^\s*rule\s+([\w/.*-]+?)\s*:", text, re.M):
            yield "rule", name, chapter
        for name in re.findall(r"^def\s+(\$\w+)", text, re.M):
            yield "function", name, chapter
        for name, fragment in re.findall(r"^grammar\s+(\w+)(?:\([^)]*\))?(/[\w-]+)?", text, re.M):
            yield "grammar", name + fragment, chapter
            if fragment:
                yield "grammar", name, chapter


def document_anchors(document, prefix=""):
    for file in sorted(document.rglob("*.rst")):
        chapter = prefix + str(file.relative_to(document).with_suffix(""))
        for name in re.findall(r"^\s*\.\. _([A-Za-z0-9][^:\n]*):\s*$", file.read_text(), re.M):
            yield "anchor", "#" + name, chapter


def first_of_each(names):
    """Drops repetitions of an id: a name belongs to the chapter that mentions it first."""
    seen = {}
    for kind, name, chapter in names:
        seen.setdefault((kind, name), chapter)
    return [(kind, name, chapter) for (kind, name), chapter in seen.items()]


def thread_anchors(threads):
    """Only what the proposal adds: its document grew from 2.0, so that its other anchors are older than those of 3.0."""
    added = re.compile(r"atomic|relaxed|share|attime|syntax-(act|atop|evt|loc|ord|reg|time)$")
    for kind, name, chapter in document_anchors(threads / "document" / "core", "threads/"):
        if added.search(name):
            yield kind, name, chapter


def kept_thread_anchors():
    old = HERE / "core-rules.txt"
    rows = [line.split("\t") for line in old.read_text().splitlines()] if old.exists() else []
    return [tuple(row) for row in rows if row[2].startswith("threads/")]


def write_core_rules(spec, threads):
    names = list(spectec_names(spec)) + list(document_anchors(spec / "document" / "core"))
    names += list(thread_anchors(threads)) if threads else kept_thread_anchors()
    write_lines("core-rules.txt", ["\t".join(row) for row in sorted(first_of_each(names))])


def write_sections(spec):
    sections = read_sections(spec / "document" / "core")
    write_lines("sections.tsv", ["\t".join([s.number, s.title, " ".join(s.labels)]) for s in sections])


def text_mnemonics(spec):
    """What the text grammar spells in quotes at the head of an alternative."""
    grammar = (spec / "specification" / "wasm-3.0" / "6.3-text.instructions.spectec").read_text()
    return set(re.findall(r'"([a-z][a-z0-9_.]*)"', grammar))


def instruction_rows(instructions):
    yield "\t".join(["mnemonic", "opcode", "type", "immediates", "valid", "exec", "operator"])
    for i in instructions:
        anchors = ["#" + anchor if anchor else "" for anchor in (i.valid, i.execution, i.operator)]
        yield "\t".join([i.text, i.opcode, i.type, i.immediates] + anchors)


def write_instructions(spec):
    known = text_mnemonics(spec)
    instructions = []
    for i in read_index(spec / "document" / "core"):
        i = i._replace(text=INDEX_CORRECTIONS.get(i.text, i.text))
        if i.text not in known:
            raise SystemExit(f"{i.text}: in the index, but not in the text grammar")
        instructions.append(i)
    write_lines("instructions.tsv", list(instruction_rows(instructions)))


def write_atomics(threads):
    """The threads document builds on 2.0, where addresses are i32; in 3.0 they have the address type of the memory."""
    atomics = []
    for i in read_index(threads / "document" / "core"):
        if i.opcode.startswith("FE "):
            type_ = re.sub(r"^i32", "addr", i.type) if i.immediates else i.type
            atomics.append(i._replace(type=type_))
    write_lines("atomics.tsv", list(instruction_rows(atomics)))


def python_symbols(body, prefix=""):
    """(kind, name) of functions, classes, methods, fields and constants; nested functions as outer.inner."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield ("method" if prefix else "function"), prefix + node.name
            yield from ((k, n) for k, n in python_symbols(node.body, prefix + node.name + ".") if k in ("method", "class"))
        elif isinstance(node, ast.ClassDef):
            yield "class", prefix + node.name
            yield from python_symbols(node.body, prefix + node.name + ".")
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield ("field" if prefix else "constant"), prefix + node.target.id
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield ("field" if prefix else "constant"), prefix + target.id


def github_anchors(markdown):
    """The anchors that GitHub makes of headings: lower case, punctuation and pictures dropped, blanks as hyphens."""
    text = re.sub(r"^```.*?^```", "", markdown, flags=re.M | re.S)
    count = {}
    for heading in re.findall(r"^#{1,6}\s+(.*?)\s*#*$", text, re.M):
        heading = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|!?\[([^\]]*)\]\[[^\]]*\]", r"\1\2", heading)
        slug = "".join(c for c in heading.lower() if c in "-_ " or unicodedata.category(c)[0] in "LM" or c.isdecimal())
        slug = slug.replace(" ", "-")
        repeated = count.get(slug, 0)
        count[slug] = repeated + 1
        yield f"{slug}-{repeated}" if repeated else slug


def write_component(component_model):
    mvp = component_model / "design" / "mvp"
    definitions = ast.parse((mvp / "canonical-abi" / "definitions.py").read_text())
    names = [(kind, name, "definitions.py") for kind, name in python_symbols(definitions.body)]
    for file in MARKDOWN:
        names += [("section", f"{file}#{anchor}", file) for anchor in github_anchors((mvp / file).read_text())]
    write_lines("component.txt", ["\t".join(row) for row in sorted(first_of_each(names))])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("spec", type=Path)
    parser.add_argument("component_model", type=Path)
    parser.add_argument("threads", type=Path, nargs="?")
    arguments = parser.parse_args()
    write_core_rules(arguments.spec, arguments.threads)
    write_sections(arguments.spec)
    write_instructions(arguments.spec)
    if arguments.threads:
        write_atomics(arguments.threads)
    write_component(arguments.component_model)


if __name__ == "__main__":
    main()
