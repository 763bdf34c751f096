// While a reply is typed: how many bytes, SMS or LMS, and which letters a phone cannot be sent. The server counts.
// What was typed and not sent is asked about before the page is left.
"use strict";
(() => {
  const csrf = document.querySelector("meta[name=csrf]").content;
  let timer = null;
  let asked = 0;

  function tell(output, told) {
    const left = told.lost ? ` · 보낼 수 없어 빠지거나 바뀌는 글자: ${told.lost}` : "";
    const unit = told.kind === "카카오톡" ? "자" : "바이트";
    const several = told.pieces > 1 ? ` · ${told.pieces}건으로 나뉨` : "";
    output.textContent = told.length ? `${told.kind} ${told.length.toLocaleString()}/${told.limit.toLocaleString()}${unit}${several}${left}` : "";
    output.classList.toggle("warn", Boolean(told.lost) || told.pieces > 1);
  }

  async function count(form) {
    const mine = ++asked;
    try {
      const answer = await fetch(form.dataset.preview, {
        method: "POST",
        body: new URLSearchParams({ text: form.elements.text.value }),
        headers: { "X-CSRF-Token": csrf, "X-Requested-With": "bokji" },
      });
      const output = form.querySelector("[data-bytes]");
      if (answer.ok && mine === asked && output) tell(output, await answer.json());
    } catch {
      // Counting is a help; sending does not wait for it.
    }
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-preview]");
    if (!form) return;
    clearTimeout(timer);
    timer = setTimeout(() => count(form), 150);
  });

  window.addEventListener("beforeunload", (event) => {
    const fields = [...document.querySelectorAll("form:not([data-guarded]) textarea")];
    if (fields.some((field) => field.value.trim() !== field.defaultValue.trim())) event.preventDefault();
  });
})();
