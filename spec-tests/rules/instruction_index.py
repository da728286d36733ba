"""The instruction index of the core document, as plain facts.

The document keeps its index of instructions (appendix "Index of Instructions") as a Python list of LaTeX fragments. This
module reads that list without running it, and turns the fragments into ASCII: a mnemonic, opcode bytes, the names of the
immediates and a type, with the macros that the document itself defines in `document/core/util/macros.def`.
"""

import ast
import re
from collections import namedtuple

Instruction = namedtuple("Instruction", "text opcode type immediates valid execution operator")


def read_macros(document):
    """Macro name -> the word that it typesets, for macros that typeset one keyword or one name."""
    macros = {}
    pattern = re.compile(r"^\.\. \|(\w+)\| mathdef:: (.*)$", re.M)
    for name, body in pattern.findall((document / "util" / "macros.def").read_text()):
        word = re.search(r"\\[KX]\{((?:[^{}]|\{[^{}]*\})*)\}", body)
        if word:
            macros[name] = word.group(1)
    return macros


def plain(latex, macros):
    """A fragment with macros replaced and every typographic command dropped."""
    latex = latex.replace(r"\to", "->").replace(r"\reftypediff", " minus ").replace("~", " ")
    latex = re.sub(r"\^\{?\\ast\}?", "*", latex)
    latex = re.sub(r"\\(?![KX]\{)([A-Za-z][A-Za-z0-9]*)", lambda m: "{" + macros.get(m.group(1), m.group(0)) + "}", latex)
    latex = re.sub(r"\\K\{((?:[^{}]|\{[^{}]*\})*)\}", r"\1", latex)
    latex = re.sub(r"\\X\{([^{}]*)\}", r"\1", latex)
    latex = re.sub(r"\\scriptstyle|\\kern[-0-9.a-z]*", "", latex)
    latex = latex.replace(r"\_", "_").replace("{", "").replace("}", "")
    return re.sub(r"\s+", " ", latex).strip()


def plain_type(latex, macros):
    """`[\\I32~\\I32] \\to [\\I32]` -> `i32 i32 -> i32`; an empty side is left out; the address type `at` is written `addr`."""
    if latex is None:
        return ""
    flat = plain(latex, macros).replace("[", " ").replace("]", " ")
    flat = re.sub(r"\bat(_\d)?\b", r"addr\1", flat)
    return re.sub(r"\s+", " ", flat).strip()


def read_index(document):
    """All instructions of the index in its order; reserved opcodes left out."""
    source = (document / "appendix" / "index-instructions.py").read_text()
    macros = read_macros(document)
    calls = next(
        node.value.elts
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and node.targets[0].id == "INSTRUCTIONS"
    )
    for call in calls:
        arguments = [ast.literal_eval(argument) for argument in call.args]
        if isinstance(arguments[0], float):
            del arguments[0]  # the version of the language; documents older than 3.0 do not give it
        name, opcode, type_, valid, execution, operator = (arguments + [None] * 5)[:6]
        if name is None:
            continue
        mnemonic, _, immediates = name.partition("~")
        yield Instruction(
            text=plain(mnemonic, macros),
            opcode=" ".join(re.findall(r"\\hex\{(\w\w)\}", opcode)),
            type=plain_type(type_, macros),
            immediates=plain(immediates, macros),
            valid=valid or "",
            execution=execution or "",
            operator=operator or "",
        )
