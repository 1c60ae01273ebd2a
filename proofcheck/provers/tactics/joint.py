"""Several events at once, and traces of several operators at once."""

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import ONE, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.library import functionals
from proofcheck.provers.library.applying import entry
from proofcheck.provers.saturation import finish

LEAST_TRACES = 2


def both_events(search: Search, relation: Relation) -> Theorem | None:
    """A lower bound of the probability of two events together, from ``P(A, B) >= P(A) + P(B) - 1``."""
    op, _, right = relation
    if op == "=" or search.depth > 1 or right[0] != "expect" or right[2][0] != "mul" or len(right[2]) != 3:
        return None
    functional, body = functionals.read(right, frozenset().union(*search.fixed()))
    below = [search.prove(functional.everywhere(("<=", factor, ONE))) for factor in body[1:]]
    known = [functional.at(theorem) for theorem in below if theorem is not None]
    if len(known) < 2:
        return None
    least = sub(Term("add", *body[1:]), ONE)
    return finish(search, relation, [functional.compare(rules.arithmetic(known, ("<=", least, body), [entry(0, 1)]))])


def traces_together(search: Search, relation: Relation) -> Theorem | None:
    """``tr(A) - tr(B) <= c``, from ``tr(A - B) <= c``."""
    op, left, right = relation
    turned = left[0] == "mul" and left[1] == num(-1) and len(left) == 3
    whole = left[2] if turned else left
    if op == "=" or search.depth > 2 or whole[0] != "add":
        return None
    parts = [_traced(part) for part in whole[1:]]
    operators = [part for part in parts if part is not None]
    if len(operators) < LEAST_TRACES or len(operators) < len(parts) or len({part.sort for part in operators}) > 1:
        return None
    trace = Term("inner", Term("id", operators[0].sort[1]), Term("add", *operators))
    shown = search.relation((op, neg(trace) if turned else trace, right))
    return None if shown is None else Facts([shown]).prove(relation)


def _traced(part: Term) -> Term | None:
    """The operator, or its opposite, of which a summand is the trace."""
    if part[0] == "inner" and part[1][0] == "id":
        operator: Term = part[2]
        return operator
    inside = _traced(part[2]) if part[0] == "mul" and part[1] == num(-1) and len(part) == 3 else None
    return None if inside is None else neg(inside)
