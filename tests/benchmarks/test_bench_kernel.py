"""Time of what every proof rests on: normal forms, and the replay of derivations."""

import json

import pytest

from proofcheck.evidence.derivations import derivation, replay_certificate, write_certificate
from proofcheck.kernel import normal
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import Term
from proofcheck.lang.files import discover
from proofcheck.provers.search import prove

CLAIMS = ("theorem2.3", "lemma4.4", "lemma5.4", "lemma5.5", "lemma6.min.2", "lemma6.min.16", "lemma6.max.3", "linear.2")
KINDS = {
    "S": normal.Normalizer.scalar,
    "N": normal.Normalizer.scalar,
    "V": normal.Normalizer.form,
    "O": normal.Normalizer.form,
}


@pytest.fixture(scope="module")
def proofs():
    lecture = discover()["lazy_training"]
    problems = [lecture.problem(lecture.claim(name)) for name in CLAIMS]
    return [(problem, prove(problem)) for problem in problems]


def sides(clause: Clause) -> list[Term]:
    return [*clause.relation[1:], *(side for condition in clause.conditions for side in sides(condition))]


@pytest.fixture(scope="module")
def largest(proofs) -> list[Term]:
    """The 200 largest terms that proofs speak of."""
    found = {side for _, theorem in proofs for step in derivation(theorem) for side in sides(step.clause)}
    return sorted(found, key=lambda term: (-term.size, term.key))[:200]


def forget() -> None:
    for remembered in (normal.normalizer._without_facts, normal.polynomials._times):
        remembered.cache_clear()


@pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])
def test_normal_forms(benchmark, largest, warm):
    def run():
        return [KINDS[term.sort[0]](normal.Normalizer(), term) for term in largest]

    expected = run()
    forms = benchmark.pedantic(run, setup=None if warm else forget, rounds=10)
    assert forms == expected


def test_replay(benchmark, proofs):
    written = [json.loads(json.dumps(write_certificate(theorem, problem))) for problem, theorem in proofs]

    def run():
        return [replay_certificate(certificate)[1].goal for certificate in written]

    goals = benchmark.pedantic(run, setup=forget, rounds=5)
    assert goals == [problem.goal for problem, _ in proofs]
