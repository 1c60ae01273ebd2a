"""Nesterov's method in continuous time: all of the proof holds as written, and what is not so does not."""

import pytest

from lemmas.accelerated_flow import document
from lemmas.accelerated_flow.rate import curve, f, given, t, x_star
from proofcheck.check import Verdicts
from proofcheck.lang import Claim, frac, norm
from proofcheck.lang import document as made
from proofcheck.refuters.search import refute


def test_every_line_is_proved_and_follows():
    with Verdicts(document) as verdicts:
        found = {one["id"]: (one["holds"], one["follows"]) for one in verdicts.of([c.id for c in document.claims])}
    assert found == dict.fromkeys(found, ("proved", "yes"))
    assert len(found) == 6


@pytest.mark.parametrize("factor", [frac(1, 100), 0])
def test_a_faster_rate_is_refuted(factor):
    says = f(curve(t)) - f(x_star) <= factor * norm(curve(0) - x_star) ** 2 / t**2
    whole = made("flow", "", [Claim("fast", "", "step", says, given=[*given, t > 0])])
    assert refute(whole.problem(whole.claims[0])) is not None
