r"""With more friction, the gap is also integrable against t.

Su, Boyd and Candes (2016), Theorem 5. Let f be convex with minimiser x^*, and let
\ddot{X} + \frac{r}{t} \dot{X} + \nabla f(X) = 0 with r > 3, X(0) = x_0 and \dot{X}(0) = 0. Then, for all t > 0,

    f(X(t)) - f(x^*) \le \frac{(r - 1)^2 \|x_0 - x^*\|^2}{2 t^2},
    \int_0^t s (f(X(s)) - f(x^*)) \, ds \le \frac{(r - 1)^2 \|x_0 - x^*\|^2}{2 (r - 3)}.

The energy is E(t) = t^2 (f(X) - f(x^*)) + \frac12 \|(r - 1) (X - x^*) + t \dot{X}\|^2, which is that of the paper
times (r - 1) / 2.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    chain,
    define_function,
    for_all,
    frac,
    inner,
    integral,
    minimiser,
    norm,
    numbered,
    scalar,
    time,
)

from .notation import accelerated, acceleration, decline, f, gap, is_convex, position, slope, start, t, velocity, x_star
from .notation import X as path

r = scalar("r")
s = time("s")
given = [is_convex, minimiser(x_star, f), r > 3, accelerated(r)]
ahead = (r - 1) * (position - x_star) + t * velocity
energy = define_function("E_r", [t], t**2 * gap + frac(1, 2) * norm(ahead) ** 2)
later_gap = s * (f(path(s)) - f(x_star))
total = integral(s, 0, t, later_gap)

statement = Claim(
    "friction.statement",
    "Theorem 5, the rate",
    "statement",
    for_all(t > 0, f(path(t)) - f(x_star) <= frac((r - 1) ** 2 * norm(start - x_star) ** 2, 2 * t**2)),
    given=given,
    reason=Reason("the energy bounds the gap", claims=["friction.6", "friction.7"]),
)

integrable = Claim(
    "friction.integral",
    "Theorem 5, the integral",
    "statement",
    for_all(t > 0, total <= frac((r - 1) ** 2 * norm(start - x_star) ** 2, 2 * (r - 3))),
    given=given,
    reason=Reason("the energy is not negative", claims=["friction.5", "friction.7"]),
)

derivative_of_energy = chain(
    "friction",
    "Theorem 5, proof, the derivative of the energy",
    energy.dot(t),
    Step(
        "=",
        2 * t * gap + t**2 * inner(slope, velocity) + inner(ahead, r * velocity + t * acceleration),
        Reason("differentiate"),
    ),
    Step("=", 2 * t * gap - (r - 1) * t * decline, Reason("the equation, for r X' + t X''")),
    Step("<=", 2 * t * gap - (r - 1) * t * gap, Reason("convexity")),
    Step("=", -(r - 3) * t * gap, Reason("collect")),
    given=[*given, t >= 0],
)

falling = [
    Claim(
        "friction.5",
        "Theorem 5, proof, what the energy loses",
        "step",
        for_all(t >= 0, energy(t) + (r - 3) * total <= energy(0)),
        given=given,
        reason=Reason(
            "integrate",
            rules=["fundamental theorem of calculus", "monotonicity of the integral"],
            claims=numbered("friction", 1, 4),
        ),
    ),
    Claim(
        "friction.6",
        "Theorem 5, proof, the energy does not increase",
        "step",
        for_all(t >= 0, energy(t) <= energy(0)),
        given=given,
        reason=Reason(
            "its derivative is not positive",
            rules=["fundamental theorem of calculus", "monotonicity of the integral"],
            claims=numbered("friction", 1, 4),
        ),
    ),
    Claim(
        "friction.7",
        "Theorem 5, proof, the energy bounds the gap",
        "step",
        t**2 * gap <= energy(t),
        reason=Reason("a square is nonnegative"),
    ),
]

claims = [statement, integrable, *derivative_of_energy, *falling]
