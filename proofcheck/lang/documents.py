"""Documents: claims in the order of a source, and what stands for all of them; found, read and checked on entry.

A file that raises, never ends, or writes down something without meaning costs its own claims: a ``DocumentProblem``
says where, and the rest is read.
"""

import contextlib
import importlib
import importlib.util
import itertools
import os
import signal
import sys
import threading
import traceback
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import entry_points
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, TypeVar

from proofcheck.kernel.terms import subterms
from proofcheck.kernel.theorem import Clause, Problem
from proofcheck.lang.agreement import agree
from proofcheck.lang.claims import Claim, Hypothesis, Place, Remark, here, hypotheses, relative
from proofcheck.lang.expressions import Definition, LanguageError, Leaf, ScalarSymbol
from proofcheck.lang.names import NameClashError, Names, free_names
from proofcheck.lang.printing import parts
from proofcheck.lang.shapes import ill_typed
from proofcheck.lang.translate import assumptions, clauses, definitions, symbols

LONGEST_ID = 200
"""Characters of an id of a claim or document."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

SECONDS_PER_FILE = 10.0
"""How long reading one file may take."""

_PACKAGE = str(Path(__file__).parent)
_COUNTER = itertools.count(1)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DocumentProblem:
    """Why something could not be read, and where."""

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """Claims in source order, with what is assumed throughout: said (``standing``) or not (``tacit``).

    A document that is made reads its claims: one that cannot be kept becomes a problem, at its line. Nothing that is
    kept prints like something else in the document, and no two claims have one id.

    Attributes:
        path: set for a document that was read from a file or folder.
        dropped: why claims that others cite are not there, by id.
        place: where the document is made.
        read: that all this has been done, as for a copy of a document.

    Raises:
        LanguageError: the id of the document is none.
    """

    id: str
    title: str
    claims: tuple[Claim, ...] = ()
    standing: tuple[Hypothesis, ...] = ()
    tacit: tuple[Hypothesis, ...] = ()
    problems: tuple[DocumentProblem, ...] = ()
    path: str = ""
    dropped: Mapping[str, str] = field(default_factory=dict, hash=False)
    place: Place = field(default_factory=here, compare=False)
    read: bool = field(default=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.read:
            return
        fault = _id_fault(self.id)
        if fault:
            raise LanguageError(f"the document's id {fault}")
        found = _Reading(self)
        for name, value in found.kept().items():
            object.__setattr__(self, name, value)

    @property
    def address(self) -> str:
        """What names the document on a command line: the path that it was read from, or its id."""
        return self.path or self.id

    def claim(self, claim_id: str) -> Claim:
        """Return the claim of that id, or raise ``KeyError``."""
        for claim in self.claims:
            if claim.id == claim_id:
                return claim
        raise KeyError(claim_id)

    def hypotheses(self, claim: Claim) -> tuple[Hypothesis, ...]:
        """Return everything that may be assumed where the claim stands, each thing once."""
        return self._assumed(claim, (*claim.given, *claim.hypotheses))

    def problem(self, claim: Claim) -> Problem:
        """Return what the claim asserts: does it hold?

        Raises:
            LanguageError: its shapes do not match; ``claim.ill_typed`` says where.
        """
        return _problem(claim, self.hypotheses(claim))

    def inference(self, claim: Claim) -> Problem:
        """Return the step that the source takes: the claim, from its ``given`` and what is tacit, alone.

        Raises:
            LanguageError: its shapes do not match; ``claim.ill_typed`` says where.
        """
        return _problem(claim, self._assumed(claim, claim.given))

    def definitions(self, claim: Claim) -> tuple[Definition, ...]:
        """Return the definitions that the claim uses, directly or through others."""
        return tuple(definitions(claim.says))

    def _assumed(self, claim: Claim, given: Sequence[Hypothesis]) -> tuple[Hypothesis, ...]:
        own = [*given, *claim.tacit]
        said = [claim.says, *(a for h in own for a in h.assertions)]
        brought = [h for node in said for d in definitions(node) for h in hypotheses(d.provided, said=True)]
        found = self._relevant(claim, [*own, *brought])
        declared = []
        for variable in _variables([claim.says, *(a for h in found for a in h.assertions)]):
            if assumptions(variable):
                declared.append(Hypothesis((variable > 0 if variable.is_positive else variable >= 0,)))
        return _each_once([*found, *declared])

    def _relevant(self, claim: Claim, found: list[Hypothesis]) -> list[Hypothesis]:
        """Put in front what stands throughout and shares a symbol with the claim or with what was already put."""
        if ill_typed(claim.says):
            return found
        names = _names(clauses(claim.says)) | _names(c for h in found for c in h.clauses)
        waiting = [*self.standing, *self.tacit]
        chosen: list[Hypothesis] = []
        growing = True
        while growing:
            fresh = [h for h in waiting if not h.clauses or names & _names(h.clauses)]
            waiting = [h for h in waiting if h not in fresh]
            chosen += fresh
            names |= _names(c for h in fresh for c in h.clauses)
            growing = bool(fresh)
        ordered = [h for h in (*self.standing, *self.tacit) if h in chosen]
        return [*ordered, *found]


def _problem(claim: Claim, assumed: Sequence[Hypothesis]) -> Problem:
    mismatch = claim.ill_typed
    if mismatch:
        raise LanguageError(f"{claim.id} has no meaning at {mismatch.at}: {mismatch.left} meets {mismatch.right}.")
    goals = clauses(claim.says)
    if len(goals) != 1:
        raise LanguageError(f"{claim.id} says {len(goals)} things at once: write one claim for each.")
    dimensions = dict.fromkeys(d for h in assumed for d in h.dimensions)
    return Problem(tuple(dimensions), tuple(dict.fromkeys(c for h in assumed for c in h.clauses)), goals[0])


def _each_once(found: Iterable[Hypothesis]) -> tuple[Hypothesis, ...]:
    """Leave out a hypothesis that was there before, or that adds no clause to those before."""
    kept: dict[Hypothesis, None] = {}
    known: set[Clause] = set()
    for h in found:
        new = set(h.clauses) - known
        if new or not h.clauses:
            kept.setdefault(h)
        known |= new
    return tuple(kept)


def _variables(nodes: Iterable[Any]) -> list[Any]:
    return sorted({symbol for node in nodes for symbol in symbols(node)}, key=lambda symbol: str(symbol.name))


def _names(found: Iterable[Clause]) -> set[tuple[str, str]]:
    """Return the names that occur free in clauses: variables, and apart from them paths and functions."""
    names: set[tuple[str, str]] = set()
    for clause in found:
        names |= {("variable", variable[1]) for variable in clause.free_variables()}
        names |= _names(clause.conditions)
        for side in clause.relation[1:]:
            for part in subterms(side):
                if part[0] in {"path", "dpath", "fn", "jac", "gradfn"}:
                    names.add(("path" if part[0].endswith("path") else "function", part[1]))
        names -= {("variable", variable[1]) for variable in clause.variables if variable not in clause.free_variables()}
    return names


# ---------------------------------------------------------------- making a document


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
        module = _guarded(lambda: importlib.import_module(f"{package}.{stem}"), file, problems)  # noqa: B023
        if module is not None:
            claims += _claims_of(module, attribute or "claims", file, problems)
    return document(document_id, title, claims, standing=standing, tacit=tacit, problems=problems)


def document(
    document_id: str,
    title: str,
    claims: Sequence[Claim],
    *,
    standing: Sequence[Any] = (),
    tacit: Sequence[Any] = (),
    problems: Sequence[DocumentProblem] = (),
    place: Place | None = None,
) -> Document:
    """Return a document, with hypotheses as a lemma file writes them; ``place`` is the calling line if not given.

    Raises:
        LanguageError: the id of the document is none, or the hypotheses are no list of hypotheses.
    """
    return Document(
        document_id,
        title,
        tuple(claims),
        hypotheses(standing, said=True),
        hypotheses(tacit, said=False),
        tuple(problems),
        place=place or here(),
    )


class _Reading:
    """Goes through what a document is made of, in order, and keeps what has one meaning."""

    def __init__(self, made: Document) -> None:
        self.made = made
        self.problems = list(made.problems)
        self.names = Names()
        self.unread: list[tuple[Hypothesis, str]] = []
        standing, tacit = self.hypotheses(made.standing, "standing"), self.hypotheses(made.tacit, "tacit")
        self.whole = replace(made, claims=(), standing=standing, tacit=tacit, read=True)
        self.claims: dict[str, Claim] = {}
        self.printed: dict[Any, tuple[Claim, Problem]] = {}
        self.refused: dict[str, str] = {}
        self.ids = {claim.id for claim in made.claims if isinstance(claim.id, str)}
        for claim in made.claims:
            self.claim(claim)

    def kept(self) -> dict[str, Any]:
        """Return what the document consists of."""
        cited = {name for claim in self.claims.values() for name in claim.reason.claims}
        return {
            "claims": tuple(self.claims.values()),
            "standing": self.whole.standing,
            "tacit": self.whole.tacit,
            "problems": tuple(self.problems),
            "dropped": {name: why for name, why in self.refused.items() if name in cited - self.claims.keys()},
            "read": True,
        }

    def hypotheses(self, values: tuple[Hypothesis, ...], kind: str) -> tuple[Hypothesis, ...]:
        """Keep the hypotheses that have one meaning; the others are problems, and take with them what rests on them."""
        kept = []
        for value in values:
            message = self.hypothesis_fault(value)
            if message is None:
                kept.append(value)
            else:
                shown = _excerpt(value.text)
                self.unread.append((value, shown))
                place = self.made.place
                self.problems.append(
                    DocumentProblem(place.file, place.line, f"the {kind} hypothesis {shown}: {message}")
                )
        return tuple(kept)

    def hypothesis_fault(self, value: Hypothesis) -> str | None:
        try:
            mismatch = next(filter(None, map(ill_typed, value.assertions)), None)
            if mismatch:
                return f"it has no meaning at {mismatch.at}, where {mismatch.left} meets {mismatch.right}."
            _ = value.clauses
            self.names.add(_content([value]), str(self.made.place))
        except Exception as error:
            return _said(error)
        return None

    def claim(self, claim: Claim) -> None:
        """Keep a claim, or say why not."""
        try:
            message = self.fault(claim)
        except RecursionError:
            message = f"{_excerpt(claim.id)} is nested too deeply: name parts of it with define, and use the names."
        except Exception as error:
            message = f"{_excerpt(claim.id)} cannot be read: {_said(error)}"
        if message is None:
            self.claims[claim.id] = claim
        else:
            self.problems.append(DocumentProblem(claim.file, claim.line, message))
            if isinstance(claim.id, str):
                self.refused.setdefault(claim.id, message)

    def fault(self, claim: Claim) -> str | None:
        """Return why a claim cannot be kept."""
        fault = _id_fault(claim.id)
        if fault:
            return f"the id of this claim {fault}"
        first = self.claims.get(claim.id)
        if first is not None:
            return f"the id {claim.id!r} is taken by an earlier claim ({first.place}): give this one another."
        missing = [cited for cited in claim.reason.claims if cited not in self.ids]
        if missing:
            return f"the reason of {claim.id} cites {missing[0]!r}, which is not a claim of this document."
        return self.missing_hypothesis(claim) or self.without_meaning(claim)

    def missing_hypothesis(self, claim: Claim) -> str | None:
        if not self.unread:
            return None
        assumed = () if claim.ill_typed else self.whole.hypotheses(claim)
        used = free_names([claim.says, *_content(assumed)])
        for value, shown in self.unread:
            if used & _names_as_far_as_read(value):
                return f"{claim.id} is not read: it rests on the hypothesis {shown}, which is not read either."
        return None

    def without_meaning(self, claim: Claim) -> str | None:
        assumed: tuple[Hypothesis, ...] = ()
        problem = None
        if not claim.ill_typed:
            try:
                assumed = self.whole.hypotheses(claim)
                problem = _problem(claim, assumed)
            except Exception as error:
                return f"{claim.id} cannot be translated: {_said(error)}"
        try:
            said = _content([*claim.given, *claim.hypotheses, *claim.tacit])
            self.names.add([claim.says, *said], f"in {claim.id}, {claim.place}")
        except NameClashError as error:
            return f"{claim.id} cannot be told from something else: {_said(error)}"
        return self.printed_alike(claim, assumed, problem) if problem is not None else None

    def printed_alike(self, claim: Claim, assumed: Iterable[Hypothesis], problem: Problem) -> str | None:
        shown = (claim.text, *(h.text for h in assumed))
        first, before = self.printed.setdefault(shown, (claim, problem))
        if first is claim or agree(before, problem):
            return None
        return f"{claim.id} prints like {first.id} ({first.place}) and means something else: rename what differs."


def _id_fault(name: Any) -> str | None:
    """Return what is wrong with an id of a claim or document."""
    remedy = "give it a short one of its own, as 'lemma4.2'."
    if not isinstance(name, str) or not name:
        return f"is {name!r}: {remedy}"
    if len(name) > LONGEST_ID:
        return f"has {len(name)} characters, {name[:20]!r}...: {remedy}"
    if name.strip() != name or any(unicodedata.category(c) in _UNSEEN for c in name):
        return f"is {name!a}, with characters that are not seen: {remedy}"
    return None


def _content(values: Iterable[Hypothesis]) -> list[Any]:
    """Return the assertions and definitions among hypotheses."""
    return [part for value in values for part in value.parts if not isinstance(part, Remark)]


def _names_as_far_as_read(value: Hypothesis) -> set[Any]:
    """Return the symbols of a hypothesis that may itself be without one meaning."""
    found: set[Any] = set()
    for part in _content([value]):
        try:
            found |= free_names([part])
        except NameClashError:
            found |= {p for p in parts(part) if isinstance(p, Leaf | ScalarSymbol)}
    return found


def _excerpt(words: str) -> str:
    return words if len(words) <= 100 else f"{words[:100]}..."


# ---------------------------------------------------------------- finding and reading files


def discover() -> dict[str, Document]:
    """Return the installed documents by id: those of the entry points ``proofcheck.documents``."""
    found: dict[str, Document] = {}
    for point in sorted(entry_points(group="proofcheck.documents"), key=lambda point: point.name, reverse=True):
        problems: list[DocumentProblem] = []
        loaded = _guarded(point.load, _file_of(point.value), problems)
        if isinstance(loaded, Document):
            found[loaded.id] = loaded
        else:
            if not problems:
                problems.append(DocumentProblem(_file_of(point.value), 1, f"{point.value} is not a Document."))
            found[point.name] = Document(point.name, point.name, problems=tuple(problems))
    return found


def load_path(path: str | os.PathLike[str]) -> list[Document]:
    """Read somebody's own lemma file or folder.

    A file defines ``claims``, a list (and perhaps ``standing``, ``tacit`` and ``title``), or ``document``. A folder
    with an ``__init__.py`` that defines ``document`` is one document; any other folder is one document a file. A file
    of a folder that is a document comes with the claims of the folder that its reasons cite.

    Raises:
        LanguageError: there is nothing to read at ``path``.
    """
    place = Path(path).resolve()
    if place.is_dir():
        if (place / "__init__.py").is_file():
            return [replace(_read(place / "__init__.py", place.name), path=str(path))]
        files = sorted(file for file in place.glob("*.py") if not file.name.startswith("_"))
        if not files:
            raise LanguageError(f"the folder {str(path)!r} holds no lemma files: they end in .py.")
        return [replace(_read(file, file.stem), path=str(Path(path, file.name))) for file in files]
    if not place.is_file():
        raise LanguageError(f"there is no file or folder {str(path)!r}: give the path of a lemma file.")
    if (place.parent / "__init__.py").is_file():
        whole = _read(place.parent / "__init__.py", place.parent.name)
        if place.name == "__init__.py" or any(_is_from(claim.file, place) for claim in whole.claims):
            return [replace(whole if place.name == "__init__.py" else _part(whole, place), path=str(path))]
    return [replace(_read(place, place.stem), path=str(path))]


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
    module = _guarded(lambda: _import_file(file), str(file), problems)
    if module is None:
        return Document(name, name, problems=tuple(problems))
    made = getattr(module, "document", None)
    if isinstance(made, Document):
        return made
    claims = _claims_of(module, "claims", str(file), problems)
    settings = {what: getattr(module, what, ()) for what in ("standing", "tacit")}
    title, place = getattr(module, "title", name), Place(relative(str(file)), 1)
    made = _guarded(
        lambda: document(name, str(title), claims, problems=problems, place=place, **settings), str(file), problems
    )
    return made if made is not None else Document(name, name, problems=tuple(problems))


def _import_file(file: Path) -> ModuleType:
    """Run a file under a name of its own, so that it cannot take another module's place."""
    package = file.name == "__init__.py"
    name = f"_proofcheck_{next(_COUNTER)}_{file.parent.name if package else file.stem}"
    folders = [str(file.parent)] if package else None
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=folders)
    if spec is None or spec.loader is None:
        raise LanguageError(f"{file} is not a Python file: a lemma file ends in .py.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    sys.path.insert(0, str(file.parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(file.parent))
    return module


def _claims_of(module: ModuleType, attribute: str, file: str, problems: list[DocumentProblem]) -> list[Claim]:
    found = getattr(module, attribute, None)
    if not isinstance(found, (list, tuple)):
        message = f"the file defines no list called {attribute!r}: name its claims there."
        problems.append(DocumentProblem(relative(file), 1, message))
        return []
    wrong = [value for value in found if not isinstance(value, Claim)]
    if wrong:
        message = f"{attribute} holds {wrong[0]!r:.80}, which is not a Claim: leave it out or spread it with *."
        problems.append(DocumentProblem(relative(file), 1, message))
    return [value for value in found if isinstance(value, Claim)]


def _file_of(target: str) -> str:
    module = target.partition(":")[0]
    return module.replace(".", "/") + "/__init__.py"


class _TooLongError(BaseException):
    """Not an ``Exception``: a file that loops and catches those must not catch this."""


def _guarded(read: Callable[[], T], file: str, problems: list[DocumentProblem]) -> T | None:
    """Read with a time limit and without output; whatever goes wrong becomes a problem."""
    try:
        with _time_limit(SECONDS_PER_FILE), contextlib.redirect_stdout(sys.stderr):
            return read()
    except _TooLongError as error:
        message = f"it was still running after {SECONDS_PER_FILE:g} s, and was stopped here."
        problems.append(_problem_at(error, file, message))
    except SystemExit as error:
        problems.append(_problem_at(error, file, "it tried to end the program: leave out the call of exit."))
    except Exception as error:
        problems.append(_problem_at(error, file, _said(error)))
    return None


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise ``_TooLongError`` in here after a time; where signals do not reach (other threads, Windows) do nothing."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooLongError

    handler = signal.signal(signal.SIGALRM, stop)
    outer, _ = signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)  # again, should the first be swallowed
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, outer, 0.5 if outer else 0.0)
        signal.signal(signal.SIGALRM, handler)


def _problem_at(error: BaseException, file: str, message: str) -> DocumentProblem:
    """Say where: the innermost line of the file, or else of a file beside it."""
    if isinstance(error, SyntaxError) and error.filename:
        return DocumentProblem(relative(error.filename), error.lineno or 1, message)
    frames = traceback.extract_tb(error.__traceback__)
    folder = Path(file).parent
    for suits in (
        lambda frame: Path(frame.filename) == Path(file),
        lambda frame: Path(frame.filename).parent == folder,
        lambda frame: frame.filename.endswith(file),
    ):
        lines = [frame for frame in frames if suits(frame)]
        if lines:
            return DocumentProblem(relative(lines[-1].filename), lines[-1].lineno or 1, message)
    return DocumentProblem(relative(file), 1, message)


def _said(error: BaseException) -> str:
    """Return an error in one line."""
    words = " ".join(str(error).split())[:300]
    if isinstance(error, LanguageError):
        return words
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
