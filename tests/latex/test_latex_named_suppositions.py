r"""What is supposed under a name, ``\item[(A1)]`` or "Assumption 2", and what is said under some of these names."""

import pytest
from suppositions import last

_HEADS = [r"\item[(A1)] {} \item[(A2)] {}", r"\item (A1) {} \item (A2) {}", r"\item[A1.] {} \item[A2.] {}",
          r"\item[\textbf{{A1}}] {} \item[\textbf{{A2}}] {}", r"\item[$(A_1)$] {} \item[$(A_2)$] {}"]  # fmt: skip


def _listed(heads, options=""):
    items = heads.format(r"$a \ge 1$.", r"$b \ge 1$.")
    return rf"We make the following assumptions. \begin{{enumerate}}{options} {items} \end{{enumerate}} "


@pytest.mark.parametrize("heads", _HEADS)
@pytest.mark.parametrize(
    ("said", "under"),
    [
        (r"Under (A1), we have \[ a b \ge b. \]", ["a ≥ 1"]),
        (r"Assume (A2) only. Then \[ a b \ge b. \]", ["b ≥ 1"]),
        (r"If (A1) and (A2) hold, then \[ a b \ge b. \]", ["a ≥ 1", "b ≥ 1"]),
        (r"\begin{lemma} Let (A1)--(A2) hold. Then \[ a b \ge b. \] \end{lemma}", ["a ≥ 1", "b ≥ 1"]),
        (r"\begin{lemma} Under A2, \[ a b \ge b. \] \end{lemma}", ["b ≥ 1"]),
        (r"\begin{lemma} We have \[ a b \ge b. \] \end{lemma}", ["a ≥ 1", "b ≥ 1"]),
    ],
)
def test_only_the_items_that_are_named_are_supposed(read, heads, said, under):
    found, unread = last(read(_listed(heads) + said))
    assert found == under
    assert unread is (len(under) == 1)


@pytest.mark.parametrize("options", [r"[label=(A\arabic*)]", r"[label=\textbf{A\arabic*}]", "[(A1)]"])
def test_items_are_named_by_how_they_are_counted(read, options):
    said = _listed(r"\item {} \item \label{{second}} {}", options)
    assert last(read(said + r"Under (A1), \[ a b \ge b. \]"))[0] == ["a ≥ 1"]
    assert last(read(said + r"Under \ref{second}, \[ a b \ge b. \]"))[0] == ["b ≥ 1"]


@pytest.mark.parametrize(
    ("said", "under"),
    [
        ("Under Assumption 1,", ["a ≥ 1"]),
        ("Let Assumptions~1 and~2 hold. Then", ["a ≥ 1", "b ≥ 1"]),
        ("Let Assumptions 2--3 hold. Then", ["b ≥ 1", "a + b ≥ 3"]),
    ],
)
@pytest.mark.parametrize("counted", ["", "[theorem]"])
def test_assumptions_are_named_by_their_numbers(read, said, under, counted):
    assumptions = [r"$a \ge 1$.", r"$b \ge 1$.", r"$a + b \ge 3$."]
    content = "".join(rf"\begin{{asm}} {one} \end{{asm}} " for one in assumptions)
    theorems = rf"\newtheorem{{theorem}}{{Theorem}} \newtheorem{{asm}}{counted}{{Assumption}} \begin{{document}} "
    statement = rf"\begin{{theorem}} {said} \[ a b \ge b. \] \end{{theorem}} \end{{document}}"
    assert last(read(theorems + content + statement))[0] == under


def test_an_assumption_is_named_by_its_title_and_a_display_by_its_tag(read):
    titled = r"\begin{assumption}[A1] $a \ge 1$. \end{assumption} \begin{assumption}[A2] $b \ge 1$. \end{assumption} "
    assert last(read(titled + r"\begin{lemma} Assume A1. Then \[ a b \ge b. \] \end{lemma}"))[0] == ["a ≥ 1"]
    tagged = r"Assume \[ a \ge 1 \tag{H1} \] and \[ b \ge 1. \tag{H2} \] "
    assert last(read(tagged + r"Under (H2) only, \[ a b \ge b. \]"))[0] == ["b ≥ 1"]


def test_assumptions_that_are_not_named_are_open_only_where_they_are_not(read):
    content = r"""
        \begin{assumption}\label{one} $a \ge 1$. \end{assumption}
        \begin{assumption}\label{two} $b \ge 1$. \end{assumption}
        \begin{lemma} Under Assumption~\ref{one}, \[ a \ge 0. \] \end{lemma}
        \begin{lemma} Under Assumptions~\ref{one} and~\ref{two}, \[ a b \ge 1. \] \end{lemma}
    """
    assert last(read(content)) == (["a ≥ 1", "b ≥ 1"], False)


@pytest.mark.parametrize(
    "said",
    [
        r"In the absence of \ref{two},",
        r"Granted Assumption \ref{one},",
        r"Under Assumption \ref{one} but not \ref{two},",
        r"By dispensing with \ref{two},",
        r"Replacing \ref{two} by nothing,",
    ],
)
def test_an_assumption_that_is_left_out_is_not_supposed(read, said):
    content = r"""
        \begin{assumption}\label{one} $a \ge 1$. \end{assumption}
        \begin{assumption}\label{two} $b \ge 1$. \end{assumption}
    """
    assert last(read(content + rf"\begin{{lemma}} {said} \[ a b \ge 1. \] \end{{lemma}}"))[0] == ["a ≥ 1"]


_PARTS = r"\begin{assumption}\label{A} \begin{enumerate} \item[(i)] $a \ge 1$, \item[(ii)] \label{b} $b \ge 1$. "


@pytest.mark.parametrize(
    ("said", "under"),
    [
        (r"Assumption~\ref{A}(i)", ["a ≥ 1"]),
        (r"Assumption~\ref{A} $(ii)$", ["b ≥ 1"]),
        (r"Assumption~\ref{A}, item (ii),", ["b ≥ 1"]),
        (r"Assumption~\ref{A}(\ref{b})", ["b ≥ 1"]),
        (r"part (ii) of Assumption~\ref{A}", ["b ≥ 1"]),
        (r"the first part of Assumption~\ref{A}", ["a ≥ 1"]),
        ("Assumption 1(ii)", ["b ≥ 1"]),
        (r"Assumption~\ref{A}(i) and (ii)", ["a ≥ 1", "b ≥ 1"]),
        (r"Assumption~\ref{A}(i)--(ii)", ["a ≥ 1", "b ≥ 1"]),
        (r"Assumption~\ref{A}(iii)", []),
        (r"Assumption~\ref{A}", ["a ≥ 1", "b ≥ 1"]),
    ],
)
def test_only_the_parts_that_are_named_are_supposed(read, said, under):
    lemma = rf"\end{{enumerate}} \end{{assumption}} \begin{{lemma}} Under {said}, \[ a b \ge b. \] \end{{lemma}}"
    found, unread = last(read(_PARTS + lemma))
    assert found == under
    assert unread is (len(under) < 2)
