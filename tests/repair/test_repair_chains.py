"""Which side of a wrong line in a chain is mended."""

from proofcheck.check import check_documents
from proofcheck.lang import Reason, Step, chain, dimension, frac, inner, norm, vector
from proofcheck.lang.documents import document

n = dimension("n")
u, v = vector("u", n), vector("v", n)
half = frac(1, 2) * inner(u + v, u + v)


def last_repair(start):
    """What the last line should say: start = 1/2 <u + v, u + v> = <u + v, u> + <u + v, v>."""
    steps = [half, inner(u + v, u) + inner(u + v, v)]
    lines = chain("line", "here", start, *(Step("=", says, Reason("expand")) for says in steps))
    (found,) = check_documents([document("chain", "", lines)], workers=1)["documents"]
    return found["claims"][-1]["repair"]["text"]


def test_a_line_is_mended_where_it_is_new():
    assert last_repair(frac(1, 2) * norm(u + v) ** 2).startswith("1/2 ⟨u + v, u + v⟩ = ")


def test_a_line_need_not_go_on_from_one_that_is_wrong():
    assert last_repair(norm(u + v) ** 2).startswith("⟨u + v, u + v⟩ = ")
