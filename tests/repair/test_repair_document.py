"""A whole document repaired: its lines, what follows from the repairs, its statements, and the author's own file."""

from dataclasses import replace

import pytest

from proofcheck.asking import Asking
from proofcheck.check import Revisions, check_documents
from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    chain,
    define,
    dimension,
    eq,
    for_all,
    identity,
    inner,
    named_last,
    norm,
    operator,
    scalar,
    vector,
)
from proofcheck.lang.documents import document
from proofcheck.lang.files import discover
from proofcheck.latex.document import load
from proofcheck.matter import Case
from proofcheck.repair.consequences import repaired
from proofcheck.report.pdf import NoPdfError, compile_pdf, find_engine
from proofcheck.report.repaired import marked_up, to_tex
from proofcheck.study.repairing import in_place_of, patched, repair_document, written

PAPER = r"""\documentclass{article}
\usepackage{amsmath}
\newcommand{\norm}[1]{\left\lVert #1 \right\rVert}
\begin{document}
% proofcheck: u, v : vector in \R^n
% proofcheck: a, b : real
\begin{align}
  \norm{u + v}^2 &= \norm{u}^2 + 3 \langle u, v \rangle % three
                    + \norm{v}^2 \\
  &= \norm{v}^2 + 3\langle u, v\rangle + \norm{u}^2 .
\end{align}
\begin{lemma}
  $a b \le \frac{a^2 + b^2}{4}$.
\end{lemma}
\end{document}
"""
a, b, c, x = scalar("a"), scalar("b"), scalar("c"), scalar("x")


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    place = tmp_path_factory.mktemp("paper") / "paper.tex"
    place.write_text(PAPER, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def outcome(paper):
    return repaired_by_the_engine(load(paper))


def repaired_by_the_engine(made):
    with Revisions(made, workers=1) as checks:
        return repair_document(made, checks)


def test_a_repair_goes_on_into_the_next_line_and_every_line_is_proved(outcome):
    said = [correction.after.text for correction in outcome.corrections]
    assert said == [
        "‖u + v‖² = ‖u‖² + 2 ⟨u, v⟩ + ‖v‖²",
        "‖u‖² + 2 ⟨u, v⟩ + ‖v‖² = ‖v‖² + 2 ⟨u, v⟩ + ‖u‖²",
        "a b ≤ (a² + b²) / 2",
    ]
    assert written(outcome)["left"] == []


def test_a_line_without_meaning_is_repaired_under_what_is_supposed():
    n, m, r = dimension("n"), dimension("m"), scalar("r", positive=True)
    A = operator("A", m, n)
    primal, dual = A.T @ A + r * identity(n), A.T @ A + r * identity(m)
    wrong = Claim("push", "by hand", "step", eq(primal**-1 @ A.T, A.T @ dual**-1))
    again = repaired_by_the_engine(document("push", "Push through", [wrong]))
    [correction] = again.corrections
    assert correction.after.text == "(Aᵀ A + r I_n)^(-1) Aᵀ = Aᵀ (A Aᵀ + r I_m)^(-1)"


def test_a_false_statement_comes_with_a_counterexample_and_what_it_should_say(outcome):
    [statement] = written(outcome)["statements"]
    assert statement["survives"] == "false"
    assert statement["counterexample"]
    assert statement["corrected"] == "a b ≤ (a² + b²) / 2"
    assert "it should say: a b ≤ (a² + b²) / 2" in "\n".join(marked_up(written(outcome)))


def test_a_patch_changes_the_wrong_tokens_of_the_authors_file_and_nothing_else(outcome, paper):
    new, left = patched(outcome, PAPER, in_place_of(paper))
    assert left == []
    assert new == PAPER.replace("3 \\lang", "2 \\lang").replace("3\\lang", "2\\lang").replace("}{4}", "}{2}")


MACROS = r"""\documentclass{article}
\newcommand{\norm}[1]{\lVert #1 \rVert}
\begin{document}
% proofcheck: u, v : vector in \R^n
% proofcheck: A, B : matrix in \R^{n \times n}
\begin{lemma}
$\norm{u + v}^2 \leq \norm{u}^2 + 2\norm{v}^2$, $\norm{A u} \le \norm{A}^2 \norm{u}$,
$\norm{A} \geqslant \norm{A}_F$, $\norm{A u}^2 \le \norm{A}^2 \norm{u}$.
\end{lemma}
\end{document}
"""


def test_a_patch_keeps_to_the_authors_macros_and_spaces_and_signs(tmp_path):
    place = tmp_path / "paper.tex"
    place.write_text(MACROS, encoding="utf-8")
    new, left = patched(repaired_by_the_engine(load(place)), MACROS, in_place_of(place))
    assert left == []
    assert new.splitlines()[6:8] == [
        r"$\norm{u + v}^2 \leq 2\norm{u}^2 + 2\norm{v}^2$, $\norm{A u} \le \norm{A} \norm{u}$,",
        r"$\norm{A} \leqslant \norm{A}_F$, $\norm{A u}^2 \le \norm{A}^2 \norm{u}^2$.",
    ]


def test_a_chain_of_a_paper_is_one_display_and_statements_go_by_their_names(outcome):
    told = written(outcome)
    lines = [[row["right"] for row in p["rows"]] for section in told["sections"] for p in section["paragraphs"]]
    assert [len(rows) for rows in lines] == [2, 1]
    assert [statement["where"] for statement in told["statements"]] == [f"{outcome.after.claims[-1].id} (line 13)"]
    assert [section["heading"] for section in told["sections"]][1:] == [told["statements"][0]["where"]]


def test_the_repaired_paper_compiles(outcome):
    tex = to_tex(written(outcome))
    assert r"\changed{" in tex
    assert r"$3 \langle u ,\allowbreak v \rangle$ replaced by $2 \langle u ,\allowbreak v \rangle$" in tex
    try:
        find_engine()
    except NoPdfError:
        pytest.skip("no TeX engine")
    assert compile_pdf(tex).pdf.startswith(b"%PDF")


@pytest.mark.parametrize("part", ["lemma4", ""])
def test_the_repaired_lecture_is_proved_by_the_kernel_without_a_gap(part, request):
    """From its assumptions to Theorem 2; a lemma of it in every run."""
    if not part and not request.config.getoption("--full"):
        pytest.skip("takes a minute: run with --full")
    whole = discover()["lazy_training"]
    kept = tuple(claim for claim in whole.claims if claim.id.startswith(part))
    outcome = repaired_by_the_engine(replace(whole, claims=kept))
    lines = {line["id"]: (line["holds"], line["follows"], line["trust"]) for line in outcome.again["claims"]}
    assert lines == dict.fromkeys([claim.id for claim in kept], ("proved", "yes", "kernel"))
    assert {"lemma4.2", "lemma4.6"} <= {correction.before.id for correction in outcome.corrections}


def test_a_hypothesis_that_quotes_a_chain_quotes_its_new_end():
    lines = chain("line", "by hand", a, Step("=", b, Reason("")), Step("=", 2 * c, Reason("")))
    last = Claim("last", "by hand", "conclusion", a <= 1, given=[for_all(x, a <= 2 * c)])
    made = repaired(document("d", "d", [*lines, last]), replace(lines[1], says=eq(b, 3 * c)))
    assert made.claim("last").given[0].assertions == (for_all(x, a <= 3 * c),)


def test_a_name_stands_for_its_corrected_value_everywhere():
    B = define("B", 2 * a)
    claims = [Claim("first", "by hand", "step", eq(a + a + a, named_last(B))), Claim("next", "by hand", "step", c >= B)]
    made = repaired(document("d", "d", claims), replace(claims[0], says=eq(a + a + a, 3 * a)))
    assert made.claim("first").text == "a + a + a = 3 a =: B"
    assert made.claim("next").says.right.unfold() == 3 * a


def test_the_findings_say_what_a_statement_rests_on_and_what_of_it_is_broken():
    lines = chain("line", "by hand", a + a, Step("=", 2 * a, Reason("")), Step("=", 3 * a, Reason("")))
    stated = Claim("all", "by hand", "statement", eq(a + a, 2 * a), reason=Reason("", claims=["line.1", "line.2"]))
    [found] = check_documents([document("d", "d", [*lines, stated])], workers=1)["documents"]
    assert found["statements"] == [{"id": "all", "rests_on": ["line.1", "line.2"], "broken": ["line.2"]}]


def test_a_step_that_names_no_rule_gets_the_one_that_it_needs():
    u, v = vector("u", 2), vector("v", 2)
    step = Claim("step", "by hand", "step", norm(u + v) <= norm(u) + norm(v), reason=Reason("clear"))
    outcome = repaired_by_the_engine(document("d", "d", [step]))
    assert outcome.after.claim("step").reason.rules == ("triangle inequality",)
    assert written(outcome)["left"] == []


def test_a_conclusion_is_drawn_from_the_hypotheses_that_it_needs():
    drawn = Claim("drawn", "by hand", "conclusion", a <= c, given=[a <= b], hypotheses=[b <= c])
    outcome = repaired_by_the_engine(document("d", "d", [drawn]))
    assert [correction.why for correction in outcome.corrections] == ["from the hypotheses of its lemma as well"]
    assert written(outcome)["left"] == []


@pytest.mark.parametrize(("line_follows", "rules"), [("yes", ("Cauchy-Schwarz",)), ("no", ())])
def test_a_statement_gets_the_argument_that_it_lacks_where_all_that_it_cites_follows(line_follows, rules):
    u, v = vector("u", 2), vector("v", 2)
    line = Claim("line", "by hand", "step", inner(u, v) <= norm(u) * norm(v))
    stated = Claim("stated", "by hand", "statement", line.says, reason=Reason("the line", claims=["line"]))
    made = document("d", "d", [line, stated])

    class Checks:
        def original(self):
            return self.revised(made)

        def revised(self, asked):
            follows = {"line": line_follows, "stated": "yes" if self.follows(asked, "stated") else "unknown"}
            claims = [
                {"id": name, "holds": "proved", "follows": said, "uses": ["Cauchy-Schwarz"], "repair": None}
                for name, said in follows.items()
            ]
            return {"claims": claims}

        def follows(self, asked, name):
            return name == "stated" and "Cauchy-Schwarz" in asked.claim(name).reason.rules

    assert repair_document(made, Checks()).after.claim("stated").reason.rules == rules


def test_what_a_change_does_not_touch_is_not_asked_again(monkeypatch):
    asked = []
    each = Asking.each

    def noted(self, work, questions, limits=None):
        for owner, question in questions:
            cases = [question] if isinstance(question, Case) else question
            asked.extend((work.__name__, case.claim) for case in cases)
            yield from each(self, work, [(owner, question)], limits)

    monkeypatch.setattr(Asking, "each", noted)
    u, v = vector("u", 2), vector("v", 2)
    triangle = Claim("triangle", "by hand", "step", norm(u + v) <= norm(u) + norm(v))
    line = Claim("line", "by hand", "step", eq(a + a, 2 * a))
    stated = Claim("stated", "by hand", "statement", 2 * (a + a) <= 4 * a, reason=Reason("", claims=["line"]))
    made = document("d", "d", [triangle, line, stated])
    with Revisions(made, workers=1) as checks:
        before = checks.original()
        asked.clear()
        reasoned = replace(triangle, reason=Reason("", rules=["triangle inequality"]))
        found = checks.revised(document("d", "d", [reasoned, line, stated]))
        assert asked == [("follow_soon", "triangle"), ("report", "triangle")]
        asked.clear()
        again = checks.revised(document("d", "d", [reasoned, replace(line, says=eq(a + a, 3 * a)), stated]))
    assert ("decide", "stated") not in asked
    assert ("report", "stated") in asked
    assert [claim["follows"] for claim in before["claims"]] == ["unknown", "yes", "yes"]
    assert [claim["follows"] for claim in found["claims"]] == ["yes", "yes", "yes"]
    assert [claim["follows"] for claim in again["claims"]] == ["yes", "no", "no"]
