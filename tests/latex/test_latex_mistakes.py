"""Mistakes of the usual kinds, planted in a paper that is right, are found at their lines, and nothing else is."""

import json
from pathlib import Path

import pytest

from proofcheck import cli

PAPER = Path(__file__).parent / "papers" / "descent.tex"

# what stands in the paper, what is put there instead
MISTAKES = [
    (r"\frac{L}{2} \nrm{\vy - \vx}^2, \label{eq:upper}", r"\frac{L}{4} \nrm{\vy - \vx}^2, \label{eq:upper}"),
    (r"\frac12 \nrm{\grad(\vx)}^2 \ge \mu", r"\frac14 \nrm{\grad(\vx)}^2 \ge \mu"),
    (r"\vx + \frac1\mu \grad(\vx)}^2", r"\vx - \frac1\mu \grad(\vx)}^2"),
    (r"&\ge F(\vx) - \frac{1}{2 \mu} \nrm", r"&\ge F(\vx) + \frac{1}{2 \mu} \nrm"),
    (r"F(\vx_k) - \step \nrm{\grad(\vx_k)}^2 + \frac", r"F(\vx_k) + \step \nrm{\grad(\vx_k)}^2 + \frac"),
    (r"1 - \frac{L \step}{2} \right) \nrm", r"1 - L \step \right) \nrm"),
    (r"&\le F(\vx_k) - F(\xopt) - \step \mu", r"&\le F(\vx_k) - F(\xopt) - 4 \step \mu"),
    (r"- 2 \step \ip{\grad(\vx_k)}", r"- \step \ip{\grad(\vx_k)}"),
    (r"F(\vx_k) - F(\xopt) + \frac{\mu}{2} \nrm{\vx_k", r"F(\vx_k) - F(\xopt) + 2 \mu \nrm{\vx_k"),
    (r"\nrm{\grad(\vx_k) - \grad(\xopt)} \le L", r"\nrm{\grad(\vx_k) - \grad(\xopt)} \le \mu"),
    (r"ab \le \frac{a^2 + b^2}{2}", r"ab \le \frac{a^2 + b^2}{4}"),
    (r"= 2 \nrm{\vx}^2 + 2 \nrm{\vy}^2", r"= \nrm{\vx}^2 + 2 \nrm{\vy}^2"),
    (r"\[ \vx^\top \vy = \frac14", r"\[ \vx \vy = \frac14"),
    (r"\kappa \ge 1", r"\kappa \le 1"),
    (r"1 - \frac{\mu}{L} = 1 -", r"1 - \frac{L}{\mu} = 1 -"),
]
# the relations after these: what stands between two relations of a chain is a side of both
NEXT_IN_THE_CHAIN = {71: 72, 85: 86}


def planted(mistakes):
    text = PAPER.read_text(encoding="utf-8")
    lines = set()
    for right, wrong in mistakes:
        assert text.count(right) == 1, right
        lines.add(text[: text.index(right)].count("\n") + 1)
        text = text.replace(right, wrong)
    return text, lines


def verdicts(paper, capsys):
    cli.main(["check", "--no-store", "--format", "json", str(paper)])
    [document] = json.loads(capsys.readouterr().out)["documents"]
    return document


def test_the_paper_is_right(capsys, request):
    if not request.config.getoption("--full"):
        pytest.skip("a minute: with --full")
    document = verdicts(PAPER, capsys)
    assert "problems" not in document
    assert document["coverage"].startswith("40 of 40 relations read")
    assert {(claim["holds"], claim["follows"]) for claim in document["claims"]} == {("proved", "yes")}


def test_mistakes_are_found_where_they_are(tmp_path, capsys, monkeypatch, request):
    full = request.config.getoption("--full")
    text, lines = planted(MISTAKES if full else MISTAKES[10:])
    if not full:
        start, end = text.index(r"\section{What the assumptions"), text.index(r"\begin{rem}")
        text = text[:start] + "\n" * text[start:end].count("\n") + text[end:]
    monkeypatch.chdir(tmp_path)
    paper = tmp_path / "wrong.tex"
    paper.write_text(text, encoding="utf-8")
    document = verdicts(paper, capsys)
    wrong = {claim["line"] for claim in document["claims"] if claim["holds"] in {"refuted", "ill-typed"}}
    assert lines <= wrong <= lines | {NEXT_IN_THE_CHAIN[line] for line in lines & NEXT_IN_THE_CHAIN.keys()}
