r"""The continuous limit of Nesterov's accelerated gradient method converges at the rate 1/t^2.

Su, Boyd and Candes, "A differential equation for modeling Nesterov's accelerated gradient method: theory and insights"
(JMLR 17, 2016), Theorem 3. Let f be convex, and let \ddot{X} + \frac{3}{t} \dot{X} + \nabla f(X) = 0 with X(0) = x_0
and \dot{X}(0) = 0. Then

    f(X(t)) - f(x^*) \le \frac{2 \|x_0 - x^*\|^2}{t^2}    for all t > 0.

The equation is stated for t >= 0 and multiplied by t, which says both: at t = 0 it is 3 \dot{X}(0) = 0. The energy
E(t) = t^2 (f(X) - f(x^*)) + 2 \|X + \frac{t}{2} \dot{X} - x^*\|^2 does not increase.
That x^* is a minimiser is not needed.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    chain,
    convex,
    define_function,
    derivative,
    dimension,
    eq,
    for_all,
    frac,
    gradient,
    inner,
    norm,
    numbered,
    path,
    scalar_function,
    time,
    vector,
)

d = dimension("d")
t = time("t")
f = scalar_function("f", d)
curve = path("X", d)
x_star = vector("x*", d)

position, velocity, acceleration = curve(t), curve.dot(t), derivative(t, curve.dot(t))
slope = gradient(f)(position)
gap = f(position) - f(x_star)
motion = for_all(t >= 0, eq(t * acceleration + 3 * velocity + t * slope, 0))

given = [convex(f), motion]
ahead = position + frac(t, 2) * velocity - x_star
energy = define_function("E", [t], t**2 * gap + 2 * norm(ahead) ** 2)

statement = Claim(
    "flow.statement",
    "Theorem 3",
    "statement",
    for_all(t > 0, f(curve(t)) - f(x_star) <= frac(2 * norm(curve(0) - x_star) ** 2, t**2)),
    given=given,
    reason=Reason("the energy bounds the gap", claims=["flow.4", "flow.5"]),
)

derivative_of_energy = chain(
    "flow",
    "Theorem 3, proof, the derivative of the energy",
    energy.dot(t),
    Step(
        "=",
        2 * t * gap
        + t**2 * inner(slope, velocity)
        + 4 * inner(ahead, frac(3, 2) * velocity + frac(t, 2) * acceleration),
        Reason("differentiate"),
    ),
    Step("=", 2 * t * gap - 2 * t * inner(position - x_star, slope), Reason("the equation, for 3/2 X' + t/2 X''")),
    Step("<=", 0, Reason("convexity")),
    given=[*given, t >= 0],
)

falling = Claim(
    "flow.4",
    "Theorem 3, proof, the energy does not increase",
    "step",
    for_all(t >= 0, energy(t) <= energy(0)),
    given=given,
    reason=Reason(
        "its derivative is not positive",
        rules=["fundamental theorem of calculus", "monotonicity of the integral"],
        claims=numbered("flow", 1, 3),
    ),
)

bound = Claim(
    "flow.5",
    "Theorem 3, proof, the energy bounds the gap",
    "step",
    t**2 * gap <= energy(t),
    reason=Reason("a square is nonnegative"),
)

claims = [statement, *derivative_of_energy, falling, bound]
