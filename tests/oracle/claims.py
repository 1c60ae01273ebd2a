"""Random claims of known truth: true by construction, false by an instance, or with hypotheses that contradict.

``python tests/oracle/claims.py SEED`` prints the claim of a seed as a lemma file.
"""

import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
from arithmetics import PRECISE, NoValueError
from choices import Choices
from meaning import Instance, Looking, declared, free_scalars, truth
from trees import definitions_in, mutate, python, rewrite
from wording import A, B, F, T, Words, b, c, e, instance, k, m, n, p, q, s, samples, t, u, v, w, x, z

from proofcheck import lang as sy
from proofcheck.lang import expressions as ex
from proofcheck.lang.shapes import ill_typed

TRUE, FALSE, CONTRADICTORY, UNKNOWN = "true", "false", "contradictory", "unknown"
ROUGH = Looking(samples, 1e-9, 1e-4, certain=True)
CERTAIN = Looking(samples, 1e-15, 1e-6, certain=True)
TRIES = 24

le = partial(sy.relation, "<=")
Making = Callable[[Choices], Instance]


@dataclass(frozen=True)
class Told:
    """A claim, and what is known of it.

    ``laws`` are hypotheses that hold at every instance that ``making`` makes, though they speak of all times or all
    vectors; ``given`` are those that are looked at.
    """

    says: Any
    given: tuple[Any, ...] = ()
    laws: tuple[Any, ...] = ()
    making: Making = instance
    truth: str = TRUE
    family: str = ""
    instance: Instance | None = None

    @property
    def hypotheses(self) -> list[Any]:
        return [*self.laws, *self.given]


# ---------------------------------------------------------------- true by construction


def identity(pick: Choices) -> Told:
    """An expression equals what is rewritten from it."""
    words = Words(pick)
    written = pick.of(
        lambda: words.scalar(2, True),
        lambda: words.scalar(2),
        lambda: words.vector(2, n),
        lambda: words.operator(2, n, p),
    )()
    return Told(sy.eq(written, rewrite(written, pick, pick.of(2, 3, 4))))


def squares(pick: Choices) -> Told:
    """What is larger by squares, and written otherwise, is larger."""
    words = Words(pick)
    less = words.scalar(1, True)
    more = less
    for _ in range(pick.of(1, 2)):
        more = (
            more
            + pick.of(
                lambda: words.scalar(1, True) ** 2,
                lambda: sy.norm(words.vector(1, n, True)) ** 2,
                lambda: (words.name() - words.name()) ** 2 * pick.of(2, 3),
                lambda: sy.exp(words.scalar(0, True)),
                lambda: sy.sqrt(1 + words.scalar(1, True) ** 2),
                lambda: sy.norm(words.vector(1, n)),
            )()
        )
    return Told(le(less, rewrite(more, pick, pick.of(1, 2, 3))))


def textbook(pick: Choices) -> Told:
    """Instances of well-known inequalities."""
    words = Words(pick)
    one, other, source = words.vector(1, n), words.vector(1, n), words.vector(1, p)
    a, r, r2 = words.operator(1, n, p), words.scalar(1), words.scalar(1)
    symmetric = pick.of(lambda: B + B.T, lambda: a @ a.T, lambda: B @ B.T - B - B.T)()
    body = words.scalar(1, True)
    says = pick.of(
        sy.inner(one, other) <= sy.norm(one) * sy.norm(other),
        sy.norm(one + other) <= sy.norm(one) + sy.norm(other),
        sy.norm(one) - sy.norm(other) <= sy.norm(one - other),
        sy.norm(a @ source) <= sy.norm(a) * sy.norm(source),
        sy.norm(a.T @ one) <= sy.smax(a) * sy.norm(one),
        sy.smin(a) * sy.norm(one) <= sy.norm(a.T @ one),
        sy.lmin(symmetric) * sy.norm(one) ** 2 <= sy.inner(symmetric @ one, one),
        sy.inner(symmetric @ one, one) <= sy.lmax(symmetric) * sy.norm(one) ** 2,
        sy.smin(a) <= sy.smax(a),
        sy.smin(a) <= sy.smin(a + A) + sy.norm(A),
        le(r, sy.maximum(r, r2)),
        sy.minimum(r, r2) <= sy.maximum(r2, r),
        le(1 + r, sy.exp(r)),
        sy.infimum(s, 0, 1, body) <= sy.integral(s, 0, 1, body),
        sy.norm(sy.integral(s, 0, 1, s * one)) <= sy.integral(s, 0, 1, sy.norm(s * one)),
        2 * sy.inner(one, other) <= sy.norm(one) ** 2 + sy.norm(other) ** 2,
        le(4 * r * r2, (r + r2) ** 2),
        sy.inner(one, other) ** 2 <= sy.norm(one) ** 2 * sy.norm(other) ** 2,
        sy.norm(a @ a.T) <= sy.norm(a) ** 2,
    )
    return Told(rewrite(says, pick, pick.of(0, 1, 2)))


def instantiated(pick: Choices) -> Told:
    """What holds for all values holds for one, whatever the names inside."""
    value = pick.of(x, s, x + 1, b, s * x, ex.expression(2, ""), c)
    inner_value = pick.of(s, x, t, x - s, ex.expression(-1, ""))
    form = pick.of(0, 1, 2, 3, 4)

    def body(one: Any, other: Any) -> Any:
        return pick_form[form](one, other)

    pick_form: list[Callable[[Any, Any], Any]] = [
        lambda one, other: le(2 * one * T - c, one**2 + T**2),
        lambda one, other: le(0 * other, (one - other) ** 2 + c),
        lambda one, other: sy.implies(le(other, one), le(other, one + T**2)),
        lambda one, other: q(T) ** 2 + one**2 + other**2 >= 2 * one * other - c,
        lambda one, other: sy.implies(le(0, one), sy.implies(le(one, 1), le(one * other**2, other**2 + c))),
    ]
    law = pick.of(
        lambda: sy.for_all(x, sy.for_all(s, body(x, s))),
        lambda: sy.for_all((x, s), body(x, s)),
        lambda: sy.for_all(s, sy.for_all(x, body(s, x))),
        lambda: sy.for_all(x, sy.implies(x >= x - 1, sy.for_all(s, body(x, s)))),
    )()
    return Told(body(value, inner_value), laws=(law,))


def of_a_function(pick: Choices) -> Told:
    """What is given of a function at all points holds at one: a quadratic with known bounds."""
    point = pick.of(u, v, u - v, 2 * u, x * u + v, z(t), B @ u)
    other = pick.of(v, u, z(0), u + v)
    slope = sy.gradient(F)
    laws, says = pick.of(
        (sy.for_all((u, v), F(u) - F(v) <= sy.norm(u - v)), F(point) <= F(other) + sy.norm(point - other)),
        (sy.for_all(u, F(u) >= b), F(point) + F(other) >= 2 * b),
        (
            sy.for_all((u, v), F(v) >= F(u) + sy.inner(slope(u), v - u)),
            sy.inner(slope(point) - slope(other), point - other) >= 0,
        ),
        (sy.for_all(u, sy.inner(slope(u), u) >= sy.norm(u) ** 2), sy.norm(point) <= sy.norm(slope(point))),
        (sy.for_all(v, sy.norm(slope(v)) <= 2), sy.inner(slope(point), other) <= 2 * sy.norm(other)),
    )

    def making(pick: Choices) -> Instance:
        at = instance(pick)
        slant = at.exact(at.variables["V", "u", "n"]) * 0
        slant[0] = pick.of(0.5, -0.5, 1.0, 0.0)
        linear = (lambda r: 2.0 + slant @ r, lambda r: slant + 0 * r)
        flat = (lambda r: 2.0 + 0 * r[0], lambda r: 0 * r)
        bowl = (lambda r: 2.0 + r @ r / 2, lambda r: r)
        steep = (lambda r: 3.0 + r @ r, lambda r: 2 * r)
        lowest = {**at.variables, ("S", "b"): Fraction(pick.of(2, 1, -1))}
        chosen = {
            0: (linear, flat),
            1: (bowl, steep, flat),
            2: (bowl, steep, linear),
            3: (bowl, steep),
            4: (linear, flat),
        }
        return replace(at, variables=lowest, maps={**at.maps, "F": pick.of(*chosen[which])})

    which = pick.made[-1]
    return Told(says, laws=(laws,), making=making)


def flow(pick: Choices) -> Told:
    """Along z' = -r z + (nothing): derivatives, and the solution itself."""
    rate = Fraction(pick.of(1, 2, 1, 3), pick.of(1, 2))
    r = ex.expression(rate, "")
    end = pick.of(T, t, T + 1)
    law = pick.of(sy.for_all(t, sy.eq(z.dot(t), -(r * z(t)))), sy.for_all(s, sy.eq(z.dot(s) + r * z(s), 0 * z(0))))
    says = pick.of(
        sy.eq(sy.derivative(t, sy.norm(z(t)) ** 2), -2 * r * sy.norm(z(t)) ** 2),
        sy.eq(sy.norm(z(t)) ** 2, sy.norm(z(0)) ** 2 * sy.exp(-2 * r * t)),
        sy.eq(z(end), sy.exp(-1 * r * end) * z(0)),
        sy.eq(sy.derivative(t, sy.inner(u, z(t))), -1 * r * sy.inner(z(t), u)),
        sy.for_all(sy.within(s, 0, T), sy.norm(z(s)) <= sy.norm(z(0))),
        sy.norm(z(T)) <= sy.norm(z(0)),
        sy.for_all(s >= 0, sy.norm(z(s)) <= sy.norm(z(0))),
        sy.eq(sy.derivative(t, B @ z(t)), -(r * (B @ z(t)))),
        sy.eq(sy.derivative(t, t * z(t)), (1 - r * t) * z(t)),
        sy.eq(z(T) - z(0), -(r * sy.integral(s, 0, T, z(s)))),
    )

    def making(pick: Choices) -> Instance:
        at = instance(pick)
        start = at.exact(at.variables["V", "v", "n"])

        def decay(time: Any) -> Any:
            arithmetic = PRECISE if type(time).__name__ == "mpf" else at.arithmetic
            return arithmetic.exp(-arithmetic.number(rate) * time)

        path = (lambda r: start * decay(r), lambda r: -float(rate) * start * decay(r))
        return replace(at, paths={**at.paths, "z": path})

    return Told(says, laws=(law,), making=making)


def recursion(pick: Choices) -> Told:
    """Along a linear recursion: next members, the closed form."""
    ratio = Fraction(pick.of(2, 3, -1, 1), pick.of(1, 2))
    r, shift = ex.expression(ratio, ""), pick.of(0, 1)
    law = sy.for_all(k, sy.eq(e[k + 1], r * e[k] + shift if shift else r * e[k]))
    says: Any = sy.eq(e[k + 2], r**2 * e[k] + r * shift + shift)
    if not shift:
        says = pick.of(
            says,
            sy.eq(e[k], r**k * e[0]),
            sy.for_all(k, sy.eq(e[k + 1] * e[k], r * e[k] ** 2)),
            sy.eq(e[m + 1], r ** (m + 1) * e[0]),
            sy.eq(e[3], r**3 * e[0]),
            sy.for_all(m, e[m] ** 2 >= 0),
            sy.for_all(k, sy.implies(e[k] >= 1, e[k + 1] ** 2 >= r**2)),
        )

    def making(pick: Choices) -> Instance:
        at = instance(pick)
        start = at.variables["S", "b"]

        def member(index: Any) -> Any:
            current = Fraction(start)
            for _ in range(round(float(index))):
                current = ratio * current + shift
            return (PRECISE if type(index).__name__ == "mpf" else at.arithmetic).number(current)

        return replace(at, paths={**at.paths, "e": (member, member)})

    return Told(says, laws=(law,), making=making)


def integral(pick: Choices) -> Told:
    """Integrals of polynomials, by their antiderivatives."""
    low, high = pick.of((0, 1), (0, T), (x, s), (1, x))
    variable = pick.of(s, x, t)
    terms = [(Fraction(pick.of(1, 2, -1, 3), pick.of(1, 2)), pick.of(0, 1, 2, 3)) for _ in range(pick.of(1, 2))]

    def of(power: int, at: Any) -> Any:
        return ex.expression(at, "") ** power

    body = sum(
        (ex.expression(a, "") * of(i, variable) for a, i in terms[1:]), start=terms[0][0] * of(terms[0][1], variable)
    )
    primitive = [ex.expression(a / (i + 1), "") * (of(i + 1, high) - of(i + 1, low)) for a, i in terms]
    return Told(sy.eq(sy.integral(variable, low, high, body), sum(primitive[1:], start=primitive[0])))


def algebraic(pick: Choices) -> Told:
    """What follows from a few relations by adding, multiplying and chaining them."""
    words = Words(pick)
    one, two, three = (words.scalar(pick.of(1, 0), True) for _ in range(3))
    return pick.of(
        lambda: Told(rewrite(le(one, three), pick, 1), (le(one, two), le(two, three))),
        lambda: Told(rewrite(le(one * c, two * c), pick, 1), (le(one, two),)),
        lambda: Told(rewrite(le(one + 1, three), pick, 1), (le(one, two), le(two + 1, three))),
        lambda: Told(rewrite(le(0, one * two), pick, 1), (le(0, one), le(0, two))),
        lambda: Told(rewrite(sy.eq(one**2, two**2), pick, 1), (sy.eq(one, two),)),
        lambda: Told(
            rewrite(sy.norm(u - v) <= one + two, pick, 1), (le(sy.norm(u - z(t)), one), le(sy.norm(z(t) - v), two))
        ),
        lambda: Told(rewrite(sy.sqrt(one) <= sy.sqrt(two), pick, 1), (le(0, one), le(one, two))),
        lambda: Told(rewrite(sy.exp(x) <= sy.exp(s), pick, 1), (x <= s,)),
        lambda: Told(rewrite(le(one / c, two / c), pick, 1), (le(one, two),)),
        lambda: Told(rewrite(sy.inner(u, v) <= c * sy.norm(v), pick, 1), (sy.norm(u) <= c,)),
    )()


def logical(pick: Choices) -> Told:
    """What holds by the form of what is said alone, about any assertions."""
    words = Words(pick)
    one, two = words.assertion(pick.of(1, 0, 2)), words.assertion(pick.of(1, 0))
    variable = words.name()
    return pick.of(
        lambda: Told(one, (one,)),
        lambda: Told(sy.implies(one, one)),
        lambda: Told(two, (sy.implies(one, two), one)),
        lambda: Told(sy.implies(two, one), (one,)),
        lambda: Told(one, (sy.for_all(b, one),)),
        lambda: Told(sy.for_all(variable, sy.implies(one, one))),
        lambda: Told(
            sy.for_all(variable, two), (sy.for_all(variable, sy.implies(one, two)), sy.for_all(variable, one))
        ),
        lambda: Told(sy.implies(sy.for_all(variable, one), one)),
        lambda: Told(
            sy.implies(sy.implies(sy.for_all(variable, one), two), sy.implies(sy.for_all(variable, one), two))
        ),
        lambda: Told(sy.for_all(variable, sy.for_all(variable, one)), (sy.for_all(variable, one),)),
    )()


def in_dimensions(pick: Choices) -> Told:
    """What depends on a relation between dimensions."""
    return pick.of(
        Told(sy.implies(p < n, sy.eq(sy.smin(A), 0))),
        Told(sy.eq(sy.smin(A), 0), (p < n,)),
        Told(sy.eq(sy.smin(A), 0), (sy.implies(c > 0, p < n),)),
        Told(sy.implies(n < p, sy.eq(sy.smin(A.T), 0))),
        Told(sy.for_all(x, sy.implies(p < n, x * sy.smin(A) <= 0))),
        Told(n <= p, (n < p,)),
        Told(sy.smin(A) ** 2 * sy.norm(w) ** 2 <= sy.norm(A @ w) ** 2, (sy.implies(x >= x, p <= n), n <= p)),
    )


# ---------------------------------------------------------------- contradictions, and anything


def contradiction(pick: Choices) -> Told:
    """Hypotheses that no instance satisfies."""
    words = Words(pick)
    one, two = words.scalar(1, True), words.scalar(pick.of(1, 0), True)
    law = sy.for_all(k, sy.eq(e[k + 1], 2 * e[k]))
    given = pick.of(
        (sy.relation("<", one, two), le(two, one)),
        (sy.eq(one, two), le(two + 1, one)),
        (le(one**2, -c),),
        (sy.norm(u) <= 1, sy.norm(v) <= 1, sy.norm(u + v) >= 2 + c),
        (sy.for_all(x, x <= b),),
        (sy.for_all(x, sy.eq(q(x), x)), q(1) >= 2),
        (law, sy.for_all(k, sy.eq(e[k], k + 1))),
        (law, sy.eq(e[0], 1), e[2] <= 3),
        (sy.for_all(t, sy.eq(q.dot(t), -q(t))), sy.eq(q(0), 1), q(c) >= 1),
        (sy.for_all(t, sy.eq(q.dot(t), q(t))), sy.for_all(t, sy.eq(q(t), 1 + t))),
        (sy.for_all(t, sy.eq(q(t + 1), q(t) + 1)), sy.for_all(t, sy.eq(q.dot(t), 0 * t))),
        (n < p, sy.for_all(x, p < n)),
        (sy.for_all(u, F(u) >= 0), F(v) <= -c),
        (
            sy.for_all((u, v), sy.norm(sy.gradient(F)(u) - sy.gradient(F)(v)) <= 0 * x),
            sy.eq(sy.gradient(F)(u), v), sy.eq(sy.gradient(F)(z(0)), 2 * v), sy.unit(v),
        ),
        (sy.for_all(k, e[k + 1] >= e[k] + 1), sy.for_all(k, e[k] <= b)),
        (sy.for_all(t, sy.eq(q(t), sy.maximum(t, 0))),),
        (sy.for_all(k, sy.eq(e[k + 1], sy.sqrt(e[k] - 1))),),
        (sy.for_all(x, sy.implies(x >= b, x <= b)),),
        (sy.implies(le(one, one), x <= 0), x >= c),
        (sy.for_all(sy.within(t, -2, 2), sy.eq(q.dot(t), q(t) ** 2)), sy.eq(q(0), 1)),
    )  # fmt: skip
    return Told(words.assertion(pick.of(0, 1)), given, truth=CONTRADICTORY)


def anything(pick: Choices) -> Told:
    """A random assertion, under random hypotheses: mostly false."""
    words = Words(pick)
    given = tuple(words.assertion(0) for _ in range(pick.of(0, 0, 1)))
    return Told(words.assertion(pick.of(1, 2, 0)), given, truth=UNKNOWN)


FAMILIES: tuple[Callable[[Choices], Told], ...] = (
    algebraic, squares, identity, textbook, instantiated, of_a_function, flow, recursion, integral, logical,
    in_dimensions, contradiction, anything,
)  # fmt: skip


# ---------------------------------------------------------------- false, by an instance


def falsified(told: Told, pick: Choices) -> Instance | None:
    """An instance of the hypotheses at which the claim clearly fails, at 50 digits."""
    for _ in range(TRIES):
        at = told.making(pick)
        if _fails(told, at, ROUGH) and _fails(told, replace(at, arithmetic=PRECISE), CERTAIN):
            return at
    return None


def _fails(told: Told, at: Instance, looking: Looking) -> bool:
    try:
        free = set().union(*map(free_scalars, (told.says, *told.hypotheses)))
        return (
            all(declared(variable, at.lookup(variable)) for variable in free)
            and truth(told.says, at, looking) is False
            and all(truth(one, at, looking) is True for one in told.given)
        )
    except (NoValueError, NotImplementedError, OverflowError, ZeroDivisionError):
        return False


OTHERS = (x, s, t, T, c, u, v, A, B)


def _changed(told: Told, pick: Choices) -> Told:
    """The claim changed in one place, or a hypothesis left out or changed."""
    if told.given and pick.likely(40):
        which = pick.number(len(told.given))
        rest = (*told.given[:which], *told.given[which + 1 :])
        kept = (mutate(told.given[which], pick, OTHERS),) if pick.likely(50) else ()
        return replace(told, given=(*rest, *kept), truth=UNKNOWN)
    return replace(told, says=mutate(told.says, pick, OTHERS), truth=UNKNOWN)


def claim(seed: int | None, given: Sequence[int] = ()) -> tuple[Told | None, list[int]]:
    """The claim of a seed, or of a sequence of choices, and the choices made; None where its truth is not known."""
    pick = Choices(seed, given)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        family = pick.of(*FAMILIES)
        told = replace(family(pick), family=family.__name__)
        if any(ill_typed(one) for one in (told.says, *told.hypotheses)):
            return None, pick.made
        if told.truth == TRUE and pick.likely(55):
            told = _changed(told, pick)
        if told.truth == UNKNOWN:
            at = falsified(told, pick)
            return (None if at is None else replace(told, truth=FALSE, instance=at)), pick.made
        return told, pick.made


# ---------------------------------------------------------------- as a file


def lemma_file(told: Told, name: str) -> str:
    """A lemma file with the claim, for ``python -m proofcheck check``."""
    lines = [f'"""{name}: {told.family}, {told.truth}."""', "", "from proofcheck.lang import *", "", *_DECLARATIONS]
    for definition in definitions_in(ex.ForAll(told.says, *told.hypotheses)):
        parameters = ", ".join(python(parameter) for parameter in definition.parameters)
        head = f"define_function({definition.name!r}, [{parameters}]," if parameters else f"define({definition.name!r},"
        lines.append(f"{definition.name} = {head} {python(definition.value)})")
    hypotheses = "".join(f"\n        {python(one)}," for one in told.hypotheses)
    lines += [
        "claims = [",
        f'    Claim("{name}", "", "step",',
        f"        {python(told.says)},",
        f"        given=[{hypotheses}],",
        '        reason=Reason("")),',
        "]",
    ]
    if told.instance is not None:
        known = {key[1]: str(content) for key, content in told.instance.variables.items()}
        lines += ["", f"# fails at {told.instance.dimensions}: {known}"]
    return "\n".join(lines) + "\n"


_DECLARATIONS = [
    'n, p = dimension("n"), dimension("p")',
    'x, s, t, b = (scalar(name) for name in "xstb")',
    'c, T = scalar("c", positive=True), time("T")',
    'k, m = natural("k"), natural("m")',
    'u, v, w = vector("u", n), vector("v", n), vector("w", p)',
    'A, B = operator("A", n, p), operator("B", n, n)',
    'q, z, Q = path("q"), path("z", n), operator_path("Q", n, p)',
    'e, y = sequence("e"), sequence("y", n)',
    'f, F = mapping("f", p, n), scalar_function("F", n)',
]

if __name__ == "__main__":
    found, _choices = claim(int(sys.argv[1]))
    print(lemma_file(found, f"seed{sys.argv[1]}") if found is not None else "the truth of that one is not known")
