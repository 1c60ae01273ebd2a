"""How the sides of a false claim go as a number moves, and the pictures of that."""

import re
from itertools import pairwise

from proofcheck.check import check_documents
from proofcheck.lang import Claim, Reason, dimension, eq, for_all, norm, path, scalar, time
from proofcheck.lang.documents import document
from proofcheck.report import charts, drawing

x, y = scalar("x"), scalar("y")


def found(*claims):
    made = document("d", "", list(claims))
    return {claim["id"]: claim for claim in check_documents([made], workers=1)["documents"][0]["claims"]}


def claim(name, says, **more):
    return Claim(name, "here", "step", says, reason=Reason("said"), **more)


def test_the_sides_are_those_of_the_claim_wherever_its_hypotheses_hold():
    false = found(claim("c", x**2 <= 2 * x, given=[x >= 0, x <= 9]))["c"]
    course = false["counterexample"]["course"]
    assert course["number"] == "x"
    assert course["at"] in course["values"]
    assert all(0 <= value <= 9 for value in course["values"])
    assert len(course["values"]) > 5
    for value, left, right in zip(course["values"], course["left"], course["right"], strict=True):
        assert abs(left - value**2) <= 1e-5 * (1 + left)
        assert abs(right - 2 * value) <= 1e-5 * (1 + right)


def test_sides_are_in_the_order_of_the_author():
    course = found(claim("c", 2 * x >= x**2, given=[x >= 0, x <= 9]))["c"]["counterexample"]["course"]
    assert all(abs(left - 2 * v) < 1e-4 for v, left in zip(course["values"], course["left"], strict=True))


def test_the_number_is_one_that_decides_whether_the_claim_is_true():
    false = found(claim("c", y + 1 <= 2 * x + y, given=[x >= 0, x <= 9, y >= 1, y <= 2]))["c"]
    course = false["counterexample"]["course"]
    assert course["number"] == "x"
    assert {left > right for left, right in zip(course["left"], course["right"], strict=True)} == {True, False}


def test_what_is_true_and_what_does_not_move_has_no_course():
    claims = found(claim("true", x <= x + 1), claim("still", x - x >= 1))
    assert not claims["true"].get("counterexample")
    assert "course" not in claims["still"]["counterexample"]


def test_statements_are_drawn_at_random_instances_on_demand():
    n, t = dimension("n"), time("t")
    z = path("z", n)
    decays = for_all(t >= 0, eq(z.dot(t), -z(t)))
    made = document(
        "d",
        "",
        [
            Claim("decay", "here", "statement", norm(z(t)) <= norm(z(0)), given=[t >= 0, decays]),
            claim("equal", eq(x, x)),
        ],
    )
    checked = check_documents([made], workers=1, pictures=True)["documents"][0]["claims"]
    portrait = checked[0]["portrait"]
    assert "portrait" not in checked[1]
    assert portrait["used"][-1] == 0
    assert sum(portrait["used"]) > portrait["satisfied"] > 0
    assert all(left <= right * (1 + 1e-9) for left, right in zip(portrait["left"], portrait["right"], strict=True))
    assert portrait["instance"] in drawing.svg(charts.along(portrait))
    assert charts.tightness(portrait) is not None
    [best] = checked[0]["sharpness"]
    assert (best["best"], best["proved_with"]["text"]) == (True, "1")
    assert "proved with 1;" in charts.of_constant(best).says


COURSE = {
    "number": "λ",
    "at": 2.0,
    "values": [1.0, 2.0, 4.0],
    "left": [1.0, 4.0, 16.0],
    "right": [2.0, 3.0, 4.0],
    "repaired": {"values": [1.0, 2.0, 4.0], "left": [1.0, 4.0, 16.0], "right": [2.0, 5.0, 20.0]},
}


def test_a_picture_is_the_same_in_both_forms_and_its_lines_differ_without_colour():
    chart = charts.of_course(COURSE)
    assert {ring.kind for ring in chart.rings} == {"left", "right", "repaired"}
    page, tex = drawing.svg(chart), drawing.tex(chart)
    assert "the counterexample is at λ = 2" in page
    for kind in ("left", "right", "repaired"):
        assert page.count(f'<path class="{kind}"') == 2  # the line, and its sample beside its name
    assert len({drawing.PENS[kind].dashes for kind in ("left", "right", "repaired")}) == 3
    assert page.count("<path") == len(re.findall(r" S(?: |\})", tex)) - len(chart.rings)
    for name in ("left side", "right side", "as repaired"):
        assert f">{name}</text>" in page
        assert f"{{{name}}}" in tex


def test_words_of_a_picture_come_from_outside_and_are_shown_as_text():
    chart = charts.of_course({**COURSE, "number": r"<b>\input{x}"})
    assert "<b>" not in drawing.svg(chart)
    assert r"\input" not in drawing.tex(chart)


def test_names_of_lines_that_end_together_do_not_cover_each_other():
    course = {**COURSE, "right": [1.0, 4.0, 16.0]}
    heights = sorted(word.y for word in charts.of_course(course).words if "side" in word.text)
    assert all(b - a >= 10 for a, b in pairwise(heights))
