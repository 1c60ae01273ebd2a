r"""Hoeffding's lemma: E \exp(\lambda X) \le \exp(\lambda^2 (b - a)^2 / 8) where a <= X <= b and E X = 0.

Shalev-Shwartz and Ben-David, "Understanding machine learning" (2014), Lemma B.7, after Hoeffding (1963): with
h = \lambda (b - a), p = -a / (b - a) and L(h) = -h p + \log(1 - p + p e^h), the mean is at most \exp(L(h)), and
L(h) <= h^2 / 8 by Taylor's theorem, since L(0) = L'(0) = 0 and L'' <= 1 / 4. The lines that put it together
suppose what the lines before have shown, ``hoeffding.L``, and ends <= bound from ``hoeffding.ends``,
``hoeffding.last`` and ``hoeffding.inserted``.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    chain,
    define_function,
    derivative,
    eq,
    exp,
    expectation,
    for_all,
    frac,
    log,
    numbered,
    random_scalar,
    scalar,
    surely,
    time,
)

X, x = random_scalar("X"), scalar("x")
a, b, lam, p = scalar("a"), scalar("b"), scalar("lambda", positive=True), scalar("p")
h = time("h")

bounds = [a < b, surely(a <= X), surely(X <= b)]
centred = [*bounds, eq(expectation(X), 0)]
share = [p >= 0, p <= 1]
mean = expectation(exp(lam * X))
weight = 1 - p + p * exp(h)
L = define_function("L", [h], -h * p + log(weight))
slope = -p + p * exp(h) / weight
ends = b / (b - a) * exp(lam * a) - a / (b - a) * exp(lam * b)

chord = Claim(
    "hoeffding.1",
    "Lemma B.7, proof, the chord",
    "step",
    exp(lam * x) <= (b - x) / (b - a) * exp(lam * a) + (x - a) / (b - a) * exp(lam * b),
    given=[a < b, a <= x, x <= b],
    reason=Reason("exp is convex"),
)

means = chain(
    "hoeffding.mean",
    "Lemma B.7, proof, the mean",
    mean,
    Step(
        "<=",
        (b - expectation(X)) / (b - a) * exp(lam * a) + (expectation(X) - a) / (b - a) * exp(lam * b),
        Reason("the chord, in the mean", claims=["hoeffding.1"]),
    ),
    Step("=", ends, Reason("the mean is 0")),
    given=centred,
)

signs = [
    Claim(
        "hoeffding.left",
        "Lemma B.7, proof, the left end",
        "step",
        a <= 0,
        given=centred,
        reason=Reason("the mean is at least a"),
    ),
    Claim(
        "hoeffding.right",
        "Lemma B.7, proof, the right end",
        "step",
        b >= 0,
        given=centred,
        reason=Reason("the mean is at most b"),
    ),
]

first = Claim(
    "hoeffding.slope",
    "Lemma B.7, proof, the first derivative",
    "step",
    eq(derivative(h, L(h)), slope),
    given=[h >= 0, *share],
    reason=Reason("the chain rule"),
)

second = chain(
    "hoeffding.curvature",
    "Lemma B.7, proof, the second derivative",
    derivative(h, slope),
    Step("=", (1 - p) * (p * exp(h)) / weight**2, Reason("the quotient rule")),
    Step("<=", frac(1, 4), Reason("4 x y <= (x + y)^2")),
    given=[h >= 0, *share],
)

slopes = ["fundamental theorem of calculus", "monotonicity of the integral"]
taylor = [
    Claim(
        "hoeffding.slope.bound",
        "Lemma B.7, proof, Taylor's theorem, the slope",
        "step",
        for_all(h >= 0, slope <= h / 4),
        given=share,
        reason=Reason(
            "the slope is 0 at 0, and grows by at most 1 / 4", claims=["hoeffding.curvature.2"], rules=slopes
        ),
    ),
    Claim(
        "hoeffding.L",
        "Lemma B.7, proof, Taylor's theorem",
        "step",
        for_all(h >= 0, L(h) <= h**2 / 8),
        given=share,
        reason=Reason("L(0) = 0", claims=["hoeffding.slope.bound"], rules=slopes),
    ),
]

scaled = [eq(h, lam * (b - a)), eq(p, -a / (b - a))]
shares = [
    Claim(
        "hoeffding.share.least",
        "Lemma B.7, proof, p is a share",
        "step",
        p >= 0,
        given=[a < b, a <= 0, *scaled],
        reason=Reason("a is not positive"),
    ),
    Claim(
        "hoeffding.share.most",
        "Lemma B.7, proof, p is a share",
        "step",
        p <= 1,
        given=[a < b, b >= 0, *scaled],
        reason=Reason("b is not negative"),
    ),
]

exponents = [
    Claim(
        f"hoeffding.exponent.{end}",
        f"Lemma B.7, proof, the {end} end in h and p",
        "step",
        eq(exp(written), exp(meant)),
        given=[a < b, *scaled],
        reason=Reason("insert h and p"),
    )
    for end, written, meant in (("left", lam * a, -h * p), ("right", lam * b, h - h * p))
]

ends_in_h = chain(
    "hoeffding.ends",
    "Lemma B.7, proof, the bound in h and p",
    ends,
    Step("=", (1 - p) * exp(lam * a) + p * exp(lam * b), Reason("p = -a / (b - a)")),
    Step(
        "=",
        exp(-h * p) * weight,
        Reason("h = lambda (b - a)", claims=["hoeffding.exponent.left", "hoeffding.exponent.right"]),
    ),
    given=[a < b, *scaled],
)

last = chain(
    "hoeffding.last",
    "Lemma B.7, proof, the bound",
    exp(-h * p) * weight,
    Step("=", exp(L(h)), Reason("exp of a logarithm")),
    Step("<=", exp(h**2 / 8), Reason("L(h) <= h^2 / 8")),
    given=[h >= 0, *share, L(h) <= h**2 / 8],
)

bound = exp(lam**2 * (b - a) ** 2 / 8)
inserted = Claim(
    "hoeffding.inserted",
    "Lemma B.7, proof, h inserted",
    "step",
    eq(exp(h**2 / 8), bound),
    given=[a < b, *scaled],
    reason=Reason("h = lambda (b - a)"),
)

statement = Claim(
    "hoeffding.lemma",
    "Lemma B.7",
    "statement",
    mean <= bound,
    given=[*centred, ends <= bound],
    reason=Reason("the mean is at most that of the chord", claims=numbered("hoeffding.mean", 1, 2)),
)

claims = [
    statement, chord, *means, *signs, first, *second, *taylor, *shares, *exponents, *ends_in_h, *last, inserted,
]  # fmt: skip
