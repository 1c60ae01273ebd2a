"""Simulation: what is false is found and confirmed, what is true or tight raises no alarm."""

import gc
import json
import weakref
from concurrent.futures import Executor
from functools import partial

import numpy as np
import pytest

from numerics.errors import NumericsError
from numerics.user import load_user_model
from proofcheck.evaluate import compare
from proofcheck.lang import (
    Claim,
    Reason,
    dimension,
    eq,
    exp,
    for_all,
    frac,
    infimum,
    inner,
    jacobian,
    lmin,
    mapping,
    norm,
    operator_path,
    path,
    scalar,
    smax,
    smin,
    sqrt,
    time,
    vector,
    within,
)
from proofcheck.lang.documents import document
from proofcheck.sampling.batches import batch_size, groups
from proofcheck.sampling.drawing import draw
from proofcheck.sampling.families import material, names_of
from proofcheck.sampling.needs import needs
from proofcheck.study import simulate as study
from proofcheck.study.confirming import Verdict
from proofcheck.study.simulate import batches_for, merge, quantiles, run_batch, simulate

n, p = dimension("n"), dimension("p")
t, s, T = time("t"), time("s"), time("T")
x, y = vector("x", n), vector("y", n)
w, u = path("w", p), path("u", p)
z, Q = path("z", n), operator_path("Q", n, n)
f = mapping("f", p, n)
a, beta, lambda_ = scalar("a"), scalar("beta"), scalar("lambda")
w_, v_ = vector("w", p), vector("v", p)


def claim(name, says, *given):
    return Claim(name, "here", "statement", says, given=list(given), reason=Reason("none"))


symmetric = for_all(within(t, 0, T), eq(Q(t).T, Q(t)))
driven = for_all(within(t, 0, T), eq(z.dot(t), -Q(t) @ (z(t) - y)))
rate = [eq(lambda_, infimum(t, 0, T, lmin(Q(t)))), lambda_ > 0]
linear = for_all(t >= 0, eq(u.dot(t), -jacobian(f)(w(0)).T @ (jacobian(f)(w(0)) @ (u(t) - w(0)) - y)))
lipschitz = for_all((w_, v_), norm(jacobian(f)(w_) - jacobian(f)(v_)) <= beta * norm(w_ - v_))
sigma = smin(jacobian(f)(w(0)))
near = [lipschitz, sigma > 0, beta > 0, norm(w_ - w(0)) <= sigma / (2 * beta)]

CLAIMS = [
    claim("cauchy", inner(x, y) <= norm(x) * norm(y)),
    claim("cauchy.half", inner(x, y) <= norm(x) * norm(y) / 100),
    claim("tight", eq(norm(x + y) ** 2, norm(x) ** 2 + 2 * inner(x, y) + norm(y) ** 2)),
    claim("decay", norm(z(t) - y) <= norm(z(0) - y) * exp(-lambda_ * t), driven, *rate, symmetric, within(t, 0, T)),
    claim(
        "decay.twice",
        norm(z(t) - y) <= norm(z(0) - y) * exp(-2 * lambda_ * t),
        driven,
        *rate,
        symmetric,
        within(t, 0, T),
    ),
    claim("linear", norm(u(t) - u(0)) <= frac(norm(y), sigma), linear, eq(u(0), w(0)), sigma > 0, t >= 0),
    claim("linear.short", norm(u(t) - u(0)) <= frac(norm(y), 4 * sigma), linear, eq(u(0), w(0)), sigma > 0, t >= 0),
    claim(
        "ball",
        sigma / 2 <= smin(jacobian(f)(w_)),
        lipschitz,
        sigma > 0,
        beta > 0,
        norm(w_ - w(0)) <= sigma / (2 * beta),
    ),
    claim("ball.far", smax(jacobian(f)(w_)) <= smax(jacobian(f)(w(0))) * frac(101, 100), *near),
    claim("threshold", norm(x) <= a / 2, a >= 2 * norm(x), a > 0),
    claim("generous", norm(x) <= a, a >= 10 * norm(x), a > 0),
    claim("high", norm(x) <= a, a >= 10**18 * norm(x), a > 0),
    claim("growing", norm(x) <= a, a >= norm(x) + frac(9, 10) * a, a > 0),
    claim("nothing", sqrt(norm(x)) <= -1, norm(x) <= -1),
]
DOCUMENT = document("sample", "A sample", CLAIMS)


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    found, campaign = simulate(DOCUMENT, instances=120, journal=tmp_path_factory.mktemp("journal") / "j.sqlite")
    assert campaign.complete
    return {result.claim: result for result in found}


@pytest.mark.parametrize("name", ["cauchy.half", "decay.twice", "linear.short", "ball.far"])
def test_a_false_claim_is_violated_and_confirmed(results, name):
    assert results[name].violation is not None
    assert results[name].violation.evidence in {"exact", "interval", "50 digits", "100 digits"}
    assert results[name].tightest < 0


@pytest.mark.parametrize("name", ["cauchy", "tight", "decay", "linear", "ball"])
def test_a_true_claim_raises_no_alarm(results, name):
    assert results[name].violation is None
    assert results[name].satisfied >= 20
    assert results[name].tightest > -1e-9


def test_how_much_of_its_bound_a_claim_uses(results):
    at = dict(results["decay"].quantiles)
    assert at[1.0] == pytest.approx(1.0)  # at time 0
    assert 0.5 <= dict(results["ball"].quantiles)[0.5] <= 1.01


def test_how_far_below_its_threshold_a_claim_goes_on_holding(results):
    assert all(2 * fails > count for _, count, fails in results["threshold"].below)  # it holds where x = 0
    fails = {part: failed / count for part, count, failed in results["generous"].below if count}
    assert fails[0.5] == fails[0.2] == 0
    assert min(fails[0.05], fails[0.01]) > 1 / 2
    assert results["cauchy"].below == ()


@pytest.mark.parametrize("name", ["threshold", "high", "growing"])
def test_a_threshold_is_met_however_high_it_is(results, name):
    assert results[name].satisfied == results[name].instances


def test_a_claim_whose_hypotheses_nothing_satisfies_says_so(results):
    assert results["nothing"].satisfied == 0
    assert results["nothing"].violation is None


def test_an_instance_is_rebuilt_from_its_name():
    problem = DOCUMENT.problem(DOCUMENT.claim("linear"))
    needed = needs(problem)
    batch = draw(needed, material(tuple(f"quadratic:2x6/{seed}" for seed in (3, 4, 5))))
    alone = draw(needed, material(batch.names[2:]))
    both = [compare(problem.goal.relation, sample.setting).left for sample in (batch, alone)]
    assert both[1][0] == pytest.approx(both[0][2], rel=1e-9)


def test_the_solutions_of_a_sample_are_given_up_with_it():
    needed = needs(DOCUMENT.problem(DOCUMENT.claim("linear")))
    gc.disable()
    try:
        sample = draw(needed, material(("affine:2x4/1",)))
        compare(needed.problem.goal.relation, sample.setting)
        draft = weakref.ref(sample.draft)
        assert draft() is not None
        del sample
        assert draft() is None
    finally:
        gc.enable()


def test_every_batch_is_the_same_whatever_ran_before():
    problems = tuple((c.id, DOCUMENT.problem(c)) for c in CLAIMS[:2])
    first, second = run_batch(problems, 1, None, 3), run_batch(problems, 1, None, 3)
    assert first == second
    assert json.loads(json.dumps(first)) == first
    assert run_batch(problems, 2, None, 3) != first


def test_no_instance_is_drawn_twice():
    seen = [seed for batch in range(40) for _, seeds in groups(3, batch) for seed in seeds]
    assert seen == list(range(seen[0], seen[0] + sum(map(batch_size, range(40)))))
    assert not set(seen) & {seed for batch in range(40) for _, seeds in groups(4, batch) for seed in seeds}


@pytest.mark.parametrize("instances", [1, 32, 33, 1000, 100_000])
def test_batches_have_the_instances_that_were_asked_for_and_not_many_more(instances):
    count = batches_for(instances)
    assert 0 <= sum(map(batch_size, range(count))) - instances < batch_size(count - 1)


def test_batches_add_up():
    problems = tuple((c.id, DOCUMENT.problem(c)) for c in CLAIMS[:3])
    one, two = (run_batch(problems, 0, None, batch) for batch in (0, 1))
    both = merge(merge({}, one), two)
    for name in both:
        assert both[name]["instances"] == one[name]["instances"] + two[name]["instances"]
        assert sum(both[name]["bins"].values()) == sum(one[name]["bins"].values()) + sum(two[name]["bins"].values())
        assert both[name]["tightest"] == min(one[name]["tightest"], two[name]["tightest"])


USER = """
import numpy as np
from numerics.models import centre
from numerics.user import UserModel

def f(w):
    return np.array([np.sin(w[0]) + w[1] - w[2]{shift}])

def jac(w):
    return np.array([[np.cos(w[0]), 1.0, -1.0]])

model = UserModel(f, jac, (1, 3){beta})
{target}
"""
steep = [
    for_all(t >= 0, eq(w.dot(t), -a * jacobian(f)(w(t)).T @ (a * f(w(t)) - y))),
    a >= 12 * beta * norm(a * f(w(0)) - y),
    lipschitz,
    beta > 0,
    a > 0,
    t >= 0,
]
USERS = document(
    "users",
    "A user's model",
    [
        claim("descent", norm(a * f(w(t)) - y) <= norm(a * f(w(0)) - y), *steep),
        claim("cauchy", inner(x, y) <= norm(x) * norm(y)),
    ],
)


def simulated(tmp_path, **changes):
    file = tmp_path / "mine.py"
    file.write_text(USER.format(**{"shift": "", "beta": ", beta=1.0", "target": ""} | changes))
    found, _ = simulate(USERS, instances=32, journal=tmp_path / "j.sqlite", user=load_user_model(file))
    return found


def test_a_users_own_model_is_put_to_the_test(tmp_path):
    descent, cauchy = simulated(tmp_path, shift=f" - {np.sin(0.12573022) - 0.13210486 - 0.64042265:.8f}")
    assert descent.satisfied > 8
    assert descent.violation is None
    assert descent.where.startswith("mine/")
    assert "does not speak of a model" in cauchy.note


def test_a_users_model_without_a_constant_is_not_given_one(tmp_path):
    assert simulated(tmp_path, beta="")[0].note == "beta is missing; give a Lipschitz constant of the Jacobian"


def test_where_no_alpha_is_large_enough_the_simulator_says_so(tmp_path):
    descent = simulated(tmp_path, shift=" + 5", target="y = np.array([-1.0])")[0]
    assert descent.satisfied == 0
    assert "centre the model" in descent.unmet
    assert all(count == 0 for _, count, _ in descent.below)


def test_a_finished_run_is_not_run_again(tmp_path):
    run = partial(simulate, DOCUMENT, instances=40, journal=tmp_path / "j.sqlite", claims=["cauchy"])
    first, _ = run()
    again, campaign = run(executor=Executor)  # which can run nothing
    assert campaign.complete
    assert again == first


def test_other_seeds_and_claims_have_batches_of_their_own(tmp_path):
    run = partial(simulate, DOCUMENT, instances=16, journal=tmp_path / "j.sqlite")
    (one,), _ = run(claims=["cauchy"])
    (other,), _ = run(claims=["cauchy"], seed=1)
    (tight,), _ = run(claims=["tight"])
    assert one.where != other.where
    assert tight.instances == 32


@pytest.fixture
def judged_here(monkeypatch):
    """Suspicions are looked at in this process, where they can be changed."""
    monkeypatch.setattr(study, "each", lambda work, items, *_: ((item, work(item)) for item in items))


def test_where_no_exact_counterexample_is_known_50_digits_decide(judged_here, monkeypatch, tmp_path):
    monkeypatch.setattr(study, "refute", lambda *arguments, **options: None)
    found, _ = simulate(DOCUMENT, instances=16, journal=tmp_path / "j.sqlite", claims=["cauchy.half", "linear.short"])
    for result in found:
        assert result.violation is not None
        assert result.violation.evidence == "50 digits"


def test_a_suspicion_that_is_not_confirmed_is_no_violation(judged_here, monkeypatch, tmp_path):
    monkeypatch.setattr(study, "refute", lambda *arguments, **options: None)
    monkeypatch.setattr(study, "confirm_in_balls", lambda *arguments: Verdict("undecided"))
    (result,), _ = simulate(DOCUMENT, instances=16, journal=tmp_path / "j.sqlite", claims=["cauchy.half"])
    assert result.suspicions > 0
    assert result.violation is None


def test_points_that_float64_does_not_resolve_count_for_nothing():
    problem = DOCUMENT.problem(DOCUMENT.claim("tight"))
    needed = needs(problem)
    sample, noisy = (draw(needed, material(names_of("plain", (2, 3), seeds))) for seeds in (range(4), range(4, 8)))
    assert study._statistics(needed, sample, lambda _: noisy)["satisfied"] == 0


@pytest.mark.parametrize("instances", [0, -3])
def test_no_instances_are_refused(tmp_path, instances):
    with pytest.raises(NumericsError, match=f"instances is {instances}"):
        simulate(DOCUMENT, instances=instances, journal=tmp_path / "j.sqlite")


def test_quantiles_are_those_of_the_numbers():
    rng = np.random.default_rng(0)
    ratios = rng.uniform(0, 1, 1000)
    found = dict(quantiles(study._histogram(ratios)))
    for q, value in found.items():
        assert value == pytest.approx(np.quantile(ratios, q), abs=0.006)
