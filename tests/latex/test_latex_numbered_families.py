"""Numbers and iterates by their numbers, as papers on algorithms list, name and describe them."""

import pytest
from lines import assert_proved


def given(read, body):
    """What is supposed where the last claim of a paper stands, as text, and which words are not read."""
    said, doubts = under(read, body)
    return said, [words for words in doubts if "taken for" not in words]


def under(read, body):
    """The same, with what letters were taken for that may stand for something else."""
    claim = read(paper(body)).document().claims[-1]
    doubts = [h.text for h in claim.tacit if any(getattr(p, "unread", False) for p in h.parts)]
    return [a.text for a in (*claim.given, *claim.tacit)], doubts


def paper(body):
    return rf"""
    \documentclass{{article}}\newtheorem{{lemma}}{{Lemma}}\begin{{document}}
    {body}
    \end{{document}}"""


def test_a_subgradient_beside_the_next_step_is_supposed_and_no_condition(read):
    said, unread = given(
        read,
        r"""
    Let $f : \mathbb{R}^n \to \mathbb{R}$ be convex. The method iterates
    \[ x_{t+1} = x_t - s_t g_t, \qquad g_t \in \partial f(x_t), \]
    where, as long as $g_t \ne 0$,
    \[ s_t = \frac{f(x_t) - c}{\|g_t\|^2} . \]
    \section{Analysis}
    Then
    \[ \|x_{t+1} - x_t\| = s_t \|g_t\| . \]""",
    )
    assert "x_{t + 1} = x_t - s_t g_t ∀ t ∈ N" in said
    assert "f(y) ≥ f(x_t) + ⟨g_t, y - x_t⟩ ∀ t ∈ N, y ∈ R^n" in said
    assert "s_t = (f(x_t) - c) / ‖g_t‖² ∀ t ∈ N" in said
    assert not unread


def test_a_subgradient_beside_what_is_claimed_stays_a_condition(read):
    body = r"""
    Let $f : \mathbb{R}^n \to \mathbb{R}$ be convex and let $x, y \in \mathbb{R}^n$. Then
    \[ f(y) \ge f(x) + \langle g, y - x \rangle, \qquad g \in \partial f(x) . \]"""
    [claim] = read(paper(body)).document().claims
    assert "⇒" in claim.text


def test_numbers_that_stand_in_exponents_or_are_summed_over_any_letter_are_families(read):
    said, _ = given(
        read,
        r"""
    Let $q_1, \dots, q_m > 0$ with $\sum_{z=1}^m q_z = 1$ and let $a_1, \dots, a_m \in \mathbb{R}$. Put
    $S = \sum_{z=1}^m e^{a_z}$. Then
    \[ \sum_{z=1}^m q_z e^{a_z} \le S . \]""",
    )
    assert {"q_i > 0 ∀ i = 1, ..., m", "Σ_{z=1}^m q_z = 1", "S = Σ_{z=1}^m exp(a_z)"} <= set(said)


def test_members_with_a_prime_are_a_family_of_their_own(read):
    said, unread = given(
        read,
        r"""
    Let $p_1, \dots, p_n \ge 0$. Put $p'_i = 2 p_i$. Then
    \[ \sum_{i=1}^n p'_i = 2 \sum_{i=1}^n p_i . \]""",
    )
    assert "(p')_i = 2 p_i ∀ i = 1, ..., n" in said
    assert not unread


def test_a_list_in_brackets_says_how_members_are_numbered(read):
    said, unread = given(
        read,
        r"""
    Let $u = (u_1, \ldots, u_N)$ and $v = (v_1, \ldots, v_N)$ be two probability distributions with positive
    components.
    \begin{lemma} For all $h_1, \ldots, h_N \in \mathbb{R}$,
    \[ \sum_{j=1}^N u_j h_j = \sum_{j=1}^N v_j \frac{u_j}{v_j} h_j . \] \end{lemma}""",
    )
    assert {"v_l > 0 ∀ l = 1, ..., N", "Σ_{l=1}^N v_l = 1", "u_l ≥ 0 ∀ l = 1, ..., N"} <= set(said)
    assert not unread


def test_the_terms_of_a_sequence_are_named_like_what_the_letter_alone_stands_for(read):
    said, unread = given(
        read,
        r"""
    Let $A \in \mathbb{R}^{n \times n}$ and $v \in \mathbb{R}^n$. For $x \in \mathbb{R}^n$ write $c = v^\top x$ and
    $u = x - c v$. Let $x_{k+1} = A x_k$ for $k \ge 0$. Put $c_k = v^\top x_k$ and $u_k = x_k - c_k v$. Then
    \[ u_{k+1} = A x_k - c_{k+1} v . \]""",
    )
    assert {"c_k = vᵀ x_k ∀ k ∈ N", "u_k = x_k - c_k v ∀ k ∈ N"} <= set(said)
    assert not unread


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (r"We are looking for $z^* \in \mathbb{R}^d$ with $F(z^*) = 0$.", "F(z*) = 0"),
        (r"The aim is to find a point $z^*$ such that $F(z^*) = 0$.", "F(z*) = 0"),
        (r"Let $F$ be $L$-Lipschitz for some $L > 0$, and $F(z^*) = 0$.", "‖F(x) - F(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d"),
        (r"Let $z^* \in \mathbb{R}^d$ be an eigenvector with $M z^* = c z^*$.", "‖z*‖ ≠ 0"),
    ],
)
def test_what_words_say_beside_a_formula_is_supposed(read, words, says):
    text = rf"Let $F : \mathbb{{R}}^d \to \mathbb{{R}}^d$ be a map and $M \in \mathbb{{R}}^{{d \times d}}$. {words}"
    said, unread = given(read, text + "\n\nThen\n" + r"\[ \|F(z^*) + M z^*\| \le 1 . \]")
    assert says in said
    assert not unread


@pytest.mark.parametrize(
    "words",
    [
        r"We seek a point $z^*$ such that $f(z^*) \le c$.",
        r"Let $z^*$ be an eigenvector with $\|z^*\| = 1$.",
        r"We look for a point $z$ with $f(z) = c$, and write $z^* = 2 z$.",
    ],
)
def test_what_is_looked_for_or_only_called_something_leaves_a_doubt(read, words):
    text = rf"Let $f : \mathbb{{R}}^d \to \mathbb{{R}}$ be convex. {words} Then"
    assert given(read, text + r"\[ f(z^*) \le c . \]")[1]


def test_a_font_in_braces_is_part_of_a_name(read):
    said, unread = given(
        read,
        r"""
    \def\x{{\bm x}}
    Let $f : \mathbb{R}^d \to \mathbb{R}$ with $f(\x) \ge c$ for all $\x$. Let $\tilde\x_t = \x_t - \x_0$. Then
    \[ f(\tilde\x_{t+1}) \ge c . \]""",
    )
    assert {"f(x) ≥ c ∀ x ∈ R^d", "xtilde_t = x_t - x_0 ∀ t ∈ N"} <= set(said)
    assert not unread


def test_rows_of_an_iteration_say_in_turn_how_each_sequence_goes_on(read):
    said, unread = under(
        read,
        r"""
    Let $f : \mathbb{R}^d \to \mathbb{R}$ be differentiable and $C : \mathbb{R}^d \to \mathbb{R}^d$ a map. The method
    starts with $e_0 = 0$ and iterates, with $s > 0$,
    \begin{align}
      p_t &= s \nabla f(x_t) + e_t , \\ x_{t+1} &= x_t - C(p_t) , \\ e_{t+1} &= p_t - C(p_t) .
    \end{align}
    Define $\tilde x_t = x_t - e_t$. Then
    \[ \|\tilde x_{t+1}\| \le \|\tilde x_t\| + \|e_t\| . \]""",
    )
    assert {"e_{t + 1} = p_t - C(p_t) ∀ t ∈ N", "xtilde_t = x_t - e_t ∀ t ∈ N"} <= set(said)
    assert not unread


@pytest.mark.parametrize(
    ("defines", "supposes"),
    [
        (
            r"A map $C : \mathbb{R}^d \to \mathbb{R}^d$ is a $q$-squeezer, $0 < q \le 1$, if",
            r"Let $C$ be a $q$-squeezer.",
        ),
        (
            r"We call a map $C : \mathbb{R}^d \to \mathbb{R}^d$ a $q$-squeezer if",
            r"Suppose that $C$ is a $q$-squeezer.",
        ),
    ],
)
def test_a_word_that_the_paper_defines_is_supposed_where_it_says_so_of_the_same_names(read, defines, supposes):
    meaning = r" \[ \|C(v) - v\|^2 \le (1 - q) \|v\|^2 \quad \forall v \in \mathbb{R}^d . \]"
    body = rf"\newtheorem{{definition}}{{Definition}}\begin{{definition}}{defines}{meaning}\end{{definition}}" + "\n"
    claimed = r" Let $x \in \mathbb{R}^d$. Then \[ \|C(x)\| \le \|x\| . \]"
    said, unread = given(read, body + supposes + claimed)
    assert "‖C(v) - v‖² ≤ (1 - q) ‖v‖² ∀ v ∈ R^d" in said
    assert not unread
    assert given(read, body + supposes.replace("squeezer", "squirrel") + claimed)[1]
    assert given(read, body + supposes.replace("be a", "be no").replace("is a", "is no") + claimed)[1]


def test_how_a_sequence_goes_on_leaves_what_it_is_made_of_as_it_is(read):
    step = r"Let $f : \mathbb{R}^n \to \mathbb{R}$ be convex, $x, y \in \mathbb{R}^n$. In step $k$ we set"
    step += r"\[ x_{k+1} = x_k \boxplus \nabla f(x_k) . \]"
    assert not given(read, step + r"Then \[ f(y) \ge f(x) + \langle \nabla f(x), y - x \rangle . \]")[1]
    assert given(read, step + r"Then \[ f(x_k) \le f(x_0) . \]")[1]


def test_a_marked_name_that_the_author_introduces_with_what_holds_of_it_is_no_other_thing(read):
    before = r"Let $f, g : \mathbb{R}^n \to \mathbb{R}$ be differentiable. "
    claimed = r" Then \[ \|y^*\| \le 1 . \]"
    for words, doubtful in (
        (r"Let $(z^*, y^*)$ be a pair with $\nabla f(z^*) = y^* + \nabla g(z^*)$ and $\|z^*\| = \|y^*\|$.", False),
        (r"We have $\nabla f(z^*) = y^*$.", True),
    ):
        assert bool(under(read, before + words + claimed)[1]) == doubtful


@pytest.mark.parametrize(
    "words", ["Taking $h_j = 0$ shows that $K \\ge 0$.", "With $h_j = 1$ for all $j$ it is trivial."]
)
def test_what_a_sentence_takes_for_declared_numbers_holds_for_it_alone(read, words):
    said, unread = given(
        read,
        rf"""
    Let $h_1, \dots, h_N \in \mathbb{{R}}$. {words}

    \begin{{lemma}} $\sum_{{j=1}}^N h_j \le 0$. \end{{lemma}}""",
    )
    assert not any("h_j" in supposed for supposed in said)
    assert unread
    assert not given(read, rf"Let $h_1, \dots, h_N \in \mathbb{{R}}$. {words} \par Then \[ N^2 \le N . \]")[1]


def test_what_a_display_says_after_where_is_known_in_the_one_before_it(read):
    body = r"""Let $x, y \in \mathbb{R}^d$. Then
    \[ \|x - y\| \le r + s, \]
    where
    \[ r = \|x\| \quad \text{and} \quad s = \|y\| . \]"""
    document = read(paper(body)).document()
    [claim] = document.claims
    assert_proved(document.problem(claim))


def test_a_display_after_where_that_no_name_begins_is_a_condition(read):
    body = r"""Let $x, y \in \mathbb{R}^d$. Then
    \[ \|x - y\| \le 1 + \|y\|, \]
    where
    \[ \|x\| \le 1 . \]"""
    document = read(paper(body)).document()
    [claim] = document.claims
    assert_proved(document.problem(claim))


def test_suppositions_that_differ_in_what_they_run_over_by_name_are_one(read):
    said, _ = given(
        read,
        r"""
    Let $p = (p_1, \dots, p_n)$ be a probability vector, that is, $p_i \ge 0$ for all $i = 1, \dots, n$. Then
    \[ \sum_{i=1}^n p_i \ge 0 . \]""",
    )
    assert sum(supposed.startswith("p_") for supposed in said) == 1


@pytest.mark.parametrize(
    "says",
    [
        r"Suppose that \[ Z = \sum_{i=1}^n p_i e^{-a} . \]",
        r"We divide by $Z$, where \[ Z = \sum_{i=1}^n p_i e^{-a} . \]",
    ],
)
def test_what_a_statement_says_of_a_letter_that_an_equation_gives_is_claimed(read, says):
    body = rf"Let $p_1, \dots, p_n \ge 0$ and $a \in \mathbb{{R}}$. {says} \begin{{lemma}} $Z = 2 a$. \end{{lemma}}"
    [claim] = read(paper(body)).document().claims
    assert claim.text == "Z = 2 a"
    assert "Z = Σ_{i=1}^n p_i exp(-a)" in given(read, body)[0]


def test_a_word_is_meant_of_what_it_is_said_of_and_not_of_all_such_things(read):
    body = r"""Let $f : \mathbb{R}^d \to \mathbb{R}$ be convex.
    \newtheorem{definition}{Definition}
    \begin{definition} We say that $x \in \mathbb{R}^d$ is $q$-flat if \[ \|\nabla f(x)\| \le q . \] \end{definition}
    Let $x$ be $q$-flat and $y \in \mathbb{R}^d$. Then \[ \|\nabla f(y)\| \le \|\nabla f(x)\| . \]"""
    assert "‖∇f(x)‖ ≤ q" in given(read, body)[0]


@pytest.mark.parametrize(
    ("value", "start"), [(r"\frac{c}{\mu t}", ", t ≥ 1"), (r"c / \sqrt{t}", ", t ≥ 1"), (r"\frac{c}{t + 1}", "")]
)
def test_terms_that_divide_by_their_number_begin_with_the_first(read, value, start):
    said, _ = given(read, rf"Let $\eta_t = {value}$ for all $t$. Hence \[ \eta_{{t+1}} \le \eta_t. \]")
    assert any(text.startswith("η_t = c / ") and text.endswith(f"∀ t ∈ N{start}") for text in said)
