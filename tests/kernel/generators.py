"""Random kernel terms, for Hypothesis to choose and to shrink."""

from fractions import Fraction
from typing import Any

from evaluator import World
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Sort, Term, num

VN, VP, ON, OP = ("V", "n"), ("V", "p"), ("O", "n", "n"), ("O", "n", "p")
a, b, c, s, t, x = (Term("var", name, SCALAR) for name in "abcstx")
i, k = (Term("var", name, NATURAL) for name in "ik")
u, v, w = (Term("var", name, VN) for name in "uvw")
A, B, S = Term("var", "A", OP), Term("var", "B", ON), Term("var", "S", ON)

Draw = st.DrawFn
FULL = 10_000
"""Examples of a property test under --full."""

worlds = st.builds(World, st.integers(0, 10**6), zeros=st.sampled_from([0, 0.4]))
rationals = st.sampled_from([Fraction(n, d) for n in range(-3, 4) for d in (1, 2)]).map(num)


def often(examples: int = 25) -> settings:
    """The settings of a property test: the same examples in every run, and as many as the profile has under --full."""
    profile = settings.default.max_examples if settings.default else 0
    return settings(
        max_examples=profile if profile >= FULL else examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


RANGES = [
    (low, high) for low in (ZERO, ONE, k) for high in (k, Term("add", k, ONE), Term("add", k, num(-1)), num(2), i)
]
"""Of sums; an index i outside is another one than that of the sum."""


def paths(name: str, sort: Sort, leaves: tuple[Term, ...]) -> list[Term]:
    """The values of a path at the time, and at an index and the one after it, if there is one."""
    indices = [at for leaf in leaves if leaf == i for at in (i, Term("add", i, ONE))]
    return [Term("path", name, sort, at) for at in (t, *indices)]


@st.composite
def scalars(draw: Draw, depth: int = 3, smooth: bool = False, leaves: tuple[Term, ...] = (a, b, t)) -> Term:
    """A scalar term; if ``smooth``, differentiable by its form."""

    def inside(**changes: Any) -> Term:
        return draw(scalars(**{"depth": depth - 1, "smooth": smooth, "leaves": leaves, **changes}))

    def vector(sort: Sort = VN) -> Term:
        return draw(vectors(depth=depth - 1, smooth=smooth, leaves=leaves, sort=sort))

    if depth <= 0:
        return draw(st.one_of(rationals, st.sampled_from([*leaves, *paths("z", SCALAR, leaves)])))
    heads = ["leaf", "add", "mul", "pow", "div", "exp", "inner", "square", "fn", "dim"]
    rough = [
        "sqrt",
        "max",
        "min",
        "norm",
        "opnorm",
        "smin",
        "lmin",
        "lmax",
        "int",
        "powi",
        "trace",
        "frobenius",
        "inverse",
        "gram",
        "inf",
        "d",
        "sum",
        "prod",
        "expect",
    ]
    head = draw(st.sampled_from(heads if smooth else heads + rough))
    match head:
        case "leaf":
            return inside(depth=0)
        case "dim":
            return Term("dim", draw(st.sampled_from(["n", "p", 2])))
        case "add" | "mul" | "max" | "min":
            return Term(head, inside(), inside())
        case "pow":
            return Term("pow", inside(), draw(st.integers(1, 2)))
        case "div":
            return Term("div", inside(), num(draw(st.sampled_from([2, -3]))))
        case "exp":
            return Term("exp", inside(depth=0))
        case "inner":
            return Term("inner", vector(), vector())
        case "square":
            return Term("pow", Term("norm", vector()), 2)
        case "fn":
            return Term("fn", "F", VN, SCALAR, vector())
        case "sqrt":
            return Term("sqrt", inside())
        case "inverse":
            return Term(
                "div", ONE, draw(st.sampled_from([Term("exp", inside(depth=0)), inside(), Term("pow", inside(), 2)]))
            )
        case "norm":
            return Term("norm", vector())
        case "trace" | "frobenius":
            first, second = (draw(operators(depth=depth - 1, leaves=leaves, sort=OP)) for _ in range(2))
            return Term("inner", first, second) if head == "trace" else Term("norm", first)
        case "opnorm" | "smin" | "lmin" | "lmax":
            sort = ON if head in {"lmin", "lmax"} else OP
            return Term(head, draw(operators(depth=depth - 1, leaves=leaves, sort=sort)))
        case "gram":
            factor = draw(operators(depth=0, leaves=leaves, sort=OP))
            which = draw(st.sampled_from(["opnorm", "lmin", "lmax"]))
            return Term(which, Term("mul", inside(depth=0), Term("dot", factor, Term("tr", factor))))
        case "int":
            return Term("int", s, ZERO, inside(depth=0), inside(leaves=(*leaves, s)))
        case "inf":
            return Term("inf", s, ZERO, ONE, inside(depth=0, leaves=(*leaves, s)))
        case "d":
            return Term("d", t, inside(depth=1, smooth=True))
        case "sum" | "prod":
            low, high = draw(st.sampled_from(RANGES))
            return Term(head, i, low, high, inside(leaves=(*leaves, i)))
        case "expect":
            return Term("expect", i, inside(leaves=(*leaves, i)), "n")
        case _:
            exponent = draw(st.sampled_from([k, Term("add", k, ONE), Term("add", k, k)]))
            return Term("powi", inside(depth=0, leaves=(a, b)), exponent)


@st.composite
def elementary(draw: Draw, smooth: bool = False) -> Term:
    """A scalar term with logarithms, sines and cosines of others in it."""
    inside = draw(scalars(depth=2, smooth=smooth))
    heads = ["sin", "cos"] if smooth else ["sin", "cos", "log", "exp of log", "log of product"]
    match draw(st.sampled_from(heads)):
        case "exp of log":
            rate = draw(st.sampled_from([num(2), num(Fraction(1, 3)), num(-1), a]))
            term = Term("exp", Term("mul", rate, Term("log", inside)))
        case "log of product":
            factors = (draw(rationals), Term("exp", draw(scalars(depth=0))), inside)
            term = Term("log", Term("mul", *factors))
        case head:
            term = Term(head, inside)
    return Term(draw(st.sampled_from(["add", "mul"])), term, draw(scalars(depth=1, smooth=smooth)))


@st.composite
def vectors(
    draw: Draw, depth: int = 2, smooth: bool = False, leaves: tuple[Term, ...] = (a, b, t), sort: Sort = VN
) -> Term:
    """A vector term; if ``smooth``, differentiable by its form."""

    def inside(kind: Sort = sort) -> Term:
        return draw(vectors(depth=depth - 1, smooth=smooth, leaves=leaves, sort=kind))

    name = sort[1]
    if depth <= 0:
        return draw(
            st.sampled_from([Term("var", f"v{name}", sort), Term("var", f"w{name}", sort), *paths("x", sort, leaves)])
        )
    heads = ["leaf", "add", "mul", "dot", "div", "fn"]
    match draw(st.sampled_from(heads if smooth else [*heads, "gradfn", "int", "grad", "d", "sum"])):
        case "leaf":
            return inside()
        case "add":
            return Term("add", inside(), inside())
        case "mul":
            return Term("mul", draw(scalars(depth=depth - 1, smooth=smooth, leaves=leaves)), inside())
        case "dot":
            source = draw(st.sampled_from([VN, VP]))
            operator = draw(operators(depth=depth - 1, smooth=smooth, leaves=leaves, sort=("O", name, source[1])))
            return Term("dot", operator, inside(source))
        case "div":
            return Term("div", inside(), num(2))
        case "fn":
            source = draw(st.sampled_from([VN, VP]))
            return Term("fn", "f", source, sort, inside(source))
        case "gradfn":
            return Term("gradfn", "F", name, inside())
        case "grad":
            return Term(
                "grad",
                Term("var", "x", sort),
                Term("pow", Term("norm", Term("add", Term("var", "x", sort), inside())), 2),
                inside(),
            )
        case "sum":
            low, high = draw(st.sampled_from(RANGES))
            return Term("sum", i, low, high, draw(vectors(depth=depth - 1, leaves=(*leaves, i), sort=sort)))
        case "d":
            return Term("d", t, draw(vectors(depth=1, smooth=True, leaves=leaves, sort=sort)))
        case _:
            return Term("int", s, ZERO, a, Term("mul", Term("add", s, a), inside()))


@st.composite
def operators(
    draw: Draw, depth: int = 2, smooth: bool = False, leaves: tuple[Term, ...] = (a, b, t), sort: Sort = OP
) -> Term:
    """An operator term; if ``smooth``, without Jacobians, which are only continuous, and inverses."""

    def inside(kind: Sort = sort) -> Term:
        return draw(operators(depth=depth - 1, smooth=smooth, leaves=leaves, sort=kind))

    _, rows, columns = sort
    if depth <= 0:
        choices: list[Term] = [Term("var", "A", sort), Term("var", "B", sort)]
        choices += paths("Q", sort, leaves)
        choices += [] if smooth else [Term("dpath", "Q", sort, t)]
        choices += [Term("id", rows)] if rows == columns else []
        return draw(st.sampled_from(choices))
    heads = ["leaf", "add", "mul", "dot", "tr", "outer", *([] if smooth else ["jac", "sum"])]
    match draw(st.sampled_from([*heads, "inv"] if rows == columns and not smooth else heads)):
        case "leaf":
            return inside()
        case "add":
            return Term("add", inside(), inside())
        case "mul":
            return Term("mul", draw(scalars(depth=depth - 1, smooth=smooth, leaves=leaves)), inside())
        case "dot":
            middle = draw(st.sampled_from(["n", "p"]))
            return Term("dot", inside(("O", rows, middle)), inside(("O", middle, columns)))
        case "tr":
            return Term("tr", inside(("O", columns, rows)))
        case "sum":
            low, high = draw(st.sampled_from(RANGES))
            return Term("sum", i, low, high, draw(operators(depth=depth - 1, leaves=(*leaves, i), sort=sort)))
        case "inv":
            return Term("inv", inside())
        case "outer":
            left, right = (
                draw(vectors(depth=depth - 1, smooth=smooth, leaves=leaves, sort=("V", size)))
                for size in (rows, columns)
            )
            return Term("outer", left, right)
        case _:
            return Term("jac", "f", columns, rows, draw(vectors(depth=depth - 1, leaves=leaves, sort=("V", columns))))
