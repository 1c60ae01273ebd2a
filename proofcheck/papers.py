"""What is done with a paper in LaTeX as a whole: the author's own PDF with marks, from a copy that is thrown away."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from proofcheck.latex.files import opened
from proofcheck.reading import Library
from proofcheck.report.annotated import NOTES, PACKAGE, Relation, annotations, marked, package, with_package
from proofcheck.report.pdf import Compiled, compile_pdf

_ENDINGS = "tex sty cls clo cfg def fd ltx bbl bst bib png jpg jpeg pdf eps tikz pgf dat csv txt inc"
READ_BY_TEX = frozenset(f".{ending}" for ending in _ENDINGS.split())
"""Endings of files that a paper may read when it is set."""
MOST_FILES = 500
MOST_BYTES = 100 * 2**20
"""Of what stands beside a paper and is copied for TeX."""


def annotated_pdf(paper: Path, relations: list[Relation], findings: Mapping[str, Any]) -> Compiled:
    """Return the author's paper with a mark at each relation and notes at its end.

    Raises:
        NoPdfError: there is no TeX engine, or it fails on the paper.
    """
    places, notes = annotations(relations, findings)
    folder = paper.resolve().parent
    beside = _files_of(folder)
    for file, marks in places.items():
        place = Path(file).resolve()
        if place.is_relative_to(folder):
            name = place.relative_to(folder).as_posix()
            beside[name] = marked(opened(place)[0].text, marks).encode(_encoding(place), "replace")
    main = beside.pop(paper.name, None) or paper.read_bytes()
    bibliography = folder / f"{paper.stem}.bbl"
    if bibliography.is_file():
        beside["report.bbl"] = bibliography.read_bytes()
    beside |= {NOTES: notes.encode("ascii", "replace"), f"{PACKAGE}.sty": package()}
    return compile_pdf(with_package(main.decode("utf-8", "replace")), beside=beside)


def relations_of(library: Library, paper: str) -> list[Relation]:
    """Return the relations of a paper that are claimed, or not read, in the order of the source."""
    lines, _ = library.told("places", paper)
    found = [json.loads(line) for line in lines if line.startswith("[")]
    return [Relation(file, at, line, claim, message) for file, at, line, claim, message in found]


def _files_of(folder: Path) -> dict[str, bytes]:
    """Return what stands beside a paper that TeX may read, within limits, by paths relative to it."""
    found: dict[str, bytes] = {}
    size = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in READ_BY_TEX or not path.is_file() or path.is_symlink():
            continue
        size += path.stat().st_size
        if len(found) >= MOST_FILES or size > MOST_BYTES:
            break
        found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def _encoding(path: Path) -> str:
    try:
        path.read_bytes().decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return "latin-1"
