/* The page of a video meeting: waiting, being let in, meeting, leaving. The server is asked where one stands; what to
   say of it stands in the page's own templates. Nothing is recorded and nothing of the meeting is stored. */
(() => {
  "use strict";

  const root = document.querySelector("#samtal");
  if (!root) return;
  const KEY = "brygga-samtal", SLOW = 8_000, QUICK = 2_000, RENEW = 7 * 60_000, TEXT_MOST = 500;
  const one = (name) => root.querySelector(`[data-${name}]`);
  const all = (name) => root.querySelectorAll(`[data-${name}]`);
  const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
  const seat = crypto.randomUUID();
  const asked = new Map();

  let state = "start", joined = false, renewed = 0, number = 0, streamOpen = false;
  let outbox = [], got = [], people = [], told = {};
  let microphone = null, camera = null, screen = null, muted = false, pressed = false;

  /* ---- what the person reads ---- */
  const announce = (text) => {
    const voice = document.querySelector("body > [data-announce]");
    if (voice) voice.textContent = text;
  };
  const line = (name) => {
    const place = one("line");
    const text = name ? place.dataset[name] : "";
    place.hidden = !text;
    if (place.textContent === text) return;
    place.textContent = text;
    if (text) announce(text); // a line that was hidden is not heard when it is shown
  };
  let shown = "start";
  const show = (next) => {
    state = next;
    const through = root.querySelector(`template[data-words-of="${next}-forwarded"]`) && told.forwarded ? `${next}-forwarded` : next;
    const changed = shown !== through;
    shown = through;
    root.dataset.state = next;
    for (const part of all("when")) part.hidden = !part.dataset.when.split(" ").includes(next);
    if (!changed) return;
    const words = root.querySelector(`template[data-words-of="${through}"]`);
    if (!words) return;
    one("words").replaceChildren(words.content.cloneNode(true));
    keepPlace(one("words"));
    announce(one("words").querySelector("h1").textContent);
  };

  /* Whoever was at a button that is gone now is not thrown to the top of the page. */
  const keepPlace = (instead) => {
    const at = document.activeElement;
    if (at === document.body || !at.isConnected || (root.contains(at) && at.closest("[hidden]"))) {
      if (pressed) instead.focus({ preventScroll: true });
    }
    pressed = false;
  };

  /* ---- the others ---- */
  const card = (id) => root.querySelector(`[data-person="${CSS.escape(id)}"]`);
  const draw = () => {
    const place = one("others");
    for (const old of place.querySelectorAll("[data-person]"))
      if (!people.some((person) => person.id === old.dataset.person)) old.remove();
    for (const person of people) {
      let figure = card(person.id);
      if (!figure) {
        figure = one("person-template").content.firstElementChild.cloneNode(true);
        figure.dataset.person = person.id;
        figure.prepend(Object.assign(document.createElement("video"), { autoplay: true, playsInline: true }));
        place.append(figure);
      }
      figure.querySelector("[data-name]").textContent = person.of ? `${person.name}, ${person.of}` : person.name;
      figure.querySelector("[data-initials]").textContent = initials(person.name);
      figure.querySelector("[data-do=remove]")?.setAttribute("aria-label", `${figure.querySelector("[data-do=remove]").textContent.trim()}: ${person.name}`);
      if (person.host) figure.querySelector(".call-remove")?.remove();
      if (person.way === "none") note(person.id, "blocked");
    }
    place.dataset.count = people.length;
  };
  const initials = (name) => name.split(/\s+/).map((part) => part[0] ?? "").slice(0, 2).join("").toUpperCase();
  const note = (id, name) => {
    const place = card(id)?.querySelector("[data-note]");
    if (place) place.textContent = name ? one("line").dataset[name] : "";
  };

  const on = {
    say: (signal) => { outbox.push({ ...signal, number: ++number }); ask(); },
    stream: (id, stream) => {
      const video = card(id)?.querySelector("video");
      if (!video || video.srcObject === stream) return;
      video.srcObject = stream;
      video.play().catch((error) => { if (error.name === "NotAllowedError") one("sound").hidden = false; });
    },
    state: (id, now) => {
      if (now === "connected") { note(id, asked.get(id)); line(""); }
      if (now === "unreachable") line("unreachable");
      if (now === "disconnected" || now === "failed") { note(id, "again"); line("again"); }
    },
    gone: () => line(""),
    beside: (id, text) => beside(id, text),
    poor: (_id, rests) => line(rests ? "poor" : ""),
    refresh: () => { renewed = 0; return ask(); },
  };
  let peers = new window.BryggaPeers(on);

  const beside = (id, text) => {
    let said = null;
    try { said = JSON.parse(text); } catch { return; }
    if (typeof said?.text === "string") write(people.find((person) => person.id === id)?.name ?? "", said.text);
    if (typeof said?.camera === "boolean") {
      const figure = card(id);
      if (figure) figure.dataset.camera = said.camera ? "on" : "off";
      asked.set(id, said.microphone ? "" : "muted");
      note(id, asked.get(id));
    }
  };
  const write = (name, text) => {
    const list = one("captions");
    const row = document.createElement("p"), who = document.createElement("strong");
    who.textContent = name;
    row.dir = "auto";
    row.append(who, ` ${text.slice(0, TEXT_MOST)}`);
    list.append(row);
    while (list.children.length > 6) list.firstElementChild.remove();
  };
  const tellMine = () => peers.tellAll(JSON.stringify({ camera: Boolean(screen ?? camera), microphone: Boolean(microphone) && !muted }), true);

  /* ---- the server ---- */
  let running = null, wanted = false, timer = 0;
  const ask = (more = {}) => {
    if (running) { wanted = true; return running; }
    running = exchange(more).finally(() => {
      running = null;
      clearTimeout(timer);
      if (wanted) { wanted = false; ask(); } else timer = setTimeout(ask, streamOpen ? SLOW : QUICK);
    });
    return running;
  };
  const exchange = async (more) => {
    if (!joined && !more.leaves) return;
    const signals = outbox.slice(0, 20), seen = got.slice();
    const servers = ["inside", "waiting", "paused", "early"].includes(state) && Date.now() - renewed > RENEW;
    const arrives = ["start", "early", "away", "left"].includes(state) && !more.leaves;
    let answer = null;
    try {
      answer = await fetch(root.dataset.exchange, {
        method: "POST", credentials: "same-origin", redirect: "manual", keepalive: Boolean(more.leaves),
        headers: { "Content-Type": "application/json", "X-CSRFToken": token, ...(state === "inside" ? {} : { "Brygga-Follows": "1" }) },
        body: JSON.stringify({ seat, signals, seen, servers, arrives, ...more }),
      });
    } catch { line("offline"); return; }
    if (more.leaves) return;
    if (answer.type === "opaqueredirect" || answer.status === 401) { stop("signed_out"); return; }
    if ([403, 404].includes(answer.status)) { stop("shut"); return; }
    if (answer.status === 422) outbox = outbox.slice(signals.length);
    if (!answer.ok) { line(answer.status === 422 ? "" : "offline"); return; }
    outbox = outbox.slice(signals.length);
    if (outbox.length) wanted = true;
    got = got.filter((id) => !seen.includes(id));
    take(await answer.json());
  };
  const take = (now) => {
    if (!joined) return;
    if ([one("line").dataset.offline, one("line").dataset.sfuAway].includes(one("line").textContent)) line("");
    if (now.elsewhere) { location.replace(root.dataset.elsewhere.replace(/0{8}-0{4}-0{4}-0{4}-0{12}/, now.elsewhere)); return; }
    told = now;
    if (now.servers) { peers.servers = now.servers; renewed = Date.now(); }
    if (["ended", "refused", "no_relay", "moved"].includes(now.state)) { stop(now.state); return; }
    if (now.forwarded && !(peers instanceof window.BryggaSfu)) peers = new window.BryggaSfu(on).takeOver(peers);
    show(now.state);
    people = now.people ?? [];
    draw();
    if (now.state === "inside") {
      if (peers.servers === null) { renewed = 0; wanted = true; return; }
      if (now.forwarded) {
        peers.take(now);
        if (!now.sfu && !peers.isThere) line("sfuAway");
      }
      peers.meet(now.me, people);
      for (const signal of now.signals) {
        if (!got.includes(signal.id)) got.push(signal.id);
        peers.hear(signal);
      }
    } else peers.close();
    staff();
  };

  /* Only staff's page has these places. */
  const staff = () => {
    for (const part of all("host")) part.hidden = !told.host;
    for (const part of all("may-receive")) part.hidden = !told.may_receive;
    for (const part of all("not-forwarded")) part.hidden = !told.host || told.forwarded;
    for (const part of all("not-relayed")) part.hidden = !told.host || told.relayed || told.forwarded;
    const list = one("waiting");
    if (!list) return;
    const rows = new Map([...list.querySelectorAll("[data-who]")].map((row) => [row.dataset.who, row]));
    for (const person of told.waiting ?? []) {
      if (rows.delete(person.id)) continue;
      const row = one("waiting-template").content.firstElementChild.cloneNode(true);
      row.dataset.who = person.id;
      row.querySelector("[data-name]").textContent = person.of ? `${person.name}, ${person.of}` : person.name;
      for (const button of row.querySelectorAll("button")) button.setAttribute("aria-label", `${button.textContent.trim()}: ${person.name}`);
      list.append(row);
      announce(`${list.dataset.someone} ${person.name}`);
    }
    for (const row of rows.values()) row.remove();
    if (rows.size) keepPlace(list.querySelector("button") ?? root.querySelector("#vantar"));
    list.hidden = !list.querySelector("[data-who]");
    one("nobody-waits").hidden = !list.hidden;
  };
  const act = async (name, who = "") => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token);
    body.append("who", who);
    let answer = null;
    try { answer = await fetch(`${root.dataset.acts}${name}/`, { method: "POST", body, credentials: "same-origin", redirect: "manual" }); } catch { line("offline"); return; }
    if (answer.status === 409) line({ RoomFull: "full", NoSfu: "sfuAway" }[(await answer.json()).wrong] ?? "notHost");
    ask();
  };

  let source = null;
  const follow = () => {
    source?.close();
    source = new EventSource(root.dataset.live);
    source.onopen = () => { streamOpen = true; };
    source.onerror = () => { streamOpen = false; if (source.readyState === EventSource.CLOSED) setTimeout(() => { if (joined) follow(); }, 5_000); };
    for (const name of ["calling", "call", "all"]) source.addEventListener(name, () => ask());
  };

  /* ---- camera, microphone, screen ---- */
  const why = (error) => (error?.name === "NotAllowedError" ? "denied" : error?.name === "NotFoundError" ? "missing" : "busy");
  const devices = async (what) => {
    try { return await navigator.mediaDevices.getUserMedia(what); } catch (error) { line(why(error)); return null; }
  };
  const own = () => {
    const video = one("own-video"), track = screen ?? camera;
    video.srcObject = track ? new MediaStream([track]) : null;
    if (track) video.play().catch(() => {});
    one("own").dataset.camera = track ? "on" : "off";
    one("own").dataset.mirrored = screen ? "" : "yes";
    press("camera", Boolean(camera));
    press("microphone", Boolean(microphone) && !muted);
    press("screen", Boolean(screen));
    one("sharing").hidden = !screen;
    remember();
    tellMine();
  };
  const press = (name, on) => {
    const button = root.querySelector(`[data-do="${name}"]`);
    if (!button) return;
    button.setAttribute("aria-pressed", String(on));
    const words = button.querySelector("[data-on]");
    words.textContent = on ? words.dataset.on : words.dataset.off;
  };
  const hear = async () => {
    if (microphone) return;
    const found = await devices({ audio: { echoCancellation: true, noiseSuppression: true } });
    microphone = found?.getAudioTracks()[0] ?? null;
    if (microphone) microphone.enabled = !muted;
    await peers.send("audio", microphone);
  };
  const act_on = {
    camera: async () => {
      if (camera) { camera.stop(); camera = null; } else {
        const found = await devices({ video: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 24, max: 24 }, facingMode: "user" } });
        camera = found?.getVideoTracks()[0] ?? null;
        if (camera) camera.onended = () => { camera = null; peers.send("video", screen, Boolean(screen)); own(); };
      }
      await peers.send("video", screen ?? camera, Boolean(screen));
      own();
    },
    microphone: async () => {
      if (!microphone) { muted = false; await hear(); } else { muted = !muted; microphone.enabled = !muted; }
      own();
    },
    screen: async () => {
      if (screen) { screen.stop(); screen = null; } else {
        try { [screen] = (await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: 8 }, audio: false })).getVideoTracks(); } catch { return; }
        screen.contentHint = "detail";
        screen.onended = () => { screen = null; peers.send("video", camera); own(); };
      }
      await peers.send("video", screen ?? camera, Boolean(screen));
      own();
    },
    ready: async () => {
      line("");
      await hear();
      joined = true;
      own();
      follow();
      if (["left", "moved"].includes(state)) state = "start";
      ask();
    },
    sound: async () => {
      for (const video of root.querySelectorAll("[data-others] video")) await video.play().catch(() => {});
      one("sound").hidden = true;
    },
    leave: async () => { bye(); stop("left"); },
    receive: () => act("ta-emot"),
    relay: () => act("dolj-adresser"),
    forward: () => act("gor-plats"),
    end: () => act("avsluta"),
    admit: (button) => act("slapp-in", button.closest("[data-who]").dataset.who),
    remove: (button) => act("neka", button.closest("[data-person]").dataset.person),
    refuse: (button) => act("neka", button.closest("[data-who]").dataset.who),
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    pressed = true;
    act_on[button.dataset.do](button);
  });
  one("caption-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const field = event.target.elements.text, text = field.value.trim();
    if (!text) return;
    peers.tellAll(JSON.stringify({ text: text.slice(0, TEXT_MOST) }));
    write(root.dataset.you, text);
    field.value = "";
  });

  /* ---- leaving and coming back ---- */
  const remember = () => sessionStorage.setItem(KEY, JSON.stringify({ at: location.pathname, joined, camera: Boolean(camera), muted }));
  const bye = () => { if (joined) exchange({ leaves: true, signals: [], seen: [] }); };
  const stop = (next) => {
    joined = false;
    people = [];
    peers.close();
    peers.servers = null;
    renewed = 0;
    outbox = [];
    source?.close();
    for (const track of [microphone, camera, screen]) track?.stop();
    microphone = camera = screen = null;
    told = {};
    one("sound").hidden = true;
    line("");
    draw();
    staff();
    own();
    show(next);
  };
  window.addEventListener("pagehide", () => {
    const was = joined && !document.documentElement.hidden;
    bye();
    if (document.documentElement.hidden) sessionStorage.removeItem(KEY); // left in a hurry: not even that we were here
    if (was) sessionStorage.setItem(KEY, JSON.stringify({ at: location.pathname, joined: true, camera: Boolean(camera), muted }));
  });
  document.addEventListener("submit", (event) => { if (event.target.matches("[data-leave]")) bye(); }, true);
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  window.addEventListener("online", () => ask());
  window.addEventListener("offline", () => line("offline"));

  if (!window.RTCPeerConnection || !navigator.mediaDevices) { show("unable"); return; }
  if (!navigator.mediaDevices.getDisplayMedia) root.querySelector('[data-do="screen"]').hidden = true;
  root.dataset.script = "on";
  for (const part of all("when")) part.hidden = !part.dataset.when.split(" ").includes(state);
  let before = null;
  try { before = JSON.parse(sessionStorage.getItem(KEY)); } catch { before = null; }
  own();
  if (before?.at === location.pathname && before.joined && root.dataset.state !== "ended") {
    muted = Boolean(before.muted);
    (before.camera ? act_on.camera() : Promise.resolve()).then(act_on.ready);
  }
})();
