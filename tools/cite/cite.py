#!/usr/bin/env python3
"""Checks that every citation in a C++ comment names something that the pinned specifications contain, and counts them.

A citation is a name in square brackets: `[Step_pure/br_if-true]`, `[$idiv_]`, `[Binstr/control]`, `[#embed-func-invoke]`,
`[canon_lift]`, `[Task.request_cancellation]`, `[Binary.md#canonical-definitions]`, `[stack-switching/resume-null]`. Names come from
spec-tests/rules. Without an option it prints the unknown ones as file:line and exits with 1 if there are any; likewise sections that are
cited by number (section_citations.py), rules that errors name (error_rules.py), rules of proposals that no code cites, what
scripts of our own say about rules (script_rules.py), and decisions that are not marked where they are made (decisions.py). README.md says what counts as a citation.
"""

import argparse
import difflib
import fnmatch
import re
import sys
from collections import defaultdict, namedtuple
from pathlib import Path

import decisions
import error_rules
import script_rules
import section_citations

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ["interp", "abi", "tools", "spec-tests"]
SUFFIXES = {".hpp", ".cpp", ".def", ".h", ".cc", ".inc"}

Name = namedtuple("Name", "kind id chapter")
Citation = namedtuple("Citation", "file line id")

# What coverage is about: the rest (relations, sections, classes, most anchors) may be cited, but nobody has to.
COVERED_KINDS = {"rule", "function", "grammar", "method", "instruction", "reduction"}

# Of these proposals no upstream script reaches any rule, or not these: scripts of our own must show each from both sides.
OWN_SCRIPTS = ["memory-control/*", "stack-switching/resume_throw_ref*", "Bimports", "Bimportitem", "Timports_/*"]


# --- Names ----------------------------------------------------------------------------------------------------------


def normal(id_):
    """Sphinx and GitHub spell an anchor differently from its label: case, `_` and `.` for `-`, a lost picture in front."""
    file, hash_, anchor = id_.partition("#")
    return id_ if not hash_ else file + "#" + re.sub(r"[_.]", "-", anchor).lower().lstrip("-")


def read_names(folder):
    names = {}
    for file in ("core-rules.txt", "component.txt", "proposals.txt"):
        for line in (folder / file).read_text().splitlines():
            name = Name(*line.split("\t"))
            names.setdefault(normal(name.id), name)
    return names


# --- Comments -------------------------------------------------------------------------------------------------------

# A comment, or something in which `//` does not begin one. A quote between digits separates thousands.
TOKEN = re.compile(
    r"""(?P<comment>//(?:[^\n\\]|\\.|\\\n)*|/\*.*?\*/)
      | R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)"
      | "(?:[^"\\\n]|\\.)*"
      | \bu8'(?:[^'\\\n]|\\.)+'
      | (?<![0-9A-Fa-f])'(?:[^'\\\n]|\\.)+'""",
    re.S | re.X,
)


def comments(text):
    """(line, text) for each line of each comment."""
    for token in TOKEN.finditer(text):
        if token.group("comment"):
            first = text.count("\n", 0, token.start()) + 1
            yield from enumerate(token.group().split("\n"), first)


def without_comments(text):
    """The code, line by line as it was."""
    return TOKEN.sub(lambda token: re.sub(r"[^\n]", " ", token.group()) if token.group("comment") else token.group(), text)


# --- Citations ------------------------------------------------------------------------------------------------------

# In brackets, not behind a name or bracket (that is indexing), not doubled (attributes), not before `(` (a link).
BRACKETS = re.compile(r"(?<![\w\])[])\[([^\[\]\s]+(?:,\s*[^\[\]\s]+)*)\](?![\](])")

STRICT = [
    re.compile(r"[A-Z]\w*/[\w.*?-]+"),  # Step_pure/br_if-true, Binstr/control
    re.compile(r"\$[A-Za-z_][\w*?]*"),  # $idiv_
    re.compile(r"#(?!\d+$)[\w.*?-]+"),  # #embed-func-invoke, but not #12
    re.compile(r"[a-z]+(-[a-z]+)+/[\w.*?-]+"),  # stack-switching/resume-null
    re.compile(r"([\w-]+/)?[A-Za-z-]+\.md#.+"),  # Binary.md#canonical-definitions, custom-page-sizes/Overview.md#validation
    re.compile(r"[A-Z]\w*[a-z]\w*(\.\w+)+"),  # Task.request_cancellation
    re.compile(r"(?=.*[a-z])[A-Za-z]\w*_\w*"),  # canon_lift, Module_ok, Tplaininstr_
]
LENIENT = re.compile(r"[A-Za-z]\w+([./]\w+)*")  # store, Task: a citation if known, otherwise perhaps an ordinary word
FILE_NAME = re.compile(r".*\.(hpp|cpp|def|h|py|md|rst|wast|wat|wasm|wit|json|txt|tsv|spectec)")


def citations_of(line_text, names):
    """The citations of one line of comment: strict ones whether known or not, lenient ones if known or nearly."""
    for bracket in BRACKETS.finditer(line_text):
        parts = [part.strip() for part in bracket.group(1).split(",")]
        if len(parts) > 1 and not all(is_strict(part) for part in parts):
            continue  # an interval or a list of variables
        for part in parts:
            if is_strict(part) or normal(part) in names or (LENIENT.fullmatch(part) and near(part, names, 0.88)):
                yield part


def is_strict(id_):
    return not FILE_NAME.fullmatch(id_) and any(form.fullmatch(id_) for form in STRICT)


def near(id_, names, cutoff):
    return difflib.get_close_matches(normal(id_), names, n=3, cutoff=cutoff)


def matches(id_, names):
    """The known names that a citation stands for: one, or with `*` or `?` all that fit."""
    id_ = normal(id_)
    if "*" in id_ or "?" in id_:
        return fnmatch.filter(names, id_)
    return [id_] if id_ in names else []


def source_files(root):
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in SUFFIXES and file.is_file():
                yield file


def collect(root, names):
    for file in source_files(root):
        for line, text in comments(file.read_text(errors="replace")):
            for id_ in citations_of(text, names):
                yield Citation(file.relative_to(root), line, id_)


def faulty_sections(root, sections):
    """(file, line, what is wrong) for sections cited by number: in comments, in READMEs, at the head of scripts."""
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in SUFFIXES | {".wast"} and file.name != "README.md":
                continue
            text = file.read_text(errors="replace")
            if file.suffix in SUFFIXES:
                lines = comments(text)
            else:
                lines = enumerate(text.splitlines(), 1)
            for line, words in lines:
                if file.suffix == ".wast" and not words.startswith(";;"):
                    continue
                for number, behind in section_citations.citations(words):
                    if problem := section_citations.problem(number, behind, sections):
                        yield file.relative_to(root), line, problem


def unknown_rules(root, names):
    """(file, line, what is wrong) for rules that errors name."""
    for file in source_files(root):
        parts = file.relative_to(root).parts
        if parts[0] not in ("interp", "abi") or "tests" in parts:
            continue
        for line, rule in error_rules.rules(without_comments(file.read_text(errors="replace"))):
            if not matches(rule, names):
                yield file.relative_to(root), line, f'no such rule, function or section: "{rule}"'


# --- Reports --------------------------------------------------------------------------------------------------------


def family(name):
    """The line of the summary that a name is counted in; None for names that need no citation."""
    if name.kind == "anchor":
        return "embedding (#embed-*)" if name.id.startswith("#embed-") else None
    if name.kind not in COVERED_KINDS:
        return None
    if "/" in name.chapter:
        return "proposal " + name.chapter.partition("/")[0]
    if name.chapter == "definitions.py":
        return "definitions.py"
    if name.kind == "function":
        return "functions ($...), " + name.chapter.partition("-")[2].partition(".")[0]
    if name.kind == "grammar":
        return "binary grammar (B...)" if name.id.startswith("B") else "text grammar (T...)"
    relation = name.id.partition("/")[0]
    if name.chapter.startswith("7."):
        return "soundness (appendix)"
    return relation if relation in ("Instr_ok", "Step", "Step_pure", "Step_read") else chapter_family(name.chapter)


def chapter_family(chapter):
    return "other rules of " + chapter.partition("-")[2].partition(".")[0]


def is_cited(key, names, cited):
    """A grammar is cited by its fragments too: `Binstr` by `Binstr/control`."""
    return key in cited or (names[key].kind == "grammar" and any(c.startswith(key + "/") for c in cited))


def print_summary(names, cited):
    counts = defaultdict(lambda: [0, 0])
    for key, name in names.items():
        if family(name):
            counts[family(name)][0] += is_cited(key, names, cited)
            counts[family(name)][1] += 1
    for title, (some, all_) in sorted(counts.items()):
        print(f"{title:40} cited {some:4} of {all_:4}")
    some, all_ = (sum(count[i] for count in counts.values()) for i in (0, 1))
    print(f"{'all':40} cited {some:4} of {all_:4}")


def print_uncited(names, cited):
    chapters = defaultdict(list)
    for key, name in names.items():
        if family(name) and not is_cited(key, names, cited):
            chapters[name.chapter].append(name.id)
    for chapter, ids in sorted(chapters.items()):
        print(f"{chapter}: {len(ids)} not cited")
        for id_ in sorted(ids):
            print(f"    {id_}")


def print_where(pattern, citations, names):
    wanted = set(fnmatch.filter(names, normal(pattern)))
    for citation in citations:
        if wanted.intersection(matches(citation.id, names)):
            print(f"{citation.file}:{citation.line}: [{citation.id}]")


def uncited_of_proposals(names, cited):
    """Proposals are small enough for every rule to have its place in the code."""
    return [name.id for key, name in names.items() if (family(name) or "").startswith("proposal ") and not is_cited(key, names, cited)]


def script_citations(root, names):
    """(file, line, ids, keywords of the forms that are about them)"""
    for file in script_rules.scripts(root):
        text = file.read_text(errors="replace")
        for line, ids, forms in script_rules.citations(text, lambda comment: citations_of(comment, names)):
            yield file.relative_to(root), line, ids, forms


def sides_of_rules(root, names):
    """For each name that scripts cite: how many of their directives keep it, and how many break it."""
    out = {}
    for _, _, ids, forms in script_citations(root, names):
        for key in {key for id_ in ids for key in matches(id_, names)}:
            kept, broken = out.get(key, (0, 0))
            more = script_rules.sides(names[key].kind, forms)
            out[key] = script_rules.Sides(kept + more.kept, broken + more.broken)
    return out


def print_scripts(root, names):
    for key, sides in sorted(sides_of_rules(root, names).items()):
        print(f"{names[key].id:45} kept by {sides.kept:3}, broken by {sides.broken:3}")


def script_problems(root, names):
    """Names that do not exist, and rules of OWN_SCRIPTS that no directive keeps, or none breaks."""
    for file, line, ids, _ in script_citations(root, names):
        for id_ in ids:
            if not matches(id_, names):
                yield f"{file}:{line}: no such rule, function or section: [{id_}]"
    found = sides_of_rules(root, names)
    for key, name in names.items():
        if (family(name) or "").startswith("proposal ") and any(fnmatch.fnmatch(name.id, wanted) for wanted in OWN_SCRIPTS):
            kept, broken = found.get(key, (0, 0))
            if not kept:
                yield f"no script of ours keeps [{name.id}]"
            if not broken:
                yield f"no script of ours breaks [{name.id}]"


def lint(citations, names):
    unknown = [citation for citation in citations if not matches(citation.id, names)]
    for file, line, id_ in unknown:
        guesses = [names[key].id for key in near(id_, names, 0.6)]
        hint = f"; did you mean {', '.join(f'[{guess}]' for guess in guesses)}?" if guesses else ""
        print(f"{file}:{line}: no such rule, function or section: [{id_}]{hint}")
    return 1 if unknown else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--summary", action="store_true", help="print how many names of each family are cited")
    parser.add_argument("--uncited", action="store_true", help="print the names that nobody cites, by chapter")
    parser.add_argument("--scripts", action="store_true", help="print how many directives of our scripts keep and break the rules that they name")
    parser.add_argument("--where", metavar="ID", help="print the places that cite ID (which may contain * and ?)")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout to look at")
    parser.add_argument("--rules", type=Path, help="the folder of names (default: spec-tests/rules of the checkout)")
    arguments = parser.parse_args()
    rules = arguments.rules or arguments.root / "spec-tests" / "rules"
    names = read_names(rules)
    citations = list(collect(arguments.root, names))
    cited = {key for citation in citations for key in matches(citation.id, names)}
    if arguments.summary:
        print_summary(names, cited)
    if arguments.uncited:
        print_uncited(names, cited)
    if arguments.where:
        print_where(arguments.where, citations, names)
    if arguments.scripts:
        print_scripts(arguments.root, names)
    if arguments.summary or arguments.uncited or arguments.where or arguments.scripts:
        return 0
    status = lint(citations, names)
    for id_ in uncited_of_proposals(names, cited):
        print(f"no function cites [{id_}]")
        status = 1
    for problem in [*script_problems(arguments.root, names), *decisions.problems(arguments.root, comments, SUFFIXES)]:
        print(problem)
        status = 1
    sections = section_citations.read_sections(rules / "sections.tsv")
    for file, line, problem in [*faulty_sections(arguments.root, sections), *unknown_rules(arguments.root, names)]:
        print(f"{file}:{line}: {problem}")
        status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
