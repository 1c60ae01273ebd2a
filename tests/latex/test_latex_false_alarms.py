"""What lines of papers rest on without saying so: none of these is called false, and their neighbours are."""

import pytest

from proofcheck import cli


def doubts(reading):
    """The claims, each with what may be supposed of it."""
    return {
        claim.text: " ".join(part.text for h in claim.tacit for part in h.parts if getattr(part, "unread", False))
        for claim in reading.document().claims
    }


def test_a_letter_is_in_doubt_with_what_an_equation_says_that_it_is(read):
    reading = read(r"""
        % proofcheck: x, y, z, d, w in R^n
        \begin{lemma}
        Suppose that $z$ is the proximal point of $x$. Let $d = x - z$ and $w = x - y$. Then
        \[ \|d\| \le 1, \qquad \|w\| \le 1 . \]
        \end{lemma}
    """)
    found = doubts(reading)
    assert "line 4" in found["‖d‖ ≤ 1"]


def test_more_may_be_meant_of_a_letter_than_its_sign(read):
    content = r"""
        % proofcheck: b > 0
        \begin{{lemma}}
        Let $b = 2$. Then $b^2 = 4$.
        \end{{lemma}}
        \begin{{lemma}}
        We have \[ {claim} . \]
        \end{{lemma}}
    """
    assert "another statement" in doubts(read(content.format(claim="b^2 \\le 4")))["b² ≤ 4"]


@pytest.mark.parametrize("said", [r"1, \dots, 4", r"1, 2, \ldots, 4", "1, 2 \\dots, 4"])
def test_a_count_ends_at_the_number_that_is_written(read, said):
    [claim] = read(rf"\begin{{lemma}}\[ k^2 \le 4 k, \quad k = {said} . \]\end{{lemma}}").document().claims
    assert claim.text == "k² ≤ 4 k ∀ k = 1, ..., 4"


def test_numbers_that_are_listed_one_after_the_other_are_a_range(read):
    listed = r"\begin{lemma} For all $k \in \{%s\}$, $k^2 \le 4 k$. \end{lemma}"
    [claim] = read(listed % "1, 2, 3, 4").document().claims
    assert claim.text == "k² ≤ 4 k ∀ k = 1, ..., 4"
    assert read(listed % "1, 2, 4").document().claims == ()
    [endless] = read(r"\begin{lemma}\[ k^2 \ge k, \quad k = 0, 1, \dots \]\end{lemma}").document().claims
    assert endless.text == "k² ≥ k ∀ k ∈ N"


def test_one_of_two_is_no_claim_of_both(read):
    reading = read(r"""
        Let $x \in \mathbb{R}^d$.
        \[ f(x) = \|x\|^2 \quad \text{or} \quad f(x) = \|x\|_1 \]
        \[ \|x\|^2 = 1 \quad \text{or} \quad \|x\|^2 = 2 \]
    """)
    assert [claim.text for claim in reading.document().claims] == ["‖x‖² = 1 or ‖x‖² = 2"]
    assert {entry.error.notation for entry in reading.record.entries if entry.error} == {"alternatives"}


def test_a_value_that_no_equation_gives_is_chosen(read):
    content = r"""
        % proofcheck: \gamma > 0
        {before}
        \[ \gamma = \frac12 \]
    """
    [chosen] = doubts(read(content.format(before="Typical choices of the parameter are"))).values()
    assert "chosen" in chosen
    [drawn] = doubts(read(content.format(before=r"Suppose that $4 \gamma = 1$. Hence"))).values()
    assert not drawn


def test_what_is_named_as_an_equation_may_be_one_for_its_letters(read):
    content = r"""
        % proofcheck: B in R^{{n x n}}
        % proofcheck: s, y in R^n
        Let $s = 2 y$. Then we arrive at the {name}
        \[ s = B y \]
    """
    [secant] = doubts(read(content.format(name="secant equation"))).values()
    assert "secant equation" in secant
    [claimed] = doubts(read(content.format(name="following"))).values()
    assert not claimed


@pytest.mark.parametrize(("cited", "said"), [("lem:elsewhere", True), ("lem:here", False)])
def test_what_is_cited_and_not_there_may_suppose_more(read, cited, said):
    reading = read(rf"""
        % proofcheck: f : R^n -> R differentiable
        % proofcheck: x in R^n
        \begin{{lemma}}\label{{lem:here}}
        We have $\|x\| \ge 0$.
        \end{{lemma}}
        By Lemma~\ref{{{cited}}}, we get
        \[ f(x - \nabla f(x)) \le f(x) . \]
    """)
    assert ("not in this document" in doubts(reading)["f(x - ∇f(x)) ≤ f(x)"]) == said


def test_what_a_proof_supposes_in_passing_ends_with_its_paragraph(read, tmp_path, capsys):
    read(r"""
        % proofcheck: a in R
        \begin{lemma}
        Suppose that $a > 0$. Then \[ a + 1 > 1 . \]
        \end{lemma}
        \begin{proof}
        If $a > 2$, then \[ a^2 > 4 . \]

        Hence \[ a > 1 . \]
        \end{proof}
    """)
    cli.main(["check", str(tmp_path / "paper.tex"), "--no-store"])
    assert "3 claims (2 proved, 1 refuted)" in capsys.readouterr().out


def test_a_letter_of_which_nothing_is_known_bounds_nothing(read):
    reading = read(r"""
        % proofcheck: \eta > 0
        % proofcheck: x in R^n
        \[ \gamma_1 \le \gamma_2, \qquad \|x\| \le \eta \]
    """)
    free, told = doubts(reading).values()
    assert "chosen" in free
    assert not told


def test_another_scheme_for_the_same_letter_is_no_claim_about_the_first(read):
    reading = read(r"""
        % proofcheck: x, y, g : sequence in R^n
        Let $x_{k+1} = x_k - g_k$ and $y_{k+1} = y_k$.
        \[ x_{k+1} = x_k - 2 z_k , \qquad x_{k+1} = x_k - 2 y_k \]
        % proofcheck: z : sequence in R^n
        \[ x_{k+1} = z_k \]
    """)
    assert ["z goes on" in doubt for doubt in doubts(reading).values()][-1]


LETTERS = [
    (r"\section{{One}} {first} \section{{Two}} Let $x \in \mathbb{{R}}^d$.", "We find"),
    (r"{first} \begin{{lemma}} Let $x \in \mathbb{{R}}^d$.", "Then"),
]


@pytest.mark.parametrize(("before", "then"), LETTERS)
@pytest.mark.parametrize(("first", "lasts"), [("Let $x$ be sparse.", False), ("Throughout, let $x$ be sparse.", True)])
def test_a_doubt_ends_where_its_letter_is_spoken_of_anew(read, before, then, first, lasts):
    reading = read(before.format(first=first) + rf" {then} \[ \|x\| \le 1 . \]")
    [doubt] = doubts(reading).values()
    assert ("sparse" in doubt) == lasts


def test_each_element_of_a_set_that_is_not_read_is_not_anything(read):
    reading = read(r"""
        Let $f : \mathbb{R}^d \to \mathbb{R}$ be differentiable and $z, g \in \mathbb{R}^d$.
        Every $g \in \partial_C f(z)$ satisfies \[ \|g\| \ge 1 . \]
    """)
    [doubt] = doubts(reading).values()
    assert "line 3" in doubt


def test_a_letter_that_is_said_to_be_complete_is_in_no_doubt_but_for_its_definition(read):
    reading = read(r"""
        % proofcheck: x, y in R^n
        % proofcheck: complete x, q
        Let $x$ be sparse, let $y$ be sparse, and let $q := \arctan(2)$.
        \[ \|x\| \le 1, \qquad \|y\| \le 1, \qquad q \le 1 \]
    """)
    of_x, of_y, of_q = doubts(reading).values()
    assert not of_x
    assert "sparse" in of_y
    assert "definition of q" in of_q


def test_an_index_that_is_spoken_of_elsewhere_leaves_nothing_open(read):
    reading = read(r"""
        % proofcheck: x : sequence in R^n
        Here $t \le \tilde O(1)$, where $z_t \perp y_t$.

        We find
        \[ \|x_t\| \le 1 . \]
    """)
    assert list(doubts(reading).values()) == [""]


def test_a_function_of_which_nothing_is_known_is_what_an_equation_says(read):
    reading = read(r"""
        % proofcheck: f : R^n -> R differentiable
        % proofcheck: x, y in R^n
        \[ \nabla f(x) = x + y, \qquad f(x) - f(y) = f(y) - f(x) \]
    """)
    given, claimed = doubts(reading).values()
    assert "chosen for f" in given
    assert not claimed


def test_what_is_said_of_what_a_claim_is_about_is_no_claim(read):
    reading = read(r"""
        \begin{lemma}
        Let $n \ge 2$. Then for any $k \in \mathbb{N}$ such that $k \le n - 1$, we have
        \[ k^2 \le n^2 . \]
        \end{lemma}
    """)
    [claim] = doubts(reading)
    assert claim.endswith("∀ k = 1, ..., n - 1")


def test_a_component_may_stand_in_square_brackets(read):
    reading = read(r"""
        % proofcheck: x in R^n
        Let $i$ be a natural number. We have
        \[ x[i]^2 \ge 0 . \]
    """)
    [claim] = doubts(reading)
    assert claim == "x_i² ≥ 0"


def test_what_a_quantified_set_is_like_is_no_claim(read):
    reading = read(r"""
        \begin{theorem}
        Let $a \ge 1$. Then $a^2 \ge 1$ for all subsets $S$ of cardinality $|S| \le s$.
        \end{theorem}
    """)
    assert not any("S" in claim.partition("∀")[0] for claim in doubts(reading))


def test_what_a_line_recalls_of_a_letter_may_be_known_of_it(read):
    content = r"""
        % proofcheck: X : operator in \R^{{p \times p}}
        % proofcheck: {declared}
        We have \[ \operatorname{{tr}}(X Y) = \operatorname{{tr}}(X Y^\top) \text{{ since }} Y = Y^\top . \]
    """
    assert "recalled" in doubts(read(content.format(declared="a : real")))["Y = Yᵀ"]
    assert not any(doubts(read(content.format(declared=r"Y : operator in \R^{p \times p}"))).values())


def test_bounds_of_an_index_say_which_terms_are_meant(read):
    reading = read(r"""
        % proofcheck: x : sequence in R
        We have \[ x_i = x_i^3, \quad 0 \le i \le N - 1 . \]
    """)
    [claim] = reading.document().claims
    assert claim.text.startswith("0 ≤ i")


@pytest.mark.parametrize(("word", "claimed"), [("We have", True), ("Substituting gives", True), ("and", False)])
def test_a_sentence_begins_after_a_display_without_its_full_stop(read, word, claimed):
    reading = read(rf"""
        % proofcheck: a, b : real
        Suppose that \[ a > 0 \] {word} \[ a + b > 0 . \]
    """)
    assert bool(reading.document().claims) == claimed


@pytest.mark.parametrize(
    ("says", "wrong"),
    [(r"b < b + 1", 0), (r"b / a > 0", 1)],
)
def test_only_what_a_claim_itself_divides_by_makes_it_meaningless(tmp_path, says, wrong):
    paper = tmp_path / "paper.tex"
    paper.write_text(rf"Suppose that $b / a \ge 1$. Substituting $a = 0$ gives \[ {says} . \]", encoding="utf-8")
    assert cli.main(["check", str(paper), "--no-store"]) == wrong


@pytest.mark.parametrize(
    ("content", "claim"),
    [
        (r"\forall a, b \in \mathbb{R}, \quad a < b \implies a + 1 < b", "a < b ⇒ a + 1 < b ∀ a, b ∈ R"),
        (r"a \le b \ \forall b \ge 0 \implies a \le 0", "(a ≤ b ∀ b ≥ 0) ⇒ a ≤ 0"),
    ],
)
def test_what_an_implication_is_said_for_all_of_is_not_supposed_of_all(read, content, claim):
    assert [made.text for made in read(rf"\[ {content} . \]").document().claims] == [claim]


@pytest.mark.parametrize("says", [r"|g'| \le L", r"g' \ge 0", r"g \le L"])
def test_what_is_said_of_a_function_without_its_argument_may_hold_everywhere(says, read):
    function = r"Let $g : \mathbb{R} \to \mathbb{R}$ be differentiable with"
    [doubted] = doubts(read(rf"{function} ${says}$. Then \[ g(s) \le 1 . \]")).values()
    assert "at which arguments it holds" in doubted
    [plain] = doubts(read(rf"{function} $g(t) \le L$ for all $t$. Then \[ g(s) \le 1 . \]")).values()
    assert "at which" not in plain


def test_an_equation_beside_a_display_may_be_a_condition_on_its_letters(read):
    found = doubts(read(r"\[ a b \le \frac{a^p}{p} + \frac{b^q}{q}, \qquad \frac{1}{p} + \frac{1}{q} = 1 . \]"))
    assert len(found) == 2
    assert all("what stands beside it" in doubt for doubt in found.values())
    assert not any(doubts(read(r"\[ (a + b)^2 = a^2 + b^2, \qquad (a - b)^2 = a^2 - b^2 . \]")).values())


@pytest.mark.parametrize(
    "content",
    [
        r"Let $f : \mathcal{X} \to \mathbb{R}$. For every $x \in \mathcal{X}$ we have \[ f(x) \le x . \]",
        r"Let $k : \mathcal{X} \times \mathcal{Y} \to \mathbb{R}$, $x \in \mathcal{X}$. \[ \int_0^x 1 \, dt = x \]",
    ],
)
def test_what_is_in_a_set_of_which_only_the_letter_is_known_may_be_a_number(read, content):
    assert [claim for claim in read(content).document().claims if claim.ill_typed] == []


@pytest.mark.parametrize(
    ("equation", "read_as_claim"),
    [
        (r"\frac{49}{548} = 0.09", False),
        (r"\frac{67968}{22} = 3089", False),
        (r"3089 = 55.6^2", False),
        (r"826.5 - 1.4 \times 12.9 = 808.5", False),
        (r"\frac{49}{548} = 0.2", True),
        (r"0.1 + 0.2 = 0.31", True),
        (r"\frac{7}{2} = 3", True),
        (r"12^2 = 145", True),
        (r"\frac14 = 0.25", True),
    ],
)
def test_numbers_that_are_equal_once_they_are_rounded_are_not_called_unequal(read, equation, read_as_claim):
    assert bool(read(rf"We have \[ {equation} . \]").document().claims) == read_as_claim


@pytest.mark.parametrize(("letter", "doubtful"), [(r"\hat{c}", True), ("c^*", True), (r"\bar c", True), ("c", False)])
def test_a_letter_with_a_hat_or_a_star_that_is_not_declared_may_be_anything(read, letter, doubtful):
    [said] = doubts(read(rf"We have \[ {letter} \le 3 . \]")).values()
    assert bool(said) == doubtful


def test_what_has_no_atoms_may_leave_out_what_is_equal(read):
    content = r"""
        % proofcheck: U : random in R
        % proofcheck: V : random in R
        Let $U$ and $V$ be {called} r.v.s. Since $P(U = V) = 0$, we have \[ P(U \le V) = P(U < V) . \]
    """
    equal = "P(U ≤ V) = P(U < V)"
    assert "that no value has a probability" in doubts(read(content.format(called="continuous")))[equal]
    assert "probability" not in doubts(read(content.format(called="bounded")))[equal]


def test_an_item_of_a_list_says_anew_what_a_letter_is(read):
    content = r"""
        \begin{{enumerate}}
        \item The share is \[ s = p q + 1 - p . \]
        \item In the second design, {drawn} \[ s = p q + 1 - q . \] {drawn} \[ s - 1 = (p - 1) q . \]
        \end{{enumerate}}
    """
    assert [*doubts(read(content.format(drawn="")))] == ["s - 1 = (p - 1) q"]
    assert "s = p q + 1 - q" in doubts(read(content.format(drawn="Hence")))


def test_what_comes_after_a_claim_of_all_is_no_range(read, hypotheses):
    reading = read(r"For $n \in \mathbb{N}$, \[ n^2 + n \ge 2 , \] and $n^3 + n \le 9$. Then \[ n \ge 1 . \]")
    document = reading.document()
    assert hypotheses(document, document.claims[1])[0] == ["n ≥ 1"]


@pytest.mark.parametrize(
    "said",
    [
        "The minimum verifies",
        "Setting the gradient to zero gives",
        "The normal equations are",
        "A necessary condition for optimality is",
        "Any minimiser must satisfy",
        "At the optimum,",
        "To find the best weights we solve",
    ],
)
def test_an_equation_that_determines_a_letter_is_supposed_of_it(read, hypotheses, said):
    reading = read(rf"""
        Let $A \in \mathbb{{R}}^{{m \times n}}$ and $c > 0$. {said} \[ A^\top A w + c w = A^\top b . \]
        Therefore \[ c w = A^\top (b - A w) . \] At the optimum, \[ w = A^\top (b - A w) . \]
    """)
    document = reading.document()
    assert [claim.text for claim in document.claims] == ["c w = Aᵀ (b - A w)", "w = Aᵀ (b - A w)"]
    assert "Aᵀ A w + c w = Aᵀ b" in hypotheses(document, document.claims[0])[0]


@pytest.mark.parametrize(
    ("said", "claims"),
    [
        (r"The minimum satisfies \[ \|w\|^2 \le c . \]", ["‖w‖² ≤ c"]),
        (r"Setting the gradient to zero, \[ \nabla F(w) = w - b = 0 . \]", ["∇F(w) = w - b"]),
        (r"The estimator satisfies \[ \mathbb{E}[Z] = c . \]", ["E[Z] = c"]),
        (r"The minimum is unique. We have \[ w + c w = b . \]", ["w + c w = b"]),
    ],
)
def test_what_determines_nothing_is_claimed(read, said, claims):
    reading = read(rf"""
        Let $w, b \in \mathbb{{R}}^n$, $F(w) = \frac{{1}}{{2}} \|w - b\|^2$ and $c > 0$.
        % proofcheck: Z : random in R
        {said}
    """)
    assert [claim.text for claim in reading.document().claims] == claims


def test_what_a_statement_says_of_a_minimum_is_claimed_in_doubt(read):
    found = doubts(
        read(r"""
        Let $A \in \mathbb{R}^{m \times n}$.
        \begin{theorem} The minimiser satisfies \[ A^\top A w = A^\top b . \] \end{theorem}
        """)
    )
    assert "what is best" in found["Aᵀ A w = Aᵀ b"]


@pytest.mark.parametrize(("space", "bound"), [(r"\mathbb{R}^d", r"1 + \|x\|"), (r"\mathbb{R}", "1 + |x|")])
def test_what_is_supposed_at_a_letter_that_nobody_declares_may_be_meant_at_all_points(read, space, bound):
    def doubt(claim, before=""):
        said = rf"{before} Let $f : {space} \to \mathbb{{R}}$ satisfy $f(x) \le {bound}$. Then {claim}."
        [found] = doubts(read(rf"\begin{{lemma}} {said} \end{{lemma}}")).values()
        return found

    assert "for all x" in doubt(r"$f(0) \le 1$")
    assert not doubt(r"$f(x) \le 0$")
    assert not doubt(r"$f(0) \le 1$", before=rf"Let $x \in {space}$.")


def test_what_cannot_hold_beside_a_later_condition_of_a_text_ends(read, hypotheses):
    reading = read(r"""
        For $x \le c$, nothing changes.

        For $x > c$, one finds \[ (x - c)^2 = x^2 - 2 c x + c^2 . \]
    """)
    document = reading.document()
    assert hypotheses(document, document.claims[0])[0] == ["x > c"]
    assert "a condition before" in doubts(reading)["(x - c)² = x² - 2 c x + c²"]


@pytest.mark.parametrize("step", [r"10^{-2}", r"\frac{1}{10^2}", "3"])
def test_a_number_that_is_written_as_a_power_or_a_quotient_is_supposed(read, hypotheses, step):
    reading = read(rf"Let $x > 0$. For $x = {step}$, one finds \[ (x - c)^2 = x^2 - 2 c x + c^2 . \]")
    document = reading.document()
    assert not reading.record.problems
    assert len(hypotheses(document, document.claims[0])[0]) == 2


@pytest.mark.parametrize("before", ["$", r"\["])
def test_what_is_best_and_not_named_is_in_doubt_in_statements_too(read, before):
    after = {"$": "$.", r"\[": r". \]"}[before]
    content = (
        rf"\begin{{lemma}} Let $a > 0$. The minimum of $a z^2 - 2 z$ satisfies {before} a z = 1 {after} \end{{lemma}}"
    )
    [found] = doubts(read(content)).values()
    assert "what is best" in found


@pytest.mark.parametrize(
    ("rows", "claims"),
    [
        (r"a^2 &\ge a && (a \ge 1) \\ a^2 &\ge 0", ["a² ≥ a ∀ a ≥ 1", "a² ≥ 0"]),
        (r"a^2 &\ge a && a \ge 1, \\ a^2 &\ge 2 a && a \ge 2.", ["a ≥ 1 ⇒ a² ≥ a", "a ≥ 2 ⇒ a² ≥ 2 a"]),
        (r"a^2 &\ge a && a \ge 1, \\ a^2 &\ge -1", ["a ≥ 1 ⇒ a² ≥ a", "a² ≥ -1"]),
        (r"a^2 &\ge a, \\ a^2 &\ge -1, \qquad a \ge 1", ["a ≥ 1 ⇒ a² ≥ a", "a ≥ 1 ⇒ a² ≥ -1"]),
    ],
)
def test_a_condition_beside_a_row_is_for_that_row(read, rows, claims):
    content = rf"\begin{{lemma}} Then \begin{{align*}} {rows} \end{{align*}} \end{{lemma}}"
    assert [claim.text for claim in read(content).document().claims] == claims


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (r"For $s \le 1$, $\|z_{k+1}\| \le \|z_k\|$.", "s ≤ 1 ⇒ ‖z_{k + 1}‖ ≤ ‖z_k‖"),
        (r"For all $s > 0$, $\|z_{k+1}\| \le \|z_k\| + s$.", "s > 0 ⇒ ‖z_{k + 1}‖ ≤ ‖z_k‖ + s"),
        (r"For all $k$, $\|z_{k+1}\| \le \|z_k\|$.", "‖z_{k + 1}‖ ≤ ‖z_k‖ ∀ k ∈ N"),
        (r"For all $r > 0$, $r s \le r^2 + s^2$.", "r s ≤ r² + s² ∀ r > 0"),
        (r"Let $p = q + t z_0$. For $t \le 1$, $\|p\| \le \|q\|$.", "t ≤ 1 ⇒ ‖p‖ ≤ ‖q‖"),
    ],
)
def test_what_is_claimed_for_values_of_a_letter_that_a_recursion_is_about_is_under_that_condition(read, said, claim):
    content = r"Let $z_{k+1} = z_k - s A z_k$ with $A \in \mathbb{R}^{n \times n}$ and $z_0, q \in \mathbb{R}^n$."
    [found] = read(rf"{content} \begin{{lemma}} {said} \end{{lemma}}").document().claims
    assert found.text == claim


def test_a_map_that_a_recursion_alone_names_is_lipschitz_at_all_points(read):
    content = r"""
        \begin{lemma} Let $T : \mathbb{R}^d \to \mathbb{R}^d$ satisfy $\|T(x) - T(y)\| \le q \|x - y\|$, and let
        $z_{k+1} = T(z_k)$. Then $\|z_{k+2} - z_{k+1}\| \le q \|z_{k+1} - z_k\|$. \end{lemma}
    """
    [found] = doubts(read(content)).values()
    assert "for all x, y" in found
