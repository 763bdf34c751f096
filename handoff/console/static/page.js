// Draws the open page anew without losing what is being typed: the same address is asked again and what differs is swapped.
"use strict";
window.bokji = (() => {
  const sources = new WeakMap(); // what the server sent for each part: the part itself may have been changed since
  const parts = () => document.querySelectorAll("[data-part]");
  const say = (text) => { document.querySelector("[data-announce]").textContent = text; };
  let busy = false;
  let again = false;

  function notice(text) {
    const place = document.querySelector("[data-notice]");
    place.textContent = text;
    place.hidden = !text;
  }

  function swapChildren(part, fresh) {
    const old = new Map([...part.children].map((child) => [child.dataset.key, child]));
    const wanted = [...fresh.children].map((child) => {
      const known = old.get(child.dataset.key);
      return known && known.outerHTML === child.outerHTML ? known : document.importNode(child, true);
    });
    const kept = new Set(wanted);
    for (const child of [...part.children]) if (!kept.has(child)) child.remove();
    wanted.forEach((child, place) => {
      if (part.children[place] !== child) part.insertBefore(child, part.children[place] || null);
    });
  }

  function swapAll(part, fresh) {
    const typed = new Map([...part.querySelectorAll("textarea, input:not([type=hidden])")].map((field) => [field.id, field.value]));
    const unfolded = [...part.querySelectorAll("details")].map((details) => details.open);
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    const link = focused && focused.getAttribute("href");
    const at = focused && focused.selectionStart;
    part.innerHTML = fresh.innerHTML;
    for (const [id, value] of typed) {
      const field = id && document.getElementById(id);
      if (field) field.value = value;
    }
    part.querySelectorAll("details").forEach((details, place) => { details.open = details.open || Boolean(unfolded[place]); });
    const same = focused && (focused.id ? document.getElementById(focused.id) : link && part.querySelector(`a[href="${CSS.escape(link)}"]`));
    if (same) {
      same.focus({ preventScroll: true });
      if (typeof at === "number" && same.setSelectionRange) same.setSelectionRange(at, at);
    }
  }

  function swap(part, fresh) {
    const source = fresh.innerHTML;
    if (sources.get(part) === source || part.querySelector("dialog[open]")) return false;
    sources.set(part, source);
    for (const name of Object.keys(fresh.dataset)) part.dataset[name] = fresh.dataset[name];
    if ("keyed" in part.dataset) swapChildren(part, fresh);
    else swapAll(part, fresh);
    return true;
  }

  function draw(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const changed = [];
    for (const part of parts()) {
      const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
      if (part.isConnected && other && swap(part, other)) changed.push(part.dataset.part);
    }
    document.title = fresh.title;
    document.dispatchEvent(new CustomEvent("bokji:drawn", { detail: changed }));
  }

  async function refresh() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(location.href, { headers: { "X-Live": "1", "X-Requested-With": "bokji" } });
      if (answer.status === 401) signedOut();
      else if (answer.ok) draw(await answer.text());
    } catch {
      // The network is away for a moment; the stream says so when it is back.
    } finally {
      busy = false;
      if (again) { again = false; refresh(); }
    }
  }

  function signedOut() {
    notice("로그인이 끝났습니다. 쓰던 글을 따로 옮긴 뒤 다시 로그인해 주세요.");
    document.dispatchEvent(new Event("bokji:signed-out"));
  }

  for (const part of parts()) sources.set(part, part.innerHTML);
  return { refresh, notice, say, signedOut };
})();
