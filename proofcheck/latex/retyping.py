"""Letters that nobody declares, and that were taken for what gives a formula no meaning: what would give it one."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.latex import several
from proofcheck.latex.chance import is_chance
from proofcheck.latex.forms import names_in
from proofcheck.latex.notation import Likely, Notation, Unread, named
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.vocabulary import CLOSING, MEANS, bracket_depths, words

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

MOST_NAMES, MOST_TRIALS, MOST_LETTERS, MOST_IN_ALL = 6, 30, 2, 60
"""Of how many names, how often for the same ones, for how many at once, and how often in all other kinds are tried."""

_OF_CHANCE = words("E P V Ebb Pbb Vbb Ebf Pbf")
"""Letters with which means and probabilities are written."""
_MEANS = MEANS | {"E", "\\Var", "\\Cov"}
"""Signs of what is taken of something random."""
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
        if notation.likely.get(name) != likely or any(map(is_chance, likely.meanings))
    }  # fmt: skip
    functions = notation.called - notation.moving - notation.bracketed
    said = final | notation.meanings.keys() | notation.settled | functions
    names = {name for name in there - said - _OF_CHANCE if name.partition("_")[0] not in notation.meanings}
    if not 0 < len(names) <= MOST_NAMES:
        return {}
    taken = tuple((name, notation.likely.get(name), name in said) for name in sorted(there))
    if (asked := (tokens[0].source.file, tokens[0].at, taken)) in futile:
        return {}
    of_mean = not _MEANS.isdisjoint(t.text for t in tokens)
    spaces, at = _spaces(tokens, there, notation), tokens[0]
    ordered = sorted(names, key=lambda n: (uses.get(n, 0), n))
    kinds = {n: list(_kinds(n, notation, spaces, at, again=n in settled, of_mean=of_mean)) for n in ordered}
    within = len(names) == 1 or names.isdisjoint(names_in(_outside(tokens), notation))
    found = _only(kinds, refuses, notation) if within or not of_mean else {}  # means of numbers, if nothing else tells
    if not found and of_mean:
        for name in ordered:
            vectors = (_random(name, notation, at, space) for space in spaces)
            may_vary = name not in settled and _may_vary(name, notation)
            may_vary &= name not in notation.counted or not _reads(kinds[name], refuses, notation)
            kinds[name] += [vector for vector in vectors if may_vary and _suits(vector, name, notation)]
        found = _only(kinds, refuses, notation)
    if not found:
        futile.add(asked)
    return found


def _outside(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens that stand in no brackets, without what is nothing without those: ``_`` and ``\\hat``."""
    depths = list(bracket_depths(tokens))
    opens = [*(t.text == "{" for t in tokens[1:]), False]
    there = zip(tokens, depths, opens, strict=True)
    return [t for t, depth, brace in there if depth == 0 and t.text not in CLOSING and not brace]


def _only(
    kinds: Mapping[str, Sequence[Likely]], refuses: Callable[[Notation], str], notation: Notation
) -> dict[str, Likely]:
    """Return the only kinds of one or two letters with which a formula reads; nothing without these."""
    now, matters, left = refuses(_with({}, notation)), set[tuple[str, Likely]](), MOST_IN_ALL
    for size in range(1, MOST_LETTERS + 1):
        for chosen in combinations(kinds, size):
            ways = islice(product(*(kinds[name] for name in chosen)), MOST_TRIALS)
            changes = [dict(zip(chosen, found, strict=True)) for found in ways]
            fitting = list[dict[str, Likely]]()
            for changed in changes:
                if size > 1 and matters.isdisjoint(changed.items()):
                    continue  # neither of them alone makes a difference to what is wrong
                if not left:
                    return {}
                why, left = refuses(_with(changed, notation)), left - 1
                matters |= set(changed.items()) if size == 1 and why != now else set()
                fitting += [] if why else [changed]
                if len(fitting) > 1:
                    break
            if len(fitting) == 1:
                return fitting[0]
    return {}


def _reads(kinds: Sequence[Likely], refuses: Callable[[Notation], str], notation: Notation) -> bool:
    """Whether a formula reads with a letter for some random thing: what has an index is a number where it may be."""
    random = (likely for likely in kinds if any(map(is_chance, likely.meanings)))
    return any(not refuses(_with({str(likely.meanings[0].name): likely}, notation)) for likely in random)


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


def _spaces(tokens: Sequence[Token], there: Iterable[str], notation: Notation) -> list[Any]:
    """Return the dimensions that a letter of a formula may have: those that are spoken of in it, and two others.

    With one that is not spoken of there it reads if it does with any other such one: no choice is the only one then.
    """
    known = [m for found in notation.meanings.values() for m in found if isinstance(m, ex.Dimension)]
    spoken_of = map(ex.Dimension, sorted({notation.dimension, *notation.dimensions} - {""}))
    meanings = (notation.meanings.get(name) or _guessed(name, notation) for name in there)
    here = {
        symbol
        for found in meanings
        for meaning in found
        if not isinstance(meaning, Unread)
        for symbol in named(meaning)
    }
    written = {token.text for token in tokens}
    spaces = list(dict.fromkeys([*known, *spoken_of]))
    others = [space for space in spaces if space not in here and space.name not in written]
    return [space for space in spaces if space not in others[2:]]


def _may_vary(name: str, notation: Notation) -> bool:
    """Whether a letter may be random: no parameter, nothing that counts or where a sum ends, and no best point.

    The members of an iteration on random data are not random by themselves.
    """
    of_run = notation.step is not None and notation.step.has_index(name)
    if "*" in name or of_run:
        return False
    ends = frozenset().union(*notation.summed_to.values())
    return name not in _PARAMETERS | notation.naturals | set(notation.dimensions) | ends


def _guessed(name: str, notation: Notation) -> Sequence[Any]:
    return notation.likely[name].meanings if name in notation.likely else ()


def _kinds(
    name: str, notation: Notation, spaces: Sequence[Any], at: Token, *, again: bool, of_mean: bool
) -> Iterator[Likely]:
    """Vectors of some spaces; large letters may be operators between them, or numbers, as well.

    In a formula with a mean they may be random; what was reconsidered before may only be that.
    """
    before = _guessed(name, notation)
    kinds = [(ex.VectorSymbol(name, n), f"a vector of R^{n}") for n in ([] if again else spaces)]
    if name[:1].isupper() and not again:
        kinds += [(ex.OperatorSymbol(name, n, p), f"a matrix of R^({n}×{p})") for n, p in product(spaces, repeat=2)]
    if before and not again:
        kinds.append((ex.ScalarSymbol(name, real=True), "a real number"))
    found = [Likely((meaning,), what, _why(at), at) for meaning, what in kinds]
    if of_mean and _may_vary(name, notation):
        space = (m.dimension for m in before[:1] if isinstance(m, ex.VectorSymbol))
        found.append(_random(name, notation, at, *space))
    yield from (likely for likely in found if likely.meanings != tuple(before) and _suits(likely, name, notation))


def _suits(likely: Likely, name: str, notation: Notation) -> bool:
    """Whether words do not call a letter something of another kind."""
    noun = notation.nouns.get(name)
    return noun is None or ex.kind_of(likely.meanings[0]) == noun.kind


def _random(name: str, notation: Notation, at: Token, *space: Any) -> Likely:
    """The random number that a letter may be, or the random vector in a space; of one that counts, the sample."""
    return several.random(name, space, _why(at), at, sample=name in notation.counted)


def _why(at: Token) -> str:
    return f"that gives line {at.place[0]} a meaning"


def settled(
    read: Callable[[frozenset[str], Guesses], "Reading"], hurries: Callable[[], bool] | None = None
) -> "Reading":
    """Read a document again for natural numbers that are found late, and with other letters as long as less is lost.

    Where more is lost with all that is tried, the letters that are used most are left as they are, once. Where time is
    short, what was read first is kept.
    """
    naturals: frozenset[str] = frozenset()
    kept: Guesses = {}
    trying: Guesses = {}
    refused = set[str]()
    best, least = None, 0
    while True:
        made = read(naturals, {**kept, **trying})
        if hurries is not None and hurries():
            return made if best is None else best
        if made.notation.late:
            naturals |= made.notation.naturals
            continue
        lost = made.lost
        if best is not None and lost >= least:
            rarer = {} if refused else _rarer(trying, made.seen.uses)
            refused |= trying.keys() - rarer.keys()
            trying = rarer
        else:
            best, least, kept = made, lost, {**kept, **trying}
            trying = {name: guess for name, guess in made.reconsidered.items() if name not in refused}
        if not trying:
            return best


def _rarer(guesses: Guesses, uses: Mapping[str, int]) -> Guesses:
    """Return that half of some guesses which is about the letters that are used less."""
    ordered = sorted(guesses, key=lambda name: (uses.get(name, 0), name))
    return {name: guesses[name] for name in ordered[: len(ordered) // 2]}


def refusal(read: Callable[[Notation], object], notation: Notation) -> str:
    """Return where and why something is not read with a notation; nothing where it is."""
    try:
        read(notation)
    except UnreadError as error:
        return f"{error.at and error.at.at}: {error.message}"
    except ex.LanguageError as error:
        return str(error) or type(error).__name__
    return ""
