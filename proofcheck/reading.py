"""Lemma files are Python: they are run in processes of their own, and what comes over is checked, plain data.

Whatever a file does there, it costs its own claims, becomes a ``DocumentProblem`` in one sentence, and leaves nothing
behind: no process, no change in this one.
"""

import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from proofcheck.lang import problems
from proofcheck.lang.claims import relative
from proofcheck.lang.documents import Document
from proofcheck.lang.files import ENTRY_POINTS, file_of, lemma_files, verified
from proofcheck.lang.plain import from_plain
from proofcheck.lang.problems import DocumentProblem
from proofcheck.reading_process import GRACE, Outcome, ReadingProcess, keep
from proofcheck.text import printable

MEMORY = 4 * 2**30
"""Bytes of address space that reading a file may take."""
WHOLE = 6
"""A folder that is one document may take so many times as long as a file."""
Say = Callable[[str], None]


def read_path(path: str | os.PathLike[str], say: Say | None = None) -> list[Document]:
    """Read somebody's lemma file or folder, as ``load_path`` does, but in processes of its own.

    ``say`` is told, in printable lines, what files print and which are not lemma files; by default it goes to standard
    error.

    Raises:
        LanguageError: there is nothing to read at ``path``.
    """
    with Library(say) as library:
        return library.at(path)


def read_installed(say: Say | None = None) -> dict[str, Document]:
    """Read the installed documents, as ``discover`` does, but in processes of their own."""
    with Library(say) as library:
        return library.installed()


class Library:
    """Documents, each read once. A context: the process that reads ends with it.

    ``process`` is that process where it was started before, and is kept for the next library; otherwise it is started
    when it is needed.
    """

    def __init__(self, say: Say | None = None, process: ReadingProcess | None = None) -> None:
        self._say = say or _on_standard_error
        self._process: ReadingProcess | None = process
        self._keeps = process is not None
        self._installed: dict[str, Document] | None = None
        self._entered: dict[EntryPoint, Document] = {}
        self._at: dict[str, list[Document]] = {}

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *error: object) -> None:
        process, self._process = self._process, None
        if process is not None and self._keeps and process.ready:
            keep(process)
        elif process is not None:
            process.close()

    def at(self, path: str | os.PathLike[str]) -> list[Document]:
        """Return the documents at a path.

        Raises:
            LanguageError: there is nothing to read there.
        """
        key = os.fspath(path)
        if key not in self._at:
            files, skipped = lemma_files(path)
            if skipped:
                names = ", ".join(file.name for file in skipped)
                self._say(printable(f"not read, since they define no claims: {names}"))
            self._at[key] = [self._read_file(file) for file in files]
        return self._at[key]

    def installed(self) -> dict[str, Document]:
        """Return the installed documents by id. Of two with one id, that of the first name keeps it."""
        if self._installed is None:
            found: dict[str, Document] = {}
            for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
                document = self._at_entry(point)
                if document.id in found:
                    file = file_of(point.value)
                    message = f"the id {document.id!r} is that of another installed document."
                    problem = DocumentProblem(file, 1, message)
                    document = Document(f"{point.name} ({point.value})", point.name, problems=(problem,))
                found[document.id] = document
            self._installed = found
        return self._installed

    def entered_as(self, name: str) -> Document | None:
        """Return the installed document whose id and entry point have this name, without reading the others."""
        points = entry_points(group=ENTRY_POINTS, name=name)
        document = self._at_entry(*points) if len(points) == 1 else None
        return document if document is not None and document.id == name else None

    def _at_entry(self, point: EntryPoint) -> Document:
        if point not in self._entered:
            file = file_of(point.value)
            self._entered[point] = self._read(point.value, point.name, file, file, WHOLE)
        return self._entered[point]

    def _read_file(self, file: Path) -> Document:
        place = file / "__init__.py" if file.is_dir() else file
        parts = WHOLE if (place.parent / "__init__.py").is_file() else 1
        name = file.resolve().stem
        document = self._read(str(file), "", str(place.resolve()), name, parts)
        return replace(document, path=str(file))

    def told(self, tool: str, path: str) -> tuple[list[str], bool]:
        """Return what a tool says of a paper in LaTeX, line by line, and whether it found something wrong."""
        outcome = self._ask(path, "", 1, tool)
        try:
            lines, wrong = json.loads(outcome.result)
            return [str(line) for line in lines], bool(wrong)
        except (ValueError, TypeError):
            message = outcome.message(_seconds(path)) or "nothing came of reading it."
            return [f"{relative(path)}:1:1: error: {message}"], True

    def _ask(self, source: str, entry: str, parts: int, tool: str = "") -> Outcome:
        if self._process is None or not self._process.ready:
            self.__exit__()
            self._process = ReadingProcess()
        seconds = _seconds(source)
        return self._process.ask(
            {
                "source": source,
                "entry": entry,
                "seconds": seconds,
                "limit": parts * seconds + GRACE,
                "memory": MEMORY,
                "tool": tool,
            }
        )

    def _read(self, source: str, entry: str, file: str, name: str, parts: int) -> Document:
        seconds = _seconds(source)
        outcome = self._ask(source, entry, parts)
        shown = relative(file)
        for line in outcome.noise.splitlines():
            self._say(f"{printable(shown)} prints: {printable(line)}")
        try:
            return verified(from_plain(json.loads(outcome.result)), shown)
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError, MemoryError) as error:
            message = outcome.message(seconds * parts) or f"what came of it is not a document: {error}"
            where = _innermost(outcome.trace, file)
            problem = DocumentProblem(relative(where[0]), where[1], message)
        return Document(entry or name, entry or name, problems=(problem,))


def _seconds(source: str) -> float:
    """Return how long a file may be read: a paper, of which nothing is run, stops by computing time by itself."""
    return problems.SECONDS_PER_FILE * (30 if source.endswith(".tex") else 1)


def _on_standard_error(line: str) -> None:
    print(line, file=sys.stderr)


def _innermost(trace: str, file: str) -> tuple[str, int]:
    """Return the file and the line where a file was when its time was up, or when it crashed."""
    frames = [(name, int(line)) for name, line in re.findall(r'^  File "(.+)", line (\d+)', trace, re.MULTILINE)]
    own = [frame for frame in frames if frame[0] == file]
    beside = [frame for frame in frames if os.path.dirname(frame[0]) == os.path.dirname(file)]
    return (own or beside or [(file, 1)])[0]
