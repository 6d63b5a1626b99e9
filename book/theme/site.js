/*
 * book/theme/site.js - theme button, search, and the section one is reading.
 *
 * A classic script, so that it runs from a disk.  Without it the page is
 * whole: the search field and the button are hidden until it says otherwise.
 * The index is made at the first key press, from search.js.
 */
(function () {
  "use strict";
  var root = document.documentElement;
  var up = document.body.dataset.up || "";

  /* ---- theme: auto, light, dark ---- */
  var THEMES = ["auto", "light", "dark"];
  var button = document.getElementById("theme");
  function remember(value) {
    try {
      if (value === "auto") localStorage.removeItem("pic2pi-theme");
      else localStorage.setItem("pic2pi-theme", value);
    } catch (e) { /* a browser that keeps nothing */ }
  }
  function show(value) {
    if (value === "auto") delete root.dataset.theme;
    else root.dataset.theme = value;
    button.textContent = "Theme: " + value;
  }
  button.hidden = false;
  show(root.dataset.theme || "auto");
  button.addEventListener("click", function () {
    var next = THEMES[(THEMES.indexOf(root.dataset.theme || "auto") + 1) % THEMES.length];
    show(next);
    remember(next);
  });

  /* ---- search ---- */
  var box = document.querySelector(".find");
  var input = document.getElementById("search");
  var list = document.getElementById("found");
  var status = document.getElementById("found-count");
  var index = null, chosen = -1, asked = "";

  function load() {
    if (index || !window.MiniSearch || !window.pic2piSearch) return;
    index = new window.MiniSearch({
      fields: ["t", "x", "c"], storeFields: ["u", "t", "c", "x"],
      // A name of C counts whole and by its parts.
      tokenize: function (text) {
        return text.split(/[^A-Za-z0-9_#+]+/).reduce(function (all, word) {
          return word.indexOf("_") > 0 ? all.concat(word, word.split("_")) : all.concat(word);
        }, []).filter(Boolean);
      },
      searchOptions: { boost: { t: 4, c: 2 }, prefix: true, combineWith: "AND",
        fuzzy: function (term) { return term.length > 4 ? 0.2 : false; } },
    });
    index.addAll(window.pic2piSearch);
  }
  function piece(tag, text) {
    var node = document.createElement(tag);
    node.textContent = text;
    return node;
  }
  /* The words around the first hit, hits marked. */
  function excerpt(text, terms) {
    var node = document.createElement("small");
    var at = -1, low = text.toLowerCase();
    terms.forEach(function (t) {
      var i = low.indexOf(t.toLowerCase());
      if (i >= 0 && (at < 0 || i < at)) at = i;
    });
    var from = at > 50 ? text.indexOf(" ", at - 50) + 1 : 0;
    var cut = (from > 0 ? "\u2026" : "") + text.slice(from, from + 130) + (text.length > from + 130 ? "\u2026" : "");
    var safe = terms.map(function (t) { return t.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); });
    var parts = safe.length ? cut.split(new RegExp("(" + safe.join("|") + ")", "i")) : [cut];
    parts.forEach(function (p, i) { node.appendChild(i % 2 ? piece("mark", p) : document.createTextNode(p)); });
    return node;
  }
  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function choose(i) {
    var items = list.children;
    if (chosen >= 0 && items[chosen]) items[chosen].setAttribute("aria-selected", "false");
    chosen = (i + items.length) % items.length;
    items[chosen].setAttribute("aria-selected", "true");
    items[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[chosen].id);
  }
  function go(item) {
    close();
    window.location.href = up + item.dataset.href;
  }
  function render(hits) {
    list.textContent = "";
    hits.slice(0, 12).forEach(function (hit, i) {
      var item = document.createElement("li");
      item.id = "found-" + i;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.href = hit.u;
      item.appendChild(piece("b", hit.t));
      if (hit.c !== hit.t && !hit.c.endsWith(" " + hit.t)) item.appendChild(piece("small", hit.c + " \u00b7 "));
      item.appendChild(excerpt(hit.x, hit.terms));
      item.addEventListener("mousedown", function (e) { e.preventDefault(); go(item); });
      list.appendChild(item);
    });
    list.hidden = hits.length === 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    chosen = -1;
    status.textContent = hits.length === 0 ? "Nothing found" : hits.length + " found";
    if (hits.length) choose(0);
  }
  function ask() {
    asked = input.value.trim();
    if (asked === "") { close(); status.textContent = ""; return; }
    load();
    if (index) render(index.search(asked));
  }
  if (window.pic2piSearch) {
    box.hidden = false;
    input.addEventListener("input", ask);
    input.addEventListener("focus", function () { if (input.value.trim()) ask(); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", function (e) {
      if (e.key === "Escape") { if (list.hidden) input.value = ""; close(); return; }
      if (list.hidden) return;
      if (e.key === "ArrowDown") { choose(chosen + 1); e.preventDefault(); }
      else if (e.key === "ArrowUp") { choose(chosen - 1); e.preventDefault(); }
      else if (e.key === "Enter" && chosen >= 0) { go(list.children[chosen]); e.preventDefault(); }
    });
    document.addEventListener("keydown", function (e) {
      if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") { input.focus(); input.select(); e.preventDefault(); }
    });
  }

  /* ---- only what scrolls is a stop for Tab ---- */
  var boxes = document.querySelectorAll("pre[tabindex], .scroll[tabindex]");
  function stops() {
    boxes.forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    });
  }
  window.addEventListener("load", stops);
  window.addEventListener("resize", stops);
  document.addEventListener("toggle", stops, true); // an answer is opened

  /* ---- contents: where one is, and fold after a choice on a phone ---- */
  var fold = document.querySelector(".toc-fold");
  if (fold) fold.addEventListener("click", function (e) { if (e.target.closest("a")) fold.open = false; });
  var links = {};
  document.querySelectorAll(".toc.side .sections a").forEach(function (a) { links[a.getAttribute("href").slice(1)] = a; });
  var heads = Object.keys(links).map(function (id) { return document.getElementById(id); }).filter(Boolean);
  function mark() {
    var here = null;
    heads.forEach(function (h) { if (h.getBoundingClientRect().top < 140) here = h.id; });
    Object.keys(links).forEach(function (id) {
      if (id === here) links[id].dataset.here = ""; else delete links[id].dataset.here;
    });
  }
  if (heads.length) {
    var waiting = false;
    window.addEventListener("scroll", function () {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(function () { waiting = false; mark(); });
    }, { passive: true });
    mark();
  }
})();
