"""What an exercise supposes holds in its proof or solution; what else a newcomer stumbles over."""

import pytest
from lines import assert_proved

from proofcheck.latex.functions import sentences
from proofcheck.latex.heard import items
from proofcheck.latex.source import Source, lex
from proofcheck.latex.tools import told_of

POSED = r"Let $p \in (0, 1)$. Show that $a^p \le p a + 1 - p$."
SHOWN = r"We have \[ p a + 1 - p \ge a^p . \]"


@pytest.mark.parametrize(
    "homework",
    [
        rf"\textbf{{Problem 3.}} {POSED} \begin{{proof}} {SHOWN} \end{{proof}}",
        rf"\begin{{exercise}} {POSED} \end{{exercise}} \begin{{proof}} {SHOWN} \end{{proof}}",
        rf"\begin{{exercise}} {POSED} \end{{exercise}} \begin{{solution}} {SHOWN} \end{{solution}}",
        rf"\begin{{exercise}} {POSED} \end{{exercise}} \textbf{{Solution.}} {SHOWN}",
        rf"\subsection*{{Exercise}} {POSED} \subsection*{{Solution}} {SHOWN}",
        f"\\section*{{Exercise 1}} {POSED}\n\n{SHOWN}",
        f"\\textbf{{Exercise 1.}} {POSED}\n\n\\emph{{Proof.}} {SHOWN}",
    ],
)
def test_what_an_exercise_supposes_holds_where_it_is_answered(homework, read, hypotheses):
    document = read(rf"\begin{{document}} {homework} \end{{document}}").document()
    [claim] = document.claims
    said, unread = hypotheses(document, claim)
    assert said == ["p > 0", "p < 1", "a > 0"]
    assert not unread


@pytest.mark.parametrize("between", [r"\section{Theory}", r"\begin{lemma} $2 \le 3$. \end{lemma}"])
def test_what_an_exercise_supposes_holds_in_no_other_proof(between, read, hypotheses):
    content = rf"\begin{{exercise}} {POSED} \end{{exercise}} {between} \begin{{proof}} {SHOWN} \end{{proof}}"
    document = read(rf"\begin{{document}} {content} \end{{document}}").document()
    assert hypotheses(document, document.claims[-1])[0] == ["a > 0"]


def test_a_proof_that_may_be_of_a_statement_or_of_an_exercise_is_in_doubt(read, hypotheses):
    stated = r"\begin{lemma} We have $2 \le 3$. \end{lemma}"
    content = rf"{stated} \begin{{exercise}} {POSED} \end{{exercise}} \begin{{proof}} {SHOWN} \end{{proof}}"
    document = read(rf"\begin{{document}} {content} \end{{document}}").document()
    [unread] = hypotheses(document, document.claims[-1])[1]
    assert unread.text == "what the statement supposes that is proved here"


def test_a_number_that_a_statement_sets_is_not_any_bound_in_another(read, hypotheses):
    document = read(r"""
    \begin{document}
    \begin{theorem} Let $0 < \eta \le \eta_{\max}$ with $\eta_{\max} = \frac{1}{2 \mu}$ and $\mu > 0$. Then
    $0 \le 1 - 2 \eta \mu$. \end{theorem}
    \begin{proposition} If $0 < \eta \le \eta_{\max}$ and $q = 1 - 2 \eta \mu$, then $q \ge 0$. \end{proposition}
    \end{document}
    """).document()
    first, second = document.claims
    assert_proved(document.problem(first))
    [unread] = hypotheses(document, second)[1]
    assert "eta_max" in unread.text or "η_max" in unread.text


def test_words_and_sentences_are_found_once():
    tokens = list(lex(Source("", "Let $x > 0$. Then it ends.")))
    assert items(tokens) is items([*tokens])
    first, again = ([inline for _, inline in sentences([tokens])] for _ in range(2))
    assert first[0] is again[0]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("x : vectr in R^d", "Did you mean 'vector' by 'vectr'?"),
        ("x : vectr in R^d", "`vectr in R^d` is no kind"),
        ("f : R^d -> R convx", "Did you mean 'convex' by 'convx'?"),
        ("hypotesis", "Did you mean 'hypothesis' by 'hypotesis'?"),
    ],
)
def test_a_word_of_a_declaration_that_is_misspelt_is_named(line, meant, read):
    lines, _ = told_of(read(f"% proofcheck: {line}\n\\begin{{document}} $1 \\le 2$ \\end{{document}}"), "lint")
    assert meant in "\n".join(lines)


def test_a_label_that_stands_twice_is_told(read):
    display = r"\begin{equation}\label{a} 1 \le 2 \end{equation} "
    lines, _ = told_of(read(f"\\begin{{document}}\n{display}\n{display}\n\\end{{document}}"), "lint")
    assert any("the label 'a' stands in" in line and ":2, too" in line for line in lines)


def test_one_note_tells_of_all_letters_of_which_a_word_is_not_read(read):
    content = r"\begin{document} Let $a$ and $b$ be algebraic. \[ a \le b \] \end{document}"
    lines, _ = told_of(read(content), "lint")
    assert sum("is not read" in line for line in lines) == 1


def test_what_transposes_is_not_declared(read):
    content = r"\begin{document} Let $f$ be convex. \[ f(y) \ge f(x) + \nabla f(x)^T (y - x) \] \end{document}"
    lines, _ = told_of(read(content), "declare")
    assert not any(" T " in line for line in lines), lines


def test_that_a_paper_says_nothing_is_told(read):
    assert told_of(read(""), "lint")[0][-1].startswith("0 errors, 0 warnings, 0 notes. No relation was found")
