import re
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proofcheck.report import texmath
from proofcheck.report.texmath import UnsafeMathError, continued, difference, parse

HOSTILE = [
    r"\input{/etc/passwd}",
    r"\write18{ls}",
    r"\immediate\write18{ls}",
    r"\catcode`\@=11",
    r"\def\x{}",
    r"\csname input\endcsname",
    r"\let\a\input",
    r"\expandafter\x",
    r"\openin5=x",
    r"\usepackage{shellesc}",
    r"\href{run:x}{y}",
    r"x^^5cinput",
    r"x^ ^5c",
    "}{",
    "{x",
    "x}",
    r"\left( x",
    r"x \right)",
    "x$y",
    "x % y",
    "x # 1",
    "x & y",
    r"a \\ b",
    "x^2^3",
    "x_1_2",
    "x^2'",
    r"\frac{1}",
    r"\frac1^2",
    r"\begin{document}",
    r"\begin{verbatim}x\end{verbatim}",
    r"\begin{matrix} x \end{cases}",
    r"\begin{array}{c}a & b\end{array}",
    r"\begin{array}{@{\input x}}a\end{array}",
    r"\operatorname{\input x}",
    r"\limits_a",
    "x\\",
    "",
    "   ",
    "\x00",
    "中",
    "{" * 500 + "}" * 500,
    "x" * 100_000,
]


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_not_mathematics_is_refused(source):
    with pytest.raises(UnsafeMathError):
        parse(source)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (r"\tfrac12 \|z - y\|^2", r"\tfrac{1}{2} \| z - y \|^{2}"),
        (r"\frac{d}{dt} L", r"\frac{d}{d t} L"),
        (r"x_\min", r"x_{\min}"),
        (r"\dot z(t)", r"\dot{z} ( t )"),
        (r"f'", r"f^{\prime}"),
        (r"f''_0", r"f_{0}^{\prime \prime}"),
        (r"\sqrt[3]{x}", r"\sqrt[{3}]{x}"),
        (r"\int\limits_0^t", r"\int\limits_{0}^{t}"),
        (r"\text{ for } 100\%_", None),
        (r"\text{the \input{x} of $a_1$}", r"\text{the \textbackslash{}input\{x\} of \$a\_1\$}"),
        ("σ ≤ ‖x‖", r"\sigma \le \| x \|"),
        (r"\left[\begin{matrix}a & b\\[c & d\end{matrix}\right]", None),
    ],
)
def test_mathematics_is_printed_from_its_parse(source, line):
    if line is None:
        assert parse(source.rstrip("_")).line
    else:
        assert parse(source).line == line


def test_a_chain_breaks_at_its_relations_and_not_inside_fences_that_grow():
    chain = parse(r"f(a = b) = \|x = y\| \le \left( c = d \right) \quad \forall t \ge 0")
    assert chain.pieces == (
        "f ( a",
        "= b )",
        r"= \| x",
        r"= y \|",
        r"\le \left( c = d \right)",
        r"\forall t \ge 0",
    )


def test_units_end_at_relations_that_no_brackets_enclose():
    chain = parse(r"f(a = b) = \|x = y\| \le c")
    assert chain.units == ("f ( a = b )", r"= \| x = y \|", r"\le c")
    assert r"- ( d - e )" in parse("-a + b = -c - (d - e)").stacked


def test_a_sum_breaks_before_signs_that_join_terms():
    assert parse("-a + b = -c - (d - e)").pieces == ("{} - a", "{} + b", "= - c", "{} - ( d", "{} - e )")


def test_a_relation_of_a_chain_is_continued_where_it_takes_up_the_right_side():
    assert continued(r"b = c + d", "a = b").line == "= c + d"
    assert continued("b + 1 = c", "a = b") is None
    assert continued("b = c", "a") is None


def test_a_difference_marks_what_changed_and_nothing_else():
    old, new = difference(r"a \le \alpha b", r"a \le \alpha^2 b")
    assert old.line == r"a \le \color{removed} \alpha \color{black} b"
    assert new.line == r"a \le \color{added} \alpha^{2} \color{black} b"
    assert '<mrow class="added"><msup>' in "".join(piece for unit in new.mathml for piece in unit)


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (r"x_1^2", "<msubsup><mrow><mi>x</mi></mrow><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></msubsup>"),
        (r"\frac12", "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"),
        ("12.5", "<mn>12.5</mn>"),
        (r"\mathbb{R}", '<mi mathvariant="normal">ℝ</mi>'),
        (r"\operatorname{rank} A", '<mi>rank</mi><mspace width="0.17em"/><mi>A</mi>'),
        (r"\text{<b>}", "<mtext>&lt;b&gt;</mtext>"),
        (r"\sqrt{x}", "<msqrt><mi>x</mi></msqrt>"),
    ],
)
def test_mathml_is_written_from_the_same_parse(source, written):
    assert "".join(piece for unit in parse(source).mathml for piece in unit) == written


KNOWN = frozenset(
    [
        *(texmath._RELATIONS | texmath._BINARY | texmath._ORDINARY | texmath._LARGE | texmath._SPACES),
        *(texmath._OPENING | texmath._CLOSING | texmath._BARS | texmath._DELIMITERS | texmath._SIZES),
        *(texmath._ONE_ARGUMENT | texmath._TWO_ARGUMENTS | texmath._TEXT | texmath._STYLES),
        *(r"\pm", r"\mp", r"\sqrt", r"\left", r"\right", r"\operatorname", r"\begin", r"\end"),
        *(r"\limits", r"\nolimits"),
        *(rf"\{character}" for character in "\\%#&_"),
    ]
)
OTHER = ["{", "}", "^", "_", "'", "^^", "&", "a", "1", " ", "中", r"\input", r"\def", r"\b"]


@given(st.lists(st.sampled_from([*sorted(KNOWN), *OTHER])).map("".join))
@example(r"x^\ ")
def test_only_known_commands_come_out_and_braces_match(source):
    try:
        line = parse(source).line
    except UnsafeMathError:
        return
    outside_text = re.sub(r"\\(text\w*|mbox)\{([^{}]|\\[{}])*\}", "", line)
    assert set(re.findall(r"\\(?:[A-Za-z]+|.)", outside_text)) <= KNOWN
    assert "^^" not in line.replace(" ", "")
    for mathml in (piece for unit in parse(source).mathml for piece in unit):
        ElementTree.fromstring(f"<math>{mathml}</math>")
    unescaped = re.sub(r"\\.", "", line)
    assert unescaped.count("{") == unescaped.count("}")


def test_a_condition_in_brackets_keeps_its_distance():
    """In MathML "b ∀ x" was set as "b∀x"."""
    [[*pieces]] = parse(r"(f(x) \ge b \quad \forall x) \text{ and } c").mathml
    [condition] = [piece for piece in pieces if "∀" in piece]
    assert condition.startswith("<mspace")
