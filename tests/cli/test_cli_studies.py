"""The commands that ask what a claim needs, and how sharp it is."""

LEMMA = """
from proofcheck.lang import Claim, Reason, scalar

a, b, c = scalar("a"), scalar("b"), scalar("c")
claims = [Claim("square", "here", "statement", 2 * a * b * c <= 2 * (a**2 + b**2) * c, given=[c >= 0])]
"""


def test_an_audit_names_what_is_needed_with_a_counterexample(run):
    status, out, _ = run("audit", "mine.py", "--workers", "1", "--no-store")
    lines = out.splitlines()
    assert status == 0
    place = lines.index("  c ≥ 0")
    assert lines[place + 1] == "      used, and needed: without it the claim is false"
    assert lines[place + 2].startswith("      a = ")


def test_the_best_constant_is_said_as_a_theorem(run):
    status, out, _ = run("sharpen", "mine.py:square", "--workers", "1", "--no-store")
    assert status == 0
    assert "      theorem: C = 1/2 is the best constant" in out.splitlines()
