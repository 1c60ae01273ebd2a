r"""Chance: means ``\mathbb{E}[X]``, probabilities ``\Pr(X \ge a)``, indicators ``\mathbf{1}\{X \ge a\}``."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.operations import all_of, conditional_expectation, covariance, expectation, probability, variance
from proofcheck.lang.samples import is_sample, last_of
from proofcheck.latex import families, several, steps, uniformly
from proofcheck.latex.brackets import argument_tokens, may_vary
from proofcheck.latex.combining import made
from proofcheck.latex.notation import Notation, named
from proofcheck.latex.numbered import members_listed
from proofcheck.latex.ranges import only_dimension, split
from proofcheck.latex.source import Token, UnreadError, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.uses import ACCENTED
from proofcheck.latex.vocabulary import GIVEN, MEANS, RELATIONS, words

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics

_CLOSING = {"(": ")", "[": "]", "\\{": "\\}", "\\lbrace": "\\rbrace", "{": "}"}
OPENING = frozenset(_CLOSING)
SEQUENCES = "random sequences"
_STYLES = words(r"\mathbb \mathbbm \mathbf \mathds \boldsymbol \bm")
_LEADING = frozenset({"\\|", "\\lVert", "\\Vert", "|", "\\lvert", "\\left"})
"""What begins a norm or an absolute value, of which a mean is taken without brackets."""


def _styled(reader: "Mathematics", at: Token) -> Any:
    r"""Read ``\mathbb{E}[...]``, ``\mathbb{P}(...)`` and ``\mathbb{1}\{...\}``; other letters in a style are names."""
    from proofcheck.latex.applying import name_and_arguments

    start = reader.place
    letter, reader.place = argument(reader.tokens, reader.place)
    spelled = plain(letter)
    if spelled == "1":
        return _indicator(reader, at) if _is_of_event(reader) else _ones(reader, at)
    if spelled == "0":
        return Integer(0)
    if spelled == "I" and _holds_relation(reader):
        return _indicator(reader, at)
    opened = reader.peek() in OPENING - {"{"} or (spelled == "E" and _is_mean(reader))
    chance = at.text == "\\mathbb" or (at.text == "\\mathbf" and opened and not reader.notation.known(spelled))
    if chance and spelled in _BLACKBOARD and not reader.notation.meaning(f"{spelled}bb"):
        if spelled == "V" and [reader.peek(), reader.peek(1)] == ["a", "r"]:
            reader.place += 2
        return _BLACKBOARD[spelled](reader, at)
    reader.place = start - 1
    found = name_and_arguments(reader)
    if found is None:
        lacks = "expectations and probabilities" if spelled in {"Prob", "Pr", "Exp", "Proba"} else ""
        raise UnreadError(at, f"{at.text} with {spelled or 'nothing'} in it is not read.", lacks)
    return found


def _is_of_event(reader: "Mathematics") -> bool:
    r"""Whether an event comes: in brackets, or below as in ``\mathbf{1}_{X > t}``; not ``\mathbf{1}_n`` or a power."""
    if reader.peek() == "_":
        below, _ = argument(reader.tokens, reader.place + 1)
        return not any(isinstance(m, ex.Dimension) for m in reader.notation.meaning(plain(below)))
    opened = reader.peek() in OPENING - {"{"}
    return opened and all(t.text != "\\top" for t in argument_tokens(reader.tokens, reader.place))


def _ones(reader: "Mathematics", at: Token) -> Any:
    r"""Read ``\mathbf{1}``, a vector whose components are all 1, in the space that its index tells or the only one."""
    size = only_dimension(reader.notation)
    if reader.peek() == "_":
        below, reader.place = argument(reader.tokens, reader.place + 1)
        known = reader.notation.meaning(plain(below))
        size = next((m for m in known if isinstance(m, ex.Dimension)), None)
    if size is None:
        raise UnreadError(at, f"say how many components this has, as in {at.text}{{1}}_n, or write it with its event.",
                          "expectations and probabilities")  # fmt: skip
    return ex.Ones(size)


def _is_mean(reader: "Mathematics") -> bool:
    """Whether a mean is taken here without brackets: of a norm, or of whatever comes where something is random."""
    known = (meaning for found in reader.notation.meanings.values() for meaning in found)
    return reader.peek() in _LEADING or any(map(is_chance, known))


def is_chance(meaning: Any) -> bool:
    """Whether something is random, or a sample."""
    return is_sample(meaning) or (isinstance(meaning, ex.Expression) and ex.is_random(meaning))


def mean(reader: "Mathematics", at: Token) -> Any:
    """Read what a mean is taken of, and after a bar what is given."""
    known: list[Any] = []
    if reader.peek() == "_" and steps.is_known(
        (below := argument(reader.tokens, reader.place + 1))[0], reader.notation
    ):
        known, reader.place = [_state(reader)], below[1]
    elif (law := uniformly.law_of_mean(reader)) is not None:
        return _over_index(reader, at, *law)
    over = _drawn(reader, at)
    body, given = _taken(reader, at)
    known += [_given(part, reader) for part in split(given, ",") if part]
    families.refuse_open(body, reader, at)
    _refuse_certain(body, reader, at)
    _refuse_others(ex.random_parts(body), over, at)
    return made(at, _given_what_is_known if reader.notation.step is None else _mean_given, body, *known)


def _mean_given(body: Any, *given: Any) -> Any:
    return expectation(body, given)


def _given_what_is_known(body: Any, *given: Any) -> Any:
    """The conditional mean, of what was drawn after what is given, or together with it."""
    known = given[0] if len(given) == 1 and ex.is_random(given[0]) else None
    if known is not None and ex.outcomes_in(body) == ex.outcomes_in(known):
        return conditional_expectation(body, known)
    return _mean_given(body, *given)


def _taken(reader: "Mathematics", at: Token) -> tuple[Any, list[Token]]:
    """Read what a mean is taken of; what stands after a bar is returned beside it."""
    if reader.peek() == "^":
        raise UnreadError(at, "a power between a mean and its brackets cannot be said yet: write it outside.",
                          "norms of what is random")  # fmt: skip
    if reader.peek() not in OPENING - {"{"}:
        return reader.term(), []
    round_ones, inside = reader.peek() == "(", _bracketed(reader, at)
    if reader.peek() == "^" and (round_ones or len(split(inside, "-")) > 1):  # E[X - m]^2 is also written for variances
        raise UnreadError(at, "the power may be one of the mean, or of what is in the brackets: put it in "
                          "brackets with what it is of.", "doubt")  # fmt: skip
    bar = _bar(inside)
    return reader.inner(inside[:bar]).whole(), inside[bar + 1 :]


def _over_index(reader: "Mathematics", at: Token, law: uniformly.Uniform, below: bool) -> Any:
    """Read the mean over an index that is drawn uniformly, which stands ``below`` the sign where it is named there."""
    with uniformly.counted(reader, law, at) as symbol:
        body, given = _taken(reader, at)
        families.refuse_open(body, reader, at)
    return uniformly.averaged(body, symbol, law, reader, at, given=None if below else given)


_OVER_A_PART = ("this is the mean over a part of what is random, which cannot be said yet.", "conditional expectations")


def _drawn(reader: "Mathematics", at: Token) -> frozenset[str] | None:
    r"""Read what a mean is taken over, ``_\xi`` or ``_{\xi \sim D}``: names of what is random; none where none is said.

    That of a family that is random is the name of all of its members, ``_\sigma``.
    """
    if reader.peek() != "_":
        return None
    below, reader.place = argument(reader.tokens, reader.place + 1)
    names = several.drawn_names(below, reader.notation) if below else []
    each = [list(filter(is_chance, reader.notation.meaning(name))) for name in names]
    if below and (not names or not all(each) or not _is_whole(below, each[0], reader)):
        raise UnreadError(at, *_OVER_A_PART)
    found = [m for meanings in each for m in meanings]
    return frozenset(part.args[0].name for m in found for part in ex.drawn_parts(m)) if below else None


def _is_whole(below: list[Token], meanings: list[Any], reader: "Mathematics") -> bool:
    r"""Whether all members of a sample are listed, if any are: ``x_1, \dots, x_n`` are all of ``n``."""
    listed = members_listed(below, reader.notation)
    last = next((last_of(m) for m in meanings if is_sample(m)), None)
    return listed is None or last is None or reader.inner(listed[1]).whole() == last


def _refuse_others(random: Iterable[Any], over: frozenset[str] | None, at: Token) -> None:
    """Refuse a mean over a part of what is random in what it is taken of.

    Raises:
        UnreadError: there is something else that is random.
    """
    if over is not None and {part.args[0].name for part in random} - over:
        raise UnreadError(at, *_OVER_A_PART)


def _given(tokens: list[Token], reader: "Mathematics") -> Any:
    return _state(reader) if steps.is_known(tokens, reader.notation) else reader.inner(tokens).whole()


def _state(reader: "Mathematics") -> Any:
    """What is known at the step that the document is about."""
    step = reader.notation.step
    return reader.notation.meaning(step.state)[0] if step is not None else None


def _may_be_random(name: str, notation: Notation) -> bool:
    r"""Whether a name may be random by what is said of it, or since it is one with a mark, as ``\\bar X``."""
    root = ACCENTED.sub("", name)
    marked = root != name and any(map(is_chance, notation.meaning(root)))
    return name in notation.varying or (marked and not notation.known(name))


def _refuse_certain(body: Any, reader: "Mathematics", at: Token) -> None:
    r"""Refuse what is taken of something in which nothing is random: what varies in it is not declared.

    Raises:
        UnreadError: there is nothing random in it, but letters that may be; or something beside it may be random.
    """
    letters = named(body)
    if not letters:
        return
    if any(True for _ in ex.drawn_parts(body)):
        _refuse_open(body, reader, at)
        return
    terms = sorted(str(symbol.name) for symbol in letters if isinstance(symbol, ex.PathSymbol) and symbol.discrete)
    if terms:
        raise UnreadError(at, f"what is random here may be {terms[0]}: random sequences cannot be said yet.",
                          SEQUENCES)  # fmt: skip
    raise UnreadError(at, "nothing in this is declared as random: say what is, as in `X : random vector in R^d`.")


def _refuse_open(body: Any, reader: "Mathematics", at: Token) -> None:
    """Refuse a mean of what may be random beside what is.

    Raises:
        UnreadError: there is such a thing.
    """
    names = {str(getattr(letter, "name", "")) for letter in named(body) if not isinstance(letter, ex.Dimension)}
    names = {name for name in names if _may_be_random(name, reader.notation)}
    names |= {str(part.args[0].name) for part in ex.all_parts(body) if may_vary(part, reader.notation)}
    if names:
        raise UnreadError(at, f"{min(names)} may be random, by what is said of it: declare what it is.")


def _probability(reader: "Mathematics", at: Token) -> Any:
    over = _drawn(reader, at)
    found = _of_event(reader, at, probability)
    _refuse_certain(found, reader, at)
    _refuse_others(ex.drawn_parts(found), over, at)
    return found


def _indicator(reader: "Mathematics", at: Token) -> Any:
    if reader.peek() == "_":
        reader.next()
        below, reader.place = argument(reader.tokens, reader.place)
        inside = below[1:-1] if below[0].text in OPENING else below
        return _read(inside, reader, all_of)
    return _of_event(reader, at, all_of)


def _holds_relation(reader: "Mathematics") -> bool:
    r"""Whether brackets come that hold a relation: an identity is taken at none, ``\mathbb{I}\{x > t\}`` is one."""
    inside = argument_tokens(reader.tokens, reader.place) if reader.peek() in OPENING - {"{"} else []
    return any(token.text in RELATIONS for token in inside)


def _of_event(reader: "Mathematics", at: Token, make: Callable[..., Any]) -> Any:
    """Read the relations in the brackets that follow."""
    if reader.peek() not in OPENING:
        raise UnreadError(at, f"write {at.text} with its event in brackets.", "expectations and probabilities")
    inside = _bracketed(reader, at)
    if _bar(inside) < len(inside):
        raise UnreadError(at, "conditional probabilities cannot be said yet.", "conditional expectations")
    return _read(inside, reader, make)


def _bracketed(reader: "Mathematics", at: Token) -> list[Token]:
    """What stands in the brackets that follow."""
    opened = reader.next()
    depth, start = 1, reader.place
    while depth:
        token = reader.peek()
        if not token:
            raise UnreadError(at, f"the bracket after {at.text} is not closed.")
        depth += (token == opened.text) - (token == _CLOSING[opened.text])
        reader.next()
    return reader.tokens[start : reader.place - 1]


def _bar(tokens: list[Token]) -> int:
    """The place of the bar after which stands what is given; the end, where there is none.

    A plain bar is one where it is alone, or the last of three: others stand around what an absolute value is taken of.
    """
    depth = 0
    plain_bars = []
    for place, token in enumerate(tokens):
        depth += (token.text in OPENING) - (token.text in _CLOSING.values())
        if token.text in GIVEN and depth == 0:
            return place
        plain_bars += [place] if token.text == "|" and depth == 0 else []
    if len(plain_bars) == 1 or (len(plain_bars) == 3 and plain_bars[0] == 0):
        return plain_bars[-1]
    return len(tokens)


def _read(tokens: list[Token], reader: "Mathematics", make: Callable[..., Any]) -> Any:
    from proofcheck.latex.assertions import assertions

    while len(tokens) > 2 and tokens[0].text == "{" and argument(tokens, 0) == (tokens[1:-1], len(tokens)):
        tokens = tokens[1:-1]
    what = "an indicator" if make is all_of else "a probability"
    none = f"{what} is read of relations, as X > t: {plain(tokens)} is none, and events cannot be said yet.", "events"
    return made(tokens[0], make, *assertions(tokens, reader.notation, none))


def _variance(reader: "Mathematics", at: Token) -> Any:
    over = _drawn(reader, at)
    body = reader.brackets() if reader.peek() in OPENING - {"{"} else reader.term()
    _refuse_certain(body, reader, at)
    _refuse_others(ex.random_parts(body), over, at)
    return made(at, lambda a: variance(ex.expression(a, "a")), body)


def _covariance(reader: "Mathematics", at: Token) -> Any:
    inside = split(_bracketed(reader, at), ",")
    if len(inside) != 2:
        raise UnreadError(at, f"{at.text} has two arguments, with a comma between them.", "covariances")
    first, second = (reader.inner(part).whole() for part in inside)
    for part in (first, second):
        _refuse_certain(part, reader, at)
    return made(at, covariance, first, second)


MEASURES = frozenset({"Pbb", "P", "Ebb", "E", "Pr"})
"""Names of maps that are taken at events or of what is random."""
_LAWS = MEASURES | words("Var var Cov cov Corr corr sd std Std MSE bias Bias KL Ent")
"""Names of what is no longer random though it is taken of that."""
_BLACKBOARD = {"E": mean, "P": _probability, "V": _variance}


READINGS: dict[str, Callable[["Mathematics", Token], Any]] = {
    **dict.fromkeys(_STYLES, _styled),
    **dict.fromkeys(["\\Pr", "\\P", "\\bbP"], _probability),
    **dict.fromkeys(MEANS, mean),
    "\\Var": _variance,
    "\\Cov": _covariance,
}


def by_letter(reader: "Mathematics", name: str) -> Callable[["Mathematics", Token], Any] | None:
    """Return how ``P(X > t)`` and ``E[X]`` are read, for letters that nobody declares: by what is in the brackets."""
    inside = argument_tokens(reader.tokens, reader.place) if reader.peek() in OPENING - {"{"} else []
    if name == "P" and any(token.text in RELATIONS for token in inside):
        return _probability
    return mean if name == "E" and speaks_of_chance(inside, reader.notation) else None


def speaks_of_chance(tokens: Sequence[Token], notation: Notation) -> bool:
    """Whether a formula names something random, outside of means and probabilities."""
    there, place, names = list(tokens), 0, set[str]()
    while place < len(there):
        found = notation.name(there, place)
        mean = there[place].text in READINGS.keys() - _STYLES or (found is not None and found.root in _LAWS)
        place = found.after if found is not None else place + 1
        if mean:
            place = _after_mean(there, place)
        elif found is not None:
            names.add(found.root)
    return any(is_chance(meaning) for name in names for meaning in notation.meaning(name))


def _after_mean(tokens: list[Token], place: int) -> int:
    """Return where what a mean is taken of ends, if it stands in brackets."""
    while place + 1 < len(tokens) and tokens[place].text in {"_", "^", "{"}:
        _, place = argument(tokens, place + (tokens[place].text != "{"))
    opened = place < len(tokens) and tokens[place].text in OPENING
    return place + len(argument_tokens(tokens, place)) + 2 if opened else place


BY_NAME = {"Cov": _covariance, "Var": _variance, "Pr": _probability, "Prob": _probability}
"""What is written by ``\\operatorname``."""
