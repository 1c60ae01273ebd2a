"""What the letters of a document stand for, and how a symbol that is written in LaTeX is called."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.claims import Hypothesis
from proofcheck.lang.names import RESERVED, all_names, free_names
from proofcheck.lang.shapes import ill_typed, shape_of
from proofcheck.latex.called import Called, of_vectors
from proofcheck.latex.homonyms import count_arguments, told_apart
from proofcheck.latex.source import COMMAND, Token, UnreadError
from proofcheck.latex.spelling import FONT_MARKS, OF_CHANCE, STARS, VARIANTS, Name, argument, pluses, spelling
from proofcheck.latex.vocabulary import GREEK

_CHANGES = frozenset({"Delta", "delta", "d"})
"""Letters that stand before another one for a change of it."""
_SIGNS = {"+": "plus", "-": "minus", "−": "minus"}
_SUBSCRIPT_COMMANDS = frozenset({"min", "max", "inf", "sup", "infty", *GREEK})


@dataclass(frozen=True, slots=True)
class Unread:
    """What a name stands for that is not read: it is used nowhere; and what the language lacks for it, if so."""

    why: str
    notation: str = ""
    before: tuple[Any, ...] = ()
    """What the name stood for before."""
    arguments: int = 0
    """With how many arguments it is said what it stands for."""


@dataclass(frozen=True, slots=True)
class Likely:
    """What a name that is not declared is taken for: in words, why, and where it stands."""

    meanings: tuple[Any, ...]
    what: str
    why: str
    at: Token
    doubtful: bool = False
    """Whether so little tells what it is that no claim about it is called false."""


NEXT = "next"  # the index of the next term of a step


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an iteration on random data: its index, what is known, what is drawn, and all that has the index.

    ``moving`` are those in what the next term is; where ``starts_by_chance``, so is the first one random.
    """

    index: str
    known: str
    drawn: tuple[str, ...]
    names: frozenset[str]
    moving: frozenset[str]
    starts_by_chance: bool = False

    @property
    def state(self) -> str:
        """The name of what is known."""
        return f"{self.known}_{self.index}"

    @property
    def following(self) -> str:
        """The name of the next term."""
        return f"{self.known}_{NEXT}"

    def has_index(self, name: str) -> bool:
        """Whether a name, with an index or without, is one of what has the index of the step."""
        return name.partition("_")[0] in self.names


@dataclass(slots=True)
class Notation:
    """What has been declared and defined so far, and what letters were taken for.

    Attributes:
        meanings: what a name may stand for; a later declaration stands before an earlier one.
        letters: the letters that stand in the document in the ordinary font.
        alone: those that stand somewhere without a bracket after them.
        assumed: letters that were not declared, with the place where they were first taken for a number.
        naturals: names that stand for natural numbers where nothing else is declared.
        likely: what names that are not declared stand for by their uses, and why; ``taken`` are those that came up.
        counted: names with indices that count, ``advancing`` by one; ``moving``: names that move in time.
        primed: whether a prime is a transpose; ``atomless`` and ``componentwise`` are told by all words.
    """

    meanings: dict[str, list[Any]] = field(default_factory=dict)
    letters: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    assumed: dict[str, Token] = field(default_factory=dict)
    alike: dict[str, tuple[Token, str]] = field(default_factory=dict)
    naturals: set[str] = field(default_factory=set)
    settled: set[str] = field(default_factory=set)
    """Letters that were taken for numbers for good, as they are compared with one."""
    late: set[str] = field(default_factory=set)
    """Natural numbers that had been taken for real ones before."""
    likely: dict[str, Likely] = field(default_factory=dict)
    taken: dict[str, Likely] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()
    advancing: frozenset[str] = frozenset()
    moving: frozenset[str] = frozenset()
    primed: bool = False
    atomless: bool = False
    componentwise: bool = False
    step: Step | None = None
    """The step of an iteration that the means in the document are about, if they are."""
    dimension: str = ""
    """The dimension of vectors where nobody says one."""
    above: frozenset[str] = frozenset()
    """Letters of which one more stands above a name: there they are indices, or powers."""
    superscripted: frozenset[str] = frozenset()  # letters above which there may be indices, and no powers
    flowing: frozenset[str] = frozenset()  # letters that are times: they do not count
    euclidean: dict[str, str] = field(default_factory=dict)  # names of spaces, and by which name their dimensions go
    bracketed: frozenset[str] = frozenset()
    """Names with an index in brackets, one more than which stands there, too."""
    scripted: frozenset[str] = frozenset()
    """Names with an index that counts below or above."""
    called: frozenset[str] = frozenset()
    """Names after which a lone letter stands in brackets."""
    dimensions: frozenset[str] = frozenset()
    """Letters that stand for dimensions somewhere in the document."""
    numeric: frozenset[str] = frozenset()
    """Large letters that are used as numbers."""
    summed_to: dict[str, frozenset[str]] = field(default_factory=dict)
    """Letters over which sums from 1 on are taken, with the letters where these end."""
    arguments: dict[str, list[list[str]]] = field(default_factory=dict)
    """Names with several arguments, and the letters of each, the usual one first."""
    drawn: frozenset[str] = frozenset()
    """Names over which means are taken."""
    abstract: dict[str, Any] = field(default_factory=dict)
    """Letters that stand for spaces of which only the dimension is known, by a name for it."""
    counting: frozenset[str] = frozenset()  # letters that stand in indices
    from_one: frozenset[str] = frozenset()
    """Letters that count from 1 where they are natural numbers: of 0 nothing is written."""
    worded: dict[Any, Hypothesis] = field(default_factory=dict)
    """What is supposed in words that has no formula of its own, as it is shown."""
    lasts: dict[str, str] = field(default_factory=dict)
    """Names that are listed from the first on, ``x_1, \\dots, x_n``, with the index of the last."""
    listed: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """Families that end, as they were last spoken of, with the indices of their first and last terms."""
    spellings: dict[str, str] = field(default_factory=dict)
    prefixes: frozenset[str] = frozenset()
    """Letters that only stand before other ones, and make a name with them, as in ``\\delta A``."""
    changes: dict[str, tuple[str, Token]] = field(default_factory=dict)
    """Names with such a letter, and what they are a change of."""
    declared_changes: set[str] = field(default_factory=set)
    """Those that are declared, though the first letter also stands by itself."""
    borrowed: frozenset[str] = frozenset()
    """Names that a sentence in another section's statement or proof declared: they may mean something else here."""
    extrema: dict[Any, tuple[Any, Any]] = field(default_factory=dict)
    """Numbers that are extrema over sets, and what says so."""
    used: set[str] = field(default_factory=set)
    earlier: set[str] = field(default_factory=set)
    """Functions whose definition in another section is not read: they may be others, and be defined anew."""
    past: set[str] = field(default_factory=set)
    """Names with arguments that a proof defined which is closed: without an argument they are other things."""
    nouns: Mapping[str, Called] = field(default_factory=dict)
    """Names that words call something else than a number."""
    everywhere: set[str] = field(default_factory=set)
    """Functions that are declared on the whole line."""
    measured: Mapping[str, Called] = field(default_factory=dict)
    """How norms and inner products are measured, where that is not the usual way."""
    constants: frozenset[str] = frozenset()
    """Letters that are written as the constants that they may be, where nothing declares them."""
    moduli: frozenset[str] = frozenset()
    """Letters that words make constants of properties: "f is L-smooth"."""
    blocks: frozenset[str] = frozenset()
    """Names whose indices may count blocks."""
    uniform: Mapping[Any, Any] = field(default_factory=dict)
    """Indices that are drawn uniformly, as they are written, and from where to where."""
    varying: set[str] = field(default_factory=set)
    """Names that may be random, by what is said of them and not read."""
    standing_in: dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = field(default_factory=dict)
    """Names whose definition is not read in this section, what they were before, and what they are."""
    bound: list[dict[str, Any]] = field(default_factory=list)

    def declare(self, name: str, meaning: Any) -> None:
        """Let a name stand for something; for that alone, unless both can be told apart."""
        self.taken.pop(name, None)
        self.alike.pop(name, None)
        known = (old for old in self.meanings.get(name, ()) if not isinstance(old, Unread))
        self.meanings[name] = [meaning, *(old for old in known if told_apart(old, meaning))]

    def leave(self, names: Iterable[str]) -> None:
        """Leave a proof in which names were defined: what is not read of that concerns no other part of the text."""
        for name in names:
            known = self.meanings.get(name, [])
            if known and isinstance(known[0], Unread):
                self.meanings[name] = list(known[0].before)
            elif known and isinstance(known[0], ex.Definition) and known[0].parameters:
                self.past.add(name)
        self.meanings = {name: found for name, found in self.meanings.items() if found}

    def copy(self) -> "Notation":
        """Return the same notation, to be changed apart from this one."""
        return replace(self, meanings={name: list(found) for name, found in self.meanings.items()})

    def adopt(self, other: "Notation", fixed: Collection[str]) -> frozenset[str]:
        """Take over what a copy has declared, for all names that are not fixed; return them."""
        taken = set()
        for name, found in other.meanings.items():
            known = self.meanings.get(name, [])
            if known != found and (name not in fixed or all(told_apart(old, found[0]) for old in known)):
                self.meanings[name] = found
                taken.add(name)
        return frozenset(taken)

    def unread(self, tokens: Sequence[Token], error: UnreadError, why: str, *, anew: bool = False) -> None:
        """Note that names stand for something that is not read; ``anew`` where that is so whatever they stood for."""
        place = 0
        stop = next((i for i, t in enumerate(tokens) if t.text == "("), len(tokens))
        while place < stop:
            found = self.name(list(tokens), place)
            if found is None:
                place += 1
                continue
            name, place = self.with_scripts(found, list(tokens))
            if name not in OF_CHANCE and (anew or name not in self.meanings):
                before, count = tuple(self.meanings.get(name, ())), count_arguments(tokens[stop:])
                self.meanings[name] = [Unread(why, error.notation, before, count)]

    def with_scripts(self, found: Name, tokens: list[Token]) -> tuple[str, int]:
        """Return a name with the star and the word below it that belong to it, and where it ends."""
        place, star, word = found.after, "", ""
        while place + 1 < len(tokens) and tokens[place].text in {"_", "^"}:
            sign = tokens[place].text
            content, place = argument(tokens, place + 1)
            if sign == "_":
                word = subscript_word(content, self)
            elif len(content) == 1 and content[0].text in STARS:
                star = "*"
            elif [t.text for t in content] == ["\\infty"]:
                word = f"infty_{word}" if word else "infty"
        return found.root + star + (f"_{word}" if word else ""), place

    def meaning(self, name: str) -> list[Any]:
        """Return what a name may stand for, what is bound first; nothing where it is not declared."""
        for scope in reversed(self.bound):
            if name in scope:
                self.used.add(name)
                known = self.meanings.get(name) or list(self.likely[name].meanings if name in self.likely else ())
                others = [m for m in self._and_path(name, known) if isinstance(m, ex.PathSymbol | ex.Definition)]
                return [scope[name], *others]
        if name in self.meanings:
            self.used.add(name)
            return self._and_path(name, self.meanings[name])
        if name in self.changes and (change := self._change(name)) is not None:
            self.taken[name] = change
            return self._and_path(name, list(change.meanings))
        if name in self.likely:
            self.taken[name] = self.likely[name]
            return self._and_path(name, list(self.likely[name].meanings))
        return []

    def _change(self, name: str) -> Likely | None:
        r"""Return what a name such as ``\delta A`` is taken for: another thing of the kind of ``A``."""
        base, at = self.changes[name]
        for meaning in self.meaning(base):
            dims = space_of(meaning)
            if dims is not None:
                kind = (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)[len(dims)]
                made = kind(name, *dims) if dims else ex.ScalarSymbol(name, real=True)
                self.counted |= {name} if base in self.counted or self._counts(base) else set()
                return Likely((made,), f"one of the kind of {base}", f"it is written as a change of {base}", at)
        return None

    def _and_path(self, name: str, found: list[Any]) -> list[Any]:
        """Add the sequence, or the path, that a letter is as well by its uses."""
        if name not in self.counted and name not in self.moving:
            return found
        if any(isinstance(m, ex.PathSymbol | ex.MapSymbol) or getattr(m, "parameters", ()) for m in found):
            return found
        dims = next((space_of(m) for m in found if space_of(m) is not None), None)
        if dims is None or (dims and name not in self.advancing and isinstance(found[0], ex.Definition)):
            return found
        kind = (ex.SCALAR, ex.VECTOR, ex.OPERATOR)[len(dims)]
        return [ex.PathSymbol(name, kind, dims, name not in self.moving), *found]

    def _counts(self, name: str) -> bool:
        return any(isinstance(m, ex.PathSymbol) and m.discrete for m in self.meanings.get(name, ()))

    def sequence_of(self, name: str) -> str:
        """Return the name of the sequence that something is a term of, as ``x_0`` and ``x_k`` are; or nothing."""
        root, _, index = name.partition("_")
        counts = index.isdecimal() or (len(index) == 1 and (index.islower() or index in "TNKM"))
        sequence = root in self.counted or self._counts(root)
        return root if counts and sequence and name not in self.meanings else ""

    def known(self, name: str) -> list[Any]:
        """Return what a name was said to stand for."""
        return self.meaning(name) if name not in self.likely or name in self.meanings else []

    def scalar(self, name: str, at: Token, natural: bool = False) -> Any:
        """Return what an undeclared name stands for: a real number, or a natural one where it is used as such.

        Raises:
            UnreadError: words call it something else.
        """
        self._refuse_noun(name, at, natural=natural)
        if name in self.dimensions:
            return ex.DimensionNumber(ex.Dimension(name))
        if natural and name not in self.naturals | self.flowing:
            self.naturals.add(name)
            self.late |= {name} & self.assumed.keys()
        self.assumed.setdefault(name, at)
        if name in self.naturals:
            return ex.ScalarSymbol(name, integer=True, nonnegative=True)
        return ex.ScalarSymbol(name, real=True)

    def count(self, index: Any) -> None:
        """Take the undeclared letters of an index for natural numbers, those that a quantifier binds among them."""
        for symbol in ex.free_symbols(index) if isinstance(index, ex.Expression | ex.ScalarSymbol) else ():
            real = isinstance(symbol, ex.ScalarSymbol) and not symbol.is_integer
            if real and symbol.name in self.assumed and symbol.name not in self.naturals | self.flowing:
                self.naturals.add(symbol.name)
                self.late.add(symbol.name)

    def real_function(self, name: str | None) -> Any:
        """Return the real function of vectors that a name stands for; nothing where it is none, or there is no name."""
        return next((m for m in self.meaning(name or "") if isinstance(m, ex.MapSymbol) and m.n is None), None)

    def sequence(self, name: str, at: Token) -> Any:
        """Return the sequence of numbers that an undeclared name stands for that has indices which count.

        Raises:
            UnreadError: words call it something else.
        """
        self._refuse_noun(name, at)
        made = ex.PathSymbol(name, ex.SCALAR, (), True)
        self.taken.setdefault(name, Likely((made,), "a sequence of numbers", "it has indices that count", at))
        return made

    def _refuse_noun(self, name: str, at: Token, *, natural: bool = False) -> None:
        if natural or name in self.dimensions | self.naturals:
            return
        root, _, below = name.partition("_")
        if name in self.nouns:
            raise UnreadError(at, f"{name} is not declared, and {self.nouns[name].remedied(name)}")
        if root in self.nouns and self.nouns[root].kind == ex.OPERATOR and not _is_entry(below):
            said = self.nouns[root].remedied(name)
            raise UnreadError(at, f"{name} is not declared, and may be a block of {root}: {said}")

    def like(self, name: str, vector: Any, at: Token) -> Any:
        """Return what an undeclared name stands for that is a mark on that of a vector: another vector of its space."""
        self.alike.setdefault(name, (at, vector.name))
        return ex.VectorSymbol(name, vector.dimension)

    def settle(self, says: Any) -> None:
        """Take a letter for a number for good, where a supposition compares it with one: ``\\beta > 0``."""
        if not isinstance(says, ex.Relation) or says.of_dimensions:
            return
        for side, other in ((says.left, says.right), (says.right, says.left)):
            known = not any(getattr(s, "name", "") in self.assumed for s in ex.free_symbols(other))
            if isinstance(side, ex.ScalarSymbol) and side.name in self.assumed and (known or says.op != "="):
                self.settled.add(side.name)
                if not side.is_integer:  # that it is whole is said nowhere: every claim about it says so
                    del self.assumed[side.name]
                self.declare(side.name, side)

    @contextmanager
    def binding(self, variables: Iterable[Any]) -> Iterator[None]:
        """Let names stand for bound variables inside."""
        self.bound.append({variable.name: variable for variable in variables})
        try:
            yield
        finally:
            self.bound.pop()

    @property
    def time(self) -> Any:
        """The time at which a path stands that is written without one: the one that is declared, or t."""
        times = [m for found in self.meanings.values() for m in found if _is_time(m)]
        if len(times) == 1:
            return times[0]
        said = self.meanings.get("t", ())
        if said or not any(isinstance(m, ex.PathSymbol) and not m.discrete for f in self.meanings.values() for m in f):
            return next((m for m in said if _is_time(m)), None)
        taken = self.likely["t"].meanings if "t" in self.likely else ()
        return next(filter(_is_time, taken), None) if taken else ex.ScalarSymbol("t", nonnegative=True, real=True)

    # ------------------------------------------------------------------ names

    def name(self, tokens: list[Token], place: int) -> Name | None:
        """Return the name that begins at a place, scripts left aside; nothing where none does."""
        found = spelling(tokens, place)
        if found is None:
            return None
        changed = spelling(tokens, found.after)
        if changed is not None and self._is_change(found, changed):
            return self.change(found, changed, tokens[place])
        named_there = Name(self._called(found.root), found.after, found.bold, found.word)
        signs, end = pluses(tokens, found.after)
        if end and (found.bold or any(map(of_vectors, self.meaning(named_there.root)))):
            return Name(self._called(f"{found.root}{' plus' * signs}"), end, found.bold, found.word)
        return named_there

    def _is_change(self, first: Name, second: Name) -> bool:
        """Whether two letters side by side make a name: the first always stands so, or they are declared as one."""
        return first.root in self.prefixes or self.spellings.get(f"{first.root}{second.root}") in self.declared_changes

    def change(self, first: Name, second: Name, at: Token) -> Name:
        r"""Return the name that two letters make, ``\Delta x``: what it is called is a change of the second."""
        root = self._called(f"{first.root}{second.root}")
        self.changes.setdefault(root, (self._called(second.root), at))
        return Name(root, second.after, second.bold, second.word)

    def declare_change(self, tokens: list[Token]) -> None:
        r"""Let two letters side by side be one name from here on, as a declaration of ``\Delta x`` says."""
        first = spelling(tokens, 0)
        second = spelling(tokens, first.after) if first is not None and first.root in _CHANGES else None
        if first is not None and second is not None:
            self.declared_changes.add(self.change(first, second, tokens[0]).root)

    def spelled(self, tokens: list[Token], place: int) -> Name | None:
        """Return the name that begins at a place as it is spelled."""
        return spelling(tokens, place)

    def _called(self, written: str) -> str:
        """Return the root of a name: its letter or word, unless another written has that already."""
        if written not in self.spellings:
            root, _, marks = written.partition(" ")
            root = VARIANTS.get(root, root)
            fonts = set(marks.split()) & FONT_MARKS
            accents = "".join(mark for mark in marks.split() if mark not in FONT_MARKS)
            plain = [root + accents] if not fonts or root not in self.letters else []
            whole = root + marks.replace(" ", "")
            taken = set(self.spellings.values()) | RESERVED
            names = (*plain, whole, written.replace(" ", ""), *(f"{whole}{n}" for n in range(2, 99)))
            self.spellings[written] = next(name for name in names if name not in taken)
        return self.spellings[written]


def subscript_word(tokens: list[Token], notation: Notation) -> str:
    """Return a subscript as a part of a name, as in ``min`` or ``0``; empty where it is none."""
    parts, place = [], 0
    if notation.step is not None and [t.text for t in tokens] == [notation.step.index, "+", "1"]:
        return NEXT
    if len(tokens) == 1 and tokens[0].text in _SIGNS:
        return _SIGNS[tokens[0].text]
    while place < len(tokens):
        token = tokens[place]
        if token.kind == COMMAND and token.text[1:] in _SUBSCRIPT_COMMANDS:
            parts.append(token.text[1:])
            place += 1
        elif token.text.isalnum():
            parts.append(token.text)
            place += 1
        elif token.text in {",", ";", "{", "}", "\\rm", *STARS}:
            parts += ["star"] if token.text in STARS else []
            place += 1
        else:
            spelled = spelling(tokens, place)
            found = spelled if spelled is not None and spelled.word else notation.name(tokens, place)
            if found is None:
                return ""
            parts.append(found.root)
            place = found.after
    return "".join(parts)


def space_of(meaning: Any) -> tuple[Any, ...] | None:
    """Return the dimensions of the space of a variable; None where it is none."""
    match meaning:
        case ex.ScalarSymbol():
            return ()
        case ex.VectorSymbol():
            return (meaning.dimension,)
        case ex.OperatorSymbol():
            return (meaning.n, meaning.p)
        case ex.Definition() if ill_typed(meaning.value) is None and shape_of(meaning.value)[0] != "row":
            return shape_of(meaning.value)[1:]
    return None


def _is_time(meaning: Any) -> bool:
    number = isinstance(meaning, ex.ScalarSymbol) and bool(meaning.is_nonnegative)
    return number and not (meaning.is_integer or meaning.is_positive)


@lru_cache(maxsize=10_000)
def named(assertion: Any) -> frozenset[Any]:
    """Return the symbols that occur free in an assertion; all of them, where names are used with two meanings."""
    try:
        return frozenset(free_names([assertion]))
    except ex.LanguageError:
        return frozenset(all_names(assertion))


def _is_entry(index: str) -> bool:
    """Whether an index is that of one entry of a matrix, as ``ij`` and ``1j`` are."""
    return len(index) == 2 and index.isalnum() and index.lower() == index and not index.isdecimal()
