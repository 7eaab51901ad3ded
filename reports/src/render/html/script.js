"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const search = document.getElementById("search");
  const kind = document.getElementById("kind");
  const status = document.getElementById("found");
  const entries = all("[data-text]").map((node) => ({ node, text: node.dataset.text + " " + node.textContent.toLowerCase() }));

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = new Set(all("input[name=verdict]:checked").map((box) => box.value));
    let shown = 0;
    for (const { node, text } of entries) {
      const kinds = (node.dataset.kinds || "").split(" ");
      const fits = verdicts.has(node.dataset.verdict) && (!kind.value || kinds.includes(kind.value)) && words.every((word) => text.includes(word));
      node.hidden = !fits;
      if (fits && node.tagName === "DETAILS") shown += 1;
    }
    status.textContent = shown + " shown";
  };

  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (target && target.tagName === "DETAILS") {
      target.hidden = false;
      target.open = true;
      target.scrollIntoView();
    }
  };

  if (search) {
    document.getElementById("filters").hidden = false;
    for (const box of all("input[name=verdict]")) box.addEventListener("change", filter);
    search.addEventListener("input", filter);
    kind.addEventListener("change", filter);
    document.getElementById("unfold").addEventListener("click", (event) => {
      const details = all("details.boundary");
      const to = details.some((one) => !one.open);
      for (const one of details) one.open = to;
      event.target.textContent = to ? "Close all" : "Open all";
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
        event.preventDefault();
        search.focus();
      }
    });
    filter();
  }

  for (const picture of all("svg.picture")) {
    const trace = (id) => {
      picture.classList.toggle("traced", Boolean(id));
      for (const edge of all(".edge", picture)) {
        edge.classList.toggle("on", Boolean(id) && (edge.dataset.from === id || edge.dataset.to === id));
      }
    };
    for (const node of all("[data-node]", picture)) {
      for (const begin of ["mouseenter", "focusin"]) node.addEventListener(begin, () => trace(node.dataset.node));
      for (const end of ["mouseleave", "focusout"]) node.addEventListener(end, () => trace(""));
    }
  }

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of closed) one.open = false; });
  addEventListener("hashchange", open);
  open();
})();
