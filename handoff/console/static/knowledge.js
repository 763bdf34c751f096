// The form of an entry: previewed and checked while it is typed, lines added and taken away, nothing typed lost by a
// slip. The server writes the texts, counts them and says what is wrong.
"use strict";
(() => {
  const form = document.querySelector("[data-entry-form]");
  const csrf = document.querySelector("meta[name=csrf]").content;

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select") || event.target.closest("dialog[open]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "/" && document.querySelector("[data-find]")) {
      event.preventDefault();
      document.querySelector("[data-find]").select();
    } else if (["e", "ㄷ"].includes(event.key)) document.querySelector("a[data-edit]")?.click();
  });
  if (!form) return;

  const panel = form.querySelector("[data-preview-panel]");
  const aspects = panel.querySelector("[data-aspect]");
  const content = () => new URLSearchParams(new FormData(form)).toString();
  const started = content();
  let leaving = false;
  let texts = [];
  let timer = null;
  let asked = 0;

  // lines
  for (const button of form.querySelectorAll("[data-add], [data-remove]")) button.hidden = false;

  function add(lines) {
    const number = Number(lines.dataset.next || lines.querySelectorAll("[data-line]").length);
    lines.dataset.next = number + 1;
    const line = lines.querySelector("template").content.firstElementChild.cloneNode(true);
    for (const field of line.querySelectorAll("[name]")) field.name = field.name.replace("NUMBER", number);
    line.querySelector("[data-remove]").hidden = false;
    lines.querySelector("[data-add]").before(line);
    line.querySelector("input, textarea, select").focus();
  }

  function remove(line) {
    const next = line.nextElementSibling;
    line.remove();
    next?.querySelector("input, button")?.focus();
    soon();
  }

  form.addEventListener("click", (event) => {
    if (event.target.matches("[data-add]")) add(event.target.closest("[data-lines]"));
    if (event.target.matches("[data-remove]")) remove(event.target.closest("[data-line]"));
  });

  // preview
  const told = (text, words) => { panel.querySelector(text).textContent = words; };
  const number = (value) => value.toLocaleString("ko-KR");

  function show() {
    const text = texts.find((one) => one.aspect === aspects.value) || texts[0];
    const missing = "아직 빠진 것이 있어 보여 드릴 수 없습니다.";
    told("[data-sms]", text ? text.text : missing);
    told("[data-sms-length]", text ? smsLength(text) : "");
    panel.querySelector("[data-sms-length]").classList.toggle("bad", Boolean(text && (text.lost || text.pieces > 1)));
    panel.querySelector("[data-kakao]").replaceChildren(...(text ? text.bubbles : [missing]).map(bubble));
    told("[data-kakao-length]", text ? `${number(text.letters)}/${number(text.most_letters)}자 · 말풍선 ${text.bubbles.length}/${text.most_bubbles}` : "");
  }

  function smsLength(text) {
    const pieces = text.pieces > 1 ? `${text.pieces}건으로 나뉨` : "1건";
    const lost = text.lost ? ` · 보낼 수 없는 글자: ${text.lost}` : "";
    return `${text.sms} ${number(text.bytes)}/${number(text.most_bytes)}바이트 · ${pieces}${lost}`;
  }

  function bubble(words) {
    const made = document.createElement("p");
    made.className = "text";
    made.textContent = words;
    return made;
  }

  function choose() {
    const chosen = aspects.value;
    aspects.replaceChildren(...texts.map((text) => new Option(text.own ? text.name : `${text.name} (개요로 답함)`, text.aspect)));
    aspects.hidden = texts.length < 2;
    if (texts.some((text) => text.aspect === chosen)) aspects.value = chosen;
  }

  // The answer that is being written is the one that is shown.
  function follow() {
    const aspect = document.activeElement.name?.match(/^answers\.(\w+)$/)?.[1];
    if (texts.some((text) => text.aspect === aspect)) aspects.value = aspect;
  }

  function complain(flaws) {
    const place = panel.querySelector("[data-live-flaws]");
    place.hidden = !flaws.length;
    place.querySelector("ul").replaceChildren(...flaws.map((flaw) => {
      const line = document.createElement("li");
      line.textContent = flaw.text;
      return line;
    }));
  }

  async function preview() {
    const mine = ++asked;
    try {
      const answer = await fetch(form.dataset.entryForm, {
        method: "POST", body: new URLSearchParams(new FormData(form)),
        headers: { "X-CSRF-Token": csrf, "X-Requested-With": "bokji" },
      });
      if (answer.status === 401) bokji.signedOut();
      if (!answer.ok || mine !== asked) return;
      const said = await answer.json();
      texts = said.texts;
      choose();
      follow();
      show();
      complain(said.flaws);
    } catch {
      // The preview is a help; saving does not wait for it.
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(preview, 250);
  }

  form.addEventListener("input", soon);
  form.addEventListener("focusin", () => { follow(); show(); });
  aspects.addEventListener("change", show);
  panel.hidden = false;
  preview();

  // somebody else
  document.addEventListener("bokji:drawn", () => {
    const now = document.querySelector("[data-in-force]").dataset.inForce;
    document.querySelector("[data-moved]").hidden = !now || now === form.elements.base_version.value;
  });

  // leaving
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && ("unsaved" in form.dataset || content() !== started)) event.preventDefault();
  });
})();
