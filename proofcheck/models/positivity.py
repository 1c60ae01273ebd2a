"""When a form takes no negative value: functions of time on an interval, and quadratic polynomials everywhere."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from proofcheck.models.interval import Interval
from proofcheck.models.scalars import ONE, ZERO, Form, Key, Root, Scalar, negative, plus, power_of, times, total
from proofcheck.models.spectra import positive_semidefinite

Ranges = Mapping[str, tuple[Interval, Interval | None]]
"""Bounds of indeterminates; the upper one may be missing. An indeterminate without bounds is any real number."""

_HALF = Interval.of(Fraction(1, 2))
_CELLS = 1024
_DEPTH = 6


def nonnegative(x: Scalar, ranges: Ranges) -> bool:
    """``x >= 0`` was shown, for all values of its indeterminates within their bounds."""
    if isinstance(x, Interval):
        return x.lo >= 0
    if isinstance(x, Root):
        return True
    if not isinstance(x, Form):
        return False
    bounded = sorted(x.names & ranges.keys())
    if not bounded:
        return _is_nonnegative_polynomial(x)
    if len(x.names) == 1:
        low, high = ranges[bounded[0]]
        if _is_nonnegative_polynomial(x) or _stays_nonnegative(x, bounded[0], low, high, _DEPTH):
            return True
        return _by_pieces(x, bounded[0], low, high)
    if len(bounded) == len(x.names) and _is_nonnegative_on_box(x, ranges):
        return True
    if len(bounded) != 1:
        return False
    return _is_nonnegative_multiple(x, bounded[0], ranges) or _is_sum_of_even_powers(x, bounded[0], ranges)


def quadratic_matrix(x: Form, names: Sequence[str]) -> tuple[tuple[Interval, ...], ...] | None:
    """The matrix of ``x`` as a quadratic form in ``(1, *names)``; ``None`` if it is not one."""
    place = {name: i + 1 for i, name in enumerate(names)}
    matrix = [[ZERO] * (len(names) + 1) for _ in range(len(names) + 1)]
    for (powers, rates), coefficient in x.terms.items():
        if rates or sum(power for _, power in powers) > 2:
            return None
        factors = [place.get(name) for name, power in powers for _ in range(power)]
        if None in factors:
            return None
        i, j = sorted([0, 0, *(factor for factor in factors if factor is not None)])[-2:]
        part = coefficient if i == j else coefficient * _HALF
        matrix[i][j] = matrix[i][j] + part
        if i != j:
            matrix[j][i] = matrix[j][i] + part
    return tuple(tuple(row) for row in matrix)


def _is_nonnegative_polynomial(x: Form) -> bool:
    """A sum of even powers with positive coefficients, or a quadratic form in (1, x), or in (1, x^2), without negative
    pivot.
    """
    if all(not rates and _is_even(powers) for (powers, rates) in x.terms):
        if all(c.lo >= 0 for c in x.terms.values()):
            return True
        squares = {tuple((name, power // 2) for name, power in powers): c for (powers, _), c in x.terms.items()}
        if _is_nonnegative_quadratic(Form({(powers, ()): c for powers, c in squares.items()})):
            return True
    return _is_nonnegative_quadratic(x)


def _is_nonnegative_quadratic(x: Form) -> bool:
    matrix = quadratic_matrix(x, sorted(x.names))
    return matrix is not None and (
        positive_semidefinite(matrix)
        or (_is_zero_row(matrix[0]) and positive_semidefinite(tuple(row[1:] for row in matrix[1:])))
    )


MOST_BOUNDED, HIGHEST_DEGREE = 4, 8
"""Of a polynomial that is looked at on a box."""


def _is_nonnegative_on_box(x: Form, ranges: Ranges) -> bool:
    """A polynomial in indeterminates of which each has a range; two of the same range are taken in either order.

    Ranges become rays: ``a + s`` for those without an upper end, ``a + (b - a) s / (1 + s)`` for those with one, and
    likewise ``(s, s + r) / (1 + s + r)`` for two in order. Multiplied out, no coefficient is negative.
    """
    names = sorted(x.names)
    if len(names) > MOST_BOUNDED or x.degree is None or x.degree > HIGHEST_DEGREE:
        return False
    pair = next(((a, b) for a in names for b in names if a < b and _is_the_same(ranges[a], ranges[b])), None)
    alone = [(name,) for name in names if pair is None or name not in pair]
    orders = [alone] if pair is None else [[*alone, pair], [*alone, pair[::-1]]]
    return all(_has_no_negative_coefficient(_on_rays(x, groups, ranges)) for groups in orders)


def _is_the_same(one: tuple[Interval, Interval | None], other: tuple[Interval, Interval | None]) -> bool:
    """Two ranges with the same ends, which are known."""
    return one == other and one[0].exact and (one[1] is None or one[1].exact)


def _on_rays(x: Form, groups: Sequence[tuple[str, ...]], ranges: Ranges) -> Scalar:
    """The polynomial with each group of indeterminates, in increasing order, on rays, times a positive denominator."""
    found: Scalar = ZERO
    places = {name: (k, place) for k, group in enumerate(groups) for place, name in enumerate(group)}
    tops = [max(sum(n for name, n in powers if name in group) for powers, _ in x.terms) for group in groups]
    rays = [_ray(group, *ranges[group[0]]) for group in groups]
    for (powers, _), coefficient in x.terms.items():
        term: Scalar = coefficient
        used = [0] * len(groups)
        for name, power in powers:
            k, place = places[name]
            used[k] += power
            term = times(term, power_of(rays[k][place], power))
        for k, top in enumerate(tops):
            term = times(term, power_of(rays[k][-1], top - used[k]))
        found = plus(found, term)
    return found


def _ray(group: tuple[str, ...], low: Interval, high: Interval | None) -> list[Scalar]:
    """Numerators of the members of a group, in increasing order, and the denominator that they have in common."""
    steps = [Form.variable(name) for name in group]
    partial = [total(steps[: k + 1]) for k in range(len(steps))]
    if high is None:
        return [*(plus(low, part) for part in partial), ONE]
    below = plus(ONE, partial[-1])
    return [*(plus(times(low, below), times(high - low, part)) for part in partial), below]


def _has_no_negative_coefficient(x: Scalar) -> bool:
    return x.lo >= 0 if isinstance(x, Interval) else isinstance(x, Form) and all(c.lo >= 0 for c in x.terms.values())


def _is_even(powers: tuple[tuple[str, int], ...]) -> bool:
    return all(power % 2 == 0 for _, power in powers)


def _is_zero_row(row: Sequence[Interval]) -> bool:
    return all(entry.exact and entry.lo == 0 for entry in row)


def _is_sum_of_even_powers(x: Form, name: str, ranges: Ranges) -> bool:
    """Even powers of the other indeterminates, each times a function of ``name`` that is not negative on its range."""
    groups: dict[tuple[tuple[str, int], ...], dict[Key, Interval]] = {}
    for (powers, rates), coefficient in x.terms.items():
        others = tuple(item for item in powers if item[0] != name)
        if not _is_even(others) or any(other != name for other, _ in rates):
            return False
        groups.setdefault(others, {})[tuple(item for item in powers if item[0] == name), rates] = coefficient
    return all(nonnegative(times(ONE, Form(terms)), ranges) for terms in groups.values())


def _is_nonnegative_multiple(x: Form, name: str, ranges: Ranges) -> bool:
    """``x = c(name) q`` with ``c >= 0`` on its range and a polynomial ``q >= 0`` in the other indeterminates."""
    groups: dict[tuple[tuple[str, int], ...], dict[tuple[int, Fraction], Interval]] = {}
    for (powers, rates), coefficient in x.terms.items():
        by_name = dict(powers)
        if any(other != name for other, _ in rates):
            return False
        others = tuple(item for item in powers if item[0] != name)
        part = groups.setdefault(others, {})
        part[by_name.get(name, 0), dict(rates).get(name, Fraction(0))] = coefficient
    first = groups[min(groups)]
    key = min(first)
    quotient_terms: dict[Key, Interval] = {}
    for others, part in groups.items():
        if part.keys() != first.keys() or not first[key].known:
            return False
        ratio = part[key] / first[key]
        if not ratio.exact or any(ratio * first[k] - part[k] != ZERO for k in first):
            return False
        quotient_terms[others, ()] = ratio
    common = Form({(((name, k),) if k else (), ((name, rate),) if rate else ()): c for (k, rate), c in first.items()})
    q = Form(quotient_terms)
    return any(nonnegative(times(sign, common), ranges) and nonnegative(times(sign, q), {}) for sign in (ONE, -ONE))


def _stays_nonnegative(x: Scalar, name: str, low: Interval, high: Interval | None, depth: int) -> bool:
    """``x >= 0`` on the range: from its value at one end and the sign of its derivative.

    A factor exp(r t) is divided out first, so that each derivative has fewer terms than the one before.
    """
    if isinstance(x, Interval):
        return x.lo >= 0
    if not isinstance(x, Form) or depth == 0:
        return False
    if low.lo >= 0 and all(c.lo >= 0 for c in x.terms.values()):
        return True
    rates = sorted({dict(rates).get(name, Fraction(0)) for _, rates in x.terms})
    for rate in {rates[0]: None, rates[-1]: None}:
        scaled = _without_rate(x, name, rate)
        if not isinstance(scaled, Form):
            return nonnegative(scaled, {})
        slope = scaled.derivative(name)
        if _is_nonnegative_at(scaled, name, low) and _stays_nonnegative(slope, name, low, high, depth - 1):
            return True
        falls = _stays_nonnegative(negative(slope), name, low, high, depth - 1)
        if falls and high is not None and _is_nonnegative_at(scaled, name, high):
            return True
        if falls and high is None and _limit_is_nonnegative(scaled, name):
            return True
    return False


def _without_rate(x: Form, name: str, rate: Fraction) -> Scalar:
    if not rate:
        return x
    return times(x, Form({((), ((name, -rate),)): ONE}))


def _is_nonnegative_at(x: Form, name: str, time: Interval) -> bool:
    value = x.at({name: time})
    return isinstance(value, Interval) and value.lo >= 0


def _limit_is_nonnegative(x: Form, name: str) -> bool:
    """The limit at infinity of a constant and decaying exponentials."""
    limit = ZERO
    for (powers, rates), coefficient in x.terms.items():
        if not powers and not rates:
            limit = coefficient
        elif dict(rates).get(name, Fraction(0)) >= 0:
            return False
    return limit.lo >= 0


def _by_pieces(x: Form, name: str, low: Interval, high: Interval | None) -> bool:
    """``x >= 0`` on a bounded range, by interval arithmetic on cells that are halved as long as needed."""
    if high is None:
        return False
    slope = x.derivative(name)
    waiting = [(low.lo, high.hi)]
    for _ in range(_CELLS):
        if not waiting:
            return True
        a, b = waiting.pop()
        if _is_nonnegative_on_cell(x, slope, name, Interval(a, b)):
            continue
        middle = (a + b) / 2
        centre = x.at({name: Interval.of(middle)})
        if not isinstance(centre, Interval) or centre.hi < 0 or a == b:
            return False
        waiting += [(middle, b), (a, middle)]
    return False


def _is_nonnegative_on_cell(x: Form, slope: Scalar, name: str, cell: Interval) -> bool:
    """By its bounds on the cell, or by its value at one end where it rises or falls throughout."""
    whole = x.at({name: cell})
    if isinstance(whole, Interval) and whole.lo >= 0:
        return True
    change = slope.at({name: cell}) if isinstance(slope, Form) else slope
    if not isinstance(change, Interval):
        return False
    if change.lo >= 0:
        return _is_nonnegative_at(x, name, Interval.of(cell.lo))
    if change.hi <= 0:
        return _is_nonnegative_at(x, name, Interval.of(cell.hi))
    near = plus(x.at({name: Interval.of(cell.middle)}), change * (cell - Interval.of(cell.middle)))
    return isinstance(near, Interval) and near.lo >= 0
