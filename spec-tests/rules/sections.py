"""Reads the numbers, titles and labels of the sections of the core document, as Sphinx numbers them.

A chapter is a line of the document's table of contents, its sections are the titles of its files: the first kind of underline
in a file is that of its sections, the second that of their parts. Below three numbers nothing is read.
"""

import re
from collections import namedtuple

Section = namedtuple("Section", "number title labels")

UNDERLINE = re.compile(r"([-=~.^:])\1{2,}")
LABEL = re.compile(r"\.\. _([A-Za-z0-9][^:\n]*):\s*$")
BESIDE_LABELS = re.compile(r"\.\. index::|\s+(single|pair|triple):|\s*$")


def toctree(index):
    """The entries of the first table of contents in a file."""
    lines = index.read_text().splitlines()
    for line in lines[lines.index(".. toctree::") + 1 :]:
        if re.match(r"\S", line):
            return
        if re.match(r"\s+[\w/-]+$", line):
            yield line.strip()


def titles(lines):
    """(depth, title, labels) of each title of a file; a label in front of a title is the title's."""
    kinds = []
    waiting, labels = [], []
    title = None
    for line, below in zip(lines, lines[1:] + [""]):
        underline = UNDERLINE.fullmatch(below.rstrip())
        if label := LABEL.match(line):
            waiting.append(label.group(1))
        elif underline and re.match(r"\S", line) and len(below.rstrip()) >= len(line.rstrip()) - 1:
            if title:
                yield *title, labels
            kinds += [underline.group(1)] if underline.group(1) not in kinds else []
            title = kinds.index(underline.group(1)), line.strip()
            waiting, labels = [], waiting
        elif not BESIDE_LABELS.match(line):
            labels += waiting
            waiting = []
    if title:
        yield *title, labels + waiting


def read_sections(document):
    for chapter, entry in enumerate(toctree(document / "index.rst"), 1):
        index = document / f"{entry}.rst"
        number = [chapter, 0, 0]
        for depth, title, labels in titles(index.read_text().splitlines()):
            yield Section(str(chapter), title, labels)
            break
        for name in toctree(index):
            file = index.parent / f"{name}.rst"
            if not file.exists():  # made by a script: one section
                number[1] += 1
                continue
            for depth, title, labels in titles(file.read_text().splitlines()):
                if depth == 0:
                    number = [chapter, number[1] + 1, 0]
                    yield Section(f"{chapter}.{number[1]}", title, labels)
                elif depth == 1:
                    number[2] += 1
                    yield Section(".".join(map(str, number)), title, labels)
