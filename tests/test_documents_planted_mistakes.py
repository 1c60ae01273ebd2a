"""Mistakes that people make, planted in what the documents say: each is found, with a counterexample."""

import pytest

from proofcheck.models.confirmation import confirm
from proofcheck.reading import read_installed
from proofcheck.refuters.search import NEAR, refute
from proofcheck.study.mutants import mutants, self_contained

PLANTED = {
    "adam": {
        "adam.statement": ["factor", "square"],
        "adam.base": ["flipped inequality", "strictness"],
        "adam.1": ["constant", "factor"],
        "adam.2": ["equality", "parenthesis"],
        "adam.4": ["square", "sign"],
    },
    "concentration": {
        "markov.statement": ["factor", "flipped inequality"],
        "markov.1": ["strictness", "equality"],
        "chebyshev.2": ["sign"],
        "chernoff.1": ["factor", "symbol"],
        "chernoff.2": ["flipped inequality", "equality"],
    },
    "gradient_descent": {
        "pl.statement": ["strictness", "time"],
        "pl.1": ["constant"],
        "pl.2": ["equality"],
        "pl.3": ["factor", "sign"],
        "pl.4": ["strictness"],
        "pl.5": ["hypothesis", "symbol"],
    },
    "matrix_perturbation": {
        "weyl.smallest": ["factor", "sign"],
        "weyl.1": ["square", "equality"],
        "weyl.2": ["strictness", "hypothesis"],
        "weyl.largest": ["factor", "square"],
        "weyl.monotone": ["sign", "flipped inequality"],
    },
    "ridge_regression": {
        "normal.statement": ["factor", "flipped inequality"],
        "normal.gradient": ["constant", "square"],
        "normal.1": ["symbol"],
        "normal.2": ["factor", "sign"],
        "normal.3": ["strictness", "equality"],
    },
    "stochastic_gradient": {
        "transfer.1": ["strictness"],
        "transfer.2": ["sign", "symbol"],
        "transfer.3": ["constant", "factor"],
        "transfer.variance": ["square", "sign"],
        "sgd.2": ["flipped inequality", "equality"],
    },
    "two_layer_ntk": {
        "gram.statement": ["flipped inequality", "equality"],
        "start.1": ["strictness"],
        "start.2": ["factor", "sign"],
        "later.3": ["flipped inequality", "equality"],
        "decay.statement": ["strictness", "time"],
    },
}
"""By document and claim, the kinds of the mistakes; of each kind one, chosen by the seed."""
SEED = 1


def test_there_are_sixty():
    assert sum(len(kinds) for claims in PLANTED.values() for kinds in claims.values()) >= 60


@pytest.fixture(scope="module")
def documents():
    return read_installed()


@pytest.mark.parametrize("name", PLANTED)
def test_each_mistake_is_found(documents, name):
    document = self_contained(documents[name])
    for claim, kinds in PLANTED[name].items():
        found = {m.mistake: m for m in mutants(document, document.claim(claim), limit=1, seed=SEED)}
        for kind in kinds:
            problem = document.problem(found[kind].claim)
            refutation = refute(problem, budget=NEAR)
            assert refutation is not None, (claim, found[kind].words)
            confirm(problem, refutation.instance)
