"use strict";
// The simulator's page: what is typed goes to the front door, what comes back is shown as text, never as markup.

const OWNERS = { bot: "자동안내", queue: "접수함", counselor: "상담담당자" };
const AUTHORS = { bot: "자동안내", counselor: "상담담당자", system: "알림" };
const POLL = 1000;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function bubble(thread, text, mine, about, wrong) {
  const item = element("li", mine ? "mine" : "");
  if (text) item.append(element("span", "bubble", text));
  if (about) item.append(element("span", wrong ? "about wrong" : "about", about));
  thread.append(item);
  thread.scrollTop = thread.scrollHeight;
  return item;
}

function clock(iso) {
  return new Date(iso).toLocaleTimeString("ko-KR", { hour: "numeric", minute: "2-digit", timeZone: "Asia/Seoul" });
}

// Bytes as Korean carriers count them: a Hangul syllable is two.
function byteLength(text) {
  let bytes = 0;
  for (const letter of text) bytes += letter.codePointAt(0) < 128 ? 1 : 2;
  return bytes;
}

async function ask(address, body) {
  const sent = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(address, sent);
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}

function parts(id) {
  const phone = document.getElementById(id);
  const find = (name) => phone.querySelector(`[data-${name}]`);
  return { phone, find, thread: find("thread"), note: find("note"), form: find("form"), text: phone.querySelector("textarea") };
}

function tell(note, text, wrong) {
  note.textContent = text;
  note.classList.toggle("wrong", Boolean(wrong));
}

// Enter sends, Shift+Enter begins a line; while Hangul is being composed Enter only ends the syllable.
function sendOnEnter(form, text) {
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}

function startSms() {
  const { phone, find, thread, note, form, text } = parts("sms");
  const prefix = phone.dataset.phone.slice(0, -4);
  let last = "";

  const number = () => prefix + find("number").value;
  const showSize = () => {
    const bytes = byteLength(text.value);
    find("size").textContent = bytes <= 90 ? `${bytes} / 90 바이트 (단문)` : `${bytes} / 2000 바이트 (장문)`;
  };

  async function refresh() {
    if (!find("number").checkValidity()) return;
    try {
      const shown = await ask(`/simulator/sms/${encodeURIComponent(number())}`);
      find("owner").textContent = OWNERS[shown.owner];
      const state = JSON.stringify(shown.messages);
      if (state === last) return;
      last = state;
      thread.replaceChildren();
      for (const message of shown.messages) showMessage(message);
      tell(note, "");
    } catch (error) {
      tell(note, `불러오지 못했습니다 (${error.message})`, true);
    }
  }

  function showMessage(message) {
    const mine = message.author === "resident";
    const size = message.kind ? ` · ${message.kind} ${message.bytes}/${message.most}바이트` : "";
    const who = mine ? "" : `${AUTHORS[message.author]} · `;
    const photos = message.photos ? `${message.text ? "\n" : ""}[사진 ${message.photos}장]` : "";
    bubble(thread, message.text + photos, mine, `${who}${clock(message.at)}${size}`);
  }

  async function send(photo) {
    const body = { phone: number(), text: text.value, photo };
    text.value = "";
    showSize();
    try {
      const answer = await ask("/simulator/sms", body);
      if (answer.degraded) bubble(thread, answer.reply, false, "데이터베이스 없이 답함", true);
      await refresh();
    } catch (error) {
      text.value = body.text;
      tell(note, `보내지 못했습니다 (${error.message})`, true);
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(false);
  });
  find("photo").addEventListener("click", () => send(true));
  find("number").addEventListener("input", refresh);
  text.addEventListener("input", showSize);
  sendOnEnter(form, text);
  showSize();
  refresh();
  setInterval(refresh, POLL);
}

function startKakao() {
  const { find, thread, note, form, text } = parts("kakao");
  let user = sessionStorage.getItem("kakao-user") || newUser();

  function newUser() {
    const made = `simulator-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
    sessionStorage.setItem("kakao-user", made);
    return made;
  }

  async function refresh() {
    try {
      const state = await ask(`/simulator/kakao/${encodeURIComponent(user)}`);
      find("owner").textContent = OWNERS[state.owner];
      if (state.waiting) tell(note, `답 ${state.waiting}건이 기다립니다. 다음에 말을 걸 때 보여 드립니다.`);
      else if (!note.classList.contains("wrong")) tell(note, "");
    } catch (error) {
      tell(note, `불러오지 못했습니다 (${error.message})`, true);
    }
  }

  async function say(utterance) {
    bubble(thread, utterance, true, clock(new Date().toISOString()));
    find("quick").replaceChildren();
    tell(note, "답을 기다립니다…");
    try {
      showAnswer(await ask("/simulator/kakao", { user, utterance, friend: find("friend").checked }));
    } catch (error) {
      tell(note, `보내지 못했습니다 (${error.message})`, true);
    }
    refresh();
  }

  function showAnswer({ body, problems, ms }) {
    if (problems.length) {
      // Kakao drops an answer that breaks a rule: nothing is shown but what is wrong.
      bubble(thread, "", false, `카카오가 보여 주지 않는 답 · ${problems.join(" · ")}`, true);
      tell(note, "규칙을 어긴 답입니다", true);
      return;
    }
    tell(note, "");
    const outputs = body.template ? body.template.outputs : [];
    outputs.forEach((output, place) => showOutput(output, place === outputs.length - 1 ? `${ms}ms` : ""));
    for (const reply of (body.template && body.template.quickReplies) || []) {
      find("quick").append(pressable(reply));
    }
    thread.scrollTop = thread.scrollHeight; // the quick replies have taken room from it
  }

  function showOutput(output, about) {
    const [component] = Object.values(output);
    const words = component.text || [component.title, component.description].filter(Boolean).join("\n");
    const letters = component.text ? `${[...component.text].length}자` : "";
    const item = bubble(thread, words, false, [letters, about].filter(Boolean).join(" · "));
    const buttons = (component.buttons || []).filter((button) => button.action !== "phone" || !find("pc").checked);
    if (buttons.length) {
      const list = element("div", "buttons");
      list.append(...buttons.map(pressable));
      item.append(list);
    }
  }

  function pressable(button) {
    const made = element("button", "plain", button.label);
    made.type = "button";
    made.addEventListener("click", () => {
      if (button.action === "phone") tell(note, `전화 걸기: ${button.phoneNumber}`);
      else say(button.messageText || button.label);
    });
    return made;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = text.value;
    if (!said.trim()) return;
    text.value = "";
    find("size").textContent = "0자";
    say(said);
  });
  find("new").addEventListener("click", () => {
    user = newUser();
    thread.replaceChildren();
    find("quick").replaceChildren();
    refresh();
  });
  text.addEventListener("input", () => { find("size").textContent = `${[...text.value].length}자`; });
  sendOnEnter(form, text);
  refresh();
  setInterval(refresh, POLL * 2);
}

function startTabs() {
  const names = ["sms", "kakao"];
  const choose = (chosen) => {
    for (const name of names) {
      document.getElementById(name).classList.toggle("away", name !== chosen);
      document.getElementById(`tab-${name}`).setAttribute("aria-selected", String(name === chosen));
    }
  };
  for (const name of names) document.getElementById(`tab-${name}`).addEventListener("click", () => choose(name));
  choose("sms");
}

startTabs();
startSms();
startKakao();
