"""Rules that errors name: string literals in code, where they are the argument of an error, or of what throws one."""

import re
from collections import namedtuple

Call = namedtuple("Call", "line name arguments")

# The place of the rule among the arguments. A literal there which begins with a blank or `:` is a detail: another overload.
RULE_ARGUMENT = {
    "Malformed": 2, "Invalid": 2, "Unlinkable": 2, "Trap": 2, "fail": 2, "refuse": 3, "refuse_id": 4, "malformed": 1,
    "fail_rule": 0, "Reading": 1, "require": 2, "require_feature": 3, "type_at": 3,
    "expand_func": 3, "trap": 1, "trap_if": 2,
}

# A name that is a rule wherever it stands: tables of rules, constants.
CERTAIN = re.compile(r"[A-Z]\w*_\w+/[\w.*-]+|[a-z]+(?:-[a-z]+)+/[\w.-]+|[A-Z][A-Za-z]+\.md#[\w-]+|#(?:embed|exec|impl|valid|binary|text)-[\w-]+")

CALL = re.compile(r"\b(" + "|".join(RULE_ARGUMENT) + r")(?:\s+\w+)?\(")
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
PIECE = re.compile(r'"(?:[^"\\\n]|\\.)*"|(?<!\d)\'(?:[^\'\\\n]|\\.)+\'|[()\[\]{},]')


def arguments(code, begin):
    """The arguments of a call whose parenthesis ends before `begin`."""
    depth, out, last = 0, [], begin
    for piece in PIECE.finditer(code, begin):
        if piece.group() in "([{":
            depth += 1
        elif piece.group() == "," and depth == 0:
            out.append(code[last : piece.start()])
            last = piece.end()
        elif piece.group() in ")]}":
            if depth == 0:
                return out + [code[last : piece.start()]]
            depth -= 1
    return out


def rules(code):
    """(line, rule) for each; `code` has no comments."""
    found = {(m.start(1), m.group(1)) for m in LITERAL.finditer(code) if CERTAIN.fullmatch(m.group(1))}
    for call in CALL.finditer(code):
        place = RULE_ARGUMENT[call.group(1)]
        parts = arguments(code, call.end())
        if place >= len(parts):
            continue
        # Positions count from the beginning, whatever the argument's text repeats.
        start = call.end() + sum(len(part) + 1 for part in parts[:place])
        for literal in LITERAL.finditer(code, start, start + len(parts[place])):
            if literal.group(1) and literal.group(1)[0] not in " :,":
                found.add((literal.start(1), literal.group(1)))
    for position, rule in sorted(found):
        yield code.count("\n", 0, position) + 1, rule
