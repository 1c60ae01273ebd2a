"""What is supposed only where the words that say so are known, and what parts of an argument suppose."""

import pytest
from suppositions import last

SET = r"\begin{lemma}Let $s$ and $r$ be real. Then $s^2 + r^2 \ge 0$.\end{lemma}\begin{proof}"


def under(read, said):
    """What a line is under after a sentence in a proof, and whether more may be meant."""
    return last(read(rf"{SET}{said} \[ s^3 \ge s. \]\end{{proof}}"))


@pytest.mark.parametrize(
    "said",
    [
        r"Suppose we want $s \ge 2$. Then",
        r"Suppose somebody pays for $s \ge 2$. Then",
        r"Suppose an opponent picks $r$ so that $s \ge 2$. Then",
        r"Suppose that $s \ge 2$ seldom holds. Then",
        r"Suppose $s \ge 2$ half of the time. Then",
        r"Suppose that $s \ge 2$ never occurs. Then",
        r"Suppose a thing less than $s \ge 2$. Then",
        r"Assume that $s \ge 2$ follows from $r \ge 2$. Then",
        r"Let $q$ be the indicator of $s \ge 2$. Then",
        r"Let $q$ be the last round at which $s \ge 2$. Then",
        r"Let $Q$ denote the assertion $s \ge 2$. Then",
        r"Call $r$ nice when $s \ge 2$. Then",
        r"Seldom do we suppose $s \ge 2$. Here",
        r"No matter if $s \ge 2$, we have",
        r"We cannot suppose WLOG $s \ge 2$. Still",
        r"To reach a contradiction with $s \ge 2$, note that",
        r"A student writes: suppose $s \ge 2$. Then",
        r"Assume $s \ge 2$ until equation (5). Then",
        r"Assume $s \ge 2$ at your own risk. Then",
        r"Let $s \ge 2$ be false. Then",
        r"Consider the converse statement $s \ge 2$. Then",
        r"Lemma 2 with $s \ge 2$ gives the rest. But",
        r"We dispense with $s \ge 2$. Still",
        r"Except for $s \ge 2$, all is clear. So",
        r"Suppose somebody asks for $s \ge 2$. Then",
        r"With $s \ge 2$ beyond our means, we have",
        r"With $s \ge 2$ disposed of, we have",
        r"With $s \ge 2$ a remote prospect, we have",
        r"With $s \ge 2$ but a wish, we have",
        r"Suppose the reverse of $s \ge 2$. Then",
        r"Given $s \ge 2$ as our goal, we have",
    ],
)
def test_words_that_are_not_known_suppose_nothing(read, said):
    assert "s ≥ 2" not in under(read, said)[0]


@pytest.mark.parametrize(
    "said",
    [
        r"Suppose that the learning rate satisfies $s \ge 2$. Then",
        r"Assume the width $s$ of the network is such that $s \ge 2$. Then",
        r"Since the claim is symmetric in its variables, let us assume that $s \ge 2$. Then",
        r"As is common in the literature, we assume that $s \ge 2$. Then",
        r"Suppose that Assumption 1 holds and that $s \ge 2$. Then",
        r"Suppose for the sake of contradiction that $s \ge 2$. Then",
        r"It is enough to consider the case $s \ge 2$. Then",
        r"Suppose that $s \ge 2$ holds. Then",
        r"Let us first look at $s \ge 2$. Then",
        r"For the lower bound we assume $s \ge 2$. Then",
        r"Let $r$ be a positive number and $s \ge 2$. Then",
        r"If, on the other hand, $s \ge 2$, then",
        r"For $s \ge 2$ the rest is clear. Then",
        r"With $s \ge 2$, we have",
        r"With $s \ge 2$ as above, we have",
        r"With $s \ge 2$ a fixed real number, we have",
    ],
)
def test_the_usual_words_suppose(read, said):
    assert "s ≥ 2" in under(read, said)[0]


@pytest.mark.parametrize(
    "said",
    [
        r"For the lower bound we assume $s \ge 2$. Then \[ s \ge 1. \] For the upper bound, we see that",
        r"Let us first look at $s \ge 2$. Then \[ s \ge 1. \] We come to the other case. Then",
        r"Step 1. Let $s \ge 2$. Then \[ s \ge 1. \] Step 2. Conclusion. We have",
        r"Necessity. Assume $s \ge 2$. Then \[ s \ge 1. \] Sufficiency. We have",
        r"The ``if'' part: Let $s \ge 2$. Then \[ s \ge 1. \] The ``only if'' part: we have",
        r"Claim: Suppose $s \ge 2$. Then \[ s \ge 1. \] End of claim. Now",
        r"Assume $s \ge 2$. Then \[ s \ge 1. \] This finishes the first part. Now",
        r"Upper bound: Suppose $s \ge 2$. Then \[ s \ge 1. \] Lower bound: Now",
        r"\textbf{Part I.} Suppose $s \ge 2$. Then \[ s \ge 1. \] \textbf{Part II.} Now",
        r"To see (1), suppose $s \ge 2$. Then \[ s \ge 1. \] To see (2), note",
        r"On the one hand, suppose $s \ge 2$. Then \[ s \ge 1. \] On the other hand,",
        r"Claim 1. Let $s \ge 2$. Then \[ s \ge 1. \] Claim 2. We have",
        r"Assume $r \ge 2$. Then \[ r \ge 1. \] For the other implication,",
        r"First suppose $s \ge 2$. Then \[ s \ge 1. \] Next, we see that",
        r"Suppose for a moment that $s \ge 2$. Then \[ s \ge 1. \]" + "\n\n Now",
        r"If $s \ge 2$, all is fine; else",
        r"When $s \ge 2$ the method diverges. We use",
        r"For $s \ge 9$ we have \[ s \ge 8. \] For large $s$ the rest is small. Hence",
        r"For all $s \ge 2$ the map is convex. Now",
        r"Observe: if $s \ge 2$ then \[ s \ge 1. \] Thus in our situation",
        r"Suppose $s \ge 2$. Then \[ s \ge 1. \] Now drop this. Then",
        r"If $s \ge 9$, then \[ s \ge 8. \] All $s \in \mathbb{R}$ satisfy",
    ],
)
def test_a_later_part_supposes_nothing_of_an_earlier_one(read, said):
    assert not under(read, said)[0]


@pytest.mark.parametrize("said", ["Step 1. Then", "For the upper bound, we see that", "Sufficiency. We have"])
def test_what_stands_before_all_parts_is_supposed_in_them(read, said):
    assert under(read, rf"Let $s \ge 2$. {said} \[ s \ge 1. \] {said}")[0] == ["s ≥ 2"]


def test_which_of_two_cases_is_meant_is_in_doubt(read):
    assert under(read, r"Either $s \ge 2$ or $r \ge 2$. In the former case,")[1]


@pytest.mark.parametrize("said", ["This convention ends here.", "The restriction no longer applies."])
def test_a_convention_that_ends_is_supposed_no_longer(read, said):
    supposed, _ = last(
        read(rf"Let $s$ be real. Suppose $s \ge 2$. Then \[ s \ge 1. \] {said} We have \[ s^3 \ge s. \]")
    )
    assert not supposed


def test_a_model_for_illustration_ends_with_its_paragraph(read):
    before = "Let $s$ be real. As a toy model consider $s \\ge 2$. Then \\[ s \\ge 1. \\]\n\n"
    assert not last(read(rf"{before} We return to the main setting, where \[ s^3 \ge s. \]"))[0]


@pytest.mark.parametrize(
    "stated",
    [
        r"Let $|r| \le C$ for some $C > 0$. Set $C = 1$. Then",
        r"Let $|r| \le C$ for a constant $C$. We pick $C = 1$. Then",
    ],
)
def test_what_only_exists_cannot_be_chosen(read, stated):
    supposed, doubtful = last(read(rf"\begin{{theorem}}{stated} \[ |r| \le 1. \]\end{{theorem}}"))
    assert "C = 1" not in supposed
    assert doubtful


def test_what_is_free_may_be_chosen(read):
    assert "c = 1" in last(read(r"\begin{theorem}Let $c > 0$. Suppose $c = 1$. Then \[ c^2 \le 1. \]\end{theorem}"))[0]


@pytest.mark.parametrize(
    "before",
    [
        r"\section{A}\begin{assumption}$z \ge 1$.\end{assumption}\begin{assumption}",
        r"\begin{assumption}[Assumption 1.2]",
    ],
)
def test_items_of_assumptions_are_cited_by_typed_numbers_with_sections(read, before):
    listed = rf"{before}\begin{{enumerate}}\item $s \ge 1$ \item $r \ge 7$ \end{{enumerate}}\end{{assumption}}"
    supposed, doubtful = last(read(rf"{listed}\begin{{lemma}}Under Assumption 1.2(i), \[ r \ge 7. \]\end{{lemma}}"))
    assert "r ≥ 7" not in supposed
    assert doubtful


@pytest.mark.parametrize("word", ["as soon as", "as long as", "once", "provided that", "whenever"])
def test_the_condition_of_what_is_supposed_is_not_supposed(read, word):
    supposed, _ = last(read(rf"Let $r, s$ be real. Suppose that $r \ge 3$ {word} $s \ge 2$. Then \[ r \ge 2. \]"))
    assert "s ≥ 2" not in supposed
    assert "r ≥ 3" not in supposed


@pytest.mark.parametrize(
    "said",
    [
        r"With $q \ge 2$ out of reach, we have",
        r"With $q \ge 2$ excluded, we get",
        r"With $q \ge 2$ hopeless, we have",
        r"With $q \ge 2$ our goal, we have",
        r"Where $q \ge 2$ breaks down, we have",
        r"Let $q \ge 2$ be the exception. Then",
        r"Given $q \ge 2$ as a wish, we have",
        r"With $q \ge 2$ being the open question, we have",
    ],
)
def test_words_after_a_formula_may_say_that_it_is_not_so(read, said):
    supposed, doubtful = last(read(rf"\begin{{proof}}{said} \[ q^3 \ge q. \]\end{{proof}}"))
    assert supposed == []
    assert doubtful


@pytest.mark.parametrize(
    "said",
    [
        r"With $q \ge 2$, we have",
        r"With $q \ge 2$ fixed, we have",
        r"The method with $q \ge 2$ converges, and",
        r"Let $q \ge 2$ be the target accuracy. Then",
        r"Given $q \ge 2$ as in the lemma, we have",
        r"Let $q \ge 2$ be the number of mistakes. Then",
    ],
)
def test_words_after_a_formula_may_leave_it_as_it_is(read, said):
    assert last(read(rf"\begin{{proof}}{said} \[ q^3 \ge q. \]\end{{proof}}"))[0] == ["q ≥ 2"]


@pytest.mark.parametrize("said", [r"Using $q \ge 2$ here would be circular. We have", r"Using $q \ge 2$ is vain. Now"])
def test_what_is_said_of_using_a_formula_does_not_use_it(read, said):
    assert last(read(rf"\begin{{proof}}{said} \[ q^3 \ge q. \]\end{{proof}}")) == ([], True)


def test_the_opposite_of_a_formula_is_not_the_formula(read):
    said = r"\begin{proof}Assume the opposite of $q \ge 2$. Then \[ q^3 \ge q. \]\end{proof}"
    assert last(read(said)) == ([], True)


@pytest.mark.parametrize("begins", ["Suppose now", "Next, suppose", "Assume for the moment that"])
def test_what_is_supposed_now_ends_in_doubt_where_something_else_is_supposed_now(read, begins):
    said = rf"{begins} $s \ge 2$. Then $s \ge 1$. {begins} $r \ge 2$. Then"
    assert under(read, said) == (["r ≥ 2"], True)


def test_what_is_supposed_besides_leaves_what_was_supposed(read):
    said = r"Suppose now $s \ge 2$. Then $s \ge 1$. Suppose now further that $r \ge 2$. Then"
    assert under(read, said)[0] == ["s ≥ 2", "r ≥ 2"]


def test_what_a_sentence_supposes_at_once_is_all_supposed(read):
    assert under(read, r"Suppose $s > r$ and $s < r$. Then")[0] == ["s > r", "s < r"]


@pytest.mark.parametrize(
    "said",
    [
        "as long as it is positive",
        "where it is positive",
        "until it blows up",
        "eventually",
        "plus smooth",
        "unless it is flat",
        "while it is bounded",
    ],
)
def test_a_property_under_a_condition_on_itself_is_not_supposed(read, said):
    declared = "% proofcheck: f : \\R^d -> \\R differentiable\n% proofcheck: x, y : vector in \\R^d\n"
    line = r"\[ f(y) \ge f(x) + \langle \nabla f(x), y - x \rangle. \]"
    assert last(read(rf"{declared}\begin{{proof}}Let $f$ be convex {said}. Then {line}\end{{proof}}")) == ([], True)
