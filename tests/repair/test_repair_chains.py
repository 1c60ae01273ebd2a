"""A line that goes on from a wrong one is mended by going on from what that one should say."""

from proofcheck.check import check_documents
from proofcheck.lang import Reason, Step, chain, dimension, inner, norm, scalar, vector
from proofcheck.lang.documents import document

d, L = dimension("d"), scalar("L", positive=True)
x, z, g = (vector(name, d) for name in "xzg")
FAR, LEAP = norm(x - z) ** 2, norm(g) ** 2 / L**2


def _repairs(*steps):
    said = [Step(sign, value, Reason("")) for sign, value in steps]
    lines = chain("step", "example", norm(x - g / L - z) ** 2, *said, given=[inner(g, x - z) >= norm(g) ** 2 / L])
    made = document("chain", "", lines)
    [found] = check_documents([made], workers=1)["documents"]
    return [(claim["holds"], (claim["repair"] or {}).get("text")) for claim in found["claims"]]


def test_the_next_line_goes_on_from_the_repaired_one():
    """With 1 / L in the place of 2 / L both lines are wrong, and a change of the first one mends both."""
    first, second = _repairs(("=", FAR - inner(g, x - z) / L + LEAP), ("<=", FAR - 2 * LEAP + LEAP))
    assert first == ("refuted", "‖x - g / L - z‖² = ‖x - z‖² - 2 ⟨g, x - z⟩ / L + ‖g‖² / L²")
    assert second[0] == "refuted"
    assert second[1].startswith("‖x - z‖² - 2 ⟨g, x - z⟩ / L + ‖g‖² / L² ≤ ‖x - z‖² - 2 ")


def test_a_right_line_before_changes_nothing():
    first, second = _repairs(("=", FAR - 2 * inner(g, x - z) / L + LEAP), ("<=", FAR - 2 * LEAP))
    assert first[0] == "proved"
    assert second[1].startswith("‖x - z‖² - 2 ⟨g, x - z⟩ / L + ‖g‖² / L² ≤ ")
