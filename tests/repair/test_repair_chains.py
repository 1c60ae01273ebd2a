"""A line that goes on from a wrong one is mended by going on from what that one should say."""

from proofcheck.check import Revisions, check_documents
from proofcheck.lang import Reason, Step, chain, dimension, inner, norm, scalar, vector
from proofcheck.lang.documents import document
from proofcheck.study.repairing import repair_document

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


def _twice_wrong():
    """Two lines, each with a slip of its own: a lost 2, which the second one has, and a lost square."""
    eta, G = scalar("eta", positive=True), scalar("G", positive=True)
    far, slope, size = norm(x - z) ** 2, inner(g, x - z), norm(g) ** 2
    ends = [("=", far - eta * slope + eta**2 * size), ("<=", far - 2 * eta * slope + eta * G**2)]
    steps = (Step(*end, Reason("")) for end in ends)
    return document("chain", "", chain("step", "example", norm(x - eta * g - z) ** 2, *steps, given=[norm(g) <= G]))


def test_what_is_wrong_in_the_next_line_too_is_mended_beside_its_start():
    [found] = check_documents([_twice_wrong()], workers=1)["documents"]
    first, second = (claim["repair"]["text"] for claim in found["claims"])
    assert first.endswith("= ‖x - z‖² - 2 η ⟨g, x - z⟩ + η² ‖g‖²")
    assert second == "‖x - z‖² - 2 η ⟨g, x - z⟩ + η² ‖g‖² ≤ ‖x - z‖² - 2 η ⟨g, x - z⟩ + η² G²"


def test_a_document_takes_over_what_goes_on_from_a_repair():
    made = _twice_wrong()
    with Revisions(made, workers=1) as checks:
        outcome = repair_document(made, checks)
    last = outcome.after.claims[-1].text
    assert last == "‖x - z‖² - 2 η ⟨g, x - z⟩ + η² ‖g‖² ≤ ‖x - z‖² - 2 η ⟨g, x - z⟩ + η² G²"
    assert [line["holds"] for line in outcome.again["claims"]] == ["proved", "proved"]
