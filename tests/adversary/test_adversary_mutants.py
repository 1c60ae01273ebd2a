"""The verdicts on mutants of true claims, judged by the oracle: no refuted one is true at its instance, no proved one
false at its witness or near by. In the common run a handful of mutants, with ``--full`` all of the documents.
"""

from collections import Counter

import pytest
from measuring import RIGHT, WRONG, judged

from proofcheck.check import Verdicts
from proofcheck.experiments import with_mutants
from proofcheck.lang.documents import Document
from proofcheck.reading import read_installed
from proofcheck.study.simulate import simulate


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return read_installed()


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("gradient_descent", ["pl.3", "pl.6", "strong.1"]),
        ("lazy_training", ["lemma3.1", "lemma4.3"]),
        ("concentration", ["hoeffding.left"]),
        *(
            (name, None)
            for name in (
                "accelerated_flow",
                "adam",
                "local_lipschitz",
                "matrix_perturbation",
                "online_learning",
                "ridge_regression",
                "stochastic_gradient",
                "two_layer_ntk",
            )
        ),
    ],
)
def test_no_verdict_on_a_mutant_is_wrong(request, capsys, documents, name, some) -> None:
    full = request.config.getoption("--full")
    if some is None and not full:
        pytest.skip("only with --full")
    ids = [claim.id for claim in documents[name].claims] if full else some
    whole, made, lost = with_mutants(documents[name], ids, None if full else 1, 0, None)
    assert not lost
    with Verdicts(whole) as verdicts:
        proved = {found["id"] for found in verdicts.of(ids) if found["holds"] == "proved"}
        found = verdicts.of([mutant.claim.id for mutant in made if mutant.original in proved])
    said = [(judged(whole, one), one) for one in found]
    with capsys.disabled():
        print(f"\n{name}: {dict(Counter((one['holds'], told) for told, one in said))}")
    assert not [(one["id"], one["holds"], one["text"]) for told, one in said if told == WRONG]
    assert Counter(told for told, _ in said)[RIGHT] > len(said) / 2


@pytest.mark.parametrize(("name", "some"), [("gradient_descent", ["pl.3"]), ("lazy_training", None)])
def test_what_simulate_confirms_is_refuted(request, tmp_path, documents, name, some) -> None:
    full = request.config.getoption("--full")
    if some is None and not full:
        pytest.skip("only with --full")
    ids = [claim.id for claim in documents[name].claims] if full else some
    whole, made, _ = with_mutants(documents[name], ids, 1, 0, None)
    mutants = [mutant.claim.id for mutant in made if not mutant.claim.ill_typed]
    results, _ = simulate(whole, instances=32, journal=tmp_path / "journal.sqlite", claims=mutants)
    violated = [result.claim for result in results if result.violation is not None]
    assert violated
    with Verdicts(whole) as verdicts:
        assert {found["id"]: found["holds"] for found in verdicts.of(violated)} == dict.fromkeys(violated, "refuted")
