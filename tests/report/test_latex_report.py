import copy
import re

import pytest

from proofcheck.report import story
from proofcheck.report.charts import of_constant
from proofcheck.report.graph import Graph
from proofcheck.report.latex import formula, prose, to_latex, value


def test_the_report_is_ascii_and_the_same_every_time(findings):
    tex = to_latex(findings)
    assert tex.isascii()
    assert tex == to_latex(copy.deepcopy(findings))


def test_nothing_from_a_hostile_claim_becomes_a_command(findings):
    before = to_latex(findings)
    attack = r"\input{/etc/passwd}\write18{ls}$\def\x{}$^^5cinput}{%"
    claim = findings["documents"][0]["claims"][5]
    claim |= dict.fromkeys(("where", "as_written", "follows_because", "reason", "file", "id"), attack)
    claim["counterexample"] = {"values": {attack: attack}, "lhs": attack, "rhs": attack, "replay": attack}
    claim["repair"] |= {"as_repaired": attack, "edit": attack}
    claim |= {"uses": [attack], "tacit": [attack], "notes": [attack], "numeric": {attack: attack}}
    claim["certificate"] = {"latex": attack, "text": attack}
    document = findings["documents"][0]
    document |= {"title": attack, "basis": [attack], "problems": [{"file": attack, "message": attack}]}
    document["summary"]["defects"].append(attack)
    findings["tool"]["version"] = attack
    tex = to_latex(findings)
    for command in (r"\input", r"\write", r"\def\x", "^^"):
        assert tex.count(command) == before.count(command) == 0


def test_every_claim_is_linked_from_the_summary_to_its_place(findings):
    tex = to_latex(findings)
    for number in range(1, len(findings["documents"][0]["claims"]) + 1):
        assert rf"\claimhead{{claim.1.{number}}}" in tex
        assert rf"\hyperref[claim.1.{number}]" in tex


def test_evidence_is_printed(findings):
    tex = to_latex(findings)
    assert r"left: $- 1$, \ right: $- 1 / 2$" in tex
    assert r"factor $1 / 2 \to 1$" in tex
    assert r"\textbackslash{}input" in tex


def test_a_run_without_documents_or_claims_still_gives_a_report(findings):
    empty = {"id": "e", "claims": [], "summary": {"claims": 0, "holds": {}, "defects": []}, "basis": []}
    assert "no proof was accepted" in to_latex(findings | {"documents": [empty]})
    assert to_latex(findings | {"documents": []})


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("lambda", r"$\lambda$"),
        ("w(0)", "$w ( 0 )$"),
        ("sqrt(2)/3", r"$\sqrt{2} / 3$"),
        ("sqrt((1 + x)^2)", r"$\sqrt{( 1 +\allowbreak x )^{2}}$"),
        ("exp(-1)", r"$\exp ( - 1 )$"),
        ("(1/2, -3)", r"$( 1 / 2 ,\allowbreak - 3 )$"),
        ("rate", r"$\mathrm{r a t e}$"),
        ("{x}}", r"$\{ x \} \}$"),
        ("x^(1/2)", r"$x^{1 / 2}$"),
        ("100%", r"\texttt{100\%}"),
    ],
)
def test_values_are_set_as_mathematics_where_they_read_as_such(text, tex):
    assert value(text).replace(r" + \allow", r" +\allow") == tex


def test_sentences_may_hold_formulas_between_dollars():
    assert prose(r"rate $\lambda$, 5 \$") == r"rate \$\textbackslash{}lambda\$, 5 \textbackslash{}\$"
    assert prose(r"rate $\lambda$ here") == r"rate \inlinefit{\lambda} here"
    assert prose(r"rate $\def$ here") == r"rate \texttt{\textbackslash{}def} here"


def test_a_formula_outside_the_grammar_is_shown_with_the_reason():
    assert r"unknown command \textbackslash{}input" in formula(r"\input{x}")


def test_the_graph_leads_from_a_mark_to_each_line(findings):
    document = findings["documents"][0]
    first, second = document["claims"][:2]
    second["cites"] = [first["id"]]
    tex = to_latex(findings)
    assert "What rests on what" in tex
    for k in range(1, len(document["claims"]) + 1):
        assert re.search(rf"\\hyperref\[claim\.1\.{k}\]{{\\mark(sound|gap|wrong|open)}}", tex)


def test_a_graph_that_fits_no_page_is_left_out(findings):
    document = findings["documents"][0]
    ordinary = document["claims"][0]
    document["claims"] = [
        ordinary | {"id": f"part{k}.1", "where": "here", "cites": [f"part{k - 1}.1"] * (k > 0)} for k in range(40)
    ]
    assert "What rests on what" not in to_latex(findings)


def test_arcs_lead_to_what_nothing_else_that_is_cited_cites_and_rows_stand_below_what_they_cite(findings):
    document = findings["documents"][0]
    ordinary = document["claims"][0]
    cited = {"top.1": ["low.1", "low.2", "middle.1"], "low.1": [], "low.2": ["low.1"], "middle.1": ["low.2"]}
    document["claims"] = [ordinary | {"id": name, "where": "here", "cites": cites} for name, cites in cited.items()]
    graph = Graph.of(document, {name: name for name in cited})
    assert {(edge.start.id, edge.end.id) for edge in graph.edges} == {
        ("low.1", "low.2"), ("low.2", "middle.1"), ("middle.1", "top.1"),
    }  # fmt: skip
    assert all(edge.start.y <= edge.end.y for edge in graph.edges)
    assert [node.id for node in graph.nodes] == list(cited)


@pytest.mark.parametrize(("low", "high"), [(None, 0.5), (0.49, 0.5), (2.0, 0.9), (0.5, 1.5), (1.0, 50.0)])
def test_a_bracket_is_drawn_with_what_is_false_beyond_one_end_and_what_is_proved_beyond_the_other(low, high):
    ends = {"proved_with": {"text": "h", "about": high}, "false_with": low and {"text": "l", "about": low}}
    drawn = of_constant({"letter": "c", **ends})
    beyond = {
        s.kind: [x for x, _ in s.points] for s in drawn.strokes if s.kind in ("left", "right") and s.points[0][0] < 285
    }
    assert (beyond["left"][1] < beyond["left"][0]) == (low is not None and low > high)
    if low:
        assert (beyond["right"][1] < beyond["right"][0]) == (low < high)
        assert (beyond["right"][0] < beyond["left"][0]) == (low < high)
    assert all(0 <= x <= drawn.width for s in drawn.strokes for x, _ in s.points)
    assert of_constant({"letter": "c", **ends, "proved_with": None}) is None


@pytest.mark.parametrize(
    ("name", "line", "title"),
    [("line48.1", 48, "Line 48"), ("lemma3", 5, "Lemma in line 3"), ("lemma3", 200, "lemma3"), ("eq4", 4, "eq4")],
)
def test_a_line_of_a_paper_is_named_in_words(name, line, title):
    claim = {
        "id": name,
        "line": line,
        "column": 2,
        "where": f"line {line}, column 2",
        "holds": "proved",
        "kind": "step",
    }
    [section] = story.sections({"claims": [claim], "hypotheses": []})
    assert section.title == title
