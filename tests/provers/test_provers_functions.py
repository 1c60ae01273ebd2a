"""Lines about logarithms, real powers, absolute values, waves and activations: true ones proved, false ones refuted."""

import pytest
from lines import assert_proved, problem

from proofcheck.lang import (
    absolute,
    cos,
    cosh,
    derivative,
    dimension,
    eq,
    exp,
    frac,
    log,
    natural,
    norm,
    relu,
    scalar,
    sigmoid,
    sin,
    sinh,
    softplus,
    sqrt,
    tanh,
    vector,
)
from proofcheck.provers.search import prove
from proofcheck.refuters.search import refute

x, y, a, b = (scalar(name, positive=True) for name in "xyab")
s, t = scalar("s"), scalar("t")
k = natural("k")
v = vector("v", dimension("n"))

TRUE = {
    "prod": (eq(log(x * y), log(x) + log(y)),),
    "quot": (eq(log(x / y), log(x) - log(y)),),
    "pow": (eq(log(x**3), 3 * log(x)),),
    "powk": (eq(log(x**k), k * log(x)),),
    "exp": (eq(log(exp(s)), s),),
    "inv": (eq(exp(log(x)), x),),
    "tan": (log(x) <= x - 1,),
    "tan1": (log(1 + x) <= x,),
    "low": (1 - 1 / x <= log(x),),
    "low1": (x / (1 + x) <= log(1 + x),),
    "mono": (log(x) <= log(y), x <= y),
    "monoS": (log(x) < log(y), x < y),
    "nonneg": (log(x) >= 0, x >= 1),
    "pos": (log(x) > 0, x > 1),
    "neg": (log(x) <= 0, x <= 1),
    "log2": (log(2) > 0,),
    "rootlog": (log(x) <= 2 * sqrt(x),),
    "expo": (x <= exp(s), log(x) <= s),
    "logo": (s <= log(x), exp(s) <= x),
    "weights": (eq(x**a * x**b, x ** (a + b)),),
    "weights2": (eq((x**a) ** b, x ** (a * b)),),
    "weights3": (eq((x * y) ** a, x**a * y**a),),
    "cube": (eq((x ** frac(1, 3)) ** 3, x),),
    "big": (x**33 < y**55, y > 1 + x),
    "klog": (-x * log(x) <= 1 - x + 0 * x,),
    "abs1": (absolute(s + t) <= absolute(s) + absolute(t),),
    "abs2": (absolute(s) - absolute(t) <= absolute(s - t),),
    "abs3": (eq(absolute(s * t), absolute(s) * absolute(t)),),
    "abs4": (eq(absolute(s) ** 2, s**2),),
    "abs5": (-absolute(s) <= s,),
    "sin1": (sin(s) <= 1,),
    "sin2": (eq(sin(s) ** 2 + cos(s) ** 2, 1),),
    "sin3": (absolute(cos(s)) <= 1,),
    "tanh1": (tanh(s) < 1,),
    "tanh2": (tanh(s) > -1,),
    "tanh3": (absolute(tanh(s)) <= 1,),
    "sig": (sigmoid(s) > 0,),
    "sig1": (sigmoid(s) < 1,),
    "sigd": (eq(derivative(t, sigmoid(t)), sigmoid(t) * (1 - sigmoid(t))),),
    "sigq": (sigmoid(s) * (1 - sigmoid(s)) <= frac(1, 4),),
    "sigsym": (eq(sigmoid(s) + sigmoid(-s), 1),),
    "softd": (eq(derivative(t, softplus(t)), sigmoid(t)),),
    "soft0": (softplus(s) > 0,),
    "softr": (s <= softplus(s),),
    "relu": (relu(s) <= absolute(s),),
    "relu2": (absolute(relu(s) - relu(t)) <= absolute(s - t),),
    "tanhd": (eq(derivative(t, tanh(t)), 1 - tanh(t) ** 2),),
    "logd": (eq(derivative(t, log(1 + t**2)), 2 * t / (1 + t**2)),),
    "sind": (eq(derivative(t, sin(t**2)), 2 * t * cos(t**2)),),
    "cosh": (eq(cosh(s) ** 2 - sinh(s) ** 2, 1),),
    "cosh1": (cosh(s) >= 1,),
    "klnn": (x * log(x / y) - x + y >= 0,),
    "real": (x**a <= 1, x <= 1),
    "real power of a norm": (norm(v) ** a <= 1, norm(v) <= 1, norm(v) > 0),
    "real2": (x**a <= y**a, x <= y),
    "amgm": (sqrt(x * y) <= (x + y) / 2,),
    "logamgm": ((log(x) + log(y)) / 2 <= log((x + y) / 2),),
    "loglip": (log(1 + x) - log(1 + y) <= absolute(x - y),),
    "lowlog": (log(1 + x) >= x - x**2 / 2,),
    "midlog": (log(1 + x) >= 2 * x / (2 + x),),
    "siglip": (sigmoid(s) - sigmoid(t) <= (s - t) / 4, t <= s),
    "cauchylip": (s / (1 + s**2) - t / (1 + t**2) <= s - t, t <= s),
    "addition": (eq(cos(s - t), cos(s) * cos(t) + sin(s) * sin(t)),),
    "three angles": (eq(sin(3 * s), 3 * sin(s) - 4 * sin(s) ** 3),),
    "half an angle": (eq(1 - cos(s), 2 * sin(s / 2) ** 2),),
    "time enough": (exp(-x * k) * y <= a, k >= log(y / a) / x),
    "steps enough": ((1 - x) ** k * y <= a, x <= 1, k >= log(y / a) / x),
    "condition number": ((1 - x / b) ** k * y <= a, x <= b, k >= b / x * log(y / a)),
}
FALSE = {
    "prod": (eq(log(x + y), log(x) + log(y)),),
    "tan": (log(x) <= x - 2,),
    "nonneg": (log(x) >= 0,),
    "logd": (eq(derivative(t, log(1 + t**2)), 1 / (1 + t**2)),),
    "sin": (eq(sin(s + t), sin(s) + sin(t)),),
    "sins": (sin(s + t) <= sin(s) + sin(t),),
    "cosd": (eq(cos(2 * s), 1 - sin(s) ** 2),),
    "sind": (eq(derivative(t, sin(2 * t)), cos(2 * t)),),
    "tanhd": (eq(derivative(t, tanh(t)), 1 - tanh(t)),),
    "sig": (sigmoid(s) <= frac(1, 2),),
    "sigq": (sigmoid(s) * (1 - sigmoid(s)) <= frac(1, 5),),
    "abs": (absolute(s + t) >= absolute(s) + absolute(t),),
    "abs2": (eq(absolute(s), s),),
    "softplus": (softplus(s) <= relu(s),),
    "real": (x**a <= 1,),
    "weights": (eq(x**a * x**b, x ** (a * b)),),
    "pinsker": (x * log(x) >= 0,),
    "log2": (log(x) <= frac(1, 3) * x,),
    "lowlog": (log(1 + x) >= x - x**2 / 3,),
    "siglip": (sigmoid(s) - sigmoid(t) <= (s - t) / 5, t <= s),
    "steps": ((1 - x) ** k * y <= a, x <= 1, k >= log(y / a)),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_lines_are_proved_by_the_kernel(name):
    assert_proved(problem(*TRUE[name]))


@pytest.mark.parametrize("name", FALSE)
def test_false_lines_are_refuted(name):
    asked = problem(*FALSE[name])
    assert prove(asked) is None
    assert refute(asked) is not None
