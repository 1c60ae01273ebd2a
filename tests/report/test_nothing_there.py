"""Reports on what does not exist say so; two sides would say nothing."""

import io

from rich.console import Console

from proofcheck.findings.sides import missing
from proofcheck.lang import Claim, eq, exists, for_all, limit, natural, oo, scalar, summation
from proofcheck.report.html import to_html
from proofcheck.report.latex import to_latex
from proofcheck.report.terminal import print_findings

NONE = "there is no such C"


def test_every_report_says_that_there_is_nothing(findings):
    claim = next(c for c in findings["documents"][0]["claims"] if c["id"] == "lemma4.2")
    claim["counterexample"] |= {"lhs": "0", "rhs": "0", "none": NONE}
    shown = io.StringIO()
    print_findings(findings, Console(file=shown, width=200))
    assert f"λ = 1: {NONE}" in shown.getvalue()
    assert "there is no such" in to_html(findings)
    assert r"\item[Shown] there is no such" in to_latex(findings)


def test_a_false_claim_names_what_is_missing():
    a, C, D = (scalar(name) for name in "aCD")
    assert missing(Claim("one", "", "step", for_all(a, exists(C, a <= C)))) == NONE
    assert missing(Claim("two", "", "step", exists((C, D), C <= D))) == "there are no such C and D"
    assert missing(Claim("none", "", "step", a <= C)) == ""


def test_what_a_limit_is_not_is_said_in_words():
    k, e = natural("k"), scalar("e")
    for words, says in {
        "it has no bound": summation(k, 1, oo, 1 / k) < oo,
        "from no number on is it M or more": for_all(e, eq(summation(k, 1, oo, 1 / k**2), oo)),
        "from no number on is the error at most ε": eq(limit(k, k / (k + 1)), 2),
        "": summation(k, 1, oo, 1 / k**2) <= 1,
    }.items():
        assert missing(Claim("c", "", "step", says)) == words
