"""What people write in their first paper for the tool: comments misspelt, Unicode, displays that do not close."""

import pytest

PAPER = r"""
    \begin{document}
    %s
    \[ %s \]
    \end{document}
    """
VECTORS = r"% proofcheck: x, y : vector in \R^d"


def messages(document):
    return [problem.message for problem in document.problems]


@pytest.mark.parametrize(
    "begun", ["profcheck:", "Proof check :", "proof-check:", "proof check:", "proofcheck", "proofchek:"]
)
def test_a_comment_that_is_almost_one_for_the_tool_is_named_and_what_it_declares_is_not_known(read, begun):
    document = read(PAPER % (rf"% {begun} x : vector in \R^d", r"\|x\| \ge -1")).document()
    assert not document.claims
    assert any("begins with `% proofcheck:`" in message for message in messages(document))


@pytest.mark.parametrize(
    "comment", ["% proof: see x in the appendix", "% proofcheck reads this paper", "% proofread: Anna"]
)
def test_other_comments_are_none_for_the_tool(read, comment):
    document = read(PAPER % (comment, r"\|x\| \ge -1")).document()
    assert (len(document.claims), messages(document)) == (1, [])


@pytest.mark.parametrize(
    ("unicode", "commands"),
    [
        ("⟨x, y⟩ ≤ ‖x‖ ‖y‖", r"\langle x, y \rangle \le \|x\| \|y\|"),
        ("‖x + y‖² ≥ 0", r"\|x + y\|^2 \ge 0"),
        ("α · β³ − β = 0", r"\alpha \cdot \beta^3 - \beta = 0"),
        ("⟨∇f(x), y⟩ ≥ a ∀ x ∈ ℝ^d", r"\langle \nabla f(x), y \rangle \ge a \forall x \in \mathbb{R}^d"),
        (r"∑_{i=1}^n i ≥ 0", r"\sum_{i=1}^n i \ge 0"),
        ("a <= a + 1", r"a \le a + 1"),
        ("a + 1 >= a", r"a + 1 \ge a"),
    ],
)
def test_letters_and_signs_as_they_are_say_what_their_commands_say(read, unicode, commands):
    declared = VECTORS + "\n    % proofcheck: f : ℝ^d → ℝ differentiable"
    found, meant = (read(PAPER % (declared, formula)).document() for formula in (unicode, commands))
    assert [claim.text for claim in found.claims] == [claim.text for claim in meant.claims]
    assert len(found.claims) == 1
    assert messages(found) == []


@pytest.mark.parametrize(
    ("display", "said"),
    [
        (r"\[ \frac{a}{1 + a \le 1 \]", "a brace in this display is not closed."),
        (r"\begin{align*} a &\le 1 \end{align}", "the environment align* ends as align: name both alike."),
        (r"\begin{equation} a \le 1", "the environment equation is not closed."),
        (r"\[ a \le 1", "this display is not closed before the end of its paragraph."),
    ],
)
def test_relations_of_a_display_that_is_broken_are_counted_as_not_read(read, display, said):
    document = read(rf"""
    \begin{{document}}
    \[ b^2 \ge 0 \]

    {display}

    \end{{document}}
    """).document()
    assert messages(document) == [said]
    counted, said_of_b = "1 of 2 relations read: 1 claim", "Not declared, taken for what their uses suggest: b"
    assert document.coverage == f"{counted}. {said_of_b}"


def test_what_comes_after_a_display_that_ends_as_another_is_read(read):
    document = read(r"""
    \begin{document}
    \begin{align*} a &\le 1 \end{align}
    \[ b^2 \ge 0 \]
    \end{document}
    """).document()
    assert [claim.text for claim in document.claims] == ["b² ≥ 0"]


@pytest.mark.parametrize("kind", ["matrix", "symmetric matrix", "operator", "vector"])
def test_a_matrix_without_a_space_is_no_number(read, kind):
    document = read(PAPER % (f"% proofcheck: A : {kind}", "A^2 \\ge 0")).document()
    assert not document.claims
    assert any(message.startswith("say in which space A is") for message in messages(document))
