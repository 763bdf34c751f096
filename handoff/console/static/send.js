// Forms with data-send go out without leaving the page; what is refused is said where it was asked.
"use strict";
(() => {
  const csrf = document.querySelector("meta[name=csrf]").content;

  function complain(form, text) {
    const place = form.querySelector("[data-error]");
    if (!place) { bokji.notice(text); return; }
    place.textContent = text;
    place.hidden = !text;
  }

  async function send(form) {
    const buttons = form.querySelectorAll("button");
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    buttons.forEach((button) => { button.disabled = true; });
    complain(form, "");
    bokji.notice("");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-CSRF-Token": csrf, "X-Requested-With": "bokji" },
      });
      const told = await answer.json();
      if (answer.status === 401) bokji.signedOut();
      if (answer.ok) await succeeded(form, told);
      else { complain(form, told.message); bokji.refresh(); }
    } catch {
      complain(form, "보내지 못했습니다. 연결을 확인하고 다시 해 주세요.");
    } finally {
      delete form.dataset.sending;
      buttons.forEach((button) => { button.disabled = false; });
    }
  }

  async function succeeded(form, told) {
    if (told.address) { location.assign(told.address); return; }
    if ("clear" in form.dataset) {
      form.reset();
      form.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const dialog = form.closest("dialog");
    if (dialog) { form.reset(); dialog.close(); }
    await bokji.refresh();
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-send]")) return;
    event.preventDefault();
    send(event.target);
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog).showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    if (event.target.matches("dialog")) event.target.close(); // beside the form
  });
})();
