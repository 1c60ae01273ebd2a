"""How two terms of a sequence compare, by one step from each to the next."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import permutations

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, fresh_variable, is_natural, neg, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.analysis import order
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, Tactic, attempted
from proofcheck.provers.forms import put_in, replaced
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import functionals
from proofcheck.provers.library.functionals import Functional
from proofcheck.provers.matching import Matcher, Reading
from proofcheck.provers.saturation import finish, instantiated

MOST_PAIRS = 4
"""Of values of one quantity that are compared."""


def step_by_step(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from how the later of two terms of a sequence compares with the earlier one."""
    if relation[0] == "=" or search.depth > 1 or not search.may("induction"):
        return None
    return finish(search, relation, list(_compared(search, relation)))


def unfolded(search: Search, relation: Relation, prove: Tactic) -> Theorem | None:
    """The relation, from the one with terms of sequences replaced by what their recurrences say that they are."""
    later = dict.fromkeys(part for side in relation[1:] for part in open_subterms(side) if _is_later(part))
    ground = search.ground() if later else []
    equal = [step for term in later for step in _steps(search, ground, term)]
    wanted, same = relation, list[Theorem]()
    for step in equal:
        _, term, value = step.clause.relation
        same += [put_in(step, term, side) for side in wanted[1:] if term in open_subterms(side)]
        wanted = replaced(wanted, term, value)
    shown = prove(search, wanted) if equal else None
    return None if shown is None else Facts([shown, *equal, *same]).prove(relation)


def _is_later(part: Term) -> bool:
    """Whether a part is the next term of a sequence, or the next member of a random one."""
    member = part[0] in {"dot", "inner"} and all(inside[0] == "path" for inside in part[1:])
    term = part[1] if member else part
    return bool(term[0] == "path" and term[3][0] == "add" and term[3][2:] == (ONE,))


def _steps(search: Search, ground: Sequence[Theorem], term: Term) -> Iterator[Theorem]:
    """What a recurrence says that a term is."""
    for schema in search.known:
        (op, left, _), variables = schema.clause.relation, schema.clause.variables
        if op != "=" or left[0] != term[0] or left[1][:2] != term[1][:2] or left.sort != term.sort:
            continue
        for reading in Matcher(frozenset(variables)).match(left, term, Reading()):
            values = tuple((v, reading.variables[v]) for v in variables if v in reading.variables)
            step = instantiated(search, schema, values, ground) if len(values) == len(variables) else None
            if step is not None:
                yield step
                return


def _compared(search: Search, relation: Relation) -> Iterator[Theorem]:
    taken = frozenset().union(*(side.free for side in relation[1:]), *search.fixed())
    i = fresh_variable(Term("var", "i", NATURAL), taken)
    for body, k, m in list(_pairs(relation, i))[:MOST_PAIRS]:
        between = order(("<=", k, m), search.ground())
        if between is not None:
            yield from attempted(partial(_no_higher, search, between, i, body))
            yield from attempted(partial(_no_higher, search, between, i, neg(body)))


def _pairs(relation: Relation, i: Term) -> Iterator[tuple[Term, Term, Term]]:
    """What stands on both sides, for an index i, and the two values of it; and two terms of one sequence."""
    for here, there in permutations(relation[1:]):
        for m in (v for v in sorted(here.free, key=by_key) if v.sort == NATURAL):
            for k in (v for v in sorted(there.free, key=by_key) if v.sort == NATURAL and v != m):
                if substitute(here, {m: k}) == there:
                    yield substitute(here, {m: i}), k, m
    terms = dict.fromkeys(part for side in relation[1:] for part in open_subterms(side) if _is_term(part))
    for earlier, later in permutations(terms, 2):
        if earlier[1] == later[1]:
            yield Term("path", *later[1:3], i), earlier[3], later[3]


def _is_term(part: Term) -> bool:
    return part[0] == "path" and part.sort == SCALAR and part[3] != ZERO and is_natural(part[3])


def _no_higher(search: Search, between: Theorem, i: Term, body: Term) -> Theorem | None:
    """``q(m) <= q(k)``, where no step from k to m rises: the sum of the steps telescopes."""
    _, k, m = between.clause.relation
    rise, last = sub(substitute(body, {i: Term("add", i, ONE)}), body), sub(m, ONE)
    steps = Functional(i, (k, last))
    pointwise = search.prove(steps.everywhere(("<=", rise, ZERO)))
    limits = [Facts([between]).prove(("<=", *pair)) for pair in ((ZERO, k), (k, Term("add", last, ONE)))]
    if pointwise is None or None in limits:
        return None
    split = rules.split_sum([t for t in limits if t is not None], Functional(i, (ZERO, last)).of(rise), k)
    ends = [functionals.telescoping(end, i, body) for end in (k, m)]
    first, second = (substitute(body, {i: end}) for end in (k, m))
    return Facts([between, steps.compare(pointwise), split, *ends]).prove(("<=", second, first))
