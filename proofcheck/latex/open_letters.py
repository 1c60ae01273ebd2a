"""What relations leave open: letters of which nothing says what they are, sequences that may go on in any way."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.translate import definitions
from proofcheck.latex.about import counts
from proofcheck.latex.notation import named

TIMES = frozenset({"t", "s", "tau"})
ARGUMENTS = frozenset({"x", "y", "z", "u", "v"})
"""Letters that stand for any argument of a function rather than for one point."""


def spoken_of(about: Sequence[Any], given: Sequence[Any]) -> list[Any]:
    """Return assertions with what is supposed of their letters, and of the letters in that: ``X`` in ``X w = X v``."""
    waiting = [says for says in given if not (isinstance(says, ex.Relation) and says.of_dimensions)]
    spoken = list(about)
    names = frozenset().union(*map(_letters, spoken))
    while fresh := [says for says in waiting if not names.isdisjoint(_letters(says))]:
        waiting = [says for says in waiting if says not in fresh]
        spoken += fresh
        names = names.union(*map(_letters, fresh))
    return spoken


def _letters(says: Any) -> frozenset[Any]:
    return frozenset(symbol for symbol in named(says) if not isinstance(symbol, ex.Dimension))


def is_open(symbol: Any) -> bool:
    """Whether a symbol is a letter that an equation may be about: no function, and no natural number."""
    counts = isinstance(symbol, ex.ScalarSymbol) and bool(symbol.is_integer)
    return isinstance(symbol, ex.ScalarSymbol | ex.VectorSymbol | ex.OperatorSymbol | ex.PathSymbol) and not counts


def chosen_letter(says: Any, given: Sequence[Any]) -> str:
    """Return the letter that a relation is a condition on, since nothing else could say what it is.

    It stands alone on one side, and nothing is supposed of it, or only its sign where the other side is a number; or it
    is a function, on one side of an equation; or no letter of a side has anything to do with the other one.
    """
    while isinstance(says, ex.Implies):
        given, says = [*given, says.args[0]], says.args[1]
    if not isinstance(says, ex.Relation) or says.of_dimensions:
        return ""
    known = frozenset().union(*map(named, given))
    for side, other in ((says.left, says.right), (says.right, says.left)):
        given_number = says.op == "=" and not named(other) and isinstance(side, ex.ScalarSymbol)
        about = {symbol for symbol in named(side) if not isinstance(symbol, ex.Dimension)}
        open_side = says.op == "=" or (isinstance(side, ex.ScalarSymbol) and bool(named(other)))
        functions = {symbol for symbol in about - known - named(other) if isinstance(symbol, ex.MapSymbol)}
        if says.op == "=" and functions:
            return min(str(symbol.name) for symbol in functions)
        told = about & ((_in_equations(given) if given_number else known) | named(other))
        if about and open_side and not told and any(map(is_open, about)):
            return min(str(symbol.name) for symbol in about)
    return ""


def runs_free(says: Any) -> str:
    r"""Return a letter of a condition that what follows does not speak of: ``x^T A x \\ge 0 \\iff A \\succeq 0``.

    The condition may be meant for all its values.
    """
    conditions = list[Any]()
    while isinstance(says, ex.ForAll | ex.Implies):
        conditions += [says.args[0]] if isinstance(says, ex.Implies) else []
        says = says.args[1] if isinstance(says, ex.Implies) else says.body
    there = frozenset().union(*map(named, conditions)) - (
        named(says) if isinstance(says, ex.Assertion) else frozenset()
    )
    return min((str(symbol.name) for symbol in there if is_open(symbol)), default="")


def unsaid_terms(says: Any, given: Sequence[Any]) -> str:
    """Return a sequence of whose terms nothing is supposed, in an equation for a term: it may be another scheme's."""
    body = says.body if isinstance(says, ex.ForAll) else says
    if not isinstance(body, ex.Relation) or body.op != "=" or not isinstance(body.left, ex.PathValue):
        return ""
    known = {path for part in given for path in _sequences(part)}
    unsaid = sorted(path.name for path in _sequences(body) if path not in known)
    return unsaid[0] if unsaid and ex.free_symbols(body.left.args[1]) else ""


def _sequences(says: Any) -> Iterator[Any]:
    """Yield the sequences that are spoken of at an index that varies."""
    for part in ex.all_parts(says):
        if isinstance(part, ex.PathValue) and part.args[0].discrete and part.args[1].free_symbols:
            yield part.args[0]


def _in_equations(given: Sequence[Any]) -> frozenset[Any]:
    """Return the letters in what is supposed that is no mere comparison."""
    compared = {"<", "<=", ">", ">=", "!="}
    told = (says for says in given if not (isinstance(says, ex.Relation) and says.op in compared))
    return frozenset().union(*map(named, told))


def beside_its_terms(says: Any, given: Sequence[Any]) -> str:
    r"""Return the number that is named as a sequence, ``\gamma`` beside ``\gamma_k``, where nothing relates the two."""
    told = [named(part) for part in (says, *given)]
    sequences = {str(s.name) for names in told for s in names if isinstance(s, ex.PathSymbol) and s.discrete}
    numbers = [{str(s.name) for s in names if isinstance(s, ex.ScalarSymbol)} & sequences for names in told]
    related = {str(s.name) for names, own in zip(told[1:], numbers[1:], strict=True) for s in names
               if isinstance(s, ex.PathSymbol) and s.name in own}  # fmt: skip
    return min(numbers[0] - related, default="")


def functions_at(says: Any, names: AbstractSet[str]) -> dict[Any, list[Any]]:
    """Return the functions of which a relation speaks at letters of some names, each with these letters."""
    if not isinstance(says, ex.Relation) or says.of_dimensions:
        return {}
    found: dict[Any, list[Any]] = {}
    for part in ex.all_parts(says):
        if not isinstance(part, ex.Value | ex.GradientValue | ex.PathValue):
            continue
        function, point = part.args
        declared = isinstance(function, ex.MapSymbol) or (isinstance(function, ex.PathSymbol) and not function.discrete)
        name = str(point.name) if isinstance(point, ex.ScalarSymbol | ex.VectorSymbol) else ""
        if declared and name in names and name not in TIMES:
            found.setdefault(function, []).append(point)
    return found


def under_conditions(says: Any, given: Sequence[Any], determining: AbstractSet[Any]) -> Any:
    r"""Return a claim for all values of a letter that what is given is about, as one under a condition on it.

    "For $\eta \le 1/L$, $F(x_{k+1}) \le F(x_k)$" is about the step size of the iteration. So it is with letters that
    are ``determining``.
    """
    if not isinstance(says, ex.ForAll):
        return says
    spoken = frozenset[Any]().union(*map(ex.free_symbols, given)) - ex.free_symbols(says.body)
    told = frozenset(symbol for symbol in spoken if not counts(symbol))
    told |= _determining(says.body, given) | determining
    conditions = [span for span in says.ranges if ex.range_variable(span) in told]
    ranges = [span for span in says.ranges if span not in conditions]
    body = says.body
    for span in reversed(conditions):
        body = ex.Implies(span, body) if isinstance(span, ex.Assertion) else body
    return ex.ForAll(body, *ranges) if ranges else body


def _determining(body: Any, given: Sequence[Any]) -> frozenset[Any]:
    """The letters in what says what something in an assertion is: values of names, and equations for terms."""
    found = [ex.free_symbols(named_one.value).difference(named_one.parameters) for named_one in definitions(body)]
    sequences = {path for path in named(body) if isinstance(path, ex.PathSymbol) and path.discrete}
    for told in given:
        inside = told.body if isinstance(told, ex.ForAll) else told
        equation = isinstance(inside, ex.Relation) and inside.op == "=" and isinstance(inside.left, ex.PathValue)
        if equation and not sequences.isdisjoint(named(inside)):
            found.append(ex.free_symbols(told))
    return frozenset().union(*found)


def what_terms_are(says: Any) -> Iterator[frozenset[Any]]:
    """Yield the letter, or the sequence, of which a supposition says what it is, or how it goes on."""
    body = says.body if isinstance(says, ex.ForAll) else says
    if isinstance(body, ex.Relation) and body.op == "=" and not body.of_dimensions:
        if isinstance(body.left, ex.PathValue):
            yield frozenset({body.left.args[0]})
        elif not isinstance(says, ex.ForAll):
            yield frozenset({body.left})
    elif isinstance(body, ex.Both) and isinstance(says, ex.ForAll):  # the next term is a projection
        yield frozenset(part.args[0] for part in ex.all_parts(body)
                        if isinstance(part, ex.PathValue) and isinstance(part.args[1], ex.Sum))  # fmt: skip


def stepping(says: ex.Assertion) -> list[str]:
    """Return the sequences of which an assertion relates terms whose indices are free."""
    terms: dict[str, set[Any]] = {}
    body = says.body if isinstance(says, ex.ForAll) else says
    free = ex.free_symbols(body)
    for value in (part for part in ex.all_parts(body) if isinstance(part, ex.PathValue) and part.args[0].discrete):
        if (inside := ex.free_symbols(value.args[1])) and inside <= free:
            terms.setdefault(value.args[0].name, set()).add(value.args[1])
    return sorted(name for name, indices in terms.items() if len(indices) > 1)


def drawn_for_one(says: Any, given: Sequence[Any]) -> str:
    """Return the vector that a claim runs over and that something random is supposed for by itself; or nothing."""
    bound = {ex.range_variable(span) for span in says.ranges} if isinstance(says, ex.ForAll) else set[Any]()
    there = (named(part) for part in given if any(True for _ in ex.drawn_parts(part)))
    names = {str(symbol.name) for symbols in there for symbol in symbols if isinstance(symbol, ex.VectorSymbol)}
    return min(names & {str(symbol.name) for symbol in bound}, default="")


def index_of_steps(says: Any) -> Any:
    """Return the one letter k of a bound of the next term of a sequence, ``a_{k+1} <= ...``; or None."""
    there = [part.args[1] for part in ex.all_parts(says) if isinstance(part, ex.PathValue) and part.args[0].discrete]
    letters = {symbol for index in there for symbol in ex.free_symbols(index)}
    steps = any(isinstance(index, ex.Sum) for index in there)
    return letters.pop() if steps and len(letters) == 1 and all(symbol.is_integer for symbol in letters) else None


def of_one_step(says: Any) -> tuple[str, frozenset[str]] | None:
    """Return the index and the sequences of a bound of the next term, ``a_{k+1} <= a_k``, of any k."""
    bounds = isinstance(says, ex.Relation) and says.op != "=" and not says.of_dimensions
    index = index_of_steps(says) if bounds else None
    terms = (part.args[0] for part in ex.all_parts(says) if isinstance(part, ex.PathValue))
    return None if index is None else (str(index.name), frozenset(str(path.name) for path in terms if path.discrete))


def supposes_steps(word: str, says: Any) -> bool:
    """Whether what a word supposes is a bound of the next term: it is meant for all terms."""
    return word in {"suppose", "assume"} and of_one_step(says) is not None


def time_of_flow(says: ex.Relation) -> Any:
    """Return the time of a derivative where a relation is meant for all times: ``f'(c) = 0`` is so of one point."""
    left = says.left
    if says.op == "!=" or not isinstance(left, ex.PathDerivative) or not isinstance(left.args[1], ex.ScalarSymbol):
        return None
    time = left.args[1]
    evolves = time in ex.free_symbols(says.right) and str(time.name).isalpha()
    return time if evolves or time.name in TIMES or (says.op != "=" and time.name in ARGUMENTS) else None


def lone_letter(says: Any, given: Sequence[Any]) -> str:
    r"""Return the letter alone on a side of an equation that nothing supposed relates to others: ``\sum_i n_i = T``.

    In the words before a statement such an equation may say what the letter is.
    """
    if not isinstance(says, ex.Relation) or says.op != "=" or says.of_dimensions:
        return ""
    related = [named(assertion) for assertion in given if len(named(assertion)) > 1]
    for side, other in ((says.left, says.right), (says.right, says.left)):
        alone = isinstance(side, ex.ScalarSymbol) and bool(named(other)) and side not in named(other)
        if alone and not any(side in about for about in related):
            return str(side.name)
    return ""
