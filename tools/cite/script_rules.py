"""Rules that our own scripts name: `;; [memory-control/memory.discard]` before the directives that are about that rule.

A line of comment with citations says what the forms behind it are about, up to the next such line. A form keeps the rules or breaks
them, as its keyword tells; for rules that make a run end (traps, suspensions) only forms that run something count.
"""

import re
from collections import namedtuple

Sides = namedtuple("Sides", "kept broken")

RUNS = {"invoke", "assert_return", "assert_exception"}
ENDS = {"assert_trap", "assert_suspension", "assert_exhaustion"}
ACCEPTED = RUNS | ENDS | {"module", "component"}
REFUSED = {"assert_invalid", "assert_malformed"}

PIECE = re.compile(r';;[^\n]*|\(;|"(?:[^"\\]|\\.)*"|\(\s*(?:[a-z_.]+)?|\)')
NESTED = re.compile(r"\(;|;\)")


def end_of_comment(text, begin):
    """Where the comment that is opened before `begin` ends; such comments nest."""
    depth = 1
    for bracket in NESTED.finditer(text, begin):
        depth += 1 if bracket.group() == "(;" else -1
        if depth == 0:
            return bracket.end()
    return len(text)


def pieces(text):
    """(line, comment or keyword) for each comment of a line between forms, and for each form."""
    depth = at = 0
    while piece := PIECE.search(text, at):
        token, at = piece.group(), piece.end()
        line = text.count("\n", 0, piece.start()) + 1
        if token == "(;":
            at = end_of_comment(text, at)
        elif token.startswith(";;"):
            if depth == 0:
                yield line, token
        elif token.startswith("("):
            if depth == 0:
                yield line, token[1:].strip()
            depth += 1
        elif token == ")":
            depth -= 1


def citations(text, citations_of):
    """(line, names cited, keywords of the forms that are about them); `citations_of` finds the names in a comment."""
    line, names, forms = 0, [], []
    for at, token in pieces(text):
        if not token.startswith(";;"):
            forms.append(token)
        elif found := list(citations_of(token)):
            yield line, names, forms
            line, names, forms = at, found, []
    yield line, names, forms


def sides(kind, forms):
    """How many of the forms keep a rule, and how many break it."""
    kept, broken = (RUNS, ENDS) if kind == "reduction" else (ACCEPTED, REFUSED)
    return Sides(sum(form in kept for form in forms), sum(form in broken for form in forms))


def scripts(root):
    return sorted(file for file in (root / "spec-tests").rglob("*.wast") if "upstream" not in file.relative_to(root).parts)
