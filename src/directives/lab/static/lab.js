// Makes the lab quicker to use; without it every form and link works all the same.
"use strict";
(function () {
  document.documentElement.classList.add("js");
  let focused = null;

  function quietly(event) {
    const target = event.target;
    return event.altKey || event.ctrlKey || event.metaKey || event.shiftKey ||
      (target.closest && target.closest("input, select, textarea, [contenteditable]"));
  }

  document.addEventListener("keydown", function (event) {
    const id = { ArrowLeft: "previous", ArrowRight: "next" }[event.key];
    if (!id || quietly(event)) return;
    const link = document.getElementById(id);
    if (link) { event.preventDefault(); link.click(); }
  });

  document.addEventListener("change", function (event) {
    const form = event.target.closest("form[data-auto]");
    if (form) form.requestSubmit();
  });

  document.addEventListener("input", function (event) {
    const shown = document.getElementById("shown-" + (event.target.name || "").replace("reading.", ""));
    if (shown) shown.textContent = event.target.value;
  });

  document.addEventListener("click", function (event) {
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      const field = document.getElementById(copy.dataset.copy);
      field.select();
      navigator.clipboard.writeText(field.value).then(function () {
        document.getElementById("copied").textContent = "Copied.";
      }, function () { document.execCommand("copy"); });
    }
    if (event.target.closest("[data-print]")) window.print();
  });

  function ready() {
    document.querySelectorAll("[data-copy], [data-print]").forEach(function (one) { one.hidden = false; });
    document.querySelectorAll("[data-link]").forEach(function (one) { one.value = new URL(one.value, location.href).href; });
  }

  // which details were open and what had the focus, so that a changed page feels like the same page
  document.addEventListener("htmx:beforeSwap", function () {
    const active = document.activeElement;
    focused = active && active !== document.body ? active.id || "" : null;
    opened = {};
    document.querySelectorAll("details[id]").forEach(function (one) { opened[one.id] = one.open; });
    page = document.body.className;
  });
  ["htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function () { document.getElementById("offline").hidden = false; });
  });

  let opened = {}, page = "";

  document.addEventListener("htmx:afterSettle", function () {
    ready();
    if (page === document.body.className) {
      Object.keys(opened).forEach(function (id) {
        const one = document.getElementById(id);
        if (one && (opened[id] || !one.matches(".case"))) one.open = opened[id];
      });
    }
    if (focused !== null && (!document.activeElement || document.activeElement === document.body)) {
      let next = focused && document.getElementById(focused);
      const numbered = /^(up|down|drop)-(\d+)$/.exec(focused);
      if ((!next || next.disabled) && numbered) {
        next = document.querySelector(".here a[aria-current]");
      }
      (next && !next.disabled ? next : document.getElementById("main")).focus({ preventScroll: true });
    }
    const now = document.getElementById("now") || document.querySelector("h1");
    const live = document.getElementById("live");
    if (now && live) live.textContent = now.textContent;
  });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready); else ready();
})();
