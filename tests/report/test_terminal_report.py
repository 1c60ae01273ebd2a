import io
import re
from functools import partial

import pytest
from rich.console import Console

from proofcheck.report.terminal import print_explanation, print_findings, print_replay


def printed(show, *arguments, encoding="utf-8", **options):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace")
    show(*arguments, Console(file=stream, highlight=False, **{"width": 80} | options))
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


def test_the_table_has_every_claim_with_both_verdicts(findings):
    lines = printed(partial(print_findings, every=True), findings).splitlines()
    for claim in findings["documents"][0]["claims"]:
        words = {"yes": "follows", "no": "does not follow", "unknown": "unknown"}[claim["follows"]]
        assert any(claim["id"] in line and claim["holds"] in line and words in line for line in lines)


def test_each_defect_comes_with_its_evidence(findings):
    text = printed(print_findings, findings)
    block = text[text.index("lazy_training:lemma4.2 ") :]
    for words in (
        "refuted, does not follow",
        "false at n = 1, y = (0), z(0) = (1), Q(t) = ((1)), t = 0, λ = 1: left side -1, right side -1/2",
        "repair: factor 1/2 -> 1 (proved; certificate replayed by the kernel)",
        "python -m proofcheck replay lazy_training:lemma4.2",
        "lemmas/lazy_training/lemma4.py:57",
    ):
        assert words in block[: block.index("lazy_training:linear.1")]
    assert "not read: lemmas/lazy_training/broken.py:12: NameError" in text


def test_defects_come_first_in_the_order_of_the_source_and_the_counts_last(findings):
    lines = printed(print_findings, findings).splitlines()
    named = [line.split(":")[1].split()[0] for line in lines if line[:2] in ("✗ ", "△ ")]
    assert named == findings["documents"][0]["summary"]["defects"]
    assert lines[0].startswith("✗ ")
    assert [line.split(":")[0] for line in lines[-2:]] == ["lazy_training", "gradient_descent"]
    assert lines[-2].endswith("8 defects")


def test_what_is_true_but_not_shown_is_not_called_refuted(findings):
    text = printed(print_findings, findings)
    assert "△ lazy_training:lemma4.statement  proved, does not follow" in text


def test_what_a_claim_takes_for_granted_is_shown_with_it(findings):
    findings["documents"][0]["claims"][1]["tacit_text"] = ["y ≠ 0, since the claim divides by y"]
    assert "tacit: y ≠ 0, since the claim divides by y" in printed(print_findings, findings)


def test_lines_fit_a_terminal_except_what_is_meant_to_be_copied(findings):
    for line in printed(partial(print_findings, every=True), findings, force_terminal=True, no_color=True).splitlines():
        copied = line.strip().startswith(("python -m", "not read"))
        assert copied or len(strip(line).rstrip()) <= 80, line


def test_what_is_piped_is_not_broken(findings):
    claim = next(c for c in findings["documents"][0]["claims"] if c["id"] == "stress.wide")
    claim["text"] = "f(" + " + ".join(f"a_{k}" for k in range(60)) + ") > 0"
    assert f"  {claim['text']}\n" in printed(print_findings, findings)
    assert claim["text"] not in printed(print_findings, findings, force_terminal=True)


def strip(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_a_command_is_never_broken(findings):
    command = findings["documents"][0]["claims"][1]["counterexample"]["replay"]
    assert command in printed(print_findings, findings, width=40)


def test_without_colour_the_words_are_the_same(findings):
    coloured = printed(print_findings, findings, force_terminal=True, color_system="truecolor")
    assert "\x1b[" in coloured
    assert "\x1b" not in printed(print_findings, findings, no_color=True)
    assert strip(coloured) == strip(printed(print_findings, findings, force_terminal=True, no_color=True))


def test_a_stream_without_unicode_gets_mathematics_as_it_is_typed(findings):
    findings["documents"][0]["claims"][5]["text"] = "‖z(t) - y‖² ≤ λ"
    text = printed(partial(print_findings, every=True), findings, encoding="ascii")
    assert "x lazy_training:lemma4.2  refuted" in text
    assert "||z(t) - y||^2 <= lambda" in text
    assert "+ lemma4.4 " in text


@pytest.mark.parametrize("attack", ["\x1b[2J", "\x9b31m", "\u202eabc", "[red]x[/red]"])
def test_no_text_commands_the_terminal(findings, attack):
    document = findings["documents"][0]
    document["claims"][5] |= dict.fromkeys(("where", "as_written", "reason", "file"), attack)
    document["title"] = attack
    text = printed(print_findings, findings, force_terminal=True)
    assert not attack.startswith("[") or attack in text.replace("\n  ", " ")
    assert not any(control in text for control in ("\x1b[2J", "\x9b", "\u202e"))


def test_an_explanation_shows_hypotheses_proof_and_basis(findings):
    claim = findings["documents"][0]["claims"][6]
    explanation = {
        "finding": claim,
        "hypotheses": [],
        "text": "Q(t) symmetric\nlambda > 0",
        "proof": ["first", "second"],
    }
    text = printed(print_explanation, "lazy_training", explanation)
    for words in ("lazy_training:lemma4.4", "Q(t) symmetric", "lambda > 0", "first", "second", "Rayleigh quotient"):
        assert words in text


@pytest.mark.parametrize(
    ("reason", "said"), [("no reason is given", "The author gives no reason: it"), ("by (2)", "reason is “by (2)”: it")]
)
def test_an_explanation_says_what_reason_the_author_gives(findings, reason, said):
    explanation = {"finding": findings["documents"][0]["claims"][0] | {"reasoned": reason}, "text": [], "proof": []}
    assert said in " ".join(printed(print_explanation, "lazy_training", explanation).split())


def test_a_replay_shows_the_instance_and_both_sides():
    replayed = {"values": {"n": "1"}, "lhs": "-1", "rhs": "-1/2", "hypotheses": ["n >= 1"], "verdict": "refuted"}
    text = printed(print_replay, "a:b", replayed)
    for words in ("a:b", "n = 1", "n >= 1", "left side       -1", "right side      -1/2", "refuted"):
        assert words in text
