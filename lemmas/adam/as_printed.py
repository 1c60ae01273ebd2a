r"""As printed: \sum_{t=1}^T \sqrt{g_t^2 / t} \le 2 G \|g_{1:T}\|, and a sum that telescopes whatever the weights.

Kingma and Ba, "Adam: a method for stochastic optimization" (arXiv:1412.6980, 2014), Lemma 10.3 with its proof by
induction, and the last display in the proof of Theorem 10.5. Neither is true. The lemma fails where the gradients are
smaller than 1/2, in its base case already, and its two sides scale differently. The second sum needs weights that do
not decrease: Reddi, Kale and Kumar, "On the convergence of Adam and beyond" (ICLR 2018), Section 3.
"""

from proofcheck.lang import Claim, Reason, Step, chain, frac, sqrt

from .notation import (
    D,
    G,
    T,
    bounded_distances,
    bounded_gradients,
    differences,
    g,
    gradients,
    positive_weights,
    total,
    w,
)

last = g[T]

statement = Claim(
    "adam.statement",
    "Lemma 10.3",
    "statement",
    total(T) <= 2 * G * gradients(T),
    given=[bounded_gradients, T >= 1],
    reason=Reason("induction over T", rules=["induction"], claims=["adam.base", "adam.6"]),
)

base = Claim(
    "adam.base",
    "Lemma 10.3, proof, the base case",
    "step",
    sqrt(g[1] ** 2) <= 2 * G * gradients(1),
    given=[bounded_gradients],
    reason=Reason("the base case"),
)

step = chain(
    "adam",
    "Lemma 10.3, proof, the inductive step",
    total(T),
    Step("=", total(T - 1) + sqrt(last**2 / T), Reason("take out the last term")),
    Step("<=", 2 * G * gradients(T - 1) + sqrt(last**2 / T), Reason("the induction hypothesis")),
    Step(
        "=",
        2 * G * sqrt(gradients(T) ** 2 - last**2) + sqrt(last**2 / T),
        Reason("take out the last square", rules=["induction"]),
    ),
    given=[bounded_gradients, T >= 1, total(T - 1) <= 2 * G * gradients(T - 1)],
)

root = chain(
    "adam",
    "Lemma 10.3, proof, the root",
    sqrt(gradients(T) ** 2 - last**2),
    Step("<=", gradients(T) - frac(last**2, 2 * gradients(T)), Reason("complete the square, and take roots")),
    given=[bounded_gradients, T >= 1, gradients(T) > 0, gradients(T) ** 2 >= last**2],
    first=4,
)

end = Claim(
    "adam.6",
    "Lemma 10.3, proof, the end",
    "step",
    2 * G * sqrt(gradients(T) ** 2 - last**2) + sqrt(last**2 / T) <= 2 * G * gradients(T),
    given=[bounded_gradients, T >= 1, gradients(T) > 0, gradients(T) ** 2 >= last**2],
    reason=Reason("rearrange, and substitute the root", claims=["adam.4"]),
)

telescoping = Claim(
    "adam.telescoping",
    "Theorem 10.5, proof, the last display",
    "step",
    differences <= D**2 * w[T],
    given=[*bounded_distances, positive_weights, T >= 1],
    reason=Reason("the distances are bounded, and the sum telescopes"),
)

claims = [statement, base, *step, *root, end, telescoping]
