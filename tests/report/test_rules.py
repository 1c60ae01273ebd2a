"""Every name by which a report may call a rule has its sentence."""

from proofcheck.kernel.rules import RULES as KERNEL
from proofcheck.lang.rule_names import FREE
from proofcheck.lang.rule_names import RULES as CITED
from proofcheck.provers.library import LAWS
from proofcheck.provers.narrate import rule_name
from proofcheck.report.html import explained as in_html
from proofcheck.report.latex import explained as in_latex
from proofcheck.report.rules import RULES


def test_whatever_a_proof_may_rest_on_is_explained_in_a_sentence() -> None:
    cited = {*CITED, *FREE, *(law.name for law in LAWS), "Z3"}
    steps = {*(law.title for law in LAWS), *filter(None, map(rule_name, KERNEL))}
    assert sorted((cited | steps) - RULES.keys()) == []


def test_the_sentences_are_set_as_they_are_meant() -> None:
    for name, says in RULES.items():
        assert "U+" not in in_latex(says), name
        assert "<code>" not in in_html(says), name
