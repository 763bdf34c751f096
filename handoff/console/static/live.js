// The server says that something changed; the page draws itself anew. New crises and messages are said aloud.
"use strict";
(() => {
  const thread = () => document.querySelector("[data-thread]");
  const urgent = () => (document.querySelector("[data-urgent]")?.dataset.urgent || "").split(" ").filter(Boolean);
  const said = () => [...document.querySelectorAll("[data-author=resident]")].map((bubble) => bubble.dataset.key);
  const waiting = () => Number(document.querySelector("[data-waiting]").dataset.waiting);
  let known = new Set(urgent());
  let heard = new Set(said());
  let waited = waiting();
  let atEnd = true;
  let stream = null;

  function toEnd() {
    const place = thread();
    if (place) place.scrollTop = place.scrollHeight;
  }

  function drawn() {
    const crises = urgent().filter((id) => !known.has(id));
    const messages = said().filter((key) => !heard.has(key));
    if (crises.length) bokji.say("새 긴급위험 상담이 있습니다.");
    else if (messages.length) bokji.say("신청인의 새 글이 왔습니다.");
    else if (waiting() > waited) bokji.say("접수함에 새 상담이 있습니다.");
    document.querySelector(".siren")?.classList.toggle("is-new", crises.length > 0);
    known = new Set(urgent());
    heard = new Set(said());
    waited = waiting();
    if (atEnd) toEnd();
  }

  function listen() {
    stream = new EventSource("/console/live");
    stream.addEventListener("open", () => { document.body.dataset.live = "yes"; bokji.refresh(); });
    stream.addEventListener("changed", () => bokji.refresh());
    stream.addEventListener("error", () => {
      delete document.body.dataset.live;
      // Browsers do not try again after a refusal (signed out, restarting): ask a little later.
      if (stream && stream.readyState === EventSource.CLOSED) setTimeout(retry, 5000);
    });
  }

  function retry() {
    if (!stream) return;
    bokji.refresh().then(() => { if (stream) listen(); });
  }

  if (location.pathname === "/console/search") return; // an answer to a form has no address of its own
  document.addEventListener("bokji:drawn", drawn);
  document.addEventListener("bokji:signed-out", () => { stream?.close(); stream = null; });
  document.addEventListener("scroll", (event) => {
    const place = event.target;
    if (place === thread()) atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 40;
  }, true);
  toEnd();
  listen();
  setInterval(() => bokji.refresh(), 60000); // waiting times grow, due times pass
})();
