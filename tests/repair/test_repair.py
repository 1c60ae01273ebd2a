"""A false line comes with what it should say, and the kernel has proved that."""

from proofcheck.check import check_documents
from proofcheck.lang import Claim, eq, exp, frac, inner, log, natural, norm, operator, scalar, vector
from proofcheck.lang.documents import document
from proofcheck.repair import edits

u, v = vector("u", 2), vector("v", 2)


def test_a_line_gets_the_likeliest_repair_that_is_sharp_or_none():
    """What is true gets none, no number gets a bound with room beside it, nothing is supposed that the line says."""
    x, k = scalar("x"), natural("k")
    y, C = scalar("y", nonnegative=True), operator("C", 2, 3)
    offered = {
        eq(norm(u + v) ** 2, norm(u) ** 2 + 3 * inner(u, v) + norm(v) ** 2): "‖u + v‖² = ‖u‖² + 2 ⟨u, v⟩ + ‖v‖²",
        eq(inner(u, v) + inner(u, v), frac(1, 2) * (inner(u, v) + inner(v, u))): "⟨u, v⟩ + ⟨u, v⟩ = ⟨u, v⟩ + ⟨v, u⟩",
        eq((x - 1) ** 2, x**2 - 2 * x - 1): "(x - 1)² = x² - 2 x + 1",
        norm(u + v) <= norm(u) + norm(v): None,
        x >= -1: None,
        x >= 0: None,
        2**k <= 100: None,
        x**2 <= 9: "x² ≤ 16",
        exp(-x) <= 1: "exp(-x) ≤ 1, if x ≥ 0",
        log(1 + y) <= 0: "log(1 + y) ≥ 0",
        norm(C.T @ C) <= norm(C): "‖Cᵀ C‖ ≤ ‖C‖²",
        eq(exp(-2 * x) * exp(y), exp(2 * x + y)): "exp(2 x) exp(y) = exp(2 x + y)",
        eq((x + 1) * (x - y), x**2 - y): "(x + 1) (x - y) = x² - x y + x - y",
    }
    box = {x**2 <= 9: [x >= -4, x <= 4]}
    lines = [Claim(f"line{n}", "by hand", "step", says, given=box.get(says, ())) for n, says in enumerate(offered)]
    [found] = check_documents([document("lone", "Lone bounds", lines)], workers=1)["documents"]
    said = [claim["repair"] and claim["repair"]["text"] for claim in found["claims"]]
    assert said == list(offered.values())


def test_every_edit_changes_the_claim_and_is_offered_once():
    said = norm(u + v) <= norm(u) - norm(v)
    offered = [edit.says for edit in edits(said) if edit.supposing is None]
    assert said not in offered
    assert len(offered) == len(set(offered))
