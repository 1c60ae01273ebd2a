"""Instances of the engine's, read for the oracle: what each name means there, and random instances near by.

What a hypothesis ``variable = term`` determines is computed here; sequences are computed by their recursion, flows with
SciPy. Nothing of the engine's evaluation is used, only the numbers that it names.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from meaning import Instance, Key, Looking, key_of, outcomes, truth, value
from scipy.integrate import solve_ivp

from proofcheck.lang import expressions as ex

SPREAD = 6
"""Random numbers are quotients of an integer up to this, and 1, 2 or 3."""
EARLIEST, LATEST = -1.0, 60.0
"""Flows are followed for no longer, and no further back, which the derivative at the start needs."""


class UnreadError(Exception):
    """The oracle cannot read this instance."""


@dataclass(frozen=True)
class Case:
    """What a claim says, stripped of its outermost quantifiers, and all under which it says so."""

    says: Any
    bound: tuple[Any, ...]
    given: tuple[Any, ...]
    ranges: tuple[Any, ...]

    @staticmethod
    def of(says: Any, hypotheses: Iterable[Any]) -> "Case":
        bound: list[Any] = []
        ranges: list[Any] = []
        while isinstance(says, ex.ForAll):
            bound += says.variables
            ranges += [span for span in says.ranges if isinstance(span, ex.Assertion)]
            says = says.body
        return Case(says, tuple(bound), tuple(hypotheses), tuple(ranges))

    @property
    def hypotheses(self) -> tuple[Any, ...]:
        return (*self.given, *self.ranges)

    @property
    def symbols(self) -> list[Any]:
        """The variables that occur free, those that were bound outermost among them."""
        kinds = (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)
        free = dict.fromkeys(a for said in (self.says, *self.hypotheses) for a in ex.free_symbols(said))
        return [symbol for symbol in free if isinstance(symbol, kinds)]


def told_false(case: Case, data: Mapping[str, Any]) -> bool | None:
    """Whether an instance of the engine's is one: all hypotheses true, the claim false; ``None`` where it is not told.

    Raises:
        UnreadError: the oracle cannot read it.
    """
    at = instance_of(case, data)
    said = [truth(hypothesis, at, LOOKING) for hypothesis in case.hypotheses]
    goal = None if _is_small(case.says, at) else truth(case.says, at, LOOKING)
    if goal is True or False in said:
        return False
    return None if goal is None or None in said else True


def _is_small(says: Any, at: Instance) -> bool:
    if not isinstance(says, ex.Relation) or says.of_dimensions:
        return False
    sizes = [float(np.max(np.abs(value(side, at)))) for side in (says.left, says.right)]
    return 0 < max(sizes) < SMALL


def fails_near(case: Case, data: Mapping[str, Any], draws: int, seed: int) -> bool:
    """Whether the claim fails at an instance that the engine names, or at a random one near by.

    Near by: what no quantified hypothesis speaks of, and none determines, is drawn at random.

    Raises:
        UnreadError: the oracle cannot read it.
    """
    at = instance_of(case, data)
    fixed = {key_of(symbol) for h in case.hypotheses for symbol in _fixed_by(h)}
    free = [key for key in at.variables if key not in fixed]
    pick = random.Random(seed)
    for draw in range(draws):
        drawn = {key: _redrawn(at.variables[key], pick, key[0]) for key in free} if draw else {}
        here = replace(at, variables={**at.variables, **drawn})
        if all(truth(h, here, LOOKING) for h in case.hypotheses) and truth(case.says, here, LOOKING) is False:
            return True
    return False


def _fixed_by(hypothesis: Any) -> list[Any]:
    determined = isinstance(hypothesis, ex.Relation) and hypothesis.op == "="
    symbols = (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)
    quantified = isinstance(hypothesis, ex.ForAll)
    return [s for s in ex.free_symbols(hypothesis) if (determined or quantified) and isinstance(s, symbols)]


def _redrawn(content: Any, pick: random.Random, kind: str) -> Any:
    if isinstance(content, (list, np.ndarray)):
        return [_redrawn(part, pick, kind) for part in content]
    return pick.randint(0, 4) if kind == "N" else Fraction(pick.randint(-SPREAD, SPREAD), pick.randint(1, 3))


def _samples(key: Key, at: Instance) -> list[Any]:
    """What quantifiers are looked at on: the values that the instance has for this sort, and some at random."""
    kind, sizes = key[0], [int(name) if name.isdigit() else at.dimensions[name] for name in key[2:]]
    if kind == "N":
        return [*outcomes(key[1], at)] if key[1].startswith("omega") else [0, 1, 2, 3]
    given = [at.exact(content) for other, content in at.variables.items() if other[0] == kind and other[2:] == key[2:]]
    pick = np.random.default_rng(7)
    return [*given[:4], *(pick.normal(size=sizes or None) * scale for scale in (0.3, 1.0, 3.0))]


LOOKING = Looking(_samples, equal=1e-9, apart=1e-8)
SMALL = 1e-9
"""Sides smaller than this are taken for equal, whatever they are."""


def instance_of(case: Case, data: Mapping[str, Any]) -> Instance:
    """The instance that the engine writes as plain data.

    Raises:
        UnreadError: it gives something in no way that is known here.
    """
    said = (case.says, *case.hypotheses)
    if any(symbol in ex.free_symbols(hypothesis) for symbol in case.bound for hypothesis in case.given):
        raise UnreadError("a bound variable has the name of a free one")
    at = Instance(dict(data["dims"]), {})
    for name, rows in data["functions"].items():
        at = replace(at, maps={**at.maps, name: _map(rows, _leaf(name, ex.MapSymbol, said))})
    for name, components in data["paths"].items():
        known = _listed(data.get("firsts", {}).get(name, []), *_closed(components))
        path = _shaped(known, _leaf(name, ex.PathSymbol, said), at)
        at = replace(at, paths={**at.paths, name: path})
    given = {"S": data["scalars"], "N": data["scalars"], "V": data["vectors"], "O": data["operators"]}
    waiting = []
    for symbol in case.symbols:
        content = given[key_of(symbol)[0]].get(symbol.name)
        if content is None:
            waiting.append(symbol)
        else:
            at = replace(at, variables={**at.variables, key_of(symbol): _exact(content)})
    initial = {name: _exact(start) for name, start in data["initial"].items()}
    at = _with_flows(at, (*case.hypotheses, case.says), initial)
    return _determined(at, case.hypotheses, waiting)


def _exact(content: Any) -> Any:
    return [_exact(part) for part in content] if isinstance(content, list) else Fraction(content)


def _map(rows: list[Any], symbol: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """A polynomial map and its Jacobian; a polynomial and its gradient."""
    polynomials = [[(tuple(map(int, key)), float(Fraction(c))) for key, c in row] for row in rows]

    def at(terms: list[Any], point: Any) -> float:
        return sum(c * float(np.prod([x**k for x, k in zip(point, key, strict=True)])) for key, c in terms)

    def slopes(terms: list[Any], point: Any) -> list[float]:
        lower = [
            [(tuple(k - (i == j) for i, k in enumerate(key)), c * key[j]) for key, c in terms if key[j]]
            for j in range(len(point))
        ]
        return [at(part, point) for part in lower]

    if symbol.n is None:
        [terms] = polynomials
        return lambda point: at(terms, point), lambda point: np.array(slopes(terms, point))
    return (
        lambda point: np.array([at(terms, point) for terms in polynomials]),
        lambda point: np.array([slopes(terms, point) for terms in polynomials]),
    )


def _closed(components: list[Any]) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """Sums of c t^j exp(r t), and their derivative."""
    parts = [[(int(j), float(Fraction(r)), float(Fraction(c))) for (j, r), c in part] for part in components]

    def now(t: float) -> Any:
        return np.array([sum(c * t**j * np.exp(r * t) for j, r, c in part) for part in parts])

    def slope(t: float) -> Any:
        one = [
            sum(c * np.exp(r * t) * (r * t**j + (j * t ** (j - 1) if j else 0.0)) for j, r, c in part) for part in parts
        ]
        return np.array(one)

    return now, slope


def _listed(firsts: list[Any], now: Any, slope: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """A sequence that begins with the members of a list."""
    members = [np.array([float(Fraction(x)) for x in member]) for member in firsts]
    return lambda t: members[round(float(t))] if 0 <= round(float(t)) < len(members) else now(t), slope


def _leaf(name: str, kind: type, said: Iterable[Any]) -> Any:
    """The path or the map of that name."""
    for assertion in said:
        for node in _leaves(assertion):
            if isinstance(node, kind) and node.name == name:
                return node
    raise UnreadError(f"nothing is called {name}")


def _leaves(node: Any) -> Iterator[Any]:
    yield node
    for part in (node.value, *node.provided) if isinstance(node, ex.Definition) else getattr(node, "args", ()):
        yield from _leaves(part)


def _shaped(path: Any, symbol: Any, at: Instance) -> Any:
    sizes = tuple(at.size(d) for d in symbol.dimensions)
    return tuple(lambda t, part=part: np.reshape(part(t), sizes) if sizes else part(t)[0] for part in path)


def _with_flows(at: Instance, said: Sequence[Any], initial: Mapping[str, Any]) -> Instance:
    """Sequences and flows that start where the instance says, and go on as what is said of them says."""
    rules = {}
    for assertion in said:
        body = assertion.body if isinstance(assertion, ex.ForAll) else None
        if isinstance(body, ex.Relation) and isinstance(body.left, (ex.PathValue, ex.PathDerivative)):
            rules[body.left.args[0].name] = body
    flows = {}
    for name, start in initial.items():
        rule = rules.get(name)
        if rule is not None and isinstance(rule.left, ex.PathDerivative):
            flows[name] = start
        else:
            sizes = tuple(at.size(d) for d in _leaf(name, ex.PathSymbol, said).dimensions)
            first = np.reshape([float(x) for x in start], sizes)[()]
            path = _standing(first) if rule is None else _sequence(at, name, rule, first)
            at = replace(at, paths={**at.paths, name: (path, None)})
    return _flowing(at, {name: rules[name] for name in flows}, flows) if flows else at


def _standing(start: Any) -> Callable[[Any], Any]:
    """A path of which only the start is known."""

    def at(t: Any) -> Any:
        if t != 0:
            raise UnreadError("a path that goes on in no way that is known here")
        return start

    return at


def _sequence(at: Instance, name: str, rule: Any, start: Any) -> Callable[[Any], Any]:
    index = next(s for s in ex.free_symbols(rule.left) if isinstance(s, ex.ScalarSymbol))

    @cache
    def term(k: int) -> Any:
        if k == 0:
            return start
        before = replace(at, paths={**at.paths, name: (lambda j: term(int(j)), None)})
        return value(rule.right, before.bind(index, k - 1))

    return lambda k: term(round(float(k)))


def _flowing(at: Instance, rules: Mapping[str, Any], initial: Mapping[str, Any]) -> Instance:
    starts = {name: np.array([float(x) for x in start]) for name, start in initial.items()}
    ends = np.cumsum([len(start) for start in starts.values()])

    def split(state: Any) -> dict[str, Any]:
        return dict(zip(starts, np.split(state, ends[:-1]), strict=True))

    def slopes(t: float, state: Any) -> dict[str, Any]:
        now = split(state)
        paths = {name: (lambda s, name=name: starts[name] if s == 0 else now[name], None) for name in starts}
        inside = replace(at, paths={**at.paths, **paths})
        times = {name: rule.left.args[1] for name, rule in rules.items()}
        return {name: value(rule.right, inside.bind(times[name], t)) for name, rule in rules.items()}

    def field(t: float, state: Any) -> Any:
        return np.concatenate([np.atleast_1d(part) for part in slopes(t, state).values()])

    @cache
    def state(t: float) -> Any:
        whole = np.concatenate(list(starts.values()))
        if t == 0:
            return whole
        if not EARLIEST <= t <= LATEST:
            raise UnreadError("a flow at a time that is not followed")
        solved = solve_ivp(field, (0.0, t), whole, rtol=1e-10, atol=1e-12, method="LSODA")
        if not solved.success:
            raise UnreadError("a flow that SciPy does not follow")
        return solved.y[:, -1]

    made = {
        name: (
            lambda t, name=name: split(state(float(t)))[name],
            lambda t, name=name: slopes(float(t), state(float(t)))[name],
        )
        for name in starts
    }
    return replace(at, paths={**at.paths, **made})


def _determined(at: Instance, standing: Iterable[Any], waiting: list[Any]) -> Instance:
    """Variables that a hypothesis determines, one after the other."""
    while waiting:
        for symbol in waiting:
            terms = [a for a in standing if isinstance(a, ex.Relation) and a.op == "=" and a.left == symbol]
            known = [a.right for a in terms if not ex.free_symbols(a.right) & set(waiting)]
            if known:
                content = value(known[0], at)
                content = content.tolist() if isinstance(content, np.ndarray) else content
                at = replace(at, variables={**at.variables, key_of(symbol): content})
                waiting = [other for other in waiting if other != symbol]
                break
        else:
            raise UnreadError(f"no value of {', '.join(str(symbol) for symbol in waiting)}")
    return at
