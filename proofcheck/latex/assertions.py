"""The assertions of a display in the language: relations between what was read, under conditions and quantifiers."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import over, relation
from proofcheck.lang.caching import kept, one
from proofcheck.lang.properties import subgradient
from proofcheck.lang.several import is_image
from proofcheck.lang.shapes import ill_typed, shape_of
from proofcheck.latex import alternatives, chance, extrema, families
from proofcheck.latex.about import is_surely_number
from proofcheck.latex.combining import Multiple, made
from proofcheck.latex.declarations import defined, is_nameable
from proofcheck.latex.endless import infinity, sayable
from proofcheck.latex.grammar import Mathematics
from proofcheck.latex.growth import sign_of_growth
from proofcheck.latex.guesses import refuse_guesses
from proofcheck.latex.notation import Notation, named
from proofcheck.latex.numbered import members_listed
from proofcheck.latex.open_letters import index_of_steps, time_of_flow
from proofcheck.latex.quantified import under
from proofcheck.latex.ranges import REALS, exceptions, find, spans
from proofcheck.latex.ranks import full_rank
from proofcheck.latex.relations import Link, Segment
from proofcheck.latex.rounded import refuse_rounded
from proofcheck.latex.sets import chosen, in_bounds, set_named, subgradient_at
from proofcheck.latex.source import MalformedError, Token, UnreadError, plain
from proofcheck.latex.unfolding import lipschitz_constant
from proofcheck.latex.vocabulary import ORDERS, RELATIONS


@dataclass(frozen=True, slots=True)
class Found:
    """A relation: what it says, or why it is not read; ``defines`` where it gives a name, ``first`` in a chain."""

    link: Link
    says: Any = None
    error: UnreadError | None = None
    defines: ex.Definition | None = None
    first: bool = True
    tokens: tuple[Token, ...] = ()
    doubt: str = ""
    """What may be meant beside what it says."""


def equivalence(at: Token) -> UnreadError:
    """Return that an equivalence is not read."""
    return UnreadError(at, "equivalences cannot be said yet: write two implications.", "equivalences")


def found_in(segment: Segment, notation: Notation) -> Iterator[Found]:
    """Yield the relations of an assertion, in order; each that cannot be read by itself.

    What is bound in it is not while a relation is looked at: who stops there would leave it bound in all that follows.
    """
    try:
        if segment.after in {"iff", "impliedby"} and not segment.premises:
            raise equivalence(segment.links[0].at)
        if segment.after in {"or", "unless"}:
            raise alternatives.not_said(segment.links[0].at)
        conditions = list(_conditions(segment, notation))
        variables = [ex.range_variable(span) for kind, spans in conditions if kind != "if" for span in spans]
        with notation.binding(variables):
            premises = [says for premise in segment.premises for says in sayings(found_in(premise, notation))]
        conditions.append(("if", premises))
    except UnreadError as error:
        whole = tuple(t for link in segment.links for t in link.right)
        for number, link in enumerate(segment.links):
            yield Found(link, error=error, first=number == 0, tokens=(*segment.start, *whole))
        return
    if segment.alternatives:
        yield _one_or_another(segment, variables, conditions, notation)
        return
    with notation.binding(variables):
        left = _side(segment.start, notation, segment.links[0].at)
    tokens = segment.start
    for number, link in enumerate(segment.links):
        with notation.binding(variables):
            found, left = _related(link, left, tokens, notation, conditions)
        around, tokens = (*tokens, *link.right), link.right
        yield Found(link, found.says, found.error, found.defines, number == 0, around)


def _one_or_another(
    segment: Segment, variables: Sequence[Any], conditions: Sequence[tuple[str, list[Any]]], notation: Notation
) -> Found:
    """Return that one of several relations holds, under conditions."""
    link = segment.links[0]
    each = [replace(segment, conditions=[], premises=[], alternatives=[], after=""), *segment.alternatives]
    try:
        alternatives.refuse_names([] if segment.premises else segment.start, link.sign, notation, link.at)
        with notation.binding(variables):
            said = [list(sayings(found_in(part, notation))) for part in each]
        says = one(under(alternatives.one_of(said, link.at), conditions, link.at))
    except UnreadError as error:
        return Found(link, error=error, tokens=(*segment.start, *link.right))
    return Found(link, says=says, error=_doubt(says, notation, link.at), tokens=(*segment.start, *link.right))


def closed(says: Any, *, vectors: bool = False, terms: bool = False) -> Any:
    r"""Return a supposition for all values of what it plainly runs over: the time of a flow, an iteration's index.

    ``\dot z(t) = ...`` is meant for all times, ``x_{k+1} = ...`` for all k. With ``vectors``, what an assumption says
    of a function at points is meant for all points; with ``terms``, a bound of a term of a sequence for all terms. What
    is said of a member of a family in either way is meant for all members.
    """
    says = families.among_members(says)
    numbers = families.open_numbers(says) if vectors or terms else []
    return over(_closed(says, vectors=vectors, terms=terms and not numbers), numbers)


def _closed(says: Any, *, vectors: bool, terms: bool) -> Any:
    """The same, but for members of families."""
    if isinstance(says, ex.Conditional):
        inner = _closed(says.args[1], vectors=vectors, terms=terms)
        premise = says.args[0]
        return ex.ForAll(says.func(premise, inner.body), *inner.ranges) if isinstance(inner, ex.ForAll) else says
    if isinstance(says, ex.ForAll):
        index = index_of_terms(says.body) if terms and isinstance(says.body, ex.Relation) else None
        bound = {ex.range_variable(span) for span in says.ranges}
        more = [] if index is None or index in bound or says.body.op == "=" else [index]
        spans = (families.of_all_steps(says.body, span) for span in (*says.ranges, *more))
        return _over_what_it_speaks_of(ex.ForAll(says.body, *spans))
    if isinstance(says, ex.Both):  # the next term of a sequence is a projection
        terms_there = (part for part in ex.all_parts(says) if isinstance(part, ex.PathValue) and part.args[0].discrete)
        next_ones = [s for t in terms_there if isinstance(t.args[1], ex.Sum) for s in ex.free_symbols(t.args[1])]
        return ex.ForAll(says, *dict.fromkeys(next_ones)) if next_ones else says
    if not isinstance(says, ex.Relation) or says.of_dimensions:
        index = index_of_terms(says) if terms and isinstance(says, ex.Member) else None
        return says if index is None else ex.ForAll(says, index)
    left = says.left
    if (time := time_of_flow(says)) is not None:
        return ex.ForAll(says, time if time.is_nonnegative else ex.related(">=", time, 0))
    second = next((time for side in (left, says.right) for time in _times_of_acceleration(side)), None)
    if says.op == "=" and second is not None:
        return ex.ForAll(says, second if second.is_nonnegative else ex.related(">=", second, 0))
    term = left.args[1] if isinstance(left, ex.GradientValue) else left  # of mirror descent
    following = isinstance(term, ex.PathValue) and term.args[0].discrete and isinstance(term.args[1], ex.Sum)
    if says.op == "=" and following:
        indices = [s for s in ex.free_symbols(term.args[1]) if isinstance(s, ex.ScalarSymbol) and s.is_integer]
        return ex.ForAll(says, *indices) if indices else says
    if says.op == "=" and families.goes_back(says):
        return ex.ForAll(says, families.of_all_steps(says, left.args[1]))
    index = index_of_terms(says) or (index_of_steps(says) if says.op != "=" else None) if terms else None
    if index is not None and (says.op != "=" or says.right == 0):
        return ex.ForAll(says, families.of_all_steps(says, index))
    unbiased = isinstance(left, ex.Expectation) and bool(_points(says.right))
    if vectors and (says.op != "=" or unbiased) and not _draws_alone(says):
        points = sorted((p for p in _points(says) if p.name.isalpha()), key=lambda symbol: str(symbol.name))
        return ex.ForAll(says, *points) if points else says
    return says


def _draws_alone(node: Any) -> bool:
    """Whether something random is spoken of that is no argument of a function: one draw is not meant for all points."""
    if ex.is_random(node):
        return True
    return not isinstance(node, ex.OF_FUNCTIONS) and any(map(_draws_alone, getattr(node, "args", ())))


def _over_what_it_speaks_of(says: ex.ForAll) -> Any:
    r"""Return a quantified supposition without what it runs over in vain: ``\lambda > 0 for all t \ge 0``."""
    spans = list(says.ranges)
    for span in reversed(says.ranges):
        others = frozenset().union(*(ex.free_symbols(other) for other in spans if other is not span))
        if ex.range_variable(span) not in ex.free_symbols(says.body) | others:
            spans.remove(span)
    return ex.ForAll(says.body, *spans) if spans else says.body


def fixed(content: Sequence[Token], notation: Notation) -> list[Any]:
    """Return what ranges say of the variables that they fix for the rest of an argument.

    Raises:
        UnreadError: they cannot be read.
    """
    found = [s for _, said in _ranging(content, notation) for s in said if isinstance(s, ex.Assertion)]
    found += [a for part in exceptions(content) for a in assertions(part, notation)]
    for says in found:
        refuse_guesses(says, notation, content[0])
        notation.settle(says)
    return found


def ranges_of(says: Any, given: Sequence[Any], stated: Sequence[Any] = (), told: Collection[str] = ()) -> Iterator[Any]:
    """Yield over what the free letters of a claim run, where all suppositions have them run over the same.

    After "for all t in [0, T]" a t that nothing is said of but of terms with that index is one of these; in the proof
    of what is ``stated`` for all u in a set, u is in it, and so is a number that is not ``told`` to be anywhere. The
    number of a member of a family is one of those there are.
    """
    fixed = {symbol for a in given for symbol in (named(a.left) if _chooses(a) else named(a) - {index_of_terms(a)})}
    letters = [s for s in named(says) if isinstance(s, ex.ScalarSymbol | ex.VectorSymbol)]
    for symbol in sorted(letters, key=lambda s: str(s.name)):
        elsewhere = () if str(symbol.name) in told else stated
        numbers = [*given, *elsewhere] if isinstance(symbol, ex.ScalarSymbol) else stated
        spans_there = [spans for a in numbers if (spans := spans_of(a, symbol))]
        if symbol not in fixed and len(set(map(families.ends, spans_there))) == 1:
            yield from (span for span in min(spans_there, key=len) if isinstance(span, ex.Assertion))
    yield from families.open_numbers(says)


def spans_of(says: Any, symbol: Any) -> tuple[Any, ...]:
    """Return what a supposition says of a letter over which it runs, ``i >= 1`` and ``i <= n``."""
    spans = says.ranges if isinstance(says, ex.ForAll) else ()
    return tuple(span for span in spans if isinstance(span, ex.Assertion) and ex.range_variable(span) == symbol)


def narrowed(says: Any, given: Sequence[Any]) -> Any:
    """Return a claim "for each t" for those t of which all suppositions speak that say over which it runs."""
    if not isinstance(says := families.among_members(says), ex.ForAll):
        return says
    bare = [s for s in says.ranges if isinstance(s, ex.ScalarSymbol) and s.is_integer]
    supposed = [span for a in given if isinstance(a, ex.ForAll) for span in a.ranges if isinstance(span, ex.Assertion)]
    spans_there = {s: {span for span in supposed if ex.range_variable(span) == s} for s in bare}
    only = [next(iter(found)) if len(found := spans_there.get(s, set())) == 1 else s for s in says.ranges]
    return ex.ForAll(says.body, *only)


def _chooses(says: Any) -> bool:
    """Whether an equation says what a number is by others, of which it says nothing."""
    return isinstance(says, ex.Relation) and says.op == "=" and isinstance(says.left, ex.ScalarSymbol)


def _times_of_acceleration(side: Any) -> Iterator[Any]:
    """The times at which second derivatives of paths are taken."""
    for part in ex.all_parts(side):
        if isinstance(part, ex.TimeDerivative) and isinstance(part.args[1], ex.PathDerivative | ex.TimeDerivative):
            yield part.args[0]


def moving(says: Any) -> tuple[Any, bool]:
    """Return the path or sequence of which an equation says how it moves, and whether it only says where it starts."""
    left = says.left
    if isinstance(left, ex.PathDerivative):
        return left.args[0], False
    if isinstance(left, ex.PathValue) and left.args[1] == 0:
        return left.args[0], True
    if isinstance(left, ex.PathValue) and isinstance(left.args[1], ex.Sum):
        path, there = left.args[0], ex.all_parts(says.right)
        goes_on = path.discrete or any(isinstance(p, ex.PathValue) and p.args[0] == path for p in there)
        return (path if goes_on else None), False
    return None, False


@kept
def index_of_terms(says: Any) -> Any:
    """Return the letter that all terms in a supposition have in their index, and nothing else has; or None."""
    indices, others, waiting = set[Any](), set[Any](), [says]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ex.PathValue) and node.args[0].discrete:
            indices.add(node.args[1])
        else:
            others |= {node} if isinstance(node, ex.ScalarSymbol) else set()
            waiting += getattr(node, "args", ())
    letters = ex.free_symbols(indices.pop()) if len(indices) == 1 else ()
    index = next(iter(letters)) if len(letters) == 1 else None
    return index if isinstance(index, ex.ScalarSymbol) and index.is_integer and index not in others else None


def _points(says: Any) -> set[Any]:
    """Return the vectors at which a supposition evaluates functions."""
    found: set[Any] = set()
    waiting = [says]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ex.OF_FUNCTIONS) and isinstance(node.args[1], ex.VectorSymbol):
            found.add(node.args[1])
        waiting += getattr(node, "args", ())
    return found


def _conditions(segment: Segment, notation: Notation) -> list[tuple[str, list[Any]]]:
    """Read what an assertion is under: ranges of quantifiers, and conditions."""
    made_of = []
    for kind, tokens in segment.conditions:
        if kind == "exists":
            made_of.append((kind, spans(tokens, notation, tokens[0])))
        elif kind == "forall" or find(tokens, "\\in") >= 0:
            made_of += _ranging(tokens, notation)
            made_of += [("if", list(assertions(part, notation))) for part in exceptions(tokens)]
        else:
            made_of.append(("if", list(assertions(tokens, notation))))
    return made_of


def _ranging(tokens: Sequence[Token], notation: Notation) -> list[tuple[str, list[Any]]]:
    r"""Read what "for" is followed by: ranges of variables, or relations as conditions, ``for a + b \le 1``."""
    if notation.step is not None and _names_step([t.text for t in tokens if t.text != "\\forall"], notation.step.index):
        return [("forall", [])]
    listed = members_listed(tokens, notation)
    if listed is not None and "".join(t.text for t in listed[2]).removeprefix("\\in") in REALS:
        return [("forall", [])]
    try:
        return [("forall", spans(tokens, notation, tokens[0]))]
    except UnreadError as error:
        try:
            return [("if", list(assertions(tokens, notation)))]
        except UnreadError:
            raise error from None


def _names_step(said: Sequence[str], index: str) -> bool:
    """Whether a range is that of the step of which a document speaks, which is any one."""
    return said[:1] == [index] and (len(said) == 1 or said[1] in RELATIONS or said[1] == "\\in")


def assertions(
    tokens: Sequence[Token], notation: Notation, none: tuple[str, ...] = ("this is no relation.",)
) -> Iterator[Any]:
    """Yield the relations of a condition, in order; ``none`` says that there is none.

    Raises:
        UnreadError: one cannot be read, or there is none.
    """
    from proofcheck.latex.relations import segments

    found = [f for segment in segments(tokens, "displaymath") for f in found_in(segment, notation)]
    if not found:
        raise UnreadError(tokens[0] if tokens else None, *none)
    yield from sayings(found)


def sayings(found: Iterable[Found]) -> Iterator[Any]:
    """Yield what relations say.

    Raises:
        UnreadError: one is not read.
    """
    for part in found:
        if part.error is not None:
            raise part.error
        if part.says is not None:
            yield part.says


def trial(error: UnreadError, segment: Segment, notation: Notation) -> Callable[[Notation], list[Any]] | None:
    """Return how a chain with an error is read where its letters are of other kinds; nothing where that cannot help."""
    malformed = (isinstance(found.error, MalformedError) for found in found_in(segment, notation))
    if error.notation not in {"", chance.SEQUENCES} or any(malformed):
        return None
    return lambda changed: list(sayings(found_in(segment, changed)))


def fixes_chance(says: Any) -> bool:
    """Whether an equation has something random on one side alone: then what is on the other side is random, too.

    A conditional mean may be fixed.
    """
    body = says.body if isinstance(says, ex.ForAll) else says
    if not isinstance(body, ex.Relation) or body.op != "=" or body.of_dimensions:
        return False
    random = [side for side in (body.left, body.right) if ex.outcomes_in(side)]
    return len(random) == 1 and not isinstance(random[0], ex.Expectation | ex.ConditionalExpectation)


def _related(
    link: Link, left: Any, tokens: Sequence[Token], notation: Notation, conditions: Sequence[tuple[str, list[Any]]]
) -> tuple[Found, Any]:
    """Return one relation of a chain, and its right side for the next one."""
    if link.sign in {":=", "=:"}:
        return _definition(link, left, tokens, notation)
    right = _side(link.right, notation, link.at)
    if link.sign in {"\\in", "="} and not isinstance(left, UnreadError):
        try:
            found = _of_sets(link, left, notation)
            if found is not None:
                says = one(under(found, conditions, link.at))
                return Found(link, says=says, error=_doubt(says, notation, link.at)), right
        except UnreadError as error:
            return Found(link, error=error), right
    steep = lipschitz_constant(tokens, notation) if link.sign == "<=" else None
    steep = full_rank(tokens, notation) if link.sign == "=" else steep
    if steep is not None and not isinstance(right, UnreadError):
        says = one(under(made(link.at, steep, right), conditions, link.at))
        return Found(link, says=says, error=_doubt(says, notation, link.at)), right
    errors = [side for side in (left, right) if isinstance(side, UnreadError)]
    wrong = next((error for error in errors if error.notation), next(iter(errors), None))
    if link.sign in ORDERS:
        what = ORDERS[link.sign]
        wrong = MalformedError(link.at, f"{link.sign} cannot be said yet: {what}.", what)
    elif link.sign not in RELATIONS.values():
        wrong = MalformedError(link.at, f"{link.sign} is not read as a relation.")
    if wrong is not None:
        return Found(link, error=wrong), right
    try:
        says = one(under(_relation(link, left, right), conditions, link.at))
        refuse_rounded(says, (tokens, link.right), link.at)
        return Found(link, says=says, error=_doubt(says, notation, link.at)), right
    except UnreadError as error:
        return Found(link, error=error), right


def _of_sets(link: Link, left: Any, notation: Notation) -> Any:
    """Return that the left side belongs to a set, or is the point of it that the right side says; else nothing."""
    if (what := extrema.chosen_by(link.right, notation)) is not None:
        return extrema.chosen(left, what, notation, link.at)
    if link.sign == "=":
        return None if ex.kind_of(left) != ex.VECTOR else chosen(left, link.right, notation, link.at)
    if (found := subgradient_at(link.right, notation)) is not None:
        return made(link.at, subgradient, left, *found)
    of = set_named(link.right, notation)
    return in_bounds(left, link.right, notation, link.at) if of is None else made(link.at, ex.Member, left, of)


def _relation(link: Link, left: Any, right: Any) -> Any:
    if isinstance(left, Multiple):
        left = left.beside(right, link.at)
    if isinstance(right, Multiple):
        right = right.beside(left, link.at)
    says = _of_components(link, left, right)
    return sayable(made(link.at, relation, link.sign, left, right), link.at) if says is None else says


def _of_components(link: Link, left: Any, right: Any) -> Any:
    r"""Return that an order of vectors, ``x \ge 0``, holds of each component; nothing of what else is compared."""
    if link.sign == "=" or link.sign == "!=" or ex.VECTOR not in {ex.kind_of(left), ex.kind_of(right)}:
        return None
    whole = left if ex.kind_of(left) == ex.VECTOR else right
    alike = made(link.at, relation, "=", left, right)
    if ill_typed(alike) is not None:
        return None
    free = {str(symbol.name) for symbol in ex.free_symbols(alike)}
    name = next(
        letter for letter in ("i", "j", "k", *(f"i_{n}" for n in range(1, len(free) + 1))) if letter not in free
    )
    index = ex.ScalarSymbol(name, integer=True, nonnegative=True)
    sides = [side[index] if ex.kind_of(side) == ex.VECTOR else side for side in (left, right)]
    number = ex.DimensionNumber(shape_of(whole)[1])
    return ex.ForAll(made(link.at, relation, link.sign, *sides), ex.Within(index, Integer(1), number))


def _doubt(says: Any, notation: Notation, at: Token) -> UnreadError | None:
    """What has no meaning may only lack a declaration: then that is said, and no verdict given."""
    try:
        refuse_guesses(says, notation, at)
    except UnreadError as error:
        return error
    there = named(says)
    if not any(isinstance(symbol, ex.OperatorSymbol) and not is_image(symbol) for symbol in there):
        return None
    for name in sorted({str(getattr(symbol, "name", "")) for symbol in there} & notation.assumed.keys()):
        if name[:1].isupper() and name not in notation.numeric and not is_surely_number(says, name):
            return UnreadError(at, f"{name} is not declared, and may be a number or a matrix: say what it is, as in "
                               f"`{name} in R` or `{name} in R^{{n x n}}`.")  # fmt: skip
    return None


def _definition(link: Link, left: Any, tokens: Sequence[Token], notation: Notation) -> tuple[Found, Any]:
    """Read ``name := value`` or ``value =: name``; the name stands for the value from then on."""
    forwards = link.sign == ":=" and (is_nameable(tokens, notation) or not is_nameable(link.right, notation))
    named, value = (tokens, link.right) if forwards else (link.right, tokens)
    content = None if forwards else left
    if isinstance(content, UnreadError):
        return Found(link, error=content), content
    try:
        made_of = defined(list(named), value, notation, content)
        if not made_of.parameters:
            return Found(link, defines=made_of), made_of()
        return Found(link, defines=made_of), content
    except UnreadError as error:
        return Found(link, error=error), error


def _side(tokens: Sequence[Token], notation: Notation, at: Token) -> Any:
    """Read one side of a relation; an error stands in its place where it cannot be read."""
    if not tokens:
        return MalformedError(at, f"one side of {at.text} is missing: write it again where words stand between.")
    if (growth := sign_of_growth(tokens, notation)) is not None:
        return MalformedError(growth[0], f"{plain(growth)}(.) cannot be said yet: bounds up to a constant.",
                              "bounds up to a constant")  # fmt: skip
    if (end := infinity(tokens)) is not None:
        return end
    dimension = _dimension(tokens, notation)
    if dimension is not None:
        return dimension
    try:
        return Mathematics(tokens, notation, at).whole()
    except UnreadError as error:
        return error
    except RecursionError:
        return UnreadError(at, "this is nested too deeply: name parts of it.")


def _dimension(tokens: Sequence[Token], notation: Notation) -> Any:
    if len(tokens) != 1:
        return None
    name = notation.name(list(tokens), 0)
    known = notation.meaning(name.root) if name is not None else []
    return next((m for m in known if isinstance(m, ex.Dimension)), None)
