"""Where a claim has a value: what its divisions, roots, indices, eigenvalues and infima ask for.

``conditions`` collects what an assertion needs in order to say something. What the declarations and the hypotheses next
to it show at a glance (a product of positive numbers is not zero) is left out. A condition on a variable that the
assertion itself quantifies cannot be a hypothesis beside it: ``where_defined`` puts it under the quantifier, so that
"for all x, x / x = 1" speaks of the x that are not 0. One on something given, at all values of the variable, can.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sympy import Integer, Rational

from proofcheck.lang import expressions as ex
from proofcheck.lang.caching import kept
from proofcheck.lang.endless import Need, without_end
from proofcheck.lang.expressions import Assertion, Expression
from proofcheck.lang.functions import FunctionValue
from proofcheck.lang.guards import is_guard
from proofcheck.lang.operators import is_symbolic
from proofcheck.lang.printing import latex, text
from proofcheck.lang.shapes import shape_of
from proofcheck.lang.symmetric_forms import is_symmetric, unfolded

UNKNOWN, NONZERO, NONNEGATIVE, POSITIVE = range(4)

Signs = Mapping[Any, int]
"""What is known of the sign of expressions."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that has to hold for a claim to have a value.

    Attributes:
        says: the condition, for all values of what is bound around it.
        words: why it is needed, up to the ``subject``: "the claim divides by" x.
        against: what contradicts it, where nothing is bound around it.
        place: the expression that needs it.
        guard: the variable that it is about is quantified by the claim or hypothesis itself.
    """

    says: Assertion
    words: str
    subject: Any
    against: Assertion | None
    place: Any
    guard: bool = False

    @property
    def because(self) -> str:
        """Why it is needed, in plain text."""
        return f"{self.words} {text(self.subject)}"

    @property
    def because_latex(self) -> str:
        """The same in LaTeX."""
        return rf"\text{{{self.words} }} {latex(self.subject)}"


def known_signs(assertions: Iterable[Assertion]) -> dict[Any, int]:
    """The signs that assertions state outright, as ``a > 0``, ``2 <= b`` or ``c`` is not 0."""
    found: dict[Any, int] = {}
    for assertion in assertions:
        for node, sign in _stated(assertion):
            found[node] = max(sign, found.get(node, UNKNOWN))
    return found


def _stated(assertion: Any) -> Iterator[tuple[Any, int]]:
    if isinstance(assertion, ex.Both):
        yield from _stated(assertion.args[0])
        yield from _stated(assertion.args[1])
    if isinstance(assertion, ex.NonZero):
        yield assertion.args[0], NONZERO
    if isinstance(assertion, ex.Relation):
        low, high = (
            (assertion.right, assertion.left) if assertion.op in {">", ">="} else (assertion.left, assertion.right)
        )
        if assertion.op != "=" and isinstance(low, Rational) and low >= 0:
            yield high, POSITIVE if low > 0 or assertion.op in {"<", ">"} else NONNEGATIVE
    if isinstance(assertion, ex.Within) and isinstance(assertion.args[1], Rational) and assertion.args[1] >= 0:
        yield assertion.args[0], POSITIVE if assertion.args[1] > 0 else NONNEGATIVE
        yield _at_most(assertion.args[0], assertion.args[2]), POSITIVE


def sign(node: Any, known: Signs) -> int:
    """What can be seen at a glance of the sign of a scalar."""
    stated = known.get(node, UNKNOWN)
    return stated if stated == POSITIVE else max(stated, _sign(node, known))


def _sign(node: Any, known: Signs) -> int:
    if isinstance(node, Rational):
        return POSITIVE if node > 0 else NONNEGATIVE if node == 0 else NONZERO
    if isinstance(node, ex.ScalarSymbol):
        return POSITIVE if node.is_positive else NONNEGATIVE if node.is_nonnegative else UNKNOWN
    if isinstance(node, ex.Defined | ex.NamedFirst | ex.NamedLast):
        inside = unfolded(node)
        return UNKNOWN if inside is node else sign(inside, known)
    if isinstance(node, ex.Exp):
        return POSITIVE
    if isinstance(node, FunctionValue):
        function = node.function
        return UNKNOWN if function.at_least is None else POSITIVE if function.strict else NONNEGATIVE
    if isinstance(node, ex.DimensionNumber):
        return POSITIVE
    if isinstance(
        node,
        ex.SumNorm
        | ex.MaximumNorm
        | ex.Norm
        | ex.FrobeniusNorm
        | ex.NuclearNorm
        | ex.Indicator
        | ex.SmallestSingularValue
        | ex.LargestSingularValue
        | ex.SingularValue,
    ):
        return NONNEGATIVE
    if isinstance(node, ex.Inner):
        return NONNEGATIVE if node.args[0] == node.args[1] else UNKNOWN
    if isinstance(node, ex.Sqrt):
        return POSITIVE if sign(node.args[0], known) == POSITIVE else NONNEGATIVE
    if isinstance(node, ex.Ranged | ex.Mean):
        inside = sign(node.body, {**known, **_inside(node, known)})
        return inside if isinstance(node, ex.FiniteProduct) or inside < NONNEGATIVE else NONNEGATIVE
    if isinstance(node, ex.Power):
        return _sign_of_power(node, known)
    signs = [sign(argument, known) for argument in node.args]
    if isinstance(node, ex.Negative):
        return NONZERO if signs[0] in {NONZERO, POSITIVE} else UNKNOWN
    if isinstance(node, ex.ScalarSum):
        return max(signs) if min(signs) >= NONNEGATIVE else UNKNOWN
    if isinstance(node, ex.ScalarProduct | ex.ScalarQuotient | ex.Frac):
        if NONNEGATIVE in signs:
            return NONNEGATIVE if min(signs) >= NONNEGATIVE else UNKNOWN
        return min(signs)
    if isinstance(node, ex.Maximum):
        return POSITIVE if POSITIVE in signs else NONNEGATIVE if NONNEGATIVE in signs else UNKNOWN
    if isinstance(node, ex.Minimum):
        return min(signs) if min(signs) >= NONNEGATIVE else UNKNOWN
    return UNKNOWN


def _sign_of_power(node: Any, known: Signs) -> int:
    base, exponent = node.args
    of_base = sign(base, known)
    if exponent == 0:
        return POSITIVE
    if isinstance(exponent, Integer) and exponent % 2 == 0:
        return POSITIVE if of_base in {NONZERO, POSITIVE} else NONNEGATIVE
    return of_base


# ---------------------------------------------------------------- what expressions need


def _needs(node: Any, known: Signs) -> Iterator[Condition]:
    """What an expression needs in order to have a value, innermost first."""
    if isinstance(node, ex.NamedFirst | ex.NamedLast):
        yield from _needs(node.args[0], known)
        return
    if isinstance(node, ex.Defined | ex.DefinedDerivative):
        yield from _needs_of_definition(node, known)
        return
    if isinstance(node, ex.Binder):
        yield from _needs_of_binder(node, known)
        return
    if isinstance(node, ex.OfDefinition) and isinstance(node.args[0], ex.Definition):
        yield from _needs_of_definition(node, known)
        return
    for argument in node.args:
        if isinstance(argument, Expression):
            yield from _needs(argument, known)
    yield from _own_needs(node, known)


def _needs_of_definition(node: Any, known: Signs) -> Iterator[Condition]:
    """What the value of a definition needs, with the arguments for the parameters."""
    definition, *arguments = node.args
    for argument in arguments:
        yield from _needs(argument, known)
    values = dict(zip(definition.parameters, arguments, strict=True))
    inside = {parameter: sign(argument, known) for parameter, argument in values.items()}
    inside |= {said: value for said, value in known.items() if not _parameters_in(said, values)}
    for need in _needs(definition.value, inside):
        if not _parameters_in(need.says, values):
            yield need
            continue
        against = None if need.against is None else _put(need.against, values)
        yield replace(
            need, says=_put(need.says, values), subject=_put(need.subject, values), against=against, place=node
        )


def _parameters_in(node: Any, values: Mapping[Any, Any]) -> bool:
    return not values.keys().isdisjoint(ex.free_symbols(node))


def _own_needs(node: Any, known: Signs) -> Iterator[Condition]:
    if isinstance(node, ex.Quotient | ex.Frac):
        yield from _not_zero(node.args[1], node, known, "the claim divides by")
    elif isinstance(node, ex.Power) and isinstance(node.args[1], Integer) and node.args[1] < 0:
        yield from _not_zero(node.args[0], node, known, "the claim divides by")
    elif isinstance(node, ex.OperatorPower) and not is_symbolic(node) and node.args[1] < 0:
        least = ex.SmallestSingularValue(node.args[0])
        if sign(least, known) < POSITIVE and not isinstance(node.args[0], ex.Identity):
            says, against = ex.Relation(">", least, Integer(0)), ex.Relation("=", least, Integer(0))
            yield Condition(says, "the claim inverts", node.args[0], against, node)
    elif isinstance(node, FunctionValue) and node.function.positive:
        yield from _positive(node.args[0], node, known, "the claim takes the logarithm of")
    elif isinstance(node, ex.Power) and not isinstance(node.args[1], Integer) and not _is_natural(node.args[1]):
        yield from _positive(node.args[0], node, known, "the claim takes a real power of")
    elif isinstance(node, ex.Sqrt) and sign(node.args[0], known) < NONNEGATIVE:
        inside = node.args[0]
        low, below = ex.Relation(">=", inside, Integer(0)), _less(inside, Integer(0))
        yield Condition(low, "the claim takes the root of", inside, below, node)
    elif (is_symbolic(node) or (isinstance(node, ex.PathValue) and node.args[0].discrete)) and not _is_natural(
        node.args[1]
    ):
        low, high = _at_least(node.args[1])
        if low != 1 or sign(high, known) < POSITIVE:
            yield Condition(ex.Relation(">=", high, low), "the claim speaks of", node, _less(high, low), node)
    elif isinstance(node, ex.Component | ex.Entry | ex.UnitVector):
        yield from _in_range(node, known)
    elif isinstance(node, ex.SmallestEigenvalue | ex.LargestEigenvalue | ex.Eigenvalue):
        yield from _of_eigenvalue(node, known)


def _is_indexed(node: Any) -> bool:
    return is_symbolic(node) or (isinstance(node, ex.PathValue) and node.args[0].discrete)


def _of_eigenvalue(node: Any, known: Signs) -> Iterator[Condition]:
    """An operator with eigenvalues is symmetric, and has as many as rows."""
    inside = node.args[0]
    if isinstance(node, ex.Eigenvalue):
        number, size = node.args[1], shape_of(inside)[1]
        numbers = isinstance(number, Integer) and (number == 1 or isinstance(size, Integer))
        if number != size and not numbers and not known.get(_at_most(number, size)):
            yield Condition(ex.related("<=", number, size), "the claim speaks of", node, None, node)
    if not is_symmetric(inside, known):
        which = "an eigenvalue of" if isinstance(node, ex.Eigenvalue) else "an extreme eigenvalue of"
        yield Condition(ex.Relation("=", inside, inside.T), f"the claim speaks of {which}", inside, None, node)


def _in_range(node: Any, known: Signs) -> Iterator[Condition]:
    """An index is one of 1, ..., n."""
    if isinstance(node, ex.UnitVector):
        sizes, indices = node.args[:1], node.args[1:]
    else:
        sizes, indices = shape_of(node.args[0])[1:], node.args[1:]
    for size, index in zip(sizes, indices, strict=True):
        number = isinstance(index, Integer)
        if sign(index, known) < POSITIVE:
            low = ex.Relation(">=", index, Integer(1))
            yield Condition(low, "the claim speaks of", node, _less(index, Integer(1)), node)
        bound = ex.expression(size, "a dimension")
        high = _at_most(index, bound)
        if (
            index != bound
            and not known.get(high)
            and not (number and (index == 1 or (isinstance(size, Integer) and index <= size)))
        ):
            says = ex.related("<=", index, size) if number else high
            yield Condition(says, "the claim speaks of", node, None, node)


def _at_most(low: Any, high: Any) -> Assertion:
    """The relation as such: SymPy would evaluate one that starts with a number of its own."""
    return ex.Relation("<=", low, high)


def _less(low: Any, high: Any) -> Assertion:
    return ex.Relation("<", low, high)


def _positive(node: Any, place: Any, known: Signs, words: str) -> Iterator[Condition]:
    if sign(node, known) < POSITIVE:
        zero = Integer(0)
        yield Condition(ex.Relation(">", node, zero), words, node, ex.Relation("<=", node, zero), place)


def _not_zero(node: Any, place: Any, known: Signs, words: str) -> Iterator[Condition]:
    """A product, a power or a quotient is not zero where its factors are not."""
    if sign(node, known) in {NONZERO, POSITIVE}:
        return
    if isinstance(node, ex.Defined | ex.NamedFirst | ex.NamedLast) and not isinstance(
        unfolded(node), ex.ScalarSum | ex.IntervalExtremum | ex.SpectralValue
    ):
        yield from _not_zero(unfolded(node), place, known, words)
    elif isinstance(node, ex.ScalarProduct):
        for factor in node.args:
            yield from _not_zero(factor, place, known, words)
    elif isinstance(node, ex.ScalarQuotient | ex.Frac | ex.Power | ex.Negative) and node.args[0] != 0:
        yield from _not_zero(node.args[0], place, known, words)
    else:
        positive = isinstance(node, ex.ScalarSymbol) and sign(node, known) == NONNEGATIVE
        says = ex.Relation(">", node, Integer(0)) if positive else ex.NonZero(node)
        yield Condition(says, words, node, ex.Relation("=", node, Integer(0)), place)


def _needs_of_binder(node: Any, known: Signs) -> Iterator[Condition]:
    variable = node.variable
    spans = [node.args[slot] for slot in range(1, len(node.args)) if slot != node.body_slot]
    for span in spans:
        yield from _needs(span, known)
    if isinstance(node, ex.IntervalExtremum) and not _is_ordered(spans[0], spans[1], known):
        low, high = spans
        yield Condition(
            _at_most(low, high), f"the claim takes {_of_which_extremum(node)} up to", high, _less(high, low), node
        )
    inner = {**known, **_inside(node, known)}
    for need in _needs(node.body, inner):
        if variable not in need.says.free_symbols:
            yield need
        elif isinstance(node, ex.NablaAt):
            values = {variable: node.at}
            yield replace(need, says=_put(need.says, values), subject=_put(need.subject, values), against=None)
        elif isinstance(node, ex.SphereExtremum):
            unit = ex.Relation("=", ex.Norm(variable), Integer(1))
            yield replace(need, says=ex.ForAll(need.says, unit), against=None)
        else:
            yield from _along(need, node, known)


def _of_which_extremum(node: Any) -> str:
    return "an infimum" if isinstance(node, ex.Infimum) else "a supremum"


def _along(need: Condition, node: Any, known: Signs) -> Iterator[Condition]:
    """What the body of an integral or infimum needs, on the whole interval, whichever end is the larger."""
    if isinstance(node, ex.Mean):
        yield replace(need, says=ex.ForAll(need.says, node.variable), against=None)
        return
    variable, low, high, _ = node.args
    yield replace(need, says=ex.ForAll(need.says, ex.Within(variable, low, high)), against=None)
    if isinstance(node, ex.Ranged):
        return
    if not isinstance(node, ex.IntervalExtremum) and not _is_ordered(low, high, known):
        yield replace(need, says=ex.ForAll(need.says, ex.Within(variable, high, low)), against=None)


def _inside(node: Any, known: Signs) -> dict[Any, int]:
    """What is known of the variable of an integral or infimum on its range."""
    if isinstance(node, ex.NablaAt | ex.SphereExtremum | ex.Mean):
        return {}
    low = sign(node.args[1], known)
    if isinstance(node, ex.Ranged):
        return {node.variable: max(low, NONNEGATIVE), _at_most(node.variable, node.args[2]): POSITIVE}
    if low >= NONNEGATIVE and _is_ordered(node.args[1], node.args[2], known):
        return {node.variable: low}
    return {node.variable: _sign(node.variable, {})}


def _is_ordered(low: Any, high: Any, known: Signs) -> bool:
    if isinstance(low, Rational) and isinstance(high, Rational):
        return bool(low <= high)
    return low == high or (low == 0 and sign(high, known) >= NONNEGATIVE)


def _put(node: Any, values: Mapping[Any, Any]) -> Any:
    """Put expressions in the place of variables."""
    return node.xreplace(dict(values))


def _is_natural(index: Any) -> bool:
    if isinstance(index, Rational):
        return bool(index.is_Integer and index >= 0)
    if isinstance(index, ex.ScalarSymbol | ex.DimensionNumber):
        return isinstance(index, ex.DimensionNumber) or bool(index.is_integer)
    return isinstance(index, ex.ScalarSum | ex.ScalarProduct) and all(map(_is_natural, index.args))


def _at_least(index: Any) -> tuple[Any, Any]:
    """Two sides, the first at most the second where an index is not negative: 1 and k, where it is k - 1."""
    if isinstance(index, ex.ScalarSum) and isinstance(index.args[1], ex.Negative):
        return index.args[1].args[0], index.args[0]
    return Integer(0), index


# ---------------------------------------------------------------- what assertions need


def conditions(assertion: Assertion, known: Signs) -> tuple[Condition, ...]:
    """What an assertion needs in order to have a value, each condition once.

    >>> from proofcheck.lang import eq, scalar
    >>> x, a = scalar("x"), scalar("a", positive=True)
    >>> [condition.because for condition in conditions(eq(a / x, 1 / x * a), {})]
    ['the claim divides by x']
    """
    return tuple({need.says: need for need in _kept(assertion, frozenset(known.items()))[1]}.values())


def where_defined(assertion: Assertion, known: Signs) -> Assertion:
    """The assertion about those values of its own variables for which it has a value."""
    made: Assertion = _kept(assertion, frozenset(known.items()))[0]
    return made


@kept
def _kept(assertion: Any, known: frozenset[tuple[Any, int]]) -> tuple[Any, list[Condition]]:
    """Read an assertion, once for all claims that stand on the same signs."""
    return _read(assertion, dict(known))


def _read(assertion: Any, known: Signs) -> tuple[Any, list[Condition]]:
    if isinstance(assertion, ex.ForAll):
        return _read_quantified(assertion, known)
    if isinstance(assertion, ex.Exists):
        return _read_existence(assertion, known)
    if isinstance(assertion, ex.Conditional):
        condition, before = _read(assertion.args[0], known)
        conclusion, after = _read(assertion.args[1], {**known, **known_signs([condition])})
        under = [replace(need, says=ex.Implies(condition, need.says), against=None) for need in after]
        return assertion.func(condition, conclusion), [*before, *under]
    if isinstance(assertion, ex.Both):
        read = [_read(part, known) for part in assertion.args]
        return ex.Both(*(part for part, _ in read)), [need for _, needs in read for need in needs]
    finite = without_end(assertion) if isinstance(assertion, ex.Relation) else None
    if finite is not None:
        says, needs = _read(finite.says, known)
        return says, [*(need for said in finite.needs for need in _not_negative(said, assertion, known)), *needs]
    if isinstance(assertion, ex.Relation | ex.Within | ex.NonZero | ex.Member):
        needs = [need for part in assertion.args if isinstance(part, Expression) for need in _needs(part, known)]
        return assertion, [*needs, *_needs_of_order(assertion, known)]
    return assertion, []


def _not_negative(need: Need, place: Any, known: Signs) -> Iterator[Condition]:
    """What adds up without end is not negative, where that is not seen."""
    inside = {ex.range_variable(span): _sign(ex.range_variable(span), {}) for span in need.spans}
    spans = [span for span in need.spans if isinstance(span, Assertion)]
    if sign(need.subject, {**known, **inside, **known_signs(spans)}) < NONNEGATIVE:
        low = ex.Relation(">=", need.subject, Integer(0))
        yield Condition(ex.ForAll(low, *need.spans) if need.spans else low, need.words, need.subject, None, place)


def _needs_of_order(assertion: Any, known: Signs) -> Iterator[Condition]:
    """What is compared in the Loewner order is symmetric."""
    sides = (assertion.left, assertion.right) if isinstance(assertion, ex.Relation) and assertion.op != "=" else ()
    for side in sides:
        if ex.kind_of(side) == ex.OPERATOR and not is_symmetric(side, known):
            says = ex.Relation("=", side, side.T)
            yield Condition(says, "the claim compares in the Loewner order", side, None, assertion)


def _read_quantified(assertion: ex.ForAll, known: Signs) -> tuple[Assertion, list[Condition]]:
    spans = [span for span in assertion.ranges if isinstance(span, Assertion)]
    bound = frozenset(assertion.variables)
    outer = {node: value for node, value in known.items() if not bound & node.free_symbols}
    inner = {**outer, **known_signs(spans)}
    body, needs = _read(assertion.body, inner)
    needs = [*(need for span in spans for need in _read(span, outer)[1]), *needs]
    guards = [
        need for need in needs if bound & need.says.free_symbols and not need.guard and is_guard(need.says, bound)
    ]
    for need in dict.fromkeys(need.says for need in reversed(guards)):
        body = ex.Implies(need, body)
    return ex.ForAll(body, *assertion.ranges), [_closed(need, needs, guards, assertion) for need in needs]


def _read_existence(assertion: ex.Exists, known: Signs) -> tuple[Assertion, list[Condition]]:
    """What exists is such that what is said of it has a value; what this needs of anything else is a condition."""
    spans = [span for span in assertion.ranges if isinstance(span, Assertion)]
    bound = frozenset(assertion.variables)
    outer = {node: value for node, value in known.items() if not bound & node.free_symbols}
    body, needs = _read(assertion.body, {**outer, **known_signs(spans)})
    needs = [*(need for span in spans for need in _read(span, outer)[1]), *needs]
    for need in dict.fromkeys(need.says for need in reversed(needs) if bound & need.says.free_symbols):
        body = ex.Both(need, body)
    return ex.Exists(body, *assertion.ranges), [need for need in needs if not bound & need.says.free_symbols]


def _closed(need: Condition, needs: list[Condition], guards: list[Condition], assertion: ex.ForAll) -> Condition:
    """A condition for all values of what is quantified: those that the guards before it leave, if it is none itself."""
    if not frozenset(assertion.variables) & need.says.free_symbols:
        return need
    guard, says = need.guard or need in guards, need.says
    for before in [] if guard else reversed(needs[: needs.index(need)]):
        says = ex.Implies(before.says, says) if before in guards else says
    return replace(need, says=ex.ForAll(says, *assertion.ranges), against=None, guard=guard)
