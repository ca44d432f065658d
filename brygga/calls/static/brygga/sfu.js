/* A meeting of up to eight by way of the municipality's SFU (Janus, its videoroom over a WebSocket): each sends once, and
   has a connection for each of the others. Sound and picture are decrypted there, and the page says so. */
window.BryggaSfu = (() => {
  "use strict";

  const { Sending, Strain, Upload } = window.BryggaSending;
  const ALIVE = 8_000, ANSWER_WITHIN = 10_000, CONNECT_WITHIN = 15_000, PATIENCE = [1_000, 2_000, 4_000, 8_000];
  const PLUGIN = "janus.plugin.videoroom";

  const fingerprint = async (text) => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  /* Questions and answers, and what comes unasked. */
  class Line {
    constructor(url, token, on) {
      this.token = token;
      this.on = on;
      this.asked = new Map();
      this.socket = new WebSocket(url, "janus-protocol");
      this.socket.onmessage = ({ data }) => this.take(JSON.parse(data));
      this.socket.onclose = () => on.gone();
      this.open = new Promise((go, no) => { this.socket.onopen = go; this.socket.onerror = no; });
      this.alive = setInterval(() => this.tell({ janus: "keepalive" }), ALIVE);
    }

    tell(what) {
      const all = { transaction: crypto.randomUUID(), session_id: this.session, token: this.token(), ...what };
      if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(all));
    }

    ask(what) {
      const transaction = crypto.randomUUID();
      return new Promise((go, no) => {
        const late = setTimeout(() => { this.asked.delete(transaction); no(new Error("late")); }, ANSWER_WITHIN);
        this.asked.set(transaction, { go, no, late });
        this.tell({ ...what, transaction });
      });
    }

    /* To the plugin: what it says, and the description that comes with it. */
    async plugin(handle, body, jsep) {
      const said = await this.ask({ janus: "message", handle_id: handle, body, ...(jsep ? { jsep } : {}) });
      return { ...said.plugindata.data, jsep: said.jsep };
    }

    async attach() { return (await this.ask({ janus: "attach", plugin: PLUGIN })).data.id; }

    take(said) {
      if (said.janus === "ack") return;
      const asker = this.asked.get(said.transaction);
      if (!asker) { this.on.event(said); return; }
      this.asked.delete(said.transaction);
      clearTimeout(asker.late);
      const wrong = said.janus === "error" || said.plugindata?.data.error_code;
      if (wrong) asker.no(new Error("refused")); else asker.go(said);
    }

    close() {
      clearInterval(this.alive);
      for (const { late } of this.asked.values()) clearTimeout(late);
      this.socket.onclose = null;
      this.socket.close();
    }
  }

  const connection = (all, line, handle) => {
    const pc = new RTCPeerConnection({ iceServers: all.servers, bundlePolicy: "max-bundle" });
    pc.onicecandidate = ({ candidate }) => line.tell({ janus: "trickle", handle_id: handle, candidate: candidate ?? { completed: true } });
    return pc;
  };

  /* What one of the others sends. Where little gets through, sound without picture is asked for. */
  class Download {
    constructor(id, feed, all) {
      this.id = id;
      this.feed = feed;
      this.all = all;
      this.stream = new MediaStream();
      this.seen = { lost: 0, got: 0 };
      this.strain = new Strain((rests) => { this.rest(rests); all.on.poor(id, rests); });
      this.start().catch(() => this.fail());
    }

    async start() {
      const { all, line = all.line } = this;
      this.line = line;
      this.handle = await line.attach();
      const told = await line.plugin(this.handle, {
        request: "join", ptype: "subscriber", room: all.ticket.room, private_id: all.privateId, streams: [{ feed: this.feed }],
      });
      if (this.gone) return;
      this.pictures = told.streams.filter((one) => one.type === "video").map((one) => one.mid);
      const pc = this.pc = connection(all, line, this.handle);
      pc.ontrack = ({ track }) => { this.stream.addTrack(track); all.on.stream(this.id, this.stream); };
      pc.ondatachannel = ({ channel }) => { channel.onmessage = (event) => all.on.beside(this.id, event.data); };
      pc.createDataChannel("opens"); // Janus sends none before it has received one (SCTP_SENDER_DRY_EVENT)
      pc.onconnectionstatechange = () => {
        all.on.state(this.id, pc.connectionState);
        if (pc.connectionState === "connected") clearTimeout(this.late);
        if (pc.connectionState === "failed") this.fail();
      };
      this.late = setTimeout(() => this.fail(), CONNECT_WITHIN);
      await pc.setRemoteDescription(told.jsep);
      await pc.setLocalDescription(await pc.createAnswer());
      await line.plugin(this.handle, { request: "start" }, pc.localDescription);
    }

    rest(rests) {
      const streams = this.pictures.map((mid) => ({ mid, send: !rests }));
      this.line.plugin(this.handle, { request: "configure", streams }).catch(() => {});
    }

    async look() {
      if (this.pc?.connectionState !== "connected") return;
      let lost = 0, got = 0;
      for (const one of (await this.pc.getStats()).values())
        if (one.type === "inbound-rtp") { lost += one.packetsLost; got += one.packetsReceived; }
      const more = { lost: Math.max(0, lost - this.seen.lost), got: got - this.seen.got };
      this.seen = { lost, got };
      if (more.lost + more.got > 0) this.strain.judge({ loss: more.lost / (more.lost + more.got), room: null });
    }

    /* Let go, and had again the next time somebody looks. */
    fail() { if (!this.gone) { this.close(); this.all.lost(this); } }

    close() {
      this.gone = true;
      clearTimeout(this.late);
      this.pc?.close();
      if (this.handle) this.line.tell({ janus: "detach", handle_id: this.handle });
    }
  }

  return class Sfu extends Sending {
    constructor(on) {
      super(on);
      this.downloads = new Map(); // by person
      this.published = new Map(); // by the SFU's own names: its fingerprint
      this.people = [];
      this.feeds = {};
      this.tried = 0;
    }

    *uploads() { if (this.upload) yield this.upload; }

    *channels() { yield this.beside; }

    others() { return this.people.length; }

    hear() { /* nobody says anything to anybody here but through the SFU */ }

    /* sfu: how to get there; feeds: whose is what one finds there. Without them what is known already goes on. */
    take({ sfu, feeds }) {
      if (!sfu) return;
      this.ticket = sfu;
      this.feeds = feeds;
    }

    get isThere() { return this.pc?.connectionState === "connected"; }

    meet(_me, people) {
      this.people = people;
      const here = new Set(people.map((one) => one.id));
      for (const [id, one] of this.downloads) {
        const stays = here.has(id) && this.published.has(one.feed) && this.whose(one.feed) === id;
        if (!stays) { this.leave(id); this.on.gone(id); }
      }
      if (this.ticket && !this.line && !this.pause) this.begin();
      this.receive();
      this.fit();
    }

    whose(feed) { return this.feeds[this.published.get(feed)]; }

    /* Everything that is sent by somebody who is in the meeting. */
    receive() {
      if (!this.privateId) return;
      for (const feed of this.published.keys()) {
        const id = this.whose(feed);
        if (id && !this.downloads.has(id) && this.people.some((one) => one.id === id)) this.downloads.set(id, new Download(id, feed, this));
      }
    }

    async begin() {
      const line = new Line(this.ticket.url, () => this.ticket?.token ?? "", { gone: () => this.again(line), event: (said) => this.event(line, said) });
      this.line = line;
      try {
        await line.open;
        line.session = (await line.ask({ janus: "create" })).data.id;
        const handle = this.own = await line.attach();
        const { room, feed, entry } = this.ticket;
        const joined = await line.plugin(handle, { request: "join", ptype: "publisher", room, id: feed, token: entry });
        if (line !== this.line) return;
        this.privateId = joined.private_id;
        await this.publish(line, handle);
        await this.found(joined.publishers);
      } catch { this.again(line); }
    }

    async publish(line, handle) {
      const pc = this.pc = connection(this, line, handle);
      this.upload = new Upload(pc, () => this.wish(), (rests) => this.on.poor(null, rests));
      for (const kind of ["audio", "video"]) pc.addTransceiver(this.tracks[kind] ?? kind, { direction: "sendonly" });
      this.beside = pc.createDataChannel("beside");
      this.beside.onopen = () => { if (this.last) this.beside.send(this.last); };
      pc.onconnectionstatechange = () => {
        if (pc.connectionState === "connected") this.arrived();
        if (pc.connectionState === "failed") this.again(line);
      };
      this.late = setTimeout(() => this.again(line), CONNECT_WITHIN);
      await pc.setLocalDescription(await pc.createOffer());
      const { jsep } = await line.plugin(handle, { request: "publish" }, pc.localDescription);
      await pc.setRemoteDescription(jsep);
      this.upload?.limit();
    }

    arrived() {
      this.tried = 0;
      clearTimeout(this.late);
      this.upload?.limit();
      this.on.state(null, "connected");
    }

    async found(publishers) {
      for (const { id } of publishers ?? []) this.published.set(id, await fingerprint(id));
      this.receive();
    }

    event(line, said) {
      if (line !== this.line) return;
      const told = said.plugindata?.data;
      if (said.janus === "timeout" || (said.janus === "hangup" && said.sender === this.own) || told?.reason === "kicked") { this.again(line); return; }
      if (told?.publishers) this.found(told.publishers);
      const left = told?.unpublished ?? told?.leaving;
      if (left && this.published.delete(left)) for (const [id, one] of this.downloads) if (one.feed === left) this.leave(id);
    }

    leave(id) {
      this.downloads.get(id)?.close();
      this.downloads.delete(id);
    }

    lost(download) { if (this.downloads.get(download.id) === download) this.downloads.delete(download.id); }

    /* All anew, after a while that grows; with a new ticket, for the old one may be why. */
    again(line) {
      if (line !== this.line) return;
      this.drop();
      if (this.tried > 1) this.on.state(null, "unreachable"); else this.on.state(null, "failed");
      this.pause = setTimeout(() => { this.pause = 0; this.on.refresh(); }, PATIENCE[Math.min(this.tried++, PATIENCE.length - 1)]);
    }

    look() {
      super.look();
      for (const one of this.downloads.values()) one.look();
      this.receive();
      if (this.last && this.beside?.readyState === "open") this.beside.send(this.last); // whoever came later has not heard it
    }

    drop() {
      clearTimeout(this.late);
      for (const id of [...this.downloads.keys()]) this.leave(id);
      this.published.clear();
      this.pc?.close();
      this.line?.close();
      this.pc = this.upload = this.beside = this.line = this.privateId = null;
    }

    close() {
      clearTimeout(this.pause);
      this.pause = 0;
      this.drop();
    }
  };
})();
