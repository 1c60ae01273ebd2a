"""Documents in files: found, run and read. A file that raises, or never ends, costs its own claims."""

import ast
import importlib
import importlib.util
import io
import itertools
import os
import sys
import tokenize
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from proofcheck.lang.claims import Claim, Place, relative
from proofcheck.lang.documents import Document, document
from proofcheck.lang.expressions import LanguageError
from proofcheck.lang.problems import DocumentProblem, guarded

LARGEST_FILE = 10 * 2**20
"""Bytes of a file that are looked at to see whether it is a lemma file."""
ENTRY_POINTS = "proofcheck.documents"
"""The group of entry points that name installed documents."""

_COUNTER = itertools.count(1)


def assemble(
    document_id: str, title: str, parts: Sequence[str], *, standing: Sequence[Any] = (), tacit: Sequence[Any] = ()
) -> Document:
    """Read the files of a document's folder, one after the other, and return the document.

    Called in the folder's ``__init__.py``. Each part names a file there, ``"lemma4"``, whose ``claims`` are taken, or
    a list in it, ``"theorem2:statements"``. A part that cannot be read costs its own claims.
    """
    package = sys._getframe(1).f_globals["__name__"]
    claims: list[Claim] = []
    problems: list[DocumentProblem] = []
    for part in parts:
        stem, _, attribute = part.partition(":")
        file = str(Path(sys._getframe(1).f_globals["__file__"]).parent / f"{stem}.py")
        module = guarded(lambda: importlib.import_module(f"{package}.{stem}"), file, problems)  # noqa: B023
        if module is not None:
            claims += _claims_of(module, attribute or "claims", file, problems)
    return document(document_id, title, claims, standing=standing, tacit=tacit, problems=problems)


def discover() -> dict[str, Document]:
    """Return the installed documents by id: those of the entry points ``proofcheck.documents``.

    It runs them, in this process; ``proofcheck.reading`` does so in another one.
    """
    found: dict[str, Document] = {}
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name, reverse=True):
        loaded = load_installed(point)
        found[loaded.id] = loaded
    return found


def load_installed(point: EntryPoint) -> Document:
    """Read the document of an entry point; where there is none, a document of that name says why."""
    problems: list[DocumentProblem] = []
    loaded = guarded(point.load, file_of(point.value), problems)
    if isinstance(loaded, Document):
        return loaded
    if not problems:
        problems.append(DocumentProblem(file_of(point.value), 1, f"{point.value} is not a Document."))
    return Document(point.name, point.name, problems=tuple(problems))


def lemma_files(path: str | os.PathLike[str]) -> tuple[list[Path], list[Path]]:
    """Return what is read at a path, one document each, and the Python files beside that are not.

    Of a folder without an ``__init__.py`` that is each Python file that mentions proofcheck and defines ``claims`` or a
    ``document``, and each paper in LaTeX; other files are not run.

    Raises:
        LanguageError: there is nothing to read at ``path``.
    """
    place = Path(path)
    if not place.is_dir():
        if not place.is_file():
            raise LanguageError(f"there is no file or folder {str(path)!r}: give the path of a lemma file.")
        return [place], []
    if (place / "__init__.py").is_file():
        return [place], []
    files = sorted(file for file in place.glob("*.py") if not file.name.startswith("_") and file.is_file())
    chosen = [file for file in files if _mentions(file, b"proofcheck") and _may_define_claims(file)]
    papers = [file for file in sorted(place.glob("*.tex")) if file.is_file() and _mentions(file, b"\\documentclass")]
    if not chosen and not papers:
        raise LanguageError(
            f"the folder {str(path)!r} holds neither lemma files, which import from proofcheck and define claims or a "
            "document, nor papers: .tex files with a \\documentclass."
        )
    return [*chosen, *papers], [file for file in files if file not in chosen]


def _mentions(file: Path, word: bytes) -> bool:
    try:
        with file.open("rb") as opened:
            return word in opened.read(LARGEST_FILE)
    except OSError:
        return True  # reading it says what is wrong


def _may_define_claims(file: Path) -> bool:
    """Whether a file gives a value to ``claims`` or ``document``, outside of functions and classes."""
    try:
        waiting: list[ast.AST] = [ast.parse(file.read_bytes())]
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return True  # reading it says what is wrong
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Name(id="claims" | "document", ctx=ast.Store()):
                return True
            case ast.ImportFrom(module=str(module)) if not module.startswith("proofcheck"):
                if any((alias.asname or alias.name) in {"claims", "document", "*"} for alias in node.names):
                    return True
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
                continue
        waiting += ast.iter_child_nodes(node)
    return False


def load_path(path: str | os.PathLike[str]) -> list[Document]:
    """Read somebody's own lemma file or folder: it runs, in this process; ``proofcheck.reading`` uses another one.

    A file defines ``claims``, a list (and perhaps ``standing``, ``tacit`` and ``title``), or ``document``. A folder
    with an ``__init__.py`` that defines ``document`` is one document; any other folder is one document for each of its
    lemma files. A file of a folder that is a document comes with the claims of the folder that its reasons
    cite.

    Raises:
        LanguageError: there is nothing to read at ``path``.
    """
    return [replace(_read_at(file.resolve()), path=str(file)) for file in lemma_files(path)[0]]


def _read_at(place: Path) -> Document:
    if place.is_dir():
        return _read(place / "__init__.py", place.name)
    if (place.parent / "__init__.py").is_file():
        whole = _read(place.parent / "__init__.py", place.parent.name)
        if place.name == "__init__.py" or any(_is_from(claim.file, place) for claim in whole.claims):
            return whole if place.name == "__init__.py" else _part(whole, place)
    return _read(place, place.stem)


def verified(document: Document, file: str) -> Document:
    """Return a document that another process made, with those of its claims that this process would have taken.

    ``file`` is named where something is wrong with the whole of it.
    """
    problems = list(document.problems)
    made = guarded(lambda: _made_again(document), file, problems)
    return made if made is not None else Document(document.id, document.title, problems=tuple(problems))


def _made_again(whole: Document) -> Document:
    known = {claim.id for claim in whole.claims}
    citing = [
        replace(c, reason=replace(c.reason, claims=[i for i in c.reason.claims if i in known])) for c in whole.claims
    ]
    made = document(
        whole.id,
        whole.title,
        citing,
        standing=whole.standing,
        tacit=whole.tacit,
        problems=whole.problems,
        terms=whole.terms,
    )
    kept = {claim.id: claim for claim in reversed(whole.claims)}
    return replace(whole, claims=tuple(kept[claim.id] for claim in made.claims), problems=made.problems)


def _is_from(file: str, place: Path) -> bool:
    return Path(file).parts[-2:] == place.parts[-2:] or Path(file).resolve() == place


def _part(whole: Document, place: Path) -> Document:
    """Keep the claims of one file and what they cite, directly or through others."""
    wanted = [claim.id for claim in whole.claims if _is_from(claim.file, place)]
    known = {claim.id: claim for claim in whole.claims}
    kept: set[str] = set()
    while wanted:
        current = wanted.pop()
        if current in known and current not in kept:
            kept.add(current)
            wanted += known[current].reason.claims
    claims = tuple(claim for claim in whole.claims if claim.id in kept)
    problems = tuple(problem for problem in whole.problems if _is_from(problem.file, place))
    return replace(whole, claims=claims, problems=problems)


def _read(file: Path, name: str) -> Document:
    problems: list[DocumentProblem] = []
    module = guarded(lambda: _import_file(file), str(file), problems)
    if module is None:
        return Document(name, name, problems=tuple(problems))
    made = getattr(module, "document", None)
    if isinstance(made, Document):
        return made
    claims = _claims_of(module, "claims", str(file), problems)
    settings: dict[str, Any] = {what: getattr(module, what, ()) for what in ("standing", "tacit")}
    title, place = getattr(module, "title", name), Place(relative(str(file)), 1)
    made = guarded(
        lambda: document(name, str(title), claims, problems=problems, place=place, **settings), str(file), problems
    )
    return made if made is not None else Document(name, name, problems=tuple(problems))


def _import_file(file: Path) -> ModuleType:
    """Run a file under a name of its own, so that it cannot take another module's place."""
    package = file.name == "__init__.py"
    name = f"_proofcheck_{next(_COUNTER)}_{file.parent.name if package else file.stem}"
    folders = [str(file.parent)] if package else None
    _check_encoding(file)
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=folders)
    if spec is None or spec.loader is None:
        raise LanguageError("this is not a Python file: a lemma file ends in .py, a paper in .tex.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    sys.path.insert(0, str(file.parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(file.parent))
    return module


def _check_encoding(file: Path) -> None:
    content = file.read_bytes()
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    except SyntaxError:  # also where the first two lines are not UTF-8
        encoding = "utf-8"
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise LanguageError(f"line {line} is not {encoding.upper()}: save the file as UTF-8.") from None
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise LanguageError(f"line {line} holds a null character: take it out.")


def _claims_of(module: ModuleType, attribute: str, file: str, problems: list[DocumentProblem]) -> list[Claim]:
    found = getattr(module, attribute, None)
    if not isinstance(found, (list, tuple)):
        message = f"the file defines no list called {attribute!r}: name its claims there."
        problems.append(DocumentProblem(relative(file), 1, message))
        return []
    if not found:
        problems.append(DocumentProblem(relative(file), 1, f"the list {attribute!r} is empty: put its claims there."))
    wrong = [value for value in found if not isinstance(value, Claim)]
    if wrong:
        message = f"{attribute} holds {wrong[0]!r:.80}, which is not a Claim: leave it out or spread it with *."
        problems.append(DocumentProblem(relative(file), 1, message))
    return [value for value in found if isinstance(value, Claim)]


def file_of(target: str) -> str:
    """Return the file, relative to where packages are, of what an entry point names."""
    module = target.partition(":")[0]
    return module.replace(".", "/") + "/__init__.py"
