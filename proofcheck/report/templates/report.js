"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const search = document.getElementById("search"), filter = document.getElementById("filter");
  const lines = all(".line");
  const size = Number(document.getElementById("main").dataset.chunk);
  const places = new Map();
  for (const article of all("article")) {
    const chunks = all(".evidence-of", article);
    all(".line", article).forEach((line, at) => places.set(line, [chunks[Math.floor(at / size)], at % size]));
  }

  const unpacked = new Map();
  function unpack(chunk) {
    if (!unpacked.has(chunk)) {
      const bytes = Uint8Array.from(atob(chunk.textContent), (character) => character.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      unpacked.set(chunk, new Response(stream).json());
    }
    return unpacked.get(chunk);
  }

  async function fill(line) {
    const place = line.querySelector(".evidence"), [chunk, at] = places.get(line);
    const late = line.classList.contains("late");
    if (place.firstChild && !late) return;
    const [evidence, written, remark, supposed] = (await unpack(chunk))[at];
    if (!place.firstChild) place.innerHTML = evidence;
    if (!late) return;
    line.classList.remove("late");
    line.querySelector(".written").innerHTML = written;
    if (remark) line.querySelector(".remark").innerHTML = remark;
    if (supposed) line.querySelector(".shared").innerHTML = supposed;
  }

  // a piece of a formula that is wider than its place is set smaller
  function fit(place) {
    for (const piece of all(".f > span", place))
      if (piece.clientWidth && piece.scrollWidth > piece.clientWidth + 1)
        piece.style.fontSize = `${Math.floor(98 * piece.clientWidth / piece.scrollWidth)}%`;
  }

  // formulas far down are plain text until they come into view
  const coming = new IntersectionObserver(async (seen) => {
    for (const {target, isIntersecting} of seen) {
      if (!isIntersecting) continue;
      coming.unobserve(target);
      if (target.classList.contains("late")) await fill(target);
      fit(target);
    }
  }, {rootMargin: "1000px"});
  for (const line of lines) coming.observe(line);
  for (const place of all(".hypotheses, .notation")) fit(place);

  document.addEventListener("toggle", async (event) => {
    if (!event.target.open) return;
    const line = event.target.parentElement;
    if (line.classList.contains("line")) await fill(line);
    fit(event.target);
  }, true);

  function narrow() {
    const wanted = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const kinds = filter.value.split(" ").filter(Boolean);
    let shown = 0;
    for (const line of lines) {
      const fits = (!kinds.length || kinds.some((kind) => line.classList.contains(kind))) &&
        wanted.every((word) => line.dataset.search.includes(word));
      line.hidden = !fits;
      shown += fits;
    }
    for (const section of all("section")) section.hidden = !section.querySelector(".line:not([hidden])");
    document.getElementById("found").textContent =
      shown === lines.length ? "" : `${shown} of ${lines.length} lines`;
  }
  search.addEventListener("input", narrow);
  filter.addEventListener("change", narrow);

  document.getElementById("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  function go(step, selector) {
    const shown = lines.filter((line) => !line.hidden && line.matches(selector));
    if (!shown.length) return;
    const here = document.activeElement.closest(".line") || lines.find((line) => line.matches(":target"));
    const at = here ? lines.indexOf(here) : step > 0 ? -1 : lines.length;
    const next = step > 0 ? shown.find((line) => lines.indexOf(line) > at) : shown.findLast((line) => lines.indexOf(line) < at);
    if (!next) return;
    next.querySelector("summary").focus({preventScroll: true});
    next.scrollIntoView({block: "center"});
  }

  function reveal() {
    const line = location.hash && document.getElementById(location.hash.slice(1));
    if (!line || !line.classList.contains("line")) return;
    if (line.hidden) { search.value = ""; filter.value = ""; narrow(); }
    line.scrollIntoView({block: "center"});
    line.querySelector("summary").focus({preventScroll: true});
  }
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) setTimeout(reveal);
  });
  reveal();

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select")) {
      if (event.key === "Escape") { search.value = ""; narrow(); event.target.blur(); }
      return;
    }
    const keys = {
      j: () => go(1, ".line"), k: () => go(-1, ".line"),
      n: () => go(1, ".wrong, .gap"), p: () => go(-1, ".wrong, .gap"),
      d: () => { filter.value = filter.value ? "" : "wrong gap"; narrow(); },
      "/": () => search.focus(),
    };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  // what letters stand for: of the one that is pointed at, else of all in the line that has the focus
  const letters = document.getElementById("letters");
  const notation = new Map(all("article").map((article) => [article, all(".notation li", article)]));
  const first = (entry) => entry.querySelector("math").firstElementChild;
  function meant(part, entries) {
    let found = [];
    for (; part && part.localName !== "math"; part = part.parentElement) {
      const [letter, index] = part.children, below = part.localName.startsWith("msub");
      const head = below ? letter.outerHTML : "", written = below ? `<msub>${head}${index.outerHTML}</msub>` : part.outerHTML;
      const same = entries.filter((entry) => first(entry).outerHTML === written);
      const alike = entries.filter((entry) => first(entry).localName === "msub" && first(entry).firstElementChild.outerHTML === head);
      if (same.length || alike.length) found = same.length ? same : alike;
    }
    return found;
  }
  function tell(entries) {
    letters.hidden = !entries.length;
    letters.replaceChildren(...entries.map((entry) => entry.firstElementChild.cloneNode(true)));
  }
  function ofLine(place) {
    const line = place && place.closest(".line"), entries = line ? notation.get(line.closest("article")) : [];
    return line && line.dataset.letters ? line.dataset.letters.split(" ").map((at) => entries[at]) : [];
  }
  document.addEventListener("focusin", (event) => tell(event.target.matches(".line summary") ? ofLine(event.target) : []));
  document.addEventListener("mouseover", (event) => {
    const article = event.target.closest("math") && event.target.closest("article");
    const entries = article ? meant(event.target, ofLine(event.target).length ? ofLine(event.target) : notation.get(article)) : [];
    tell(entries.length || !document.activeElement.matches(".line summary") ? entries : ofLine(document.activeElement));
  });

  for (const graph of all("svg")) {
    const light = (event) => {
      const node = event.target.closest("a");
      const name = node ? node.getAttribute("href").slice(1) : "";
      for (const arc of all(".edges path", graph))
        arc.classList.toggle("lit", !!name && (arc.dataset.from === name || arc.dataset.to === name));
    };
    graph.addEventListener("mouseover", light);
    graph.addEventListener("focusin", light);
  }

  // a printer does not wait: what is printed open is there before it asks
  const defects = lines.filter((line) => line.matches(".wrong, .gap")).slice(0, 300);
  setTimeout(() => defects.forEach(fill), 500);
  addEventListener("beforeprint", () => defects.forEach((line) => { line.querySelector("details").open = true; }));
})();
