/* Connections between browsers, one to each of the others: offers, answers, candidates, trouble and its cure.
   Knows nothing of the page. What it has to say goes out by `say`, what it hears comes in by `hear`. */
window.BryggaPeers = (() => {
  "use strict";

  const { Sending, Upload } = window.BryggaSending;
  const BATCH = 120, CONNECT_WITHIN = 15_000, PATIENCE = 3_000;
  const ROUND = /^a=x-brygga-round:(\S+)\r?\n?/m;

  class Peer {
    constructor(other, all) {
      this.id = other.id;
      this.seat = other.seat;
      this.way = other.way;
      this.all = all;
      this.number = 0;
      this.line = Promise.resolve();
      this.offers = all.me < other.id;
      if (this.offers) this.build(crypto.randomUUID());
    }

    build(round) {
      this.drop();
      this.round = round;
      this.waiting = [];
      this.early = [];
      this.stream = new MediaStream();
      const pc = new RTCPeerConnection({
        iceServers: this.all.servers,
        iceTransportPolicy: this.way === "relay" ? "relay" : "all",
        bundlePolicy: "max-bundle",
      });
      this.pc = pc;
      this.upload = new Upload(pc, () => this.all.wish(), (rests) => this.all.on.poor(this.id, rests));
      this.beside = pc.createDataChannel("beside", { negotiated: true, id: 0 });
      this.beside.onopen = () => { if (this.all.last) this.beside.send(this.all.last); };
      this.beside.onmessage = (event) => this.all.on.beside(this.id, event.data);
      pc.onicecandidate = ({ candidate }) => { if (candidate) this.tell(candidate); };
      pc.ontrack = ({ track }) => { this.stream.addTrack(track); this.all.on.stream(this.id, this.stream); };
      pc.onconnectionstatechange = () => this.changed();
      this.late = setTimeout(() => this.again(), CONNECT_WITHIN);
      if (this.offers) {
        for (const kind of ["audio", "video"]) pc.addTransceiver(this.all.tracks[kind] ?? kind, { direction: "sendrecv" });
        this.offer();
      }
    }

    async offer(restart = false) {
      const pc = this.pc;
      try {
        await pc.setLocalDescription(await pc.createOffer({ iceRestart: restart }));
        this.describe("offer", pc);
      } catch { /* the connection was let go meanwhile */ }
    }

    describe(kind, pc) {
      if (pc !== this.pc) return;
      this.all.say(this, kind, `${pc.localDescription.sdp}a=x-brygga-round:${this.round}\r\n`);
    }

    tell(candidate) {
      this.waiting.push({ ...candidate.toJSON(), round: this.round });
      this.telling ??= setTimeout(() => {
        this.telling = null;
        this.all.say(this, "candidate", JSON.stringify(this.waiting));
        this.waiting = [];
      }, BATCH);
    }

    hear(signal) {
      if (signal.seat !== this.seat || signal.number <= this.number) return;
      this.number = signal.number;
      this.line = this.line.then(() => this.take(signal)).catch(() => {});
    }

    async take({ kind, payload }) {
      if (kind === "bye") { if (this.offers) this.again(true); return; }
      if (kind === "candidate") {
        for (const one of JSON.parse(payload)) await this.add(one);
        return;
      }
      const round = ROUND.exec(payload)?.[1];
      const sdp = payload.replace(ROUND, "");
      if (kind === "offer") {
        if (!this.pc || round !== this.round) this.build(round);
        await this.pc.setRemoteDescription({ type: "offer", sdp });
        for (const one of this.pc.getTransceivers()) {
          one.direction = "sendrecv";
          await one.sender.replaceTrack(this.all.tracks[one.receiver.track.kind] ?? null);
        }
        await this.pc.setLocalDescription(await this.pc.createAnswer());
        this.describe("answer", this.pc);
      } else if (round === this.round && this.pc?.signalingState === "have-local-offer") {
        await this.pc.setRemoteDescription({ type: "answer", sdp });
      }
      for (const one of this.early.splice(0)) await this.add(one);
      this.upload?.limit();
    }

    async add(one) {
      if (one.round !== this.round) return;
      if (!this.pc.remoteDescription) { this.early.push(one); return; }
      try { await this.pc.addIceCandidate(one); } catch { /* of a round that is over */ }
    }

    changed() {
      const state = this.pc.connectionState;
      this.all.on.state(this.id, state);
      clearTimeout(this.mending);
      if (state === "connected") {
        clearTimeout(this.late);
        this.tried = 0;
        this.rounds = 0;
        this.upload.limit();
      }
      if (state === "disconnected") this.mending = setTimeout(() => this.mend(), PATIENCE);
      if (state === "failed") this.mend();
    }

    /* New ways over the same connection; and a new connection where that does not help. */
    async mend() {
      this.tried = (this.tried ?? 0) + 1;
      await this.all.on.refresh();
      if (!this.offers) { this.all.say(this, "bye", ""); return; }
      if (this.tried > 2 || !this.pc) { this.again(); return; }
      this.pc.setConfiguration({ ...this.pc.getConfiguration(), iceServers: this.all.servers });
      this.late = setTimeout(() => this.again(), CONNECT_WITHIN);
      this.offer(true);
    }

    /* asked: by the other end, which may know sooner than we do that the connection is gone. */
    async again(asked = false) {
      if (this.gone || (!asked && this.pc?.connectionState === "connected")) return;
      this.rounds = (this.rounds ?? 0) + 1;
      if (this.rounds > 1) this.all.on.state(this.id, "unreachable");
      if (!this.offers) {
        this.all.say(this, "bye", "");
        this.late = setTimeout(() => this.again(), CONNECT_WITHIN);
        return;
      }
      await this.all.on.refresh();
      if (!this.gone) this.build(crypto.randomUUID());
    }

    drop() {
      clearTimeout(this.late);
      clearTimeout(this.mending);
      clearTimeout(this.telling);
      this.telling = null;
      this.pc?.close();
      this.pc = this.upload = null;
    }

    close() { this.gone = true; this.drop(); }
  }

  return class Peers extends Sending {
    constructor(on) {
      super(on);
      this.peers = new Map();
    }

    *uploads() { for (const one of this.peers.values()) if (one.upload) yield one.upload; }

    *channels() { for (const one of this.peers.values()) yield one.beside; }

    others() { return this.peers.size; }

    say(peer, kind, payload) { this.on.say({ to: peer.id, seat: peer.seat, kind, payload }); }

    /* Those who are in the meeting now. Whoever came back at another page is met anew. */
    meet(me, people) {
      this.me = me;
      if (this.servers === null) return;
      const here = new Map(people.filter((one) => one.way !== "none").map((one) => [one.id, one]));
      for (const [id, peer] of this.peers) {
        const now = here.get(id);
        if (now && now.seat === peer.seat && now.way === peer.way) continue;
        peer.close();
        this.peers.delete(id);
        if (!now) this.on.gone(id);
      }
      for (const [id, one] of here) if (!this.peers.has(id)) this.peers.set(id, new Peer(one, this));
      this.fit();
    }

    hear(signal) { this.peers.get(signal.from)?.hear(signal); }

    close() {
      for (const one of this.peers.values()) one.close();
      this.peers.clear();
    }
  };
})();
