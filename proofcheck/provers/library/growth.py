"""Laws about how far a path goes whose speed its own size bounds."""

from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.terms import SCALAR, ZERO, Term
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import spectra
from proofcheck.provers.library.applying import entry, equality, integrated
from proofcheck.provers.library.calculus import END, TIME, groenwall
from proofcheck.provers.library.integrals import over_a_point, triangle

SOURCE, GROWTH = (Term("var", name, SCALAR) for name in ("a", "b"))
_SORT = ("V", "n")
_WITHIN = Term("var", "r", SCALAR)


def _size(time: Term) -> Term:
    return Term("norm", Term("path", "u", _SORT, time))


@cache
def growth_of_length_law(s: Term = TIME) -> Theorem:
    """If 0 <= a, b, T and |u'(s)| <= a + b |u(s)| for all s in [0, T], then |u(T)| <= (|u(0)| + a T) exp(b T).

    |u(s)| is at most |u(0)| + a T + b int_0^s |u|, which grows at a rate of at most b (Evans, Appendix B.2.k).
    """
    speed = Term("norm", Term("dpath", "u", _SORT, s))
    grows = rules.over(s, ZERO, END, ("<=", speed, Term("add", SOURCE, Term("mul", GROWTH, _size(s)))))
    order, source, growth = (rules.assume([], fact("<=", ZERO, one)) for one in (END, SOURCE, GROWTH))
    after, before = [rules.assume([], condition) for condition in grows.conditions]
    total = _bound_so_far(s)
    shown = rules.arithmetic(
        [_travelled(s, grows, after, before), source, before],
        ("<=", _size(s), total),
        [entry(0), entry(1, 2)],
    )
    slow = ("<=", Term("d", s, total), Term("mul", GROWTH, total))
    slope = rules.arithmetic([shown, growth], slow, [entry(0, 1)])
    rises = rules.generalize([slope], [s], grows.conditions)
    least = groenwall([order, rises], s, END, total, GROWTH)
    everywhere = rules.generalize([shown], [s], grows.conditions)
    whole = rules.arithmetic([], ("<=", END, END), [])
    last = rules.instantiate([everywhere, order, whole], [(s, END)])
    nought = rules.arithmetic([], ("<=", ZERO, ZERO), [])
    start = over_a_point([nought, nought], Term("int", _WITHIN, ZERO, ZERO, _size(_WITHIN)))
    bound = Term("mul", Term("add", _size(ZERO), Term("mul", SOURCE, END)), Term("exp", Term("mul", GROWTH, END)))
    found = rules.arithmetic(
        [last, least, start],
        ("<=", _size(END), bound),
        [entry(0), entry(1), equality(2, multiplier=Term("mul", GROWTH, Term("exp", Term("mul", GROWTH, END))))],
    )
    return rules.generalize([found], [], [order.clause, source.clause, growth.clause, grows])


def _bound_so_far(s: Term) -> Term:
    """``|u(0)| + a T + b int_0^s |u|``."""
    gone = Term("int", _WITHIN, ZERO, s, _size(_WITHIN))
    return Term("add", _size(ZERO), Term("mul", SOURCE, END), Term("mul", GROWTH, gone))


def _travelled(s: Term, grows: Clause, after: Theorem, before: Theorem) -> Theorem:
    """``|u(s)| <= |u(0)| + a s + b int_0^s |u|``."""
    r = _WITHIN
    here, nearer = (rules.assume([], fact("<=", *sides)) for sides in ((ZERO, r), (r, s)))
    within = rules.arithmetic([nearer, before], ("<=", r, END), [entry(0), entry(1)])
    at = rules.instantiate([rules.assume([], grows), here, within], [(s, r)])
    rise = integrated(at, after, r, ZERO, s)
    velocity = Term("dpath", "u", _SORT, r)
    gained = rules.fundamental_theorem([], r, ZERO, s, Term("path", "u", _SORT, r))
    hole = Term("var", "hole", _SORT)
    same = rules.congruence([gained], hole, Term("norm", hole))
    short = triangle([after], Term("int", r, ZERO, s, velocity))
    moved, first = gained.clause.relation[2], Term("path", "u", _SORT, ZERO)
    apart = spectra.triangle([], moved, first)
    gone = Term("int", r, ZERO, s, _size(r))
    most = Term("add", _size(ZERO), Term("mul", SOURCE, s), Term("mul", GROWTH, gone))
    return rules.arithmetic(
        [apart, same, short, rise], ("<=", _size(s), most), [entry(0), equality(1, -1), entry(2), entry(3)]
    )
