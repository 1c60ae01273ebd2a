"""What a scalar term can be worth at an instance.

==============  ============================================================================================
``Interval``    a number
``Form``        a polynomial in indeterminates and exponentials of them: a function of time, or of a vector
``Root``        the square root of a form that is nowhere negative: a norm, as a function
``Dual``        a value with its derivative in one direction (forward differentiation, nested by ``level``)
==============  ============================================================================================

The functions below take any mixture of them. What would leave this collection raises ``NotClosed``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any, TypeVar

from proofcheck.models.elementary import cos, log, sin
from proofcheck.models.exponentials import exponent_of
from proofcheck.models.exponentials import exponential as of_number
from proofcheck.models.interval import Interval, equal, less

Powers = tuple[tuple[str, int], ...]
Rates = tuple[tuple[str, Fraction], ...]
Key = tuple[Powers, Rates]

LARGEST_EXPONENT = 1_000
"""Of a power of a function."""

_Amount = TypeVar("_Amount", int, Fraction)

HIGHEST_POWER = 100
"""To which a function that is a sum is raised term by term."""

MOST_TERMS = 20_000
"""That a product of two functions is computed of."""

ZERO = Interval.of(0)
ONE = Interval.of(1)
_CONSTANT: Key = ((), ())


class NotConfirmed(Exception):  # noqa: N818
    """What was asked could not be shown for the instance; the message says why in one sentence."""


class NotClosed(NotConfirmed):
    """A function that has no closed form here; it can still be enclosed piece by piece."""


@dataclass(frozen=True, slots=True)
class Form:
    """A sum of ``c * x^a * ... * exp(r x + ...)``: coefficients by powers and rates of the indeterminates."""

    terms: Mapping[Key, Interval]

    @staticmethod
    def variable(name: str) -> "Form":
        """The indeterminate ``name``."""
        return Form({(((name, 1),), ()): ONE})

    @property
    def names(self) -> frozenset[str]:
        """The indeterminates that occur."""
        return frozenset(name for powers, rates in self.terms for name, _ in (*powers, *rates))

    @property
    def degree(self) -> int | None:
        """The degree, if the form is a polynomial."""
        if any(rates for _, rates in self.terms):
            return None
        return max(sum(power for _, power in powers) for powers, _ in self.terms)

    def at(self, values: Mapping[str, "Scalar"]) -> "Scalar":
        """The value where the named indeterminates have the given values (any others remain)."""
        return total(_term_at(key, coefficient, values) for key, coefficient in self.terms.items())

    def derivative(self, name: str) -> "Scalar":
        """The partial derivative in the indeterminate ``name``."""
        found: dict[Key, Interval] = {}
        for (powers, rates), coefficient in self.terms.items():
            power, rate = dict(powers).get(name, 0), dict(rates).get(name, Fraction(0))
            if power:
                lower = _merged(powers, ((name, -1),))
                _accumulate(found, (lower, rates), coefficient * Interval.of(power))
            if rate:
                _accumulate(found, (powers, rates), coefficient * Interval.of(rate))
        return _form(found)

    def integral(self, name: str) -> "Scalar":
        """An antiderivative in the indeterminate ``name``."""
        return total(_antiderivative(key, coefficient, name) for key, coefficient in self.terms.items())


@dataclass(frozen=True, slots=True)
class Root:
    """The square root of a form that takes no negative value."""

    form: Form


@dataclass(frozen=True, slots=True)
class Dual:
    """``value + tangent * e`` with ``e * e = 0``; the level tells nested derivatives apart."""

    value: "Scalar"
    tangent: "Scalar"
    level: int


Scalar = Interval | Form | Root | Dual


def _merged(left: tuple[tuple[str, _Amount], ...], right: tuple[tuple[str, _Amount], ...]) -> Any:
    if not (left and right):
        return left or right
    both = dict(left)
    for name, amount in right:
        both[name] = both[name] + amount if name in both else amount
    return tuple(sorted((name, amount) for name, amount in both.items() if amount != 0))


def _accumulate(terms: dict[Key, Interval], key: Key, coefficient: Interval) -> None:
    terms[key] = terms[key] + coefficient if key in terms else coefficient


def _form(terms: Mapping[Key, Interval]) -> Scalar:
    kept = {key: terms[key] for key in sorted(terms) if not _is_zero(terms[key])}
    if not kept:
        return ZERO
    return kept[_CONSTANT] if set(kept) == {_CONSTANT} else Form(kept)


def _is_zero(x: Scalar) -> bool:
    return isinstance(x, Interval) and x.exact and x.lo == 0


def _is_one(x: Scalar) -> bool:
    return isinstance(x, Interval) and x.exact and x.lo == 1


def _as_form(x: Scalar) -> Form:
    if isinstance(x, Interval):
        return Form({} if _is_zero(x) else {_CONSTANT: x})
    if isinstance(x, Form):
        return x
    raise NotClosed("a norm occurs where only polynomials and exponentials can be handled")


def _term_at(key: Key, coefficient: Interval, values: Mapping[str, Scalar]) -> Scalar:
    powers, rates = key
    result: Scalar = coefficient
    for name, power in powers:
        value = values.get(name)
        result = times(result, power_of(Form.variable(name) if value is None else value, power))
    if rates:
        parts = (times(_rational(rate), values.get(name, Form.variable(name))) for name, rate in rates)
        result = times(result, exponential(total(parts)))
    return result


def _antiderivative(key: Key, coefficient: Interval, name: str) -> Scalar:
    """Integration by parts: t^k e^(rt) has t^k e^(rt) / r - k / r times that of t^(k-1) e^(rt)."""
    powers, rates = key
    power, rate = dict(powers).get(name, 0), dict(rates).get(name, Fraction(0))
    if rate and power > HIGHEST_POWER:
        raise NotClosed(f"an integral of a power above {HIGHEST_POWER} times an exponential")
    if not rate:
        raised = _merged(powers, ((name, 1),))
        return _form({(raised, rates): coefficient * Interval.of(Fraction(1, power + 1))})
    first = coefficient * Interval.of(1 / rate)
    result = _form({key: first})
    if not power:
        return result
    lower = (_merged(powers, ((name, -1),)), rates)
    return minus(result, _antiderivative(lower, first * Interval.of(power), name))


def _rational(x: int | Fraction) -> Interval:
    return Interval.of(x)


def exp_polynomial(terms: Mapping[tuple[int, Fraction], Fraction], name: str) -> Scalar:
    """The form ``sum of c * t^j * exp(r t)`` in the indeterminate ``name``, from ``{(j, r): c}``."""
    found: dict[Key, Interval] = {}
    for (power, rate), coefficient in terms.items():
        key: Key = (((name, power),) if power else (), ((name, Fraction(rate)),) if rate else ())
        _accumulate(found, key, Interval.of(coefficient))
    return _form(found)


def number(x: Scalar) -> Interval:
    """The number ``x``.

    Raises:
        NotClosed: it depends on something.
    """
    if isinstance(x, Interval):
        return x
    raise NotClosed("a number is needed where a function stands")


def only_name(x: Scalar) -> str:
    """The name of an indeterminate."""
    assert isinstance(x, Form)
    (name,) = x.names
    return name


def level_of(x: Scalar) -> int:
    """The level of differentiation of ``x``: 0 unless it is a ``Dual``."""
    return x.level if isinstance(x, Dual) else 0


def tangent_at(x: Scalar, level: int) -> Scalar:
    """The derivative of ``x`` in the direction that ``level`` stands for."""
    return x.tangent if isinstance(x, Dual) and x.level == level else ZERO


def _split(x: Scalar, level: int) -> tuple[Scalar, Scalar]:
    return (x.value, x.tangent) if isinstance(x, Dual) and x.level == level else (x, ZERO)


def plus(a: Scalar, b: Scalar) -> Scalar:
    """``a + b``."""
    if isinstance(a, Interval) and isinstance(b, Interval):
        return a + b
    if _is_zero(a):
        return b
    if _is_zero(b):
        return a
    level = max(level_of(a), level_of(b))
    if level:
        (a0, a1), (b0, b1) = _split(a, level), _split(b, level)
        return Dual(plus(a0, b0), plus(a1, b1), level)
    if isinstance(a, Root) and identical(a, b):
        return times(_rational(2), a)
    terms = dict(_as_form(a).terms)
    for key, coefficient in _as_form(b).terms.items():
        _accumulate(terms, key, coefficient)
    return _form(terms)


def total(parts: Iterable[Scalar]) -> Scalar:
    """The sum of ``parts``."""
    start: Scalar = ZERO
    return reduce(plus, parts, start)


def negative(a: Scalar) -> Scalar:
    """``-a``."""
    return times(_rational(-1), a)


def minus(a: Scalar, b: Scalar) -> Scalar:
    """``a - b``; two equal functions cancel."""
    return ZERO if identical(a, b) else plus(a, negative(b))


def times(a: Scalar, b: Scalar) -> Scalar:
    """``a * b``."""
    if isinstance(a, Interval) and isinstance(b, Interval):
        return a * b
    if _is_zero(a) or _is_zero(b):
        return ZERO
    if _is_one(a):
        return b
    if _is_one(b):
        return a
    level = max(level_of(a), level_of(b))
    if level:
        (a0, a1), (b0, b1) = _split(a, level), _split(b, level)
        return Dual(times(a0, b0), plus(times(a1, b0), times(a0, b1)), level)
    if isinstance(a, Root) or isinstance(b, Root):
        return _times_root(a, b)
    left, right = _as_form(a).terms, _as_form(b).terms
    if len(left) * len(right) > MOST_TERMS:
        raise NotClosed(f"a product of functions has more than {MOST_TERMS} terms")
    terms: dict[Key, Interval] = {}
    for (left_powers, left_rates), x in left.items():
        for (right_powers, right_rates), y in right.items():
            key = (_merged(left_powers, right_powers), _merged(left_rates, right_rates))
            _accumulate(terms, key, x * y)
    return _form(terms)


def _times_root(a: Scalar, b: Scalar) -> Scalar:
    if not isinstance(a, Root):
        return _times_root(b, a)
    if isinstance(b, Interval) and b.lo >= 0:
        return Root(_as_form(times(b**2, a.form)))
    if isinstance(b, Root):
        return a.form if identical(a, b) else Root(_as_form(times(a.form, b.form)))
    raise NotClosed("a norm is multiplied by something other than a number that is not negative")


def quotient(a: Scalar, b: Scalar) -> Scalar:
    """``a / b``.

    Raises:
        Undefined: the divisor may be 0.
        NotClosed: the divisor is a function with no closed reciprocal.
    """
    if isinstance(a, Interval) and isinstance(b, Interval):
        return a / b
    if isinstance(b, Interval):
        return times(ONE / b, a)
    level = max(level_of(a), level_of(b))
    if level:
        (a0, a1), (b0, b1) = _split(a, level), _split(b, level)
        slope = minus(quotient(a1, b0), quotient(times(a0, b1), power_of(b0, 2)))
        return Dual(quotient(a0, b0), slope, level)
    if isinstance(b, Form) and len(b.terms) == 1:
        ((powers, rates), coefficient) = next(iter(b.terms.items()))
        if not powers:
            inverse = tuple((name, -rate) for name, rate in rates)
            return times(a, _form({((), inverse): ONE / coefficient}))
    raise NotClosed("division by a function")


def power_of(a: Scalar, k: int) -> Scalar:
    """``a`` to the integer power ``k``.

    Raises:
        NotConfirmed: the power is too large to work out.
    """
    if isinstance(a, Interval):
        return a**k
    if abs(k) > LARGEST_EXPONENT:
        raise NotConfirmed(f"an exponent is larger than {LARGEST_EXPONENT}")
    if k < 0:
        return quotient(ONE, power_of(a, -k))
    if k == 0:
        return ONE
    if isinstance(a, Root) and k % 2 == 0:
        return power_of(a.form, k // 2)
    if isinstance(a, Dual):
        slope = times(times(_rational(k), power_of(a.value, k - 1)), a.tangent)
        return Dual(power_of(a.value, k), slope, a.level)
    if isinstance(a, Form) and len(a.terms) > 1 and k > HIGHEST_POWER:
        raise NotClosed(f"a sum is raised to a power above {HIGHEST_POWER}")
    half = power_of(a, k // 2)
    square = times(half, half)
    return times(square, a) if k % 2 else square


def square_root(a: Scalar) -> Scalar:
    """The square root of ``a``; of a form only where the caller knows that it takes no negative value."""
    if isinstance(a, Interval):
        return a.sqrt()
    if isinstance(a, Dual):
        value = square_root(a.value)
        return Dual(value, quotient(a.tangent, times(_rational(2), value)), a.level)
    form = _as_form(a)
    if len(form.terms) == 1:
        ((powers, rates), coefficient) = next(iter(form.terms.items()))
        if not powers:
            halves = tuple((name, rate / 2) for name, rate in rates)
            return _form({((), halves): coefficient.sqrt()})
    return Root(form)


def exponential(a: Scalar) -> Scalar:
    """The exponential of ``a``; of a form only if it is linear with exact coefficients, up to a constant."""
    if isinstance(a, Interval):
        return of_number(a)
    if isinstance(a, Dual):
        value = exponential(a.value)
        return Dual(value, times(value, a.tangent), a.level)
    form = _as_form(a)
    rates: Rates = ()
    constant = ONE
    for (powers, inner), coefficient in form.terms.items():
        if not powers and not inner:
            constant = coefficient.exp()
        elif len(powers) == 1 and powers[0][1] == 1 and not inner and coefficient.exact:
            rates = _merged(rates, ((powers[0][0], coefficient.lo),))
        else:
            raise NotClosed("the exponential of a function that is not linear with rational coefficients")
    return _form({((), rates): constant})


def logarithm(a: Scalar) -> Scalar:
    """The logarithm of ``a``; of a form only if that is an exponential with a factor."""
    if isinstance(a, Interval):
        return exponent_of(a) or log(a)
    if isinstance(a, Dual):
        return Dual(logarithm(a.value), quotient(a.tangent, a.value), a.level)
    form = _as_form(a)
    if len(form.terms) == 1:
        (((powers, rates), coefficient),) = form.terms.items()
        if not powers:
            linear: dict[Key, Interval] = {(((name, 1),), ()): _rational(rate) for name, rate in rates}
            return _form({((), ()): log(coefficient), **linear})
    raise NotClosed("the logarithm of a function that is no exponential")


def sine(a: Scalar) -> Scalar:
    """The sine of a number."""
    if isinstance(a, Dual):
        return Dual(sine(a.value), times(cosine(a.value), a.tangent), a.level)
    return sin(number(a))


def cosine(a: Scalar) -> Scalar:
    """The cosine of a number."""
    if isinstance(a, Dual):
        return Dual(cosine(a.value), negative(times(sine(a.value), a.tangent)), a.level)
    return cos(number(a))


def larger(a: Scalar, b: Scalar) -> Scalar:
    """The maximum of ``a`` and ``b``."""
    if isinstance(a, Interval) and isinstance(b, Interval):
        return a.maximum(b)
    if identical(a, b):
        return a
    low, high = _base(a), _base(b)
    if less(low, high):
        return b
    if less(high, low):
        return a
    raise NotClosed("the maximum of two functions that may cross")


def absolute(a: Scalar) -> Scalar:
    """The absolute value of ``a``."""
    return abs(a) if isinstance(a, Interval) else larger(a, negative(a))


def _base(a: Scalar) -> Interval:
    return _base(a.value) if isinstance(a, Dual) else number(a)


def same(a: Scalar, b: Scalar) -> bool:
    """``a == b`` is certain, for all values of the indeterminates."""
    if isinstance(a, Interval) and isinstance(b, Interval):
        return equal(a, b)
    if isinstance(a, Root) or isinstance(b, Root):
        return identical(a, b)
    return _is_zero(minus(a, b))


def identical(a: Scalar, b: Scalar) -> bool:
    """The two are written alike and every number in them is known exactly."""
    return a == b and _known(a)


def _known(a: Scalar) -> bool:
    if isinstance(a, Interval):
        return a.known
    if isinstance(a, Dual):
        return _known(a.value) and _known(a.tangent)
    form = a.form if isinstance(a, Root) else a
    return all(coefficient.known for coefficient in form.terms.values())
