"""What hypotheses determine is written in the place of a wrong number, a strict bound loses its strictness, and no
repair says what holds of everything.
"""

from proofcheck.check import check_documents
from proofcheck.lang import Claim, dimension, eq, exp, frac, inner, norm, scalar, sqrt, text, vector
from proofcheck.lang.documents import document

c, x, y, z = (scalar(name) for name in "cxyz")
n = dimension("n")
u, v = vector("u", n), vector("v", n)
SLIPS = [
    (eq(x, 4), [eq(2 * x, -6)], eq(x, -3)),
    (eq(x, 4), [eq(2 * x + y, 7), eq(y, 2)], eq(x, frac(5, 2))),
    (eq(x + y, 5), [eq(x, 1), eq(y, 2)], eq(x + y, 3)),
    (sqrt(x) < sqrt(y), [x > 1, eq(y, x)], sqrt(x) <= sqrt(y)),
    (exp(x / 8) < exp(y / 8), [x > 0, eq(y, x)], exp(x / 8) <= exp(y / 8)),
    (x > 1, [x >= 1], x >= 1),
    (norm(u) <= norm(v), [norm(v) + c <= norm(u), c > 0], norm(u) >= norm(v)),
    (eq(y * x, z * x), [eq(y, c), x > 0], eq(y * x, c * x)),
    (
        eq(norm(u - v) ** 2 + 2 * inner(u, v), norm(u) ** 2 + norm(v)),
        [],
        eq(norm(u - v) ** 2 + 2 * inner(u, v), norm(u) ** 2 + norm(v) ** 2),
    ),
]


def test_each_slip_is_mended_as_it_was_meant():
    claims = [Claim(f"line{k}", "", "step", says, given=given) for k, (says, given, _) in enumerate(SLIPS)]
    [found] = check_documents([document("solved", "", claims)], workers=1)["documents"]
    offered = [claim["repair"] and claim["repair"]["text"] for claim in found["claims"]]
    assert offered == [text(meant) for _, _, meant in SLIPS]
