r"""Models of the user's own: callables on vectors of NumPy, PyTorch or JAX, and Python files that define them.

A file for `load_user_model` defines `model`, and may define the start `w0` and the target `y`:

```python
import torch
from numerics.user import UserModel

torch.manual_seed(0)
inputs = torch.randn(2, 3, dtype=torch.float64)

def f(w):
    return torch.tanh(inputs @ w.reshape(3, 4)).sum(axis=1)

model = UserModel(f, shape=(2, 12), library="torch", beta=3.0)
```

Where a claim asks for f(w0) = 0, or alpha has no value above its threshold, define `w0` and subtract f(w0) with
`model = numerics.models.centre(model, w0[None])`.
"""

import importlib
import importlib.util
import itertools
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from numerics.arrays import Array, is_object, matvec, namespace, to_numpy, transpose
from numerics.errors import ModelError
from numerics.models import Model, Pullback, check_model

LIBRARIES = ("numpy", "torch", "jax")
DOUBLE = {
    "numpy": "return float64",
    "torch": "return float64: torch.set_default_dtype(torch.float64) before anything else",
    "jax": 'return float64: jax.config.update("jax_enable_x64", True) before anything else',
}
STEPS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)
"""Steps of the difference quotients that a Jacobian is compared with, in units of the point's size."""
DIRECTIONS = 3
WRONG = 1e-3
"""A Jacobian is wrong where slopes differ by more than this share of them, and by far more than quotients do."""
FAR = 30.0
"""How far more that is."""

_COUNTER = itertools.count()


@dataclass(frozen=True, slots=True)
class UserModel(Model):
    """One map given by callables on vectors: `f(w)` of shape `(n,)`, its Jacobian `jac(w)` of shape `(n, p)`;
    `shape` = (n, p).

    `w` is a float64 vector of the `library`: "numpy", "torch" or "jax". Results may be of any of them, on any device,
    with or without gradients, and must be float64. Several points are handed over by the `vmap` of the library where it
    takes f, else one by one. Where `jac` is left out, the Jacobian is that of
    `torch.func.jacrev` or `jax.jacrev`. Each result is checked; `ModelError` says in one line what is wrong: another
    shape, a dtype that is not float64, NaN or infinity, or an exception inside the callable. `beta` is a Lipschitz
    constant of the Jacobian that the user vouches for, or a function of centre and radius that gives one on that ball
    (the radius may be infinite, and so may the constant); nothing is assumed without it. A batch consists of copies of
    the map: `copies` `(batch,)` has one entry for each, of any value.

    >>> model = UserModel(lambda w: w[:1] ** 2, lambda w: [[2 * w[0], 0.0]], (1, 2), beta=2.0)
    >>> model.jacobian(np.array([[3.0, 0.0]]))
    array([[[6., 0.]]])
    """

    f: Callable[[Array], Array]
    jac: Callable[[Array], Array] | None = None
    shape: tuple[int, int] | None = None
    beta: float | Callable[[Array, float], float] | None = None
    library: str = "numpy"
    copies: Array = field(default_factory=lambda: np.zeros(1))

    def __post_init__(self) -> None:
        if not callable(self.f):
            raise ModelError(f"f is {self.f!r:.60}; give a function of w")
        if self.library not in LIBRARIES:
            raise ModelError(f"library is {self.library!r:.60}; give one of {', '.join(LIBRARIES)}")
        if importlib.util.find_spec(self.library) is None:
            raise ModelError(f"library is {self.library!r}, which is not installed; pip install {self.library}")
        if self.jac is None and self.library == "numpy":
            raise ModelError("jac is missing; give it, or name the library that differentiates f: torch or jax")
        if not _is_shape(self.shape):
            raise ModelError(f"shape is {self.shape!r:.60}; give (n, p), the dimensions of f(w) and of w")
        if not callable(self.beta) and self.beta is not None:
            _constant(self.beta)

    @property
    def refuses_nan(self) -> bool:
        """Callables are given finite numbers only."""
        return True

    def _sizes(self) -> tuple[int, int, int]:
        assert self.shape is not None
        return len(self.copies), *self.shape

    def _each(self, name: str, w: Array, shape: tuple[int, ...]) -> Array:
        if is_object(w):
            raise ModelError("a user's model has values in float64 only")
        points = to_numpy(w).reshape(-1, self.weights)
        if not np.all(np.isfinite(points)):
            raise ModelError("w contains NaN or infinity; remove those entries")
        values = [self._checked(name, *pair, shape) for pair in zip(self._values(name, points), points, strict=True)]
        return namespace(w).asarray(np.stack(values).reshape(*w.shape[:-1], *shape))

    def _values(self, name: str, points: Array) -> Iterable[Array]:
        """Of f or jac at each point: at once where the library can do that, else one by one."""
        call = self.jac if name == "jac" else self.f
        if call is None:
            call = _differentiated(self.f, self.library)
        if self.library != "numpy":
            with suppress(Exception):  # one by one, it says what is wrong
                return list(_as_numpy(_vectorised(call, self.library)(_as_array(points, self.library))))
        return (self._value(name, call, point) for point in points)

    def _value(self, name: str, call: Callable[[Array], Array], w: Array) -> Array:
        try:
            return _as_numpy(call(_as_array(w, self.library)))
        except Exception as error:
            raise ModelError(f"{name} raised {type(error).__name__}: {_one_line(error)}") from error

    def _checked(self, name: str, result: Array, w: Array, shape: tuple[int, ...]) -> Array:
        if result.shape != shape:
            raise ModelError(f"{name} returned shape {result.shape}; expected {shape}")
        if result.dtype != np.float64:
            raise ModelError(f"{name} returned dtype {result.dtype}; {DOUBLE[self.library]}")
        if not np.all(np.isfinite(result)):
            raise ModelError(f"{name} returned NaN or infinity at a point of norm {float(np.linalg.norm(w)):.3g}")
        return result

    def _linearise(self, w: Array) -> tuple[Array, Pullback]:
        rows = cache(lambda: transpose(self._jacobian(w)))
        return self._each("f", w, (self.outputs,)), lambda r: matvec(rows(), r)

    def _jacobian(self, w: Array) -> Array:
        return self._each("jac", w, (self.outputs, self.weights))

    def _lipschitz(self, centre: Array, radius: Array) -> Array:
        if self.beta is None:
            raise ModelError("beta is missing; give a Lipschitz constant of the Jacobian")
        balls = zip(to_numpy(centre), to_numpy(radius), strict=True)
        return namespace(radius).asarray(np.array([self._constant_on(*ball) for ball in balls]))

    def _constant_on(self, centre: Array, radius: float) -> float:
        if not callable(self.beta):
            return _constant(self.beta)
        try:
            found = self.beta(centre, float(radius))
        except Exception as error:
            raise ModelError(f"beta raised {type(error).__name__}: {_one_line(error)}") from error
        return _constant(found)


def _is_shape(shape: object) -> bool:
    return isinstance(shape, tuple) and len(shape) == 2 and all(isinstance(k, int) and k > 0 for k in shape)


def _constant(beta: Any) -> float:
    try:
        number = float(beta)
    except (TypeError, ValueError):
        number = np.nan
    if not number >= 0:
        raise ModelError(f"beta is {beta!r:.60}; give a number >= 0, or a function of centre and radius")
    return number


def _as_array(points: Array, library: str) -> Array:
    """A float64 copy of a NumPy array; JAX makes it float32 unless it is told not to."""
    if library == "torch":
        import torch

        return torch.tensor(points, dtype=torch.float64)
    if library == "jax":
        import jax.numpy

        return jax.numpy.asarray(points)
    return np.array(points)


def _as_numpy(result: Any) -> Array:
    return np.asarray(result.detach().cpu() if hasattr(result, "detach") else result)


def _differentiated(f: Callable[[Array], Array], library: str) -> Callable[[Array], Array]:
    """The Jacobian of f by reverse-mode automatic differentiation."""
    return _transforms(library).jacrev(f)  # type: ignore[no-any-return]


def _vectorised(call: Callable[[Array], Array], library: str) -> Callable[[Array], Array]:
    """The same call at the rows of a matrix."""
    return _transforms(library).vmap(call)  # type: ignore[no-any-return]


def _transforms(library: str) -> Any:
    return importlib.import_module({"torch": "torch.func", "jax": "jax"}[library])


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]


def check_jacobian(model: Model, w: Array) -> None:
    """Raise `ModelError` where the Jacobian at `w` `(batch, p)` is beyond doubt not the derivative of f.

    That is so where difference quotients of f along a random direction agree with each other for three steps in a row,
    and none is near the slope that the Jacobian gives. They do not replace it anywhere.
    """
    rng = np.random.default_rng(0)
    jacobian = to_numpy(model.jacobian(w))
    point = to_numpy(w)
    size = np.maximum(1.0, np.linalg.norm(point, axis=-1, keepdims=True))
    for _ in range(DIRECTIONS):
        direction = rng.standard_normal(point.shape)
        direction /= np.linalg.norm(direction, axis=-1, keepdims=True)
        slope = matvec(jacobian, direction)
        quotients = np.stack([_quotient(model, w, h * size, direction) for h in STEPS])
        spread = np.stack([np.ptp(quotients[k : k + 3], axis=0) for k in range(len(STEPS) - 2)])
        best = spread.max(axis=-1).argmin(axis=0)
        doubt = np.take_along_axis(spread, best[None, :, None], axis=0)[0]
        middle = np.take_along_axis(quotients, best[None, :, None] + 1, axis=0)[0]
        apart = np.abs(quotients - slope).min(axis=0)
        wrong = apart > np.maximum(FAR * doubt, WRONG * (np.abs(middle) + np.abs(slope)))
        if wrong.any():
            row, column = np.argwhere(wrong)[0]
            raise ModelError(
                f"the Jacobian contradicts f: along a direction f_{column + 1} has the slope "
                f"{middle[row, column]:.3g}, the Jacobian says {slope[row, column]:.3g}; correct jac, or f where it "
                "leaves the library that differentiates it"
            )


def _quotient(model: Model, w: Array, step: Array, direction: Array) -> Array:
    xp = namespace(w)
    ahead, behind = (to_numpy(model.value(w + xp.asarray(sign * step * direction))) for sign in (1, -1))
    return (ahead - behind) / (2 * step)


@dataclass(frozen=True, slots=True, eq=False)
class UserTraining:
    """What a user's file defines: a model (a batch of one), its start `w0` `(p,)` and, if given, its target `y`
    `(n,)`.

    It is pickled as the text of the file, which other processes and machines run again.
    """

    model: Model
    w0: Array
    y: Array | None
    name: str
    path: str
    text: str

    def __reduce__(self) -> tuple[Callable[..., "UserTraining"], tuple[str, str]]:
        return _read, (self.path, self.text)


def load_user_model(path: str | Path) -> UserTraining:
    """The model that a Python file defines, checked at its start: `w0`, or a standard normal vector.

    Raises:
        ModelError: there is no such file, it raises an exception, defines no `model`, another one each time it is run,
            or one whose values at the start are unusable or contradict its Jacobian.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text in UTF-8"
        raise ModelError(f"cannot read {str(path)!r}: {reason}; give a Python file that defines model") from None
    training = _read(str(Path(path).resolve()), text)
    again = _read.__wrapped__(training.path, text)
    try:
        _check(training, again)
    except ModelError as error:
        raise ModelError(f"{path}: {error}") from error
    return training


def _check(training: UserTraining, again: UserTraining) -> None:
    w = training.w0[None]
    check_model(training.model, w)
    value = training.model.value(w)
    if not np.array_equal(value, training.model.value(w)):
        raise ModelError("f has another value each time; leave out what is random, such as dropout")
    pairs = [(training.w0, again.w0), (training.y, again.y), (value, again.model.value(w))]
    if not all(np.array_equal(np.asarray(a), np.asarray(b)) for a, b in pairs):
        raise ModelError("another model each time the file is run; set a seed in it, as torch.manual_seed(0)")
    check_jacobian(training.model, w)


@lru_cache(maxsize=4)
def _read(path: str, text: str) -> UserTraining:
    defined = _run(path, text)
    name = Path(path).name
    model = defined.get("model")
    if not isinstance(model, Model):
        has = "no model" if model is None else f"a model that is a {type(model).__name__}"
        raise ModelError(f"{name} defines {has}; write model = UserModel(f, jac, (n, p))")
    if model.batch != 1:
        raise ModelError(f"the model in {name} is a batch of {model.batch}; give one")
    w0, y = (_vector(name, key, defined.get(key), size) for key, size in (("w0", model.weights), ("y", model.outputs)))
    start = np.random.default_rng(0).standard_normal(model.weights) if w0 is None else w0
    return UserTraining(model, start, y, Path(path).stem, path, text)


def _run(path: str, text: str) -> dict[str, Any]:
    """The names that a file defines; modules beside it can be imported."""
    module = ModuleType(f"_user_{next(_COUNTER)}_{Path(path).stem}")
    module.__file__ = path
    sys.modules[module.__name__] = module
    sys.path.insert(0, str(Path(path).parent))
    try:
        exec(compile(text, path, "exec"), module.__dict__)
    except (Exception, SystemExit) as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
        line = error.lineno if isinstance(error, SyntaxError) else lines[-1] if lines else None
        place = Path(path).name if line is None else f"{Path(path).name}, line {line},"
        raise ModelError(f"{place} raised {type(error).__name__}: {_one_line(error)}") from error
    finally:
        sys.path.remove(str(Path(path).parent))
    return module.__dict__


def _vector(file: str, name: str, given: Any, size: int) -> Array | None:
    if given is None:
        return None
    try:
        vector = _as_numpy(given).astype(np.float64, casting="same_kind")
    except Exception as error:
        raise ModelError(f"{name} in {file} is no vector of numbers: {_one_line(error)}") from error
    if vector.shape != (size,):
        raise ModelError(f"{name} in {file} has shape {vector.shape}; expected ({size},)")
    if not np.all(np.isfinite(vector)):
        raise ModelError(f"{name} in {file} contains NaN or infinity; remove those entries")
    return vector
