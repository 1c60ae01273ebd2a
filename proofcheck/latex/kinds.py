r"""What letters plainly are that nobody declares, by how they are used: vectors, sequences, functions of a vector.

A letter is taken for a vector where its norm or an inner product with it is taken, where it is bold, transposed, or the
argument of a function whose gradient is taken; for a sequence where it has indices such as k and k + 1 as well. What is
said of a letter counts more than this, and what it was taken for is said with every claim about it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex import brackets, functions, matrices, numbered, paths, ranges, several
from proofcheck.latex.derivatives import differentiated
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Likely, Notation
from proofcheck.latex.pieces import without_words
from proofcheck.latex.ranges import split
from proofcheck.latex.relations import LONGEST_DISPLAY
from proofcheck.latex.sequences_in_words import note_sequences
from proofcheck.latex.source import LETTER, Token, UnreadError
from proofcheck.latex.spaces import counts, dimensions, name_at, names_from, note_maps
from proofcheck.latex.spectra import SPECTRAL
from proofcheck.latex.spelling import ACCENTS, FRACTIONS, argument
from proofcheck.latex.uses import ACCENTED, Found, Uses
from proofcheck.latex.vocabulary import GREEK, words

_PAIRS = {"\\|": "\\|", "\\Vert": "\\Vert", "\\lVert": "\\rVert", "\\langle": "\\rangle", "‖": "‖"}
_OPENING, _CLOSING = words(r"\begin ( [ { \{ \lbrace"), words(r"\end ) ] } \} \rbrace")
_ITERATING = words("k t s")
_SUMS = words(r"\sum \max \min \sup \inf \prod")
_LOEWNER = words(r"\preceq \preccurlyeq \succeq \succcurlyeq \prec \succ")
_RELATED = words(r"< > \le \ge \leq \geq \in")
_BEGINNING, _ENDING = words(r"$ \forall \exists : \mid \text ;"), words(r"$ , . ; : ) ] } \} \mid \text \\\\ & \forall")
_BY_TIME = ["{", "d", "}", "{", "d", "t", "}"]
_TERMS = words(r"+ - − , = < > \le \leq \ge \geq \mid ;")


@dataclass(frozen=True, slots=True)
class Kinds:
    """What the uses of letters say.

    Attributes:
        likely: what names are to be taken for that nobody declares.
        numeric: large letters that are used as numbers.
        counted: names with indices that count: of whatever they are, there is a sequence.
        moving: names over which a dot stands: whatever they are, they move in time.
        primed: whether a prime is a transpose, as after a large letter.
        dimension: the dimension of vectors where nobody says one.
        dimensions: letters that stand for dimensions somewhere in the document.
        called: names after which a lone letter stands in brackets.
        above: letters of which one more stands above a name.
        bracketed: names with an index in brackets, one more than which stands there, too: ``x(t + 1)``.
        scripted: names with an index that counts below or above.
        summed_to: letters over which sums from 1 on are taken, with the letters where these end.
        lasts: names that are listed from the first on, with the index of the last.
        from_one: letters that count from 1, if they are said to be natural numbers.
        counting: letters that stand in indices.
        naturals: letters at which sums end.
        advancing: names with an index that is one more than a letter.
    """

    likely: dict[str, Likely] = field(default_factory=dict)
    numeric: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    moving: frozenset[str] = frozenset()
    primed: bool = False
    dimension: str = ""
    dimensions: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    bracketed: frozenset[str] = frozenset()
    scripted: frozenset[str] = frozenset()
    summed_to: dict[str, frozenset[str]] = field(default_factory=dict)
    lasts: dict[str, str] = field(default_factory=dict)
    arguments: dict[str, list[list[str]]] = field(default_factory=dict)
    drawn: frozenset[str] = frozenset()
    abstract: dict[str, Any] = field(default_factory=dict)
    from_one: frozenset[str] = frozenset()
    counting: frozenset[str] = frozenset()
    naturals: frozenset[str] = frozenset()
    advancing: frozenset[str] = frozenset()

    def with_guesses(self, guesses: Mapping[str, Likely], naturals: frozenset[str]) -> "Kinds":
        """Return them with other guesses for some names, and further natural numbers."""
        return replace(self, likely={**self.likely, **guesses}, naturals=self.naturals | naturals)

    def as_fields(self) -> dict[str, Any]:
        """Return it as what a notation knows from the start."""
        return {**{f.name: getattr(self, f.name) for f in fields(self)}, "naturals": set(self.naturals)}


def kinds_of(
    formulas: Iterable[Sequence[Token]],
    notation: Notation,
    declared: Iterable[Sequence[Token]] = (),
    prose: Iterable[Sequence[Token]] = (),
) -> Kinds:
    """Return what the uses of letters in a document say about them, the maps ``declared``, and functions in words."""
    uses = Uses()
    for tokens in declared:
        with suppress(UnreadError):
            for statement in split(mathematical(tokens), ";"):
                note_maps(statement, notation, uses)
                spoken = (dimensions(statement[place:], notation) for place in range(len(statement)))
                uses.dimension = uses.dimension or next((dims[0] for dims in spoken if len(dims) == 1), "")
    for tokens in formulas:
        if len(tokens) > LONGEST_DISPLAY:  # it is not read
            continue
        with suppress(UnreadError):
            content = mathematical(without_words(tokens))
            _note(content, notation, uses)
            _summed(content, notation, uses)
            numbered.note(content, notation, uses)
            several.note_formula(content, notation, uses)
    functions.note_in_words(text := list(prose), notation, uses)
    matrices.note(text, notation, uses)
    note_sequences(text, notation, uses)
    for name in [n for n in uses.functions if n not in uses.calls and (n in uses.vectors or len(uses.space(n)) == 1)]:
        del uses.functions[name]
    for function in uses.functions:
        for name, at in uses.calls.get(function, ()):
            uses.vectors.setdefault(name, (f"it is an argument of {function}, of which the gradient is taken", at))
    several.note_vectors(uses)
    for function, dimension in uses.maps.items():
        members = uses.calls.get(function.removesuffix("_1"), ()) if function.endswith("_1") else ()
        for name, at in (*uses.calls.get(function, ()), *members):
            if name not in uses.vectors:
                uses.vectors[name] = f"it is an argument of {function}", at
                uses.spaces.setdefault(name, (at, (dimension,)))
    uses.counted |= {name for name in uses.raised if name in uses.vectors or len(uses.space(name)) == 1}
    uses.counted |= {
        name for name, letters in uses.indices.items()
        if letters & uses.stepping and name not in uses.vectors and name not in uses.maps and not uses.space(name)
    }  # fmt: skip
    steps = frozenset().union(*(uses.times_of.get(name, ()) for name in uses.stepped & uses.bracketed))
    at_steps = {
        n for n, letters in uses.times_of.items() if letters <= steps and n not in {*uses.maps, *uses.functions}
    }
    uses.bracketed &= (uses.stepped | at_steps) - uses.advancing
    uses.counted |= uses.bracketed
    said = {*uses.vectors, *uses.maps, *uses.functions, *uses.operators, *uses.spaces, *uses.times}
    uses.counted |= (uses.summed | uses.lasts.keys() | uses.numbered_twice()) - said
    last = [n for n in (*uses.vectors, *uses.spaces) if uses.ends_iteration(n)]  # x_T is a term of the sequence x
    for name in dict.fromkeys(last):
        uses.vectors.pop(name, None)
        uses.spaces.pop(name, None)
    uses.moving |= uses.flowing - uses.advancing
    for name in [n for n in (*uses.vectors, *uses.spaces) if uses.begins_path(n)]:
        uses.vectors.pop(name, None)
        uses.spaces.pop(name, None)
    for name in uses.differentiated - {*uses.maps, *uses.functions}:  # a prime is a dot over a vector
        uses.moving |= {name} if name in uses.vectors or len(uses.space(name)) == 1 else set()
    for name, of_values in uses.values.items():  # as where an author says: u(theta) in R^n, du/dt = ...
        if name in uses.moving or (uses.moving and name in uses.timed):
            uses.moving.add(name)
            uses.spaces.setdefault(name, of_values)
    for name, at in uses.timed.items():  # a path with an index, as of a parameter, moves where the letter does
        root = ACCENTED.sub("", name.partition("_")[0])
        if root != name and name not in uses.functions and (root in uses.vectors or len(uses.space(root)) == 1):
            uses.vectors.setdefault(name, (f"it is taken at times, and {root} is a vector", at))
            uses.moving.add(name)
    for name in filter(uses.term, [*uses.spaces]):  # what is said of a term is said of the sequence
        uses.spaces.setdefault(uses.term(name), uses.spaces.pop(name))
    for name in filter(uses.term, [*uses.vectors]):
        uses.vectors.setdefault(uses.term(name), uses.vectors.pop(name))
    for index in uses.families:  # of which there are as many as the sums over them have terms, or as the last one says
        uses.dimensions |= uses.ends.get(index, {index}) if len(uses.ends.get(index, ())) <= 1 else set()
    uses.dimensions |= set(numbered.counts(uses).values())
    found = dict(_likely(uses, notation))
    counted = frozenset(uses.counted - uses.counting - numbered.counts(uses).keys())
    unsaid = "" if uses.dimension or uses.maps else _usual(uses, notation)
    return Kinds(
        found, frozenset(uses.numbers), counted, frozenset(uses.moving), uses.primed, unsaid,
        frozenset(uses.dimensions), frozenset(uses.called), frozenset(uses.above), frozenset(uses.bracketed),
        frozenset(uses.indexed), {index: frozenset(ends) for index, ends in uses.ends.items()}, uses.lasts,
        several.letters(uses), frozenset(uses.drawn), several.abstract_spaces(uses), numbered.from_one(uses),
        frozenset(uses.counting), numbered.naturals(uses) - notation.flowing, frozenset(uses.advancing),
    )  # fmt: skip


def _usual(uses: Uses, notation: Notation) -> str:
    """Return the dimension of a vector of which none is said."""
    free = [name for name in ("d", "p", "q", "D", "P") if name not in notation.letters]
    return uses.dimension or (free or ["dim"])[0]


def _likely(uses: Uses, notation: Notation) -> Iterator[tuple[str, Likely]]:
    usual = _usual(uses, notation)
    yield from numbered.likely_families(uses, usual)
    of_several = {**dict(several.likely_drawn(uses)), **dict(several.likely(uses, usual))}
    yield from of_several.items()
    taken = {name for name in uses.functions if name not in uses.numbers or name in uses.calls}
    for name in sorted(taken - of_several.keys()):
        at = uses.functions[name]
        [dim] = {ex.Dimension(uses.size(x, "")) for x, _ in uses.calls.get(name, ())[:1]} or {ex.Dimension("")}
        dim = dim if dim.name else ex.Dimension(usual)
        yield (
            name,
            Likely((ex.MapSymbol(name, dim, None),), f"a function from R^{dim} to R", "its gradient is taken", at),
        )
    taken |= of_several.keys()
    for name, (why, at) in uses.vectors.items():
        if name in taken or name in uses.counting or name in {"d", *uses.dimensions, *uses.times}:
            continue
        if uses.term(name):
            continue
        taken.add(name)
        dim = ex.Dimension(uses.size(name, usual))
        what = "a sequence in" if name in uses.counted else "a vector of"
        yield name, Likely((ex.VectorSymbol(name, dim),), f"{what} R^{dim}", why, at)
        for operator, place in uses.before.get(name, ()):
            uses.operators.setdefault(operator, (f"it stands before {name}, a vector", place))
    ends = uses.uppers | uses.until | uses.counted_to
    for name, members in uses.members.items():
        sizes = [uses.size(member, usual) for member, _ in members if member in uses.vectors or uses.space(member)]
        if sizes and name not in (taken | uses.abstract | ends) and not name.islower() and not uses.space(name):
            taken.add(name)
            at, dim = members[0][1], ex.Dimension(sizes[0])
            yield name, Likely((ex.SetSymbol(name, dim),), f"a set in R^{dim}", "vectors are in it", at, True)
    yield from _called(uses, notation, usual, taken)
    for name, (at, values) in uses.targets.items():
        if name not in taken:
            taken.add(name)
            source, into = ex.Dimension(uses.maps[name]), ex.Dimension(values[0]) if values else None
            kind = f"a map from R^{source} to R^{into}" if values else f"a function from R^{source} to R"
            yield name, Likely((ex.MapSymbol(name, source, into),), kind, "that is said of it elsewhere", at)
    for name, (at, dims) in uses.spaces.items():
        if name not in taken:
            taken.add(name)
            symbol = ranges.symbol(name, tuple(map(ex.Dimension, dims)))
            kind = f"a vector of R^{dims[0]}" if len(dims) == 1 else f"a matrix of R^({'×'.join(dims)})"
            yield name, Likely((symbol,), kind, "that is said of it elsewhere", at)
    dim = ex.Dimension(usual)
    for name, (why, at) in uses.operators.items():
        if name not in uses.numbers and name not in taken and name not in uses.calls:
            yield name, Likely((ex.OperatorSymbol(name, dim, dim),), f"a matrix of R^({dim}×{dim})", why, at)
    yield from paths.likely_numbers(uses, taken)
    for name, at in uses.times.items():
        if uses.moving:
            time = ex.ScalarSymbol(name, nonnegative=True, real=True)
            yield name, Likely((time,), "a time", "paths are taken at it", at)


def _called(uses: Uses, notation: Notation, usual: str, taken: set[str]) -> Iterator[tuple[str, Likely]]:
    """Yield the functions of a vector of which no gradient is taken: names that never stand without a bracket."""
    for name, calls in uses.calls.items():
        known = uses.vectors.keys() | (uses.in_sets() if name in uses.worded else set())
        at = next((at for x, at in calls if x in known or len(uses.space(x)) == 1), None)
        root = ACCENTED.sub("", name.partition("_")[0].removesuffix("cal"))
        letter = (len(root) == 1 or root in GREEK) and name not in SPECTRAL
        below = name.partition("_")[2]  # a set onto which is projected, or a map whose Jacobian is meant
        letter = letter and below not in uses.members and not (root in {"J", "D"} and below in uses.called)
        if at is None or not letter or name in taken or name in uses.maps:
            continue
        if name in notation.alone and name not in {*uses.worded, *notation.moduli}:
            continue
        taken.add(name)
        dim = ex.Dimension(uses.size(calls[0][0], usual))
        what = f"a function from R^{dim} to R"
        yield name, Likely((ex.MapSymbol(name, dim, None),), what, "a vector is its argument", at, True)


def _summed(tokens: list[Token], notation: Notation, uses: Uses) -> None:
    r"""Note the names with an index over which a formula takes a sum: ``\sum_{i=1}^n a_i``."""
    over = {
        tokens[place + 3].text
        for place in range(len(tokens) - 4)
        if tokens[place].text in _SUMS and [t.text for t in tokens[place + 1 : place + 3]] == ["_", "{"]
        and tokens[place + 3].kind == LETTER and tokens[place + 4].text in {"=", "\\in", "}"}
    }  # fmt: skip
    over |= {
        index.text
        for sign, below, index in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if sign.text in _SUMS and below.text == "_" and index.kind == LETTER
    }
    for place, token in enumerate(tokens):
        below, above = numbered.limits(tokens, place + 1) if token.text in _SUMS else ([], [])
        uses.uppers |= {t.text for t in above if t.kind == LETTER}
        if (range_ := numbered.up_to(below, above, notation)) is not None:
            uses.ends.setdefault(range_[0], set()).add(range_[1])
    there = _names(tokens, notation, exponents=True) if over else ()
    summed = (found for found in there if found.index in over)
    uses.summed |= {found.name.removesuffix(f"_{found.index}") + "'" * found.primed for found in summed}


def _note(tokens: list[Token], notation: Notation, uses: Uses) -> None:
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.text in _PAIRS and (end := _closing(tokens, place)) > 0:
            _norm(tokens[place + 1 : end], notation, uses)
            place = end
        elif token.text == "\\norm" and place + 1 < len(tokens):
            inside, place = argument(tokens, place + 1)
            _norm(inside, notation, uses)
            continue
        elif token.text == "\\nabla":
            _gradient(tokens, place + 1, notation, uses)
        elif token.text in {"\\dot", "\\ddot"} and place + 1 < len(tokens):
            paths.note_dot(tokens, place, notation, uses)
        elif token.text in FRACTIONS and (moving := differentiated(tokens, place + 1, notation))[0]:
            (uses.flowing if moving[1] else uses.moving).add(moving[0])
        elif token.text in FRACTIONS and [t.text for t in tokens[place + 1 : place + 8]] == _BY_TIME:
            uses.times.setdefault("t", tokens[place + 6])
        elif token.text in {":", "\\colon"} and (dims := dimensions(tokens[place + 1 :], notation)):
            uses.dimension = uses.dimension or dims[0]
            uses.dimensions.update(dims)
            note_maps(tokens[names_from(tokens, place) :], notation, uses)
        elif token.text in {"\\subset", "\\subseteq"} and (dims := dimensions(tokens[place + 1 :], notation)):
            uses.dimension = uses.dimension or dims[0]
            uses.dimensions.update(dims)
        elif token.text == "\\in":
            _membership(tokens, place, notation, uses)
        elif token.text in {"\\mathbb", "\\mathbf"} and len(dims := dimensions(tokens[place:], notation)) == 1:
            uses.dimension = uses.dimension or dims[0]
            uses.dimensions.update(dims)
        elif (found := name_at(tokens, place, notation)) is not None:
            _one(tokens, place, found, notation, uses)
            below = next((i for i in range(place, found.after) if tokens[i].text == "_"), found.after)
            place = below if any(t.text == "\\in" for t in tokens[below : found.after]) else found.after
            continue
        place += 1


def _closing(tokens: list[Token], place: int) -> int:
    """Return where the bars or angles close that open at a place; 0 where they do not."""
    shut = _PAIRS[tokens[place].text]
    return next((i for i in range(place + 1, len(tokens)) if tokens[i].text == shut), 0)


def _one(tokens: list[Token], place: int, found: Found, notation: Notation, uses: Uses) -> None:
    """Note one use of a name, at a place."""
    if counts(found.index):
        uses.indexed.add(found.name)
        letter = found.index.strip("()")[0]
        uses.counting.add(letter)
        uses.indices.setdefault(found.name, set()).add(letter)
        uses.stepping |= {letter} & _ITERATING if "+" in found.index or "-" in found.index else set()
        if found.raised and not found.index.startswith("("):
            uses.raised.add(found.name)
            uses.above.add(letter)
        elif found.raised or "+" in found.index or "-" in found.index:
            uses.counted.add(found.name)
        uses.advancing |= {found.name} if "+" in found.index else set()
    following = tokens[found.after].text if found.after < len(tokens) else ""
    if (end := brackets.index_end(tokens, found.after)) and not found.raised:
        stepped = not {"+", "-"}.isdisjoint(t.text for t in tokens[found.after : end])
        if not found.index:
            (uses.stepped if stepped else uses.bracketed).add(found.name)
            letters = {t.text for t in tokens[found.after + 1 : end - 1] if t.kind == LETTER}
            uses.times_of.setdefault(found.name, set()).update(letters)
        elif _small(found) and found.name in uses.bracketed:
            uses.vectors.setdefault(found.name, ("it has an index below and one in brackets", found.at))
    if following == "(":
        inside = brackets.argument_tokens(tokens, found.after)
        several.note_call(found.name, inside, notation, uses)
        argument_there = name_at(inside, 0, notation) if inside else None
        uses.called |= {found.name} if argument_there is not None and argument_there.after == len(inside) else set()
        if (
            argument_there is not None
            and argument_there.name in {"t", "s", "tau"}
            and argument_there.after == len(inside)
        ):
            uses.times.setdefault(argument_there.name, argument_there.at)
            paths.note_time(tokens, found, uses)
            uses.differentiated |= {found.name} if found.primed else set()
        elif argument_there is not None and argument_there.after == len(inside) and _small(argument_there):
            uses.calls.setdefault(found.name, []).append((argument_there.name, argument_there.at))
    if _large(found):
        if _is_in_order(tokens, place, found.after):
            uses.operators.setdefault(found.name, ("it is compared as operators are", found.at))
        elif following in _PAIRS or following in _RELATED or following == "}":
            uses.numbers.add(found.name)
        _large_letter(tokens, found, notation, uses)
    elif following != "(" and _small(found) and (found.bold or found.transposed):
        uses.vectors.setdefault(found.name, ("it is bold" if found.bold else "it is transposed", found.at))
        uses.counted |= {found.name} if found.transposed and counts(found.index) else set()


def _large(found: Found) -> bool:
    one_letter = len(found.name) == 1 or found.at.text[1:] in ACCENTS or found.name in GREEK
    return found.name[:1].isupper() and found.name != "I" and one_letter and not found.index


def _is_in_order(tokens: list[Token], place: int, after: int) -> bool:
    r"""Whether the Loewner order compares a name, but no number before I, or one of a list: ``A, B \succeq 0``."""
    while after + 1 < len(tokens) and tokens[after].text == "," and tokens[after + 1].text.isupper():
        after += 2
    beside = [t.text for t in (*tokens[place - 1 : place], *tokens[after : after + 1])]
    return not _LOEWNER.isdisjoint(beside) and beside[-1] != "I"


def _large_letter(tokens: list[Token], found: Found, notation: Notation, uses: Uses) -> None:
    """Note one use of a large letter as an operator."""
    if found.transposed:
        uses.operators.setdefault(found.name, ("it is transposed", found.at))
    uses.primed |= found.primed
    after = name_at(tokens, found.after, notation)
    if after is not None and after.name != "I" and not found.transposed and not found.primed:
        uses.before.setdefault(after.name, []).append((found.name, found.at))


def _small(found: Found) -> bool:
    """Whether a name is a small letter: large ones are operators as often as vectors."""
    return found.name[:1].islower() and (len(found.name) == 1 or found.at.kind != LETTER or "_" in found.name)


def _norm(tokens: list[Token], notation: Notation, uses: Uses) -> None:
    """Note what the norm is taken of: the last factor of each term."""
    _note(tokens, notation, uses)
    several.note_measured(_terms(tokens), notation, uses)
    lone = {n.name for t in _terms(tokens) if (n := name_at(t, 0, notation)) is not None and n.after == len(t)}
    for name in lone:
        uses.together.setdefault(name, set()).update(lone - {name})
    for term in _terms(tokens):
        end = next((i for i in range(len(term)) if brackets.index_end(term, i) == len(term)), len(term))
        last = next(reversed(list(_names(term[:end], notation))), None)
        if last is not None and last.after == end and _small(last) and not last.transposed:
            uses.vectors.setdefault(last.name, ("its norm, or an inner product with it, is taken", last.at))
            uses.counted |= {last.name} if counts(last.index) else set()


def _names(tokens: list[Token], notation: Notation, *, exponents: bool = False) -> Iterator[Found]:
    place = 0
    while place < len(tokens):
        found = name_at(tokens, place, notation)
        if found is not None:
            yield found
            yield from _names(_exponent(tokens[place : found.after]), notation) if exponents else ()
        place = place + 1 if found is None else found.after


def _exponent(tokens: list[Token]) -> list[Token]:
    """Return what stands above a name, where that is more than an index or a power: ``e^{-a_i}``."""
    place = next((i for i, t in enumerate(tokens[:-1]) if t.text == "^"), len(tokens) - 1)
    inside, _ = argument(tokens, place + 1) if place + 1 < len(tokens) else ([], 0)
    return inside if any(t.text in {"_", *_PAIRS} for t in inside) else []


def _terms(tokens: Sequence[Token]) -> list[list[Token]]:
    terms: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if depth == 0 and token.text in _TERMS:
            terms.append([])
        else:
            terms[-1].append(token)
    return terms


def _gradient(tokens: list[Token], place: int, notation: Notation, uses: Uses) -> None:
    """Note the function whose gradient is taken."""
    bracket = place < len(tokens) and tokens[place].text == "("
    found = name_at(tokens, place + bracket, notation)
    if found is not None and (letter := numbered.letter_below(found)):
        uses.numbered.setdefault(found.name, (letter, found.at))
    elif found is not None and not counts(found.index) and found.name != "Ebb":
        uses.functions.setdefault(found.name, found.at)


def _membership(tokens: list[Token], place: int, notation: Notation, uses: Uses) -> None:
    r"""Note the space, or the set, that names are said to be in: ``x, y \in \mathbb{R}^n``, ``x \in C``."""
    dims = dimensions(tokens[place + 1 :], notation)
    bare = notation.name(tokens, place + 1)
    real = bare is not None and "".join(t.text for t in tokens[place + 1 : bare.after]) in ranges.REALS
    within = None if dims or real else name_at(tokens, place + 1, notation)
    if not dims and (within is None or not _ends(tokens, within.after)):
        return
    for part in split(_before(tokens, place), ",", "="):
        name = name_at(part, 0, notation) if part else None
        if name is not None and dims and part[name.after : name.after + 1] and part[name.after].text == "(":
            uses.values.setdefault(name.name, (name.at, dims))
        if name is None or len(part) not in {name.after, brackets.index_end(part, name.after)}:
            continue
        if within is not None:
            uses.members.setdefault(within.name, []).append((name.name, within.at))
        else:
            uses.spaces.setdefault(name.name, (name.at, dims))
    if dims:
        uses.dimension = uses.dimension or dims[0]
        uses.dimensions.update(dims)


def _before(tokens: list[Token], place: int) -> list[Token]:
    """Return what stands before a sign, back to where a formula, a bracket or a quantifier begins."""
    depth = 0
    for start in range(place - 1, -1, -1):
        text = tokens[start].text
        depth += (text in _CLOSING) - (text in _OPENING)
        if depth < 0 or (depth == 0 and text in _BEGINNING):
            return tokens[start + 1 : place]
    return tokens[:place]


def _ends(tokens: list[Token], place: int) -> bool:
    """Whether nothing of a formula comes at a place but its end."""
    return place >= len(tokens) or tokens[place].text in _ENDING
