"""Equations in a row that end in a number."""

from collections.abc import Sequence
from dataclasses import replace

from proofcheck.lang import expressions as ex
from proofcheck.latex.assertions import Found


def each_number(relations: Sequence[Found]) -> Sequence[Found]:
    r"""Return equations in a row that end in a number, ``\\sum_i p_i = \\sum_i q_i = 1``, with that number in each."""
    sayings = [relation.says for relation in relations]
    if len(sayings) < 2 or not all(isinstance(says, ex.Relation) and says.op == "=" for says in sayings):
        return relations
    last = sayings[-1].right
    if last.free_symbols or ex.kind_of(last) != ex.SCALAR:
        return relations
    return [replace(relation, says=relation.says.func("=", relation.says.left, last)) for relation in relations]
