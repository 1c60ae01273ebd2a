"""A user's model is taken from any library, and each thing that is wrong with it is one line."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from numerics.errors import ModelError
from numerics.flows import gradient_flow
from numerics.models import TwoLayer, centre, check_model, concatenate, spectrum
from numerics.user import UserModel, check_jacobian, load_user_model

X = np.array([[0.3, -1.2, 0.8], [1.1, 0.4, -0.5]])
A = np.array([1.0, -2.0, 0.5, 1.5])
NETWORK = TwoLayer(X[None], A[None])
"""tanh, n = 2, p = 12; the models below are the same function."""


@pytest.fixture
def torch() -> ModuleType:
    return pytest.importorskip("torch")


@pytest.fixture
def jax() -> Iterator[ModuleType]:
    """JAX in float64."""
    module = pytest.importorskip("jax")
    before = module.config.jax_enable_x64
    module.config.update("jax_enable_x64", True)
    yield module
    module.config.update("jax_enable_x64", before)


@pytest.fixture(params=["torch", "jax"])
def library(request: pytest.FixtureRequest) -> str:
    request.getfixturevalue(request.param)
    return str(request.param)


def network(library: str) -> UserModel:
    """The network written by a user of that library, who leaves the Jacobian to it."""
    if library == "torch":
        import torch

        x, a = torch.tensor(X), torch.nn.Parameter(torch.tensor(A))
        return UserModel(lambda w: torch.tanh(x @ w.reshape(4, 3).T) @ a / 2, shape=(2, 12), library="torch", beta=2.0)
    import jax.numpy as jnp

    return UserModel(lambda w: jnp.tanh(X @ w.reshape(4, 3).T) @ A / 2, shape=(2, 12), library="jax", beta=2.0)


def test_a_model_of_a_library_is_the_same_function_with_the_exact_jacobian(library: str) -> None:
    model, w = network(library), np.random.default_rng(0).normal(size=(1, 5, 12))
    assert np.allclose(model.value(w), NETWORK.value(w), rtol=1e-14, atol=1e-14)
    assert np.allclose(model.jacobian(w), NETWORK.jacobian(w), rtol=1e-13, atol=1e-14)
    r = np.random.default_rng(1).normal(size=(1, 5, 2))
    assert np.allclose(model.linearise(w)[1](r), NETWORK.linearise(w)[1](r), rtol=1e-13, atol=1e-14)
    check_jacobian(model, w[:, 0])


def test_points_are_handed_over_at_once_where_the_library_can(library: str) -> None:
    calls = []

    def f(w: Any) -> Any:
        calls.append(w)
        return w**2

    w = np.random.default_rng(0).normal(size=(1, 50, 2))
    assert np.array_equal(UserModel(f, shape=(2, 2), library=library).value(w), w**2)
    assert len(calls) == 1


def test_a_function_with_cases_is_called_one_by_one(library: str) -> None:
    model = UserModel(lambda w: w if float(w.sum()) > 0 else -w, np.eye, (2, 2), library=library)
    w = np.random.default_rng(0).normal(size=(1, 50, 2))
    assert np.array_equal(model.value(w), np.sign(w.sum(axis=-1, keepdims=True)) * w)


def test_a_jacobian_with_gradients_of_its_own_is_read(torch: Any) -> None:
    x = torch.tensor(X, requires_grad=True)
    model = UserModel(lambda w: x @ w, lambda w: x * 1.0, (2, 3), library="torch")
    assert np.array_equal(model.jacobian(np.zeros((1, 3)))[0], X)


def test_a_model_of_a_library_is_trained_like_any_other(library: str) -> None:
    w0, y = np.random.default_rng(2).normal(size=(1, 12)), np.array([[1.0, -1.0]])
    found, expected = (
        gradient_flow(m, w0, y, np.array([1.0]), np.array([[0.5, 1.0]])) for m in (network(library), NETWORK)
    )
    assert np.allclose(found.weights, expected.weights, rtol=1e-6, atol=1e-6)


def test_copies_are_a_batch_of_the_same_map() -> None:
    model = UserModel(lambda w: w[:1] ** 2, lambda w: [[2 * w[0], 0.0]], (1, 2), beta=lambda c, r: c[0] + r)
    three = centre(model.take(np.zeros(3, dtype=int)), np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 5.0]]))
    assert three.batch == 3
    w = np.array([[1.0, 0.0], [2.0, 0.0], [3.0, 0.0]])
    assert np.array_equal(three.value(w), [[1.0], [3.0], [5.0]])
    assert np.array_equal(three.lipschitz(w, np.array([0.5, 1.0, np.inf])), [1.5, 3.0, np.inf])
    assert three.take(np.array([True, False, True])).batch == 2
    assert concatenate([three, three.take(np.array([1]))]).batch == 4


def test_a_constant_on_balls_gives_the_ball_of_the_theorem() -> None:
    """f(w) = w^3 / 3 on R: |J(w) - J(v)| <= 2 (|c| + R) |w - v| on the ball around c; R 2 (1 + R) = 1/2 at the end."""
    model = UserModel(lambda w: w**3 / 3, lambda w: [w**2], (1, 1), beta=lambda c, r: 2 * (abs(c[0]) + r))
    found = spectrum(model, np.ones((1, 1)))
    assert found.radius[0] == pytest.approx((2**0.5 - 1) / 2, rel=1e-4)


# ---------------------------------------------------------------- what is wrong


def identity(w: Any) -> Any:
    return w


def one(w: Any) -> Any:
    return np.eye(2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"f": 3}, r"^f is 3; give a function of w$"),
        ({"jac": None}, r"^jac is missing; give it, or name the library that differentiates f: torch or jax$"),
        ({"shape": None}, r"^shape is None; give \(n, p\)"),
        ({"shape": (2, 0)}, r"^shape is \(2, 0\); give \(n, p\)"),
        ({"library": "keras"}, r"^library is 'keras'; give one of numpy, torch, jax$"),
        ({"beta": -1.0}, r"^beta is -1\.0; give a number >= 0"),
        ({"beta": np.nan}, r"^beta is nan; give a number >= 0"),
        ({"beta": "2"}, None),
        ({"beta": "two"}, r"^beta is 'two'; give a number >= 0"),
    ],
)
def test_arguments_without_meaning_are_refused(arguments: dict[str, Any], message: str | None) -> None:
    call = {"f": identity, "jac": one, "shape": (2, 2)} | arguments
    if message is None:
        UserModel(**call)
        return
    with pytest.raises(ModelError, match=message):
        UserModel(**call)


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"^library is 'jax', which is not installed; pip install jax$"):
        UserModel(identity, shape=(2, 2), library="jax")


@pytest.mark.parametrize(
    ("beta", "message"),
    [
        (None, r"^beta is missing; give a Lipschitz constant of the Jacobian$"),
        (lambda c, r: c[9], "^beta raised IndexError: index 9 is out of bounds"),
        (lambda c, r: np.nan, "^beta is nan; give a number >= 0"),
        (lambda c, r: None, "^beta is None; give a number >= 0"),
    ],
)
def test_a_constant_that_is_none_is_refused_when_it_is_asked_for(beta: Any, message: str) -> None:
    model = UserModel(identity, one, (2, 2), beta=beta)
    with pytest.raises(ModelError, match=message):
        model.lipschitz(np.ones((1, 2)), np.ones(1))


def raising(w: Any) -> Any:
    raise ZeroDivisionError("bad\nluck")


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (raising, "f raised ZeroDivisionError: bad luck"),
        (lambda w: w, r"f returned shape \(2,\); expected \(1,\)"),
        (lambda w: w[:1].astype(np.float32), "f returned dtype float32; return float64"),
        (lambda w: w[:1] * np.nan, "f returned NaN or infinity at a point of norm 1.41"),
    ],
)
def test_a_bad_callable_is_one_clear_line(f: Any, message: str) -> None:
    model = UserModel(f, lambda w: np.zeros((1, 2)), shape=(1, 2))
    with pytest.raises(ModelError, match=f"^{message}$"):
        check_model(model, np.ones((1, 2)))


@pytest.mark.parametrize("weight", [np.nan, np.inf])
def test_weights_that_are_no_numbers_are_refused(weight: float) -> None:
    with pytest.raises(ModelError, match="w contains NaN or infinity; remove those entries"):
        UserModel(identity, one, (2, 2)).value(np.array([[1.0, weight]]))


def test_single_precision_is_refused_with_the_remedy(torch: Any) -> None:
    model = UserModel(lambda w: w.float(), shape=(2, 2), library="torch")
    with pytest.raises(ModelError, match=r"^f returned dtype float32; return float64: torch.set_default_dtype"):
        model.value(np.ones((1, 2)))


def test_jax_without_float64_is_told_how_to_have_it(jax: Any) -> None:
    jax.config.update("jax_enable_x64", False)
    remedy = r'^f returned dtype float32; return float64: jax.config.update\("jax_enable_x64", True\) before'
    with pytest.raises(ModelError, match=remedy):
        check_model(UserModel(identity, shape=(2, 2), library="jax"), np.ones((1, 2)))


def test_an_exception_of_a_library_is_one_line(library: str) -> None:
    model = UserModel(lambda w: w.reshape(7, 7), shape=(2, 2), library=library)
    for ask in (model.value, model.jacobian):
        with pytest.raises(ModelError, match=r"^(f|jac) raised \w+Error: [^\n]*$"):
            ask(np.ones((1, 2)))


# ---------------------------------------------------------------- Jacobians that are no derivatives


def wavy(w: Any) -> Any:
    return np.stack([np.sin(3 * w[0]) * w[1], 1e5 * np.exp(w[1]) + w[0]])


def wavy_jacobian(w: Any) -> Any:
    return np.array([[3 * np.cos(3 * w[0]) * w[1], np.sin(3 * w[0])], [1.0, 1e5 * np.exp(w[1])]])


@pytest.mark.parametrize("size", [1e-3, 1.0, 30.0])
@pytest.mark.parametrize("seed", range(5))
def test_a_right_jacobian_is_never_doubted(seed: int, size: float) -> None:
    w = size * np.random.default_rng(seed).normal(size=(1, 2))
    check_jacobian(UserModel(wavy, wavy_jacobian, (2, 2)), w)
    check_jacobian(NETWORK, size * np.random.default_rng(seed).normal(size=(1, 12)))


def test_rounding_and_roughness_are_no_proof_of_a_wrong_jacobian() -> None:
    """Values that are rounded to single precision, and a ripple too fine for the steps, leave doubts."""
    point = np.random.default_rng(3).normal(size=(1, 2))
    check_jacobian(UserModel(lambda w: wavy(w).astype(np.float32).astype(float), wavy_jacobian, (2, 2)), point)
    ripple = UserModel(lambda w: w + 1e-3 * np.sin(1e6 * w), lambda w: np.diag(1 + 1e3 * np.cos(1e6 * w)), (2, 2))
    check_jacobian(ripple, point)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda j: -j,
        lambda j: j.T,
        lambda j: j * [[1.0], [1.01]],
        lambda j: j * 0,
        lambda j: j + np.array([[0.1, 0.0], [0.0, 0.0]]),
    ],
)
def test_a_wrong_jacobian_is_found(wrong: Any) -> None:
    model = UserModel(wavy, lambda w: wrong(wavy_jacobian(w)), (2, 2))
    with pytest.raises(ModelError, match=r"^the Jacobian contradicts f: along a direction f_[12] has the slope"):
        check_jacobian(model, np.array([[0.4, 0.7]]))


def test_what_hides_from_automatic_differentiation_is_found(torch: Any) -> None:
    model = UserModel(lambda w: w + w.detach() ** 2, shape=(2, 2), library="torch")
    with pytest.raises(ModelError, match="f where it leaves the library that differentiates it"):
        check_jacobian(model, np.ones((1, 2)))


# ---------------------------------------------------------------- files

PLAIN = """
from numerics.user import UserModel
model = UserModel(lambda w: w[:1] ** 2 + w[1], lambda w: [[2 * w[0], 1.0]], (1, 2), beta=2.0)
"""


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def call(text: str) -> Path:
        (tmp_path / "my_net.py").write_text(text)
        return tmp_path / "my_net.py"

    return call


def test_a_file_gives_a_model_a_start_and_a_target(write: Any) -> None:
    found = load_user_model(write(PLAIN + "w0, y = [1, 2], [0.5]"))
    assert found.name == "my_net"
    assert np.array_equal(found.w0, [1.0, 2.0])
    assert np.array_equal(found.y, [0.5])
    assert found.model.value(found.w0[None])[0] == 3.0


def test_what_a_file_leaves_out_is_drawn_or_missing(write: Any) -> None:
    found = load_user_model(write(PLAIN))
    assert found.y is None
    assert np.array_equal(found.w0, np.random.default_rng(0).standard_normal(2))


def test_modules_beside_a_file_are_found(write: Any, tmp_path: Path) -> None:
    (tmp_path / "beside_my_net.py").write_text("SLOPE = 3.0")
    text = PLAIN + "from beside_my_net import SLOPE\nw0 = [SLOPE, 0.0]"
    assert load_user_model(write(text)).w0[0] == 3.0


def value(training: Any, w: Any) -> Any:
    return training.model.value(w)


def test_another_process_has_the_model_although_the_file_is_gone(write: Any) -> None:
    path = write(PLAIN)
    training, w = load_user_model(path), np.array([[3.0, 4.0]])
    path.unlink()
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert np.array_equal(pool.submit(value, training, w).result(), training.model.value(w))
    assert pickle.loads(pickle.dumps(training)) is training


TORCH = """
import torch
from numerics.user import UserModel
torch.manual_seed(5)
torch.set_default_dtype(torch.float64)
inputs = torch.randn(2, 3)
net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1))
names = [name for name, _ in net.named_parameters()]
shapes = [p.shape for p in net.parameters()]
def f(w):
    parts = torch.split(w, [s.numel() for s in shapes])
    weights = {name: part.reshape(shape) for name, part, shape in zip(names, parts, shapes)}
    return torch.func.functional_call(net, weights, (inputs,))[:, 0]
w0 = torch.nn.utils.parameters_to_vector(net.parameters())
model = UserModel(f, shape=(2, len(w0)), library="torch", beta=5.0)
"""


def test_a_module_of_pytorch_is_trained_from_its_own_weights(write: Any, torch: Any) -> None:
    code = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})
import numpy as np
from numerics.user import load_user_model
from numerics.flows import gradient_flow
found = load_user_model({str(write(TORCH))!r})
flow = gradient_flow(found.model, found.w0[None], np.ones((1, 2)), np.ones(1), np.array([[0.0, 5.0]]))
assert flow.loss[0, 1] < flow.loss[0, 0] / 10, flow.loss
"""  # in a process of its own: the file changes what PyTorch does by default
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


TWICE = PLAIN + "from numpy import array\nmodel = model.take(array([0, 0]))"
RANDOM = "import numpy as np\nshift = np.random.default_rng().normal()\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1", r"my_net\.py defines no model; write model = UserModel\(f, jac, \(n, p\)\)$"),
        ("model = 'mine'", r"my_net\.py defines a model that is a str; write model = UserModel"),
        ("\nmodel = 1 / 0", r"^my_net\.py, line 2, raised ZeroDivisionError: division by zero$"),
        ("raise SystemExit(3)", r"^my_net\.py, line 1, raised SystemExit: 3$"),
        ("model = (", r"^my_net\.py, line 1, raised SyntaxError: '\(' was never closed"),
        ("\0", r"^my_net\.py raised \w+Error: source code string cannot contain null bytes"),
        (
            TWICE,
            r"^the model in my_net\.py is a batch of 2; give one$",
        ),
        (PLAIN + "w0 = [1.0]", r"^w0 in my_net\.py has shape \(1,\); expected \(2,\)$"),
        (PLAIN + "w0 = [1.0, float('nan')]", r"^w0 in my_net\.py contains NaN or infinity; remove those entries$"),
        (PLAIN + "w0 = 'ab'", r"^w0 in my_net\.py is no vector of numbers"),
        (PLAIN + "y = [[1.0]]", r"^y in my_net\.py has shape \(1, 1\); expected \(1,\)$"),
        (PLAIN.replace("2 * w[0]", "3 * w[0]"), r"my_net\.py: the Jacobian contradicts f: along a direction f_1 has"),
        (PLAIN.replace("w[:1] **", "w **"), r"my_net\.py: f returned shape \(2,\); expected \(1,\)$"),
        (RANDOM + PLAIN.replace("w[1]", "shift"), "another model each time the file is run; set a seed in it"),
        (RANDOM + PLAIN + "w0 = [shift, 0]", "another model each time the file is run; set a seed in it"),
        (
            RANDOM + PLAIN.replace("w[1],", "np.random.default_rng().normal(),"),
            "f has another value each time; leave out what is random",
        ),
    ],
)
def test_a_file_that_is_no_use_is_one_line(write: Any, text: str, message: str) -> None:
    with pytest.raises(ModelError, match=message) as raised:
        load_user_model(write(text))
    assert "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "binary.py").write_bytes(b"\xff\xfe\xff")
    for name, reason in (("absent.py", "No such file"), (".", "Is a directory"), ("binary.py", "not text in UTF-8")):
        with pytest.raises(ModelError, match=rf"^cannot read '.*': {reason}.*; give a Python file that defines model$"):
            load_user_model(tmp_path / name)
