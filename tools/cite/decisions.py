"""Decisions about what the sources leave open: the table of abi/README.md, and their numbers in comments of abi."""

import re

ROW = re.compile(r"^\| (X\d+(?:, X\d+)*) \|.*\| ([^|]*) \|$")
NUMBER = re.compile(r"\bX\d+\b")


def read_table(text):
    """{number: names of files where it is made}, as the rows give them."""
    table = {}
    for line in text.splitlines():
        if row := ROW.match(line):
            files = re.findall(r"`([^`]*)`", row[2])
            for number in row[1].split(", "):
                table[number] = files
    return table


def problems(root, comments, suffixes):
    """Numbers without a row, and rows whose number none of their files mentions."""
    readme = root / "abi" / "README.md"
    if not readme.is_file():
        return
    table = read_table(readme.read_text())
    mentioned = {}
    for file in sorted((root / "abi").rglob("*")):
        if file.suffix not in suffixes:
            continue
        for line, text in comments(file.read_text(errors="replace")):
            for number in NUMBER.findall(text):
                mentioned.setdefault(number, []).append(file.relative_to(root).as_posix())
                if number not in table:
                    yield f"{file.relative_to(root)}:{line}: abi/README.md has no decision {number}"
    for number, files in table.items():
        if files and not any(place.endswith("/" + file) for place in mentioned.get(number, []) for file in files):
            yield f"abi/README.md: none of the files of {number} mentions it: {', '.join(files)}"
