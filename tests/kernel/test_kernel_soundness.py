"""Attempts to prove something false, each by a door that must stay shut."""

import copy
import pickle
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from proofcheck.evidence.derivations import replay, write_derivation
from proofcheck.kernel import rules, terms
from proofcheck.kernel.calculus import is_continuous
from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.normal import Normalizer, mentions
from proofcheck.kernel.proof import proves
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, KernelError, Sort, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem, make_theorem

VN, VM, ON = ("V", "n"), ("V", "m"), ("O", "n", "n")
HALF = Fraction(1, 2)


def scalar(name: str) -> Term:
    return Term("var", name, SCALAR)


a, b, s, t, u, x, y = map(scalar, "abstuxy")
v, w = Term("var", "v", VN), Term("var", "w", VN)
k = Term("var", "k", NATURAL)


def assume(clause: Clause) -> Theorem:
    return rules.assume([], clause)


def refused(reason: str) -> Any:
    return pytest.raises(KernelError, match=reason)


def entry(coefficient: object = 1, **parts: object) -> dict[str, object]:
    return {"coefficient": coefficient, "premises": [], "equality": None, "multiplier": None, "square": None, **parts}


# ------------------------------------------------------------------------------------------------ binding


def test_a_clause_binds_no_variable_twice() -> None:
    """For all a, a: |F'(a) - F'(a)| <= L |a - a| is true for every F, and must not feed the descent lemma."""
    slope = Term("gradfn", "F", "n", v)
    trivial = rules.identity([], Term("norm", sub(slope, slope)), Term("mul", a, Term("norm", sub(v, v))))
    left, right = trivial.clause.relation[1:]
    bound = rules.arithmetic([trivial], ("<=", left, right), [])
    with refused("twice"):
        rules.generalize([bound], [v, v], [])
    with refused("twice"):
        assume(Clause((v, v), (), ("<=", left, right)))


def test_two_bound_variables_stay_two_when_both_are_renamed() -> None:
    """No z bounds all x - x'; with z := x + x' the clause must not become one about x'' - x''."""
    prime = scalar("x'")
    bounded = Clause((x, prime), (), ("<=", sub(x, prime), y))
    renamed = bounded.substitute({y: Term("add", x, prime)})
    assert len(set(renamed.variables)) == 2
    assert renamed.relation[1] == sub(*renamed.variables)


def test_limits_are_outside_the_scope_of_the_bound_variable() -> None:
    """0 <= -s where 2s <= s <= 3s, that is at s = 0; but the infimum of -u over [2s, 3s] is -3s."""
    low, high = Term("mul", num(2), s), Term("mul", num(3), s)
    premise = assume(rules.over(s, low, high, ("<=", ZERO, Term("mul", num(-1), s))))
    ordered = assume(fact("<=", low, high))
    with refused("limit"):
        rules.extremum_best([premise, ordered], Term("inf", s, low, high, Term("mul", num(-1), s)), ZERO)
    left, right = (Term("int", s, low, high, body) for body in (ZERO, Term("mul", num(-1), s)))
    with refused("limit"):
        rules.functional_monotone([premise, ordered], left, right)
    equal = assume(rules.over(s, low, high, ("=", ZERO, Term("mul", num(-1), s))))
    with refused("limit"):
        rules.functional_monotone([equal, ordered], left, right)


def test_no_variable_can_be_taken_for_a_bound_one_of_the_normal_form() -> None:
    """With x(#0) = w known, the integral of x must not become that of w."""
    reserved = scalar("#0")
    with refused("reserved"):
        assume(fact("=", Term("path", "x", VN, reserved), w))
    with refused("reserved"):
        assume(fact("=", v, Term("mul", reserved, w)))
    with refused("reserved"):
        rules.specialize([assume(fact("<", ZERO, a))], [(a, reserved)], [])
    with refused("reserved"):
        rules.arithmetic([assume(fact("=", a, b))], ("=", a, b), [entry(equality=0, multiplier=reserved)])


@pytest.mark.parametrize("bound", [ONE, Term("path", "x", SCALAR, t), k, v])
@pytest.mark.parametrize("head", ["int", "inf"])
def test_only_a_real_variable_can_be_bound_by_an_interval(head: str, bound: Term) -> None:
    with refused("cannot be bound"):
        Term(head, bound, ZERO, ONE, ONE)


@pytest.mark.parametrize("parts", [("d", ONE, ONE), ("d", k, ONE), ("minS", a, ONE), ("grad", a, ONE, a)])
def test_only_a_variable_of_the_right_sort_can_be_bound(parts: tuple[Any, ...]) -> None:
    with refused("cannot be bound"):
        Term(*parts)


def test_a_clause_binds_variables_only() -> None:
    for thing in (ONE, Term("path", "x", SCALAR, t), "x", ("var", "x")):
        with refused("not a"):
            assume(Clause((thing,), (), ("<=", ZERO, ONE)))  # type: ignore[arg-type]


def test_a_theorem_read_in_other_dimensions_keeps_none_of_the_old_ones() -> None:
    """Else "the identity of R^n has the norm 1" could become one about R^m and R^n at once."""
    moving = Term("path", "x", VN, t)
    parts = [
        Term(
            "norm", Term("dot", Term("jac", "f", "n", "m", moving), Term("gradfn", "F", "n", Term("dpath", "x", VN, t)))
        ),
        Term("opnorm", Term("dot", Term("id", "n"), Term("var", "A", ("O", "n", "m")))),
        Term("norm", Term("fn", "f", VN, VM, Term("int", s, ZERO, a, Term("mul", s, v)))),
        Term("norm", Term("grad", w, Term("minS", v, Term("inner", v, w)), moving)),
    ]
    bound = assume(Clause((v,), (fact("<=", Term("norm", v), ONE),), ("<=", Term("add", *parts), a)))
    read = rules.rename([bound], [("n", "q"), ("m", 3)], [("f", "g"), ("F", "f")])
    text = repr((read.clause, read.hypotheses))
    assert "'n'" not in text
    assert "'m'" not in text
    for part in ("'jac', 'g', 'q', 3", "'gradfn', 'f', 'q'", "'id', 'q'"):
        assert part in text
    back = rules.rename([read], [("q", "n")], [])
    assert replay(write_derivation(back)).clause == back.clause


def test_dimensions_and_functions_are_exchanged_all_at_once() -> None:
    both = assume(fact("<=", Term("opnorm", Term("var", "A", ("O", "n", "m"))), Term("fn", "F", VN, SCALAR, v)))
    twice = rules.rename([rules.rename([both], [("n", "m"), ("m", "n")], [])], [("n", "m"), ("m", "n")], [])
    assert twice.clause == both.clause


def test_no_head_keeps_a_dimension_or_a_function_to_itself() -> None:
    """Each argument of each head that is a dimension, a sort or the name of a function is read under the other name."""
    made = {"number": ONE[1], "exponent": 2, "name": "f", "dimension": "n"}
    of_sort = {"S": ZERO, "N": Term("dim", "n"), "V": v, "VO": v, "O": Term("var", "B", ("O", "n", "n")), "any": v}
    names = rules.reading._Names({"n": "q"}, {"f": "g"})
    for head in terms.SIGNATURE:
        parts = []
        for kind in terms.kinds((head, None, None, None, None)[: 1 + len(terms._KINDS[head])]):
            role, _, sort = kind.rpartition(":")
            bound = Term("var", "z", VN if sort in {"V", "VO"} else terms.NATURAL if sort == "N" else SCALAR)
            parts.append(VN if role == "sort" else bound if role in {"bound", "time"} else {**made, **of_sort}[sort])
        text = repr(names.term(Term(head, *parts)))
        assert "'n'" not in text, head
        assert ("'g'" in text) == (head in terms.FUNCTIONS), head
    with refused("not a term"):
        names.term(("trace", v))  # type: ignore[arg-type]


def test_substitution_of_a_captured_variable_renames() -> None:
    integral = Term("int", s, ZERO, s, Term("mul", s, a))
    changed = rules.specialize([assume(fact("=", integral, b))], [(a, s)], []).clause.relation[1]
    fresh = changed[1]
    assert fresh != s
    assert changed == Term("int", fresh, ZERO, s, Term("mul", fresh, s))


def test_a_renamed_variable_is_none_that_the_body_has_and_limits_are_outside() -> None:
    x, primed, twice, y = (Term("var", name, ("S",)) for name in ("x", "x'", "x''", "y"))
    inside = Term("int", x, x, ONE, Term("mul", x, primed, y))
    assert terms.substitute(inside, {y: x}) == Term("int", twice, x, ONE, Term("mul", twice, primed, x))
    assert terms.substitute(inside, {x: y}) == Term("int", x, y, ONE, Term("mul", x, primed, y))


def test_a_derivative_keeps_its_time() -> None:
    """d/dt (a t) at a := t is t, not 2t."""
    slope = assume(fact("=", Term("d", t, Term("mul", a, t)), a))
    with refused("depend on its time"):
        rules.specialize([slope], [(a, t)], [])
    with refused("only be renamed"):
        rules.specialize([slope], [(t, ONE)], [])
    with refused("depend on its time"):
        rules.congruence([assume(fact("=", a, t))], b, Term("d", t, Term("mul", b, t)))


def test_a_path_keeps_its_variables_apart_from_bound_ones() -> None:
    about = assume(fact("<=", Term("int", s, ZERO, ONE, Term("path", "x", SCALAR, s)), ONE))
    with refused("capture"):
        rules.specialize([about], [], [("x", SCALAR, t, Term("mul", s, t))])
    everywhere = assume(Clause((s,), (), ("<=", Term("path", "x", SCALAR, s), ONE)))
    with refused("capture"):
        rules.specialize([everywhere], [], [("x", SCALAR, t, Term("mul", s, t))])


def test_generalising_needs_a_variable_that_no_hypothesis_fixes() -> None:
    with refused("occurs in a hypothesis"):
        rules.generalize([assume(fact("<", ZERO, a))], [a], [])
    inner = rules.generalize([rules.identity([], b, b)], [b], [])
    with refused("captured"):
        rules.generalize([inner], [a], [fact("<", a, b)])


def test_a_path_is_replaced_by_a_differentiable_one_only() -> None:
    moving = assume(fact("<=", Term("norm", Term("dpath", "x", VN, t)), ONE))
    root = Term("mul", Term("sqrt", t), v)
    with refused("no derivative"):
        rules.specialize([moving], [], [("x", VN, t, root)])
    with refused("scalar variable"):
        rules.specialize([moving], [], [("x", VN, Term("path", "y", SCALAR, t), v)])


def hidden(said: Clause, slope: Term) -> Theorem:
    """A theorem that supposes what it says, and speaks of a slope on the way."""
    return rules.arithmetic([assume(said), rules.identity([], slope, slope)], said.relation, [entry(premises=[0])])


def hidden_slope(name: str) -> Theorem:
    """A theorem that says 0 <= x(t), and differentiates the path x on the way."""
    path = Term("path", name, SCALAR, t)
    return hidden(fact("<=", ZERO, path), Term("d", t, path))


def test_a_derivation_that_differentiates_a_path_holds_of_differentiable_ones_only() -> None:
    """Whatever the derivation says of slopes is hidden in the conclusion; that 0 <= x(t) is 0 <= sqrt(t) needs none."""
    plain = assume(fact("<=", ZERO, Term("path", "x", SCALAR, t)))
    entries = [("x", SCALAR, s, Term("sqrt", s))]
    assert rules.specialize([plain], [], entries).clause == fact("<=", ZERO, Term("sqrt", t))
    theorem = hidden_slope("x")
    assert theorem.clause == plain.clause
    moved = rules.specialize([hidden_slope("y")], [], [("y", SCALAR, s, Term("path", "x", SCALAR, s))])
    assert moved.clause == plain.clause
    for differentiating in (theorem, rules.rename([theorem], [("n", "m")], []), moved):
        with refused("no derivative"):
            rules.specialize([differentiating], [], entries)


def test_a_multiplier_may_be_any_number_whether_or_not_it_is_a_slope() -> None:
    said = fact("<=", ZERO, Term("path", "x", SCALAR, t))
    trivial = [assume(said), rules.identity([], ONE, ONE)]
    slope = Term("d", t, Term("path", "x", SCALAR, t))
    theorem = rules.arithmetic(trivial, said.relation, [entry(premises=[0]), entry(equality=1, multiplier=slope)])
    root = rules.specialize([theorem], [], [("x", SCALAR, s, Term("sqrt", s))])
    assert root.clause == fact("<=", ZERO, Term("sqrt", t))


def test_a_path_may_be_looked_at_later_but_not_where_its_time_jumps() -> None:
    positive = assume(fact("<=", ZERO, Term("path", "x", SCALAR, t)))
    later = Term("path", "y", SCALAR, Term("add", ONE, s))
    read = rules.specialize([positive], [], [("x", SCALAR, s, later)])
    assert read.clause == fact("<=", ZERO, Term("path", "y", SCALAR, Term("add", ONE, t)))
    for jumping in (Term("log", s), Term("div", ONE, s)):
        with refused("continuous"):
            rules.specialize([positive], [], [("x", SCALAR, s, Term("path", "y", SCALAR, jumping))])


@pytest.mark.parametrize(
    ("size", "slope"),
    [
        (Term("dpath", "x", VN, s), Term("d", t, Term("dpath", "x", VN, t))),
        (Term("path", "Q", ON, s), Term("dpath", "Q", ON, t)),
    ],
)
def test_what_is_differentiated_when_it_is_put_in_is_as_smooth_as_the_problem_says(size: Term, slope: Term) -> None:
    read = rules.specialize([hidden_slope("y")], [], [("y", SCALAR, s, Term("pow", Term("norm", size), 2))])
    assert not proves(read, Problem((), tuple(read.hypotheses), read.clause))
    spoken = fact("=", slope, slope)
    assert proves(read, Problem((), (*read.hypotheses, spoken), read.clause))
    plain = assume(fact("<=", ZERO, Term("path", "y", SCALAR, t)))
    read = rules.specialize([plain], [], [("y", SCALAR, s, Term("pow", Term("norm", size), 2))])
    assert proves(read, Problem((), tuple(read.hypotheses), read.clause))


def bounded(name: str, sort: Sort) -> Clause:
    return fact("<=", Term("norm", Term("path", name, sort, t)), ONE)


def test_that_one_path_has_a_second_derivative_says_nothing_of_another() -> None:
    """The derivation speaks of x'', is read for y, or in other dimensions, and the problem speaks of the first x''."""
    twice = Term("d", t, Term("dpath", "x", VN, t))
    theorem = hidden(bounded("x", VN), twice)
    renamed = rules.specialize([theorem], [], [("x", VN, s, Term("path", "y", VN, s))])
    resized = rules.rename([theorem], [("n", "m")], [])
    for read, said in ((renamed, bounded("y", VN)), (resized, bounded("x", VM))):
        assert read.clause == said
        assert not proves(read, Problem((), (said, fact("=", twice, twice)), said))
    assert proves(theorem, Problem((), (theorem.clause, fact("=", twice, twice)), theorem.clause))


def test_a_path_of_operators_with_one_derivative_has_no_second() -> None:
    once = Term("dpath", "Q", ON, t)
    twice = Term("d", t, once)
    theorem = hidden(bounded("Q", ON), twice)
    assert not proves(theorem, Problem((), (theorem.clause, fact("=", once, once)), theorem.clause))
    assert proves(theorem, Problem((), (theorem.clause, fact("=", twice, twice)), theorem.clause))
    assert proves(
        hidden(bounded("Q", ON), once), Problem((), (theorem.clause, fact("=", twice, twice)), theorem.clause)
    )


def test_what_is_twice_differentiated_is_not_read_as_a_path_without_a_second_derivative() -> None:
    theorem = hidden(fact("<=", ZERO, Term("path", "x", SCALAR, t)), Term("d", t, Term("dpath", "x", SCALAR, t)))
    length = Term("mul", s, Term("norm", Term("mul", s, v)))
    with refused("no derivative|need not be continuous"):
        rules.specialize([theorem], [], [("x", SCALAR, s, length)])


def test_a_proof_may_differentiate_paths_of_operators_that_the_problem_differentiates() -> None:
    slope = Term("dpath", "Q", ON, t)
    size = Term("norm", Term("path", "Q", ON, t))
    trivial = fact("<=", ZERO, Term("pow", size, 2))
    shown = rules.arithmetic([], trivial.relation, [entry(square=size)])
    differentiating = rules.arithmetic(
        [shown, rules.identity([], slope, slope)], trivial.relation, [entry(premises=[0])]
    )
    spoken = Problem((), (fact("<=", Term("norm", slope), ONE),), trivial)
    assert proves(shown, Problem((), (), trivial))
    assert proves(differentiating, spoken)
    assert not proves(differentiating, Problem((), (), trivial))


# ------------------------------------------------------------------------------------------------ numbers and sorts


@pytest.mark.parametrize("value", [1e16, 0.5, float("nan"), 1, True, "0", "1/2"])
def test_a_number_is_a_fraction(value: object) -> None:
    """1e16 + 1 = 1e16 in floating point; "0" would be a zero that is not empty."""
    with refused("is no number"):
        rules.identity([], Term("add", Term("num", value), ONE), Term("num", value))


@pytest.mark.parametrize("value", [1e16, "1e9", True, None])
def test_a_coefficient_is_exact(value: object) -> None:
    with refused("int or a Fraction"):
        rules.arithmetic([], ("<=", ZERO, num(10**16)), [entry(value)])


@pytest.mark.parametrize("dimension", [0, -1, True, 1.5, "", None, ("n",)])
def test_a_dimension_is_a_name_or_a_positive_int(dimension: object) -> None:
    """In dimension 0 the identity has norm 0, and there are no unit vectors."""
    for parts in (("var", "v", ("V", dimension)), ("id", dimension), ("var", "A", ("O", "n", dimension))):
        with refused("is no (dimension|sort)"):
            Term(*parts)


@pytest.mark.parametrize(
    "parts",
    [
        ("var", 1, SCALAR),
        ("var", "", SCALAR),
        ("var", "x", ("S", "n")),
        ("var", "x", ("V",)),
        ("var", "x", SCALAR, "more"),
        ("var", "x", ["S"]),
        ("tr", Term("id", "n"), ONE),
        ("inner", v, v, v),
        ("dot", Term("id", "n"), v, v),
        ("div", ONE, ONE, ONE),
        ("pow", a, True),
        ("pow", a, num(2)),
        ("add",),
        ("mul",),
        ("path", "x", NATURAL, t),
        ("dpath", "x", NATURAL, t),
        ("fn", "f", NATURAL, SCALAR, k),
        ("fn", "f", VN, ON, v),
        ("fn", ("f",), VN, VN, v),
        (),
        ("nonsense", a),
        ("num", 1),
        ("num", True),
        ("num", 1.0),
        ("add", a, 1),
        ("add", a, ("var", "b", SCALAR)),
        ([], a),
        (None,),
    ],
)
def test_what_is_not_well_formed_is_no_term(parts: tuple[Any, ...]) -> None:
    with pytest.raises(KernelError):
        Term(*parts)


def test_dimensions_must_match() -> None:
    z = Term("var", "z", VM)
    with refused("sorts"):
        rules.identity([], Term("mul", ZERO, v), Term("mul", ZERO, z))
    with refused("sorts"):
        rules.identity([], Term("id", "n"), Term("id", "m"))
    with refused("do not match"):
        rules.arithmetic([assume(fact("=", a, b))], ("=", a, b), [entry(equality=0, multiplier=Term("inner", v, z))])


def test_a_value_has_the_sort_of_its_variable() -> None:
    about = assume(Clause((v,), (), ("<=", ZERO, ONE)))
    for value in (k, a, Term("var", "z", VM)):
        with refused("not of sort"):
            rules.instantiate([about], [(v, value)])
    natural = assume(Clause((k,), (), ("=", Term("path", "x", SCALAR, k), ZERO)))
    for value in (num(HALF), num(-1), a, Term("add", k, num(-1)), Term("mul", num(HALF), k)):
        with refused("not of sort"):
            rules.instantiate([natural], [(k, value)])


@pytest.mark.parametrize(
    "exponent", [a, num(-1), num(HALF), Term("int", s, ZERO, num(HALF), k), Term("div", k, num(2))]
)
def test_a_symbolic_exponent_is_natural(exponent: Term) -> None:
    """With the exponent k/2 (the integral of k over half a unit) q^(k/2) would be a power for no q < 0."""
    with pytest.raises(KernelError):
        Term("powi", a, exponent)


def test_a_symbolic_exponent_can_be_stepped() -> None:
    step = Term("powi", a, Term("add", k, ONE))
    assert rules.identity([], step, Term("mul", a, Term("powi", a, k))).hypotheses == frozenset()


def test_the_power_zero_is_one_even_of_zero() -> None:
    left, right = map(Normalizer().scalar, [Term("powi", ZERO, ZERO), ONE])
    assert left == right
    for exponent in (k, Term("add", k, k)):
        with refused("differ"):
            rules.identity([], Term("powi", ZERO, exponent), ZERO)
    rules.arithmetic([], ("<=", ZERO, Term("powi", ZERO, k)), [entry(multiplier=Term("powi", ZERO, k))])


def test_a_huge_exponent_is_refused_at_once() -> None:
    for power in (Term("pow", a, 10**13), Term("pow", a, -(10**13))):
        with refused("is above"):
            rules.identity([], power, power)
    with refused("too many digits"):
        rules.identity([], Term("powi", num(2), num(10**9)), num(1))


# ------------------------------------------------------------------------------------------------ arithmetic


def test_a_certificate_must_have_positive_coefficients() -> None:
    for coefficient in (-1, 0):
        with pytest.raises(KernelError):
            rules.arithmetic([], ("<=", ZERO, num(coefficient)), [entry(coefficient)])


def test_a_certificate_for_less_needs_something_positive() -> None:
    positive, nonnegative = assume(fact("<", ZERO, a)), assume(fact("<=", ZERO, b))
    with refused("<=, not <"):
        rules.arithmetic([], ("<", ZERO, Term("pow", a, 2)), [entry(square=a)])
    with refused("<=, not <"):
        rules.arithmetic([nonnegative], ("<", ZERO, b), [entry(premises=[0])])
    with refused("<=, not <"):
        rules.arithmetic([positive, nonnegative], ("<", ZERO, Term("mul", a, b)), [entry(premises=[0, 1])])
    with refused("<=, not <"):
        rules.arithmetic([], ("<", ZERO, Term("norm", v)), [entry(multiplier=Term("norm", v))])
    with refused("<=, not <"):
        rules.arithmetic(
            [], ("<", ZERO, Term("powi", Term("norm", v), k)), [entry(multiplier=Term("powi", Term("norm", v), k))]
        )
    with refused("<=, not <"):
        rules.arithmetic([], ("<", ZERO, ZERO), [])
    with refused("<=, not <"):
        rules.arithmetic([assume(fact("=", a, b))], ("<", a, b), [entry(equality=0)])


def test_a_multiplier_of_unknown_sign_is_refused() -> None:
    inequality = assume(fact("<=", ZERO, b))
    for multiplier in (a, Term("pow", a, 3), sub(ONE, Term("exp", a)), Term("div", ONE, a), Term("inner", v, w)):
        goal = ("<=", ZERO, Term("mul", multiplier, b))
        with refused("not known to be non-negative"):
            rules.arithmetic([inequality], goal, [entry(premises=[0], multiplier=multiplier)])


AB, BB = Term("var", "A", ("O", "n", "p")), Term("var", "B", ON)


@pytest.mark.parametrize(
    "term",
    [
        Term("norm", v),
        Term("norm", Term("add", v, Term("mul", a, w))),
        Term("inner", Term("dot", BB, v), Term("dot", BB, v)),
        Term("opnorm", AB),
        Term("smin", AB),
        Term("sqrt", a),
        Term("pow", a, 2),
        Term("pow", Term("exp", a), 0),
        Term("lmax", Term("dot", AB, Term("tr", AB))),
        Term("powi", Term("pow", a, 2), k),
        k,
        Term("mul", k, Term("pow", a, 2)),
    ],
    ids=str,
)
def test_what_can_vanish_is_not_positive(term: Term) -> None:
    rules.arithmetic([], ("<=", ZERO, term), [entry(multiplier=term)])
    if term != Term("pow", Term("exp", a), 0):
        with refused("<=, not <"):
            rules.arithmetic([], ("<", ZERO, term), [entry(multiplier=term)])


@pytest.mark.parametrize(
    "term",
    [
        a,
        sub(k, ONE),
        Term("path", "x", SCALAR, t),
        Term("fn", "F", VN, SCALAR, v),
        Term("inner", v, w),
        Term("inner", Term("dot", BB, v), v),
        Term("inner", Term("dot", BB, Term("dot", BB, v)), v),
        Term("lmin", BB),
        Term("lmax", BB),
        Term("int", s, a, b, Term("norm", Term("path", "x", VN, s))),
        Term("inf", s, a, b, Term("norm", Term("path", "x", VN, s))),
        Term("minS", v, Term("norm", Term("dot", BB, v))),
        Term("max", a, b),
        Term("div", ONE, a),
        Term("powi", a, k),
        Term("add", Term("pow", a, 2), b),
        Term("add", Term("inner", v, v), Term("mul", num(3), Term("inner", v, w)), Term("inner", w, w)),
    ],
    ids=str,
)
def test_what_has_no_sign_by_its_form_multiplies_nothing(term: Term) -> None:
    """Some of these are non-negative, for reasons that a rule has to give."""
    with refused("not known to be non-negative"):
        rules.arithmetic([], ("<=", ZERO, term), [entry(multiplier=term)])


def test_a_conditional_premise_gives_no_number() -> None:
    conditional = assume(Clause((), (fact("<", a, b),), ("<=", ONE, a)))
    quantified = assume(Clause((a,), (), ("<=", ONE, Term("pow", a, 2))))
    for premise in (conditional, quantified):
        _, left, right = premise.clause.relation
        with refused("between scalars"):
            rules.arithmetic([premise], ("<=", left, right), [entry(premises=[0])])
        with refused("premise"):
            rules.definite([premise], a)
        with refused("premise"):
            rules.monotone_root([premise])


def test_an_equation_needs_equations() -> None:
    with refused("equations only"):
        rules.arithmetic([assume(fact("<=", a, b))], ("=", a, b), [entry(premises=[0])])
    with refused("by = between scalars"):
        rules.arithmetic([assume(fact("<=", a, b))], ("=", a, b), [entry(equality=0)])


def test_a_conditional_sign_or_equation_is_not_learned() -> None:
    sign = assume(Clause((), (fact("<", b, a),), ("<=", ZERO, a)))
    with refused("differ"):
        rules.identity([sign], Term("sqrt", Term("pow", a, 2)), a)
    equation = assume(Clause((), (fact("<", b, a),), ("=", v, w)))
    with refused("differ"):
        rules.identity([equation], v, w)


# ------------------------------------------------------------------------------------------------ normal form


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Term("sqrt", Term("pow", a, 2)), a),
        (Term("pow", Term("sqrt", a), 2), a),
        (Term("mul", a, Term("div", ONE, a)), ONE),
        (Term("sqrt", Term("mul", a, b)), Term("mul", Term("sqrt", a), Term("sqrt", b))),
        (Term("norm", Term("mul", a, v)), Term("mul", a, Term("norm", v))),
        (Term("opnorm", Term("mul", a, Term("id", "n"))), a),
        (Term("lmin", neg(Term("var", "A", ON))), neg(Term("lmin", Term("var", "A", ON)))),
        (Term("lmax", neg(Term("var", "A", ON))), neg(Term("lmax", Term("var", "A", ON)))),
        (Term("lmin", Term("mul", a, Term("var", "A", ON))), Term("mul", a, Term("lmin", Term("var", "A", ON)))),
        (Term("smin", Term("var", "A", ON)), Term("opnorm", Term("var", "A", ON))),
        (Term("smin", Term("var", "A", ("O", "n", "p"))), Term("smin", Term("tr", Term("var", "A", ("O", "n", "p"))))),
        (Term("max", a, b), Term("min", a, b)),
        (Term("max", Term("mul", num(-1), a), Term("mul", num(-1), b)), Term("mul", num(-1), Term("max", a, b))),
        (Term("exp", Term("add", a, b)), Term("add", Term("exp", a), Term("exp", b))),
        (Term("sqrt", num(-4)), num(2)),
        (Term("div", ONE, ZERO), ONE),
        (Term("pow", ZERO, -1), ONE),
        (Term("pow", ZERO, 0), ZERO),
        (Term("int", s, ZERO, ONE, Term("int", t, ZERO, ONE, Term("path", "x", SCALAR, s))),
         Term("int", s, ZERO, s, Term("int", t, ZERO, ONE, Term("path", "x", SCALAR, t)))),
        (Term("int", s, ZERO, ONE, Term("int", t, ZERO, s, Term("mul", s, t))),
         Term("int", s, ZERO, ONE, Term("int", t, ZERO, s, Term("mul", t, t)))),
        (Term("dot", Term("var", "A", ON), Term("dot", Term("var", "B", ON), v)),
         Term("dot", Term("var", "B", ON), Term("dot", Term("var", "A", ON), v))),
        (Term("var", "x", SCALAR), Term("path", "x", SCALAR, t)),
        (Term("path", "x", SCALAR, t), Term("dpath", "x", SCALAR, t)),
    ],
)  # fmt: skip
def test_what_is_not_equal_has_no_common_normal_form(left: Term, right: Term) -> None:
    with refused("differ"):
        rules.identity([], left, right)


def test_a_square_is_not_the_product_of_the_roots_of_negative_numbers() -> None:
    """With only 0 <= a b known, sqrt(a b) is not sqrt(a) sqrt(b)."""
    product = assume(fact("<=", ZERO, Term("mul", a, b)))
    with refused("differ"):
        rules.identity([product], Term("sqrt", Term("mul", a, b)), Term("mul", Term("sqrt", a), Term("sqrt", b)))


def test_a_sign_that_can_vanish_does_not_cancel() -> None:
    nonnegative = assume(fact("<=", ZERO, a))
    with refused("differ"):
        rules.identity([nonnegative], Term("mul", a, Term("div", ONE, a)), ONE)
    square = assume(fact("<", ZERO, Term("pow", a, 2)))
    with refused("differ"):
        rules.identity([square], Term("sqrt", Term("pow", a, 2)), a)


def test_the_norm_is_no_bilinear_form() -> None:
    """(u + 2v)^2 is completed to a square, u^2 + 2v^2 + 4uv is none."""

    def inner(p: Term, q: Term) -> Term:
        return Term("inner", p, q)

    form = Term("add", inner(v, v), Term("mul", num(4), inner(v, w)), Term("mul", num(2), inner(w, w)))
    with refused("not known to be non-negative"):
        rules.arithmetic([], ("<=", ZERO, Term("sqrt", form)), [entry(multiplier=form)])


@pytest.mark.parametrize(
    "body",
    [Term("add", ONE, Term("div", ONE, s)), Term("inf", t, ZERO, s, ONE), Term("powi", s, k)],
)
def test_what_need_not_be_continuous_is_not_integrated(body: Term) -> None:
    with refused("continuous"):
        rules.identity([], Term("int", s, ZERO, ONE, body), Term("int", s, ZERO, ONE, body))


def test_of_an_integral_that_may_not_exist_only_what_is_fixed_is_taken() -> None:
    """1/s - 1/s is 0, and so is its integral; that of 1/s over [0, 1] is no number that could be taken from itself."""
    whole, half = (Term("int", s, ZERO, ONE, Term("div", num(value), s)) for value in (2, 1))
    rules.identity([], whole, Term("mul", num(2), half))
    with refused("continuous"):
        rules.identity([], Term("int", s, ZERO, ONE, sub(ONE, Term("div", ONE, s))), sub(ONE, half))
    split = Term("inner", Term("path", "x", VN, s), Term("div", v, s))
    with refused("continuous"):
        rules.identity([], Term("int", s, ZERO, ONE, split), ZERO)


def test_an_integral_depends_continuously_on_a_parameter_only_if_the_integrand_is_integrable() -> None:
    """The integral of 1 + t/s over [0, 1] is 1 at t = 0 and does not exist elsewhere."""
    assert not is_continuous(Term("int", s, ZERO, ONE, Term("add", ONE, Term("div", t, s))), t)
    assert is_continuous(Term("int", s, ZERO, ONE, Term("mul", s, t)), t)


def test_a_gradient_need_not_be_continuous() -> None:
    """The gradient of the norm jumps at 0."""
    moving = Term("path", "x", VN, s)
    assert not is_continuous(Term("grad", v, Term("norm", v), moving), s)
    assert is_continuous(Term("grad", v, Term("fn", "F", VN, SCALAR, v), moving), s)


def test_a_trivial_equation_is_no_endless_loop() -> None:
    operator = Term("tr", Term("var", "A", ON))
    same = rules.identity([], operator, operator)
    assert rules.identity([same], operator, operator).clause == same.clause


# ------------------------------------------------------------------------------------------------ forgery


FALSE = fact("<=", ONE, ZERO)


def test_a_theorem_cannot_be_made_copied_or_subclassed() -> None:
    theorem = rules.identity([], a, a)
    with pytest.raises(KernelError):
        Theorem()
    with pytest.raises(TypeError):
        copy.copy(theorem)
    with pytest.raises(TypeError):
        copy.deepcopy(theorem)
    with pytest.raises(TypeError):
        pickle.dumps(theorem)
    with pytest.raises(TypeError):
        type("Forged", (Theorem,), {})
    with pytest.raises(AttributeError):
        theorem.clause = FALSE
    disguised = type("Forged", (), {"__slots__": Theorem.__slots__})()
    with pytest.raises(TypeError):
        disguised.__class__ = Theorem


@pytest.mark.parametrize("make", [SimpleNamespace, lambda: object.__new__(Theorem)])
def test_what_only_looks_like_a_theorem_is_no_premise(make: Any) -> None:
    forged = make()
    fields = {"hypotheses": frozenset(), "premises": (), "rule": "assume", "arguments": {}}
    for name, value in {"clause": FALSE, **fields}.items():
        object.__setattr__(forged, name, value)
    with refused("not a theorem"):
        rules.monotone_root([forged])
    with refused("not a theorem"):
        rules.generalize([forged], [], [])


def test_premises_are_read_once() -> None:
    """A sequence that shows one theorem to the check and another to the maker."""
    good, bad = assume(fact("<=", a, b)), assume(FALSE)

    class Fickle(list[Theorem]):
        def __getitem__(self, index: Any) -> Any:
            return bad

    assert rules.monotone_root(Fickle([good])).clause == fact("<=", Term("sqrt", a), Term("sqrt", b))


def test_a_clause_is_a_clause() -> None:
    class Sly(Clause):
        def substitute(self, values: Any) -> Clause:
            return FALSE

    with refused("not a clause"):
        assume(Sly((), (), ("<=", ZERO, ONE)))
    for shape in [(), ("<=", ZERO), ("<=", ZERO, ONE, ONE), [("<=", ZERO, ONE)]]:
        with pytest.raises(KernelError):
            make_theorem("assume", Clause((), (), shape))  # type: ignore[arg-type]
    with refused("unknown relation"):
        assume(fact("!=", ZERO, ONE))
    with refused("relates scalars"):
        assume(fact("<=", v, w))


def test_a_wrong_use_of_any_rule_is_a_kernel_error() -> None:
    for rule in rules.RULES.values():
        for arguments in ((), (None,), (ONE, ONE), (ONE, ONE, ONE), ((), (), ())):
            with pytest.raises(KernelError):
                rule([], *arguments, nothing=None)
            with pytest.raises(KernelError):
                rule([None, None], *arguments)


@pytest.mark.parametrize("name", [3, True, 3.0, Fraction(3)])
def test_a_number_is_no_dimension_that_could_be_another(name: Any) -> None:
    """The trace of the identity of R^3 is 3; of R^4 it is not."""
    identity = Term("id", 3)
    trace = rules.identity([], Term("inner", identity, identity), num(3))
    with refused("a dimension that is a number"):
        rules.rename([trace], [(name, 4)], [])


@pytest.mark.parametrize("name", "abcdefgh")
def test_the_variable_of_a_sum_gets_another_number_everywhere_or_nowhere(name: str) -> None:
    """Of ``a_i sum_j sin(b_j - c_j) v_j``, the sum does not speak of i, whichever sign the sine gets."""
    outer, j = Term("var", "#0", NATURAL), Term("var", "j", NATURAL)
    weight, first, second = (
        Term("path", letter, SCALAR, at) for letter, at in (("a", outer), (f"b_{name}", j), (f"c_{name}", j))
    )
    body = Term("mul", weight, Term("sin", sub(first, second)), Term("path", "v", VN, j))
    ((word, factor),) = Normalizer().form(Term("sum", j, ZERO, b, body)).items()
    assert not mentions(word, outer)
    assert mentions(tuple(factor), outer)


def test_a_number_before_the_argument_of_a_logarithm_is_kept() -> None:
    """``exp(log(2 a) / 2)`` is the root of ``2 a``, not of ``a``."""
    positive = rules.assume([], fact("<", ZERO, a))
    half = Term("exp", Term("mul", num("1/2"), Term("log", Term("mul", num(2), a))))
    rules.identity([positive], half, Term("sqrt", Term("mul", num(2), a)))
    with refused("differ"):
        rules.identity([positive], half, Term("sqrt", a))
