"""What a reason has to cite is read off the steps of a derivation."""

import pytest

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, num
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers import naming
from proofcheck.provers.naming import FREE, names_of_step

t, a, b = (Term("var", name, SCALAR) for name in "tab")
v = Term("var", "v", ("V", "n"))
A = Term("var", "A", ("O", "n", "n"))
path = Term("path", "x", SCALAR, t)
SYMMETRIC = rules.assume([], fact("=", Term("tr", A), A))
UNIT = rules.assume([], fact("=", Term("norm", v), ONE))
SQUARE = Term("dot", A, Term("tr", A))
FALLS = rules.assume([], fact("<=", Term("d", t, Term("pow", path, 2)), ZERO))
ENTRY = {"coefficient": 1, "premises": (0,)}
SLOPE = Term("mul", num(2), path, Term("dpath", *path[1:]))
SHORTER = rules.assume([], rules.over(t, a, b, ("<=", path, ONE)))
ORDER = rules.assume([], fact("<=", a, b))

STEPS: dict[str, tuple[Theorem, set[str]]] = {
    "an assumption": (UNIT, set()),
    "a root": (rules.monotone_root([ORDER]), {"monotonicity"}),
    "terms without derivatives": (rules.identity([], Term("add", a, a), Term("mul", num(2), a)), {"normal form"}),
    "a derivative": (rules.identity([], Term("d", t, Term("pow", path, 2)), SLOPE), {"normal form", "differentiation"}),
    "a derivative in a premise": (
        rules.arithmetic([FALLS], ("<=", SLOPE, ZERO), [ENTRY]),
        {"arithmetic", "differentiation"},
    ),
    "a derivative in a template": (
        rules.identity(
            [rules.assume([], fact("=", a, b))],
            *(Term("mul", x, SLOPE) for x in (a, b)),
            [{"equation": 0, "hole": a, "template": Term("mul", a, Term("d", t, Term("pow", path, 2)))}],
        ),
        {"normal form", "differentiation"},
    ),
    "an eigenvalue of a square": (
        rules.identity([], Term("lmin", SQUARE), Term("pow", Term("smin", A), 2)),
        {"normal form", "singular values"},
    ),
    "a square of an operator norm": (
        rules.identity([], *[Term("pow", Term("opnorm", A), 2)] * 2),
        {"normal form"},
    ),
    "a greatest value": (rules.extremum_bound([UNIT], Term("opnorm", A), v), {"operator norm"}),
    "an eigenvalue": (rules.extremum_bound([UNIT, SYMMETRIC], Term("lmin", A), v), {"Rayleigh quotient"}),
    "integrals": (
        rules.functional_monotone([SHORTER, ORDER], Term("int", t, a, b, path), Term("int", t, a, b, ONE)),
        {"monotonicity of the integral"},
    ),
}


@pytest.mark.parametrize(("step", "names"), STEPS.values(), ids=STEPS)
def test_a_step_is_cited_by_the_names_of_what_it_does(step: Theorem, names: set[str]) -> None:
    assert names_of_step(step) == names


def test_every_rule_has_a_name_or_is_free() -> None:
    for name in rules.RULES:
        if name not in FREE | {"extremum, bound", "extremum, best", "monotonicity of a functional"}:
            assert name in naming._NAMES
