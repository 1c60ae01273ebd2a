"""What the simulator finds and confirms, the engine finds as well: on mutants of the documents."""

import pytest

from proofcheck.check import Verdicts
from proofcheck.experiments import with_mutants
from proofcheck.reading import read_installed
from proofcheck.study.simulate import simulate

SOME = {
    "gradient_descent": ["pl.3"],
    "lazy_training": None,
    "local_lipschitz": None,
}
INSTANCES = 32


@pytest.mark.parametrize(("name", "some"), SOME.items())
def test_no_violation_is_confirmed_where_the_engine_finds_none(request, tmp_path, name, some):
    full = request.config.getoption("--full")
    if some is None and not full:
        pytest.skip("only with --full")
    document = read_installed()[name]
    ids = [claim.id for claim in document.claims] if full else some
    whole, made, _ = with_mutants(document, ids, 1, 0, None)
    results, _ = simulate(
        whole,
        instances=INSTANCES,
        journal=tmp_path / "campaign.sqlite",
        claims=[mutant.claim.id for mutant in made],
    )
    violated = [result.claim for result in results if result.violation is not None]
    assert violated
    with Verdicts(whole) as verdicts:
        found = {one["id"]: one["holds"] for one in verdicts.of(violated)}
    assert {claim: holds for claim, holds in found.items() if holds != "refuted"} == {}
