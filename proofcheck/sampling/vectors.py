"""Random vectors, paths and sequences, on the spheres and in the balls that the clauses put them."""

from typing import Any

import numpy as np

from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.clauses import is_unit
from proofcheck.evaluate.setting import NoValueError
from proofcheck.evaluate.terms import evaluate
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import NATURAL, Sort, Term, subterms
from proofcheck.models.instance import clause_terms
from proofcheck.sampling.draft import Draft, standing
from proofcheck.sampling.outline import Slot

LONGEST_DRAWN = 40
"""Terms of a sequence that are drawn; the later ones are like the last of them."""


def vector(draft: Draft, slot: Slot, patient: bool) -> Array:
    """Values of a vector. ``patient``: raise where the ball that it lies in has no value yet."""
    variable = Term("var", slot.key[1], slot.sort)
    shape = draft.setting.shape(slot.sort)
    clauses = [c for c in draft.needed.checked if not c.variables and variable in c.free_variables()]
    if any(is_unit(clause, variable) for clause in clauses):
        vector = draft.random.normal(1, *shape)
        return vector / np.linalg.norm(vector, axis=-1, keepdims=True)
    for clause in clauses:
        if clause.relation[0] == "<=" and clause.relation[1][0] == "norm":
            return _in_ball(draft, variable, clause, patient)
    if slot.sort == draft.needed.codomain and draft.made.target is not None:
        return draft.made.target
    return draft.random.normal(1, *shape) * draft.random.choice((1.0, 0.0, 10.0, 0.1))[..., None]


def _in_ball(draft: Draft, variable: Term, clause: Clause, patient: bool) -> Array:
    """A point of the ball, or of its boundary; the norm is of plus or minus the vector and something known."""
    _, left, right = clause.relation
    try:
        radius = evaluate(right, draft.setting)
        shape = draft.full(variable[2])
        at_zero = evaluate(left[1], draft.setting.bind(variable, np.zeros(shape)))
        sign = np.sign((evaluate(left[1], draft.setting.bind(variable, np.ones(shape))) - at_zero).mean())
    except NoValueError:
        if patient:
            raise
        return draft.random.normal(1, *draft.setting.shape(variable[2]))
    reach = radius * draft.random.choice((1 - 1e-12, 1 - 1e-12, 0.9, 0.5, 0.0))
    centre = -at_zero / sign
    direction = _direction(draft, variable[2])
    if draft.made.model is not None and variable[2] == draft.needed.domain:
        bent = np.where(draft.random.choice((0.0, 1.0))[..., None] > 0, _bending(draft, centre, direction), direction)
        direction = bent / np.linalg.norm(bent, axis=-1, keepdims=True)
    return centre + reach[..., None] * direction


def _direction(draft: Draft, sort: Sort) -> Array:
    vector = draft.random.normal(1, *draft.setting.shape(sort))
    return vector / np.linalg.norm(vector, axis=-1, keepdims=True)


def _bending(draft: Draft, centre: Array, direction: Array) -> Array:
    """A direction along which the Jacobian changes much: power steps on its derivative, from a random one."""
    model = draft.made.model
    assert model is not None
    sign = np.sign(direction[..., :1])
    step = 1e-4 * (1 + np.abs(centre).max(axis=-1, keepdims=True))
    for _ in range(4):
        change = model.jacobian(centre + step * direction) - model.jacobian(centre)
        if not change.any():
            break
        direction = np.linalg.svd(change, full_matrices=False)[2][..., 0, :]
    return direction * sign


def given_path(draft: Draft, slot: Slot) -> Any:
    """A path that no law makes."""
    if _is_sequence(draft, slot.key[1]):
        return _given_sequence(draft, slot)
    if slot.sort[0] == "O":
        gram = draft.made.gram
        if gram is None or draft.setting.shape(slot.sort) != gram.left.shape[1:]:
            raise NoValueError(f"no family gives the operator path {slot.key[1]}")
        return _gram_path(gram)
    shape = draft.setting.shape(slot.sort)
    suitable = draft.made.start is not None and draft.suits(slot.sort, draft.made.start)
    start = draft.made.start if suitable else draft.random.normal(1, *shape)
    draft.paths[slot.key[1]] = standing(start)
    reach, pace = _reach(draft, slot), draft.random.power_of_ten(-0.5, 0.5)
    direction = _direction(draft, slot.sort) if len(slot.sort) > 1 else np.ones((draft.batch, 1))

    def at(times: Array) -> Array:
        along = reach * np.sin(pace * times) ** 2
        return start + (along[..., None] * direction if direction.ndim == 3 else along)

    return at


def _is_sequence(draft: Draft, name: str) -> bool:
    problem = draft.needed.problem
    terms = (term for clause in (*problem.hypotheses, problem.goal) for term in clause_terms(clause))
    times = [term[3] for term in terms if term[:2] == ("path", name)]
    return any(variable[2] == NATURAL for time in times for variable in time.free)


def _given_sequence(draft: Draft, slot: Slot) -> Any:
    """Terms that are drawn one by one, or all the same, as large as they are said to be at most."""
    shape = draft.setting.shape(slot.sort)
    draft.paths[slot.key[1]] = standing(draft.random.normal(1, *shape))
    drawn, ones = draft.random.normal(LONGEST_DRAWN, *shape), (1,) * len(shape)
    varied = draft.random.choice((1.0, 0.0))
    drawn = np.where(varied.reshape(varied.shape + ones) > 0, drawn, drawn[:, :1])
    size = np.sqrt((drawn**2).reshape(draft.batch, LONGEST_DRAWN, -1).sum(axis=-1))
    reach = _reach(draft, slot) if slot.sort[0] == "V" else draft.random.power_of_ten(-1, 1)
    most = np.minimum(1.0, reach.reshape(reach.shape + ones) / size.reshape(size.shape + ones))
    table = draft.nudged(drawn * most, slot)

    def at(times: Array) -> Array:
        places = np.clip(np.broadcast_to(times, (draft.batch, times.shape[1])), 0, LONGEST_DRAWN - 1).astype(int)
        return np.take_along_axis(table, places.reshape(places.shape + ones), axis=1)

    return at


def _reach(draft: Draft, slot: Slot) -> Array:
    """How far a path that is free to choose may go: the radius of the ball that it is said to stay in."""
    for clause in draft.needed.checked:
        op, left, right = clause.relation
        if op == "<=" and left[0] == "norm" and any(t[0] == "path" and t[1] == slot.key[1] for t in subterms(left)):
            return evaluate(right, draft.setting) * draft.random.choice((1.0, 0.9, 0.5))
    return draft.random.power_of_ten(-1, 1)


def _gram_path(gram: Any) -> Any:
    def at(times: Array) -> Array:
        b = len(gram.names)
        times = np.broadcast_to(times, (b, times.shape[1]))
        index = np.repeat(np.arange(b), times.shape[1])
        found = gram.gram(times.reshape(-1), index)
        return found.reshape(b, times.shape[1], *found.shape[1:])

    return at
