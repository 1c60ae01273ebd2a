r"""No weight vector moves farther than R' = 2 \sqrt n \|y - u(0)\| / (\sqrt m \lambda_0); so none leaves a larger ball.

Du, Zhai, Poczos and Singh, "Gradient descent provably optimizes over-parameterized neural networks" (ICLR 2019),
Lemma 3.3, second part, and Lemma 3.4. The error falls as \exp(-\lambda_0 t / 2), whence the 2. r_i is
the residual of the i-th of N inputs at one time, z_i that input, times the output of the unit where it is active and 0
elsewhere; w is the weight of that unit.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    absolute,
    chain,
    exp,
    for_all,
    implies,
    integral,
    natural,
    norm,
    scalar,
    sequence,
    sqrt,
    summation,
    within,
)

from .notation import T, d, error, first_error, lam, m, moved, n, s, t, w

i, N = natural("i"), natural("N")
r, z = sequence("r"), sequence("z", d)
velocity = norm(w.dot(t))
radius = 2 * sqrt(n) * first_error / (sqrt(m) * lam)
speed = sqrt(n) / sqrt(m) * exp(-lam * s / 2) * first_error
slow = for_all(within(s, 0, t), norm(w.dot(s)) <= speed)

residuals = chain(
    "residuals",
    "Lemma 3.3, proof, the gradient of one unit",
    norm(summation(i, 1, N, r[i] * z[i])),
    Step(
        "<=",
        summation(i, 1, N, absolute(r[i]) * norm(z[i])),
        Reason("the triangle inequality", rules=["Cauchy-Schwarz"]),
    ),
    Step("<=", summation(i, 1, N, absolute(r[i])), Reason("inputs are at most 1 long, and so are outputs")),
    Step("<=", sqrt(N * summation(i, 1, N, absolute(r[i]) ** 2)), Reason("Jensen's inequality")),
    given=[for_all(i, norm(z[i]) <= 1)],
)

slowing = Claim(
    "weights.speed",
    "Lemma 3.3, proof, the speed of one unit",
    "step",
    velocity <= sqrt(n) / sqrt(m) * exp(-lam * t / 2) * first_error,
    given=[velocity <= sqrt(n) / sqrt(m) * error, error <= exp(-lam * t / 2) * first_error],
    reason=Reason("the decay of the error"),
)

calculus = ["fundamental theorem of calculus", "monotonicity of the integral"]
distance = chain(
    "weights",
    "Lemma 3.3, proof, the distance of one unit",
    moved,
    Step(
        "<=",
        integral(s, 0, t, norm(w.dot(s))),
        Reason(
            "a path is as long as its speed says",
            rules=["fundamental theorem of calculus", "triangle inequality for integrals"],
        ),
    ),
    Step("<=", integral(s, 0, t, speed), Reason("the speed", rules=["monotonicity of the integral"])),
    Step("<=", radius, Reason("the integral of an exponential", rules=calculus)),
    given=[slow, t >= 0],
)

R, R_prime = scalar("R", positive=True), scalar("R'", positive=True)
confined = for_all(T >= 0, implies(for_all(within(s, 0, T), norm(w(s) - w(0)) <= R), norm(w(T) - w(0)) <= R_prime))
staying = Claim(
    "weights.staying",
    "Lemma 3.4",
    "conclusion",
    for_all(t >= 0, moved <= R_prime),
    given=[confined, R_prime < R],
    reason=Reason("the first time at which it leaves the larger ball does not exist", rules=["continuation"]),
)

statement = Claim(
    "weights.statement",
    "Lemma 3.3, the weights",
    "statement",
    moved <= radius,
    given=[slow, t >= 0],
    reason=Reason("its proof", claims=["weights.1", "weights.2", "weights.3"]),
)

claims = [statement, *residuals, slowing, *distance, staying]
