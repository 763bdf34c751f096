// Keyboard: j and k through a list, n for the next case, r to write, Ctrl+Enter to send.
"use strict";
(() => {
  const typing = (element) => element.matches("input, textarea, select") || element.closest("dialog[open]");

  function step(by) {
    const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent);
    const next = rows[Math.min(Math.max(rows.indexOf(document.activeElement) + by, 0), rows.length - 1)];
    if (next) { next.focus(); next.closest("tr").scrollIntoView({ block: "nearest" }); }
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    n: () => document.getElementById("next").requestSubmit(),
    r: () => document.querySelector("[data-reply]")?.focus(),
  };
  // With a Korean keyboard the same keys write jamo.
  const korean = { "ㅓ": "j", "ㅏ": "k", "ㅜ": "n", "ㄱ": "r" };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
      event.preventDefault();
      if (!event.isComposing) event.target.form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const act = keys[korean[event.key] || event.key];
    if (act) { event.preventDefault(); act(); }
  });
})();
