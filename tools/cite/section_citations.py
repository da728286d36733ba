"""Sections of the core document that comments and READMEs name by number: does the number exist, and is the title behind it its own?

A number counts if it has three parts, begins the text, stands in a table's cell, behind a parenthesis, or behind "appendix",
"chapter" or "section". Only chapters 2 to 7 are looked at, so that version numbers are left alone. What is checked:

    5.5.15 exists                            every number
    4.6.9 Reference instructions: arrays     words that begin with a capital are the title or its first words
    2.2.5 names                              small words are not the title of another section of the chapter
    2.3.4 heaptype                           one word that is the name of a label (syntax-heaptype) is so in this section
"""

import re
from collections import namedtuple

Section = namedtuple("Section", "title labels")

NUMBER = re.compile(r"(?<![\w.$#/+-])([2-7](?:\.[1-9]\d*){1,3})(?![\w%]|\.\d|-\w)")
BEFORE = re.compile(r"(^|\(|[Aa]ppendix |[Cc]hapters? |[Ss]ections? )$")
IN_LIST = re.compile(r"\d(,| and| to|, and) $")


def read_sections(file):
    sections = {}
    for line in file.read_text().splitlines():
        number, title, labels = line.split("\t")
        sections[number] = Section(title, labels.split())
    return sections


def words(text):
    return re.findall(r"[\w']+", text.lower())


def begins(longer, shorter):
    return longer[: len(shorter)] == shorter


def citations(text):
    """(number, what stands behind it) of one line, without the marks of a comment or table; code is no text."""
    text = re.sub(r"`[^`]*`", lambda code: " " * len(code.group()), text)
    for cell in re.finditer(r"[^|]+", text):
        line = cell.group().strip("/;*# \t")
        cited = False
        for number in NUMBER.finditer(line):
            before, behind = line[: number.start()], line[number.end() :]
            listed = IN_LIST.search(before)
            cited = number.group(1).count(".") >= 2 or bool(BEFORE.search(before)) or (cited and bool(listed))
            if cited:
                yield number.group(1), None if listed or re.match(r"(,| and| to|, and) \d", behind) else behind


def problem(number, behind, sections):
    """What is wrong with a citation; None if nothing is."""
    number = ".".join(number.split(".")[:3])
    if number not in sections:
        return f"no such section: {number}"
    phrase = re.match(r" ([\w' -]+)", behind or "")
    if not phrase:
        return None
    said, own = words(phrase.group(1)), words(sections[number].title)
    if re.match(r"[A-Z][a-z]", phrase.group(1)):
        if begins(said, own) or begins(own, said):
            return None
        return f'section {number} is "{sections[number].title}"{hint(said, number, sections)}'
    if said != own and (title := owner_of(said, number, sections)):
        return f'section {number} is "{sections[number].title}", {title} is "{sections[title].title}"'
    word = phrase.group(1).strip()
    homes = [n for n, s in sections.items() if n[0] == number[0] and label_named(word, s.labels)]
    if homes and said != own and not any(home == number or home.startswith(number + ".") for home in homes):
        return f"`{word}` is not in section {number}, but in {homes[0]}"
    return None


def owner_of(said, number, sections):
    """Another section of the chapter whose title is just that; none if it is a part of this one."""
    owners = [n for n, s in sections.items() if n[0] == number[0] and words(s.title) == said]
    return owners[0] if owners and not any(n.startswith(number + ".") for n in owners) else None


def label_named(word, labels):
    return bool(word) and any(label.partition("-")[2] == word for label in labels)


def hint(said, number, sections):
    fit = [n for n, s in sections.items() if n[0] == number[0] and begins(said, words(s.title))]
    return f"; did you mean {fit[-1]}?" if fit else ""
