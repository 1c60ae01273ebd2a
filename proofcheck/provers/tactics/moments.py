"""Events by two moments: the chance that a number is far above its mean, or that it is not far below it."""

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import SCALAR, ZERO, Term, fresh_variable, sub, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import with_part
from proofcheck.provers.library import functionals
from proofcheck.provers.library.functionals import Functional
from proofcheck.provers.saturation import by_arithmetic
from proofcheck.provers.tactics.tails import Tail, is_tail, tails_of, with_number


def one_sided(search: Search, relation: Relation) -> Theorem | None:
    """``P(Y >= x) <= v / (v + x^2)``, from E Y = 0 and E Y^2 <= v (Cantelli): ``(x Y + v)^2`` is at least
    ``(x^2 + v)^2`` there.
    """
    _, left, right = relation
    spreads = [p[1] for p in subterms(right) if p[0] == "div" and p[2][0] == "add"] if is_tail(relation) else []
    if not spreads or search.depth:
        return None
    functional, body = functionals.read(left, frozenset().union(right.free, *search.fixed()))
    sign = search.relation(("<=", ZERO, spreads[0]))
    for above, level in tails_of(body, functional.variable) if sign is not None else ():
        positive = by_arithmetic(search, ("<", ZERO, level), stages=1)
        signs = [theorem for theorem in (positive, sign) if theorem is not None]
        found = _one_sided(search, functional, (body, above), signs) if len(signs) == 2 else None
        if found is not None:
            return Facts([found, *signs]).prove(relation)
    return None


def _one_sided(search: Search, functional: Functional, event: Tail, signs: list[Theorem]) -> Theorem | None:
    """The bound for the event that a body asks for, from ``0 < x`` and ``0 <= v``."""
    body, above = event
    values = [sign.clause.relation[2] for sign in signs]
    chance, y, x, v = _letters(search, "pyxv", body, *values)
    conditions = [fact("<", ZERO, x), fact("<=", ZERO, v)]
    whole: Term = Term("add", Term("pow", x, 2), v)
    square: Term = Term("pow", Term("add", Term("mul", x, y), v), 2)
    said = with_part(with_number(body, functional.variable, above, y), values[0], x)
    below = search.prove(Clause((y, x, v), tuple(conditions), ("<=", Term("mul", Term("pow", whole, 2), said), square)))
    if below is None:
        return None
    letters = list(zip((x, v), values, strict=True))
    compared = functional.compare(rules.instantiate([below, *signs], [(y, above), *letters]))
    most: Term = substitute(Term("mul", v, whole), dict(letters))
    moment = search.relation(("<=", compared.clause.relation[2], most))
    given = fact("<=", Term("mul", Term("pow", whole, 2), chance), Term("mul", v, whole))
    conclusion: Relation = ("<=", chance, Term("div", v, whole))
    every = search.prove(Clause((chance, x, v), (*conditions, given), conclusion)) if moment is not None else None
    if moment is None or every is None:
        return None
    probability = functional.of(body)
    needed = Facts([compared, moment]).prove(given.substitute({chance: probability, **dict(letters)}).relation)
    return None if needed is None else rules.instantiate([every, *signs, needed], [(chance, probability), *letters])


def by_second_moment(search: Search, relation: Relation) -> Theorem | None:
    """``(E Y - x)^2 / E Y^2 <= P(Y > x)`` for Y and x that are not negative, x at most E Y (Paley and Zygmund)."""
    op, left, right = relation
    if op != "<=" or not is_tail((op, right, left)) or search.depth:
        return None
    functional, body = functionals.read(right, frozenset().union(left.free, *search.fixed()))
    for above, level in tails_of(body, functional.variable):
        sign = search.prove(functional.everywhere((op, ZERO, above)))
        inside = search if sign is None else search.with_theorems([functional.compare(sign)])
        order = [(ZERO, level), (level, functional.of(above))]
        bounds = [] if sign is None else [by_arithmetic(inside, (op, *sides), stages=2) for sides in order]
        known = [bound for bound in bounds if bound is not None]
        if sign is not None and len(known) == 2:
            squares = _squares(search.with_theorems(known[:1]), functional, (body, above, level), [sign, known[1]])
            found = None if squares is None else _over_second_moment(inside, relation, functional.of(above), squares)
            if found is not None:
                return found
    return None


def _squares(
    search: Search, functional: Functional, event: tuple[Term, Term, Term], signs: list[Theorem]
) -> Theorem | None:
    """``(E Y - x)^2 <= E Y^2 P(Y > x)``: E Y is at most x and the mean of Y where it is above x."""
    body, above, level = event
    (y,) = _letters(search, "y", body, level)
    said = with_number(body, functional.variable, above, y)
    part = search.prove(Clause((y,), (fact("<=", ZERO, y),), ("<=", sub(y, level), Term("mul", y, said))))
    once = search.prove(Clause((y,), (), ("=", Term("pow", said, 2), said)))
    if part is None or once is None:
        return None
    compared = functional.compare(rules.instantiate([part, functional.at(signs[0])], [(y, above)]))
    alike = functional.compare(rules.instantiate([once], [(y, above)]))
    mean, chance = functional.of(Term("mul", above, body)), functional.of(body)
    gap, most = sub(functional.of(above), level), Term("mul", functional.of(Term("pow", above, 2)), chance)
    moved = Facts([compared]).prove(("<=", gap, mean))
    product = functionals.cauchy_schwarz(functional, above, body)
    below = Facts([product, alike]).prove(("<=", Term("pow", mean, 2), most))
    nothing = Facts([signs[1]]).prove(("<=", ZERO, gap))
    if moved is None or below is None or nothing is None:
        return None
    return _between(search, [nothing, moved, below])


def _between(search: Search, order: list[Theorem]) -> Theorem | None:
    """``a^2 <= c``, from ``0 <= a``, ``a <= b`` and ``b^2 <= c``."""
    a, b, c = _letters(search, "abc")
    conditions = [fact("<=", ZERO, a), fact("<=", a, b), fact("<=", Term("pow", b, 2), c)]
    every = search.prove(Clause((a, b, c), tuple(conditions), ("<=", Term("pow", a, 2), c)))
    (_, _, low), (_, _, mean), (_, _, most) = (theorem.clause.relation for theorem in order)
    return None if every is None else rules.instantiate([every, *order], [(a, low), (b, mean), (c, most)])


def _over_second_moment(search: Search, relation: Relation, mean: Term, squares: Theorem) -> Theorem | None:
    """The relation, from ``(E Y - x)^2 <= E Y^2 P`` and the sign of ``E Y^2``."""
    _, square, most = squares.clause.relation
    moment, chance = most[1:]
    positive = by_arithmetic(search.with_theorems([functionals.jensen(mean)]), ("<", ZERO, moment), stages=2)
    a, m, p = _letters(search, "amp")
    conditions = [fact("<", ZERO, m), fact("<=", a, Term("mul", m, p))]
    every = search.prove(Clause((a, m, p), tuple(conditions), ("<=", Term("div", a, m), p)))
    if positive is None or every is None:
        return None
    values = [(a, square), (m, moment), (p, chance)]
    return Facts([rules.instantiate([every, positive, squares], values), positive]).prove(relation)


def _letters(search: Search, names: str, *beside: Term) -> list[Term]:
    """Numbers that nothing at hand speaks of."""
    taken = frozenset[Term]().union(*search.fixed(), *(term.free for term in beside))
    return [fresh_variable(Term("var", name, SCALAR), taken) for name in names]
