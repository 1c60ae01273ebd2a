import copy
import json
import re
import time
import unicodedata
from base64 import b64decode
from gzip import decompress
from html.parser import HTMLParser
from pathlib import Path

import pytest

from proofcheck.report.html import formula, to_html

ATTACKS = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 7 * 7 }} {% raw %}",
    "\u202eevil",
    "x" * 1000,
]


class Elements(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes

    def handle_data(self, data):
        self.text.append(data)


def evidence(page):
    """What opens, claim by claim, and what takes the place of plain text when it comes into view."""
    chunks = re.findall(r'<script type="application/gzip"[^>]*>(.*?)</script>', page)
    return [part for chunk in chunks for parts in json.loads(decompress(b64decode(chunk))) for part in parts if part]


def test_every_claim_is_there_with_its_verdict_and_its_evidence(findings):
    page = to_html(findings)
    claims = [claim for document in findings["documents"] for claim in document["claims"]]
    expected = [f"c{d}-{c}" for d, doc in enumerate(findings["documents"], 1) for c in range(1, len(doc["claims"]) + 1)]
    assert re.findall(r'<li class="line [^"]*" id="([^"]*)"', page) == expected
    assert len(evidence(page)) == len(claims)
    for claim, shown in zip(claims, evidence(page), strict=True):
        assert f"<strong>{claim['holds']}</strong>" in shown


def test_a_page_loads_nothing(findings):
    page = to_html(findings)
    for part in (page, *evidence(page)):
        elements = Elements(part)
        assert not {"link", "img", "iframe", "object", "base"} & set(elements.tags)
        assert all(value.startswith("#") for name, value in elements.attributes if name in ("href", "src"))
    assert "default-src 'none'" in page


def test_a_later_relation_of_a_chain_shows_what_it_adds(findings):
    first, second = copy.deepcopy(findings["documents"][0]["claims"][:2])
    first |= {"as_written": "a = b", "chain": "c.1", "id": "c.1"}
    second |= {"as_written": r"b \le c", "chain": "c.1", "id": "c.2"}
    findings["documents"][0]["claims"] = [first, second]
    line = to_html(findings).split('id="c1-2"')[1].split("</summary>")[0]
    assert "<mi>c</mi>" in line
    assert "<mi>b</mi>" not in line


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_hostile_text_is_text(findings, attack):
    expected = [set(Elements(part).tags) for part in (to_html(findings), "".join(evidence(to_html(findings))))]
    document = findings["documents"][0]
    for claim in document["claims"]:
        claim |= dict.fromkeys(("where", "as_written", "text", "reason", "reasoned", "follows_because"), attack)
        claim |= {"id": f"{attack}{claim['id']}", "notes": [attack], "given": [attack], "tacit": [attack]}
        claim |= {
            "uses": [attack],
            "cites": [attack],
            "rules": [attack],
            "file": attack,
            "certificate": {"latex": attack},
        }
        claim["counterexample"] = {"values": {attack: attack}, "lhs": attack, "rhs": attack, "replay": attack}
    document |= {"id": attack, "title": attack, "basis": [attack], "problems": [{"file": attack, "message": attack}]}
    page = to_html(findings)
    allowed = {"code", "path", "wbr", "math", "mrow", "mi", "mo", "mn", "msub", "msup", "span", "a"}
    for part, tags in zip((page, "".join(evidence(page))), expected, strict=True):
        elements = Elements(part)
        assert set(elements.tags) <= tags | allowed
        assert not any(name.startswith("on") for name, _ in elements.attributes)
        assert "\u202e" not in part


def test_what_is_no_formula_is_shown_as_it_stands():
    assert formula(r"\input{x}<b>") == r"<code>\input{x}&lt;b&gt;</code>"


# ------------------------------------------------------------------------------------------------ in a browser


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium, without a window."""
    import shutil

    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser, findings, tmp_path):
    """The report, opened from disk; whatever it asks the network for or complains about fails the test."""
    file = tmp_path / "report.html"
    file.write_text(to_html(findings), encoding="utf-8")
    shown = browser.new_page()
    asked, said = [], []
    shown.on("request", lambda request: asked.append(request.url))
    shown.on("console", lambda message: said.append(message.text))
    shown.on("pageerror", lambda error: said.append(str(error)))
    shown.goto(file.as_uri())
    yield shown
    shown.close()
    assert said == []
    assert asked == [file.as_uri()]


def test_evidence_opens_by_mouse_and_by_keyboard(page):
    line = page.locator("#c1-6")
    line.locator("summary").first.click()
    line.locator("dl").first.wait_for(timeout=5000)
    assert "Counterexample" in line.inner_text()
    assert "replay lazy_training:lemma4.2" in line.inner_text()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("#c1-7 dl").wait_for(timeout=5000)


def test_letters_say_what_they_stand_for_where_they_are_pointed_at_and_in_a_line_that_has_the_focus(page, findings):
    shown = page.locator("#letters")
    assert not shown.is_visible()
    defined = findings["documents"][0]["notation"]
    line = next(k for k, c in enumerate(findings["documents"][0]["claims"], 1) if "J_t" in c.get("notation", []))
    page.locator(f"#c1-{line} summary").first.focus()
    assert shown.locator(".f").count() == len(findings["documents"][0]["claims"][line - 1]["notation"]) > 1
    page.locator("#search").focus()
    assert not shown.is_visible()
    page.locator(f"#c1-{line} msubsup", has_text="J").first.hover(timeout=3000)
    assert "Jt=Df(w(t))" in "".join(unicodedata.normalize("NFKC", shown.inner_text()).split())
    assert shown.locator(".f").count() < len(defined)


def test_nodes_of_the_graph_lead_to_their_lines(page):
    page.locator(".graph > summary").click()
    nodes = page.locator(".graph svg a")
    assert nodes.count() == page.locator("#d1 .line").count()
    nodes.nth(8).click()
    page.wait_for_function("document.activeElement.closest('.line')?.id === 'c1-9'")
    assert page.locator("#c1-9").is_visible()


def test_lines_are_filtered_and_searched(page, findings):
    visible = page.locator(".line:visible")
    page.keyboard.press("d")
    assert visible.count() == len(findings["documents"][0]["summary"]["defects"])
    page.keyboard.press("d")
    page.locator("#search").fill("lemma4 refuted")
    assert [line.get_attribute("id") for line in visible.all()] == ["c1-6"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_fits_a_phone(page, scheme):
    axe = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
    page.emulate_media(color_scheme=scheme)
    for part in ("#c1-6 summary", ".graph > summary", ".help summary"):
        page.locator(part).first.click()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if not axe.exists():
        pytest.skip("axe-core is not installed: npm install --no-save axe-core")
    page.evaluate(axe.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()" if scheme == "light" else "axe.run({runOnly: ['color-contrast']})")["violations"]
    assert [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found] == []


def test_a_page_of_ten_thousand_claims_opens_soon(browser, findings, tmp_path, request):
    if not request.config.getoption("--full"):
        pytest.skip("it takes a while to write: --full")
    document = findings["documents"][0]
    ordinary = [c for c in document["claims"] if not c["id"].startswith("stress")]
    document["claims"] = [ordinary[k % len(ordinary)] | {"id": f"part{k // 50}.{k % 50}"} for k in range(10_000)]
    file = tmp_path / "many.html"
    file.write_text(to_html(findings), encoding="utf-8")
    shown = browser.new_page()
    start = time.monotonic()
    shown.goto(file.as_uri())
    assert time.monotonic() - start < 3
    assert shown.locator("#d1 .line").count() == 10_000
    last = shown.locator("#d1 .line").last
    assert last.locator(".written").text_content()
    assert last.locator("math").count() == 0
    last.scroll_into_view_if_needed()
    last.locator(".written math").first.wait_for()
    shown.close()
