"""What only a solver proves is proved with less trust, and says so."""

from proofcheck.check import check_documents
from proofcheck.lang import Claim, exp, frac, scalar
from proofcheck.lang.documents import document


def test_cubes_are_compared_by_z3_where_the_kernel_has_no_certificate():
    a, b = scalar("a"), scalar("b")
    cubes = Claim("cubes", "by hand", "step", a <= b, given=[a**3 <= b**3])
    [found] = check_documents([document("solver", "A solver", [cubes])], workers=1)["documents"][0]["claims"]
    assert (found["holds"], found["trust"], found["follows"]) == ("proved", "solver", "unknown")
    assert found["certificate"] is None


def test_what_the_solver_cannot_refute_is_still_refuted_by_an_instance():
    a, b = scalar("a"), scalar("b")
    wrong = Claim("wrong", "by hand", "step", a**2 + b**2 >= 2 * a * b + 1)
    [found] = check_documents([document("solver", "A solver", [wrong])], workers=1)["documents"][0]["claims"]
    assert (found["holds"], found["trust"]) == ("refuted", "exact")


def test_what_is_neither_proved_nor_refuted_is_supported_by_instances_and_never_called_proved():
    y = scalar("y")
    hard = Claim("line", "by hand", "step", exp(y) >= 2 * y + frac(6137, 10_000))
    [found] = check_documents([document("support", "Support", [hard])], workers=1)["documents"][0]["claims"]
    assert (found["holds"], found["trust"], found["follows"]) == ("supported", "none", "unknown")
    assert found["numeric"]["instances"] > 0
