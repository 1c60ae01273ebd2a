"""Letters that nobody declares, and that were taken for what gives a formula no meaning: what would give it one."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.forms import names_in
from proofcheck.latex.notation import Likely, Notation
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.vocabulary import words

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

MOST_NAMES, MOST_TRIALS, MOST_LETTERS = 6, 30, 2
"""Of how many names, how often for the same ones, and for how many at once other kinds are tried."""

_OF_CHANCE = words("E P V Ebb Pbb Vbb Ebf Pbf")
"""Letters with which means and probabilities are written."""
_PARAMETERS = words("alpha beta gamma delta eta theta kappa lambda mu nu rho sigma tau")
"""Small Greek letters that nobody writes for what is random."""

Guesses = Mapping[str, Likely]


def proposal(
    refuses: Callable[[Notation], str],
    tokens: Sequence[Token],
    notation: Notation,
    settled: Guesses,
    uses: Mapping[str, int],
    futile: set[Hashable],
) -> dict[str, Likely]:
    """Return the only other kinds of letters that were guessed with which a formula reads; nothing without these.

    Arguments:
        refuses: why the formula is not read with a notation; nothing where it is.
        settled: names that were reconsidered before: they may only be random as well.
        uses: how often names are used: those that are used least are tried first.
        futile: formulas for which nothing was found in an earlier reading, with what their letters were taken for.
    """
    there = {notation.sequence_of(name) or name for name in names_in(tokens, notation)}
    final = {
        name for name, likely in settled.items()
        if notation.likely.get(name) != likely or any(map(ex.is_random, likely.meanings))
    }  # fmt: skip
    said = final | notation.meanings.keys() | notation.settled | (notation.called - notation.moving)
    names = {name for name in there - said - _OF_CHANCE if name.partition("_")[0] not in notation.meanings}
    if not 0 < len(names) <= MOST_NAMES:
        return {}
    taken = tuple((name, notation.likely.get(name), name in said) for name in sorted(there))
    if (asked := (tokens[0].source.file, tokens[0].at, taken)) in futile:
        return {}
    of_mean = any(t.text == "E" for t in tokens)
    kinds = {
        name: list(_kinds(name, notation, tokens[0], again=name in settled, of_mean=of_mean))
        for name in sorted(names, key=lambda n: (uses.get(n, 0), n))
    }
    now, matters = refuses(_with({}, notation)), set[tuple[str, Likely]]()
    for size in range(1, MOST_LETTERS + 1):
        for chosen in combinations(kinds, size):
            ways = islice(product(*(kinds[name] for name in chosen)), MOST_TRIALS)
            changes = [dict(zip(chosen, found, strict=True)) for found in ways]
            fitting = list[dict[str, Likely]]()
            for changed in changes:
                if size > 1 and matters.isdisjoint(changed.items()):
                    continue  # neither of them alone makes a difference to what is wrong
                why = refuses(_with(changed, notation))
                matters |= set(changed.items()) if size == 1 and why != now else set()
                fitting += [] if why else [changed]
                if len(fitting) > 1:
                    break
            if len(fitting) == 1:
                return fitting[0]
    futile.add(asked)
    return {}


def _with(changed: Guesses, notation: Notation) -> Notation:
    """The notation with other guesses, to be tried apart from it."""
    return replace(
        notation.copy(),
        likely={**notation.likely, **changed},
        taken={},
        assumed={name: at for name, at in notation.assumed.items() if name not in changed},
        alike=dict(notation.alike),
        naturals=set(notation.naturals),
        settled=set(notation.settled),
        late=set(),
        used=set(notation.used),
        extrema=dict(notation.extrema),
    )


def _kinds(name: str, notation: Notation, at: Token, *, again: bool, of_mean: bool) -> Iterator[Likely]:
    """Vectors of all spaces that are spoken of; large letters may be operators between them, or numbers, as well.

    In a formula with a mean they may be random; what was reconsidered before may only be that.
    """
    known = [m for found in notation.meanings.values() for m in found if isinstance(m, ex.Dimension)]
    spaces = list(
        dict.fromkeys([*known, *map(ex.Dimension, sorted({notation.dimension, *notation.dimensions} - {""}))])
    )
    before = notation.likely[name].meanings if name in notation.likely else ()
    why = f"that gives line {at.place[0]} a meaning"
    kinds = [(ex.VectorSymbol(name, n), f"a vector of R^{n}") for n in ([] if again else spaces)]
    if name[:1].isupper() and not again:
        kinds += [(ex.OperatorSymbol(name, n, p), f"a matrix of R^({n}×{p})") for n, p in product(spaces, repeat=2)]
    if of_mean and name not in _PARAMETERS:
        kinds.append(_random(name, before))
    if before and not again:
        kinds.append((ex.ScalarSymbol(name, real=True), "a real number"))
    if (noun := notation.nouns.get(name)) is not None:
        kinds = [(meaning, what) for meaning, what in kinds if ex.kind_of(meaning) == noun.kind]
    yield from (Likely((meaning,), what, why, at) for meaning, what in kinds if (meaning,) != before)


def _random(name: str, before: Sequence[Any]) -> tuple[Any, str]:
    """The random number that a letter may be, or the random vector where it was taken for a vector."""
    space = next(((m.dimension,) for m in before if isinstance(m, ex.VectorSymbol)), ())
    kind, what = (ex.VECTOR, f"a random vector in R^{space[0]}") if space else (ex.SCALAR, "a random number")
    return ex.PathSymbol(name, kind, space, True).suppressed(ex.OUTCOME), what


def settled(read: Callable[[frozenset[str], Guesses], "Reading"]) -> "Reading":
    """Read a document again for natural numbers that are found late, and with other letters as long as less is lost."""
    naturals: frozenset[str] = frozenset()
    retyped: Guesses = {}
    before, least = None, 0
    while True:
        made = read(naturals, retyped)
        if made.notation.late:
            naturals |= made.notation.naturals
            continue
        if before is None and not made.reconsidered:
            return made
        lost = made.lost
        if before is not None and lost >= least:
            return before
        before, least = made, lost
        if not made.reconsidered:
            return made
        retyped = {**retyped, **made.reconsidered}


def refusal(read: Callable[[Notation], object], notation: Notation) -> str:
    """Return where and why something is not read with a notation; nothing where it is."""
    try:
        read(notation)
    except UnreadError as error:
        return f"{error.at and error.at.at}: {error.message}"
    except ex.LanguageError as error:
        return str(error) or type(error).__name__
    return ""
