/* What a page sends of sound and picture, whichever way it goes: how large, and when the picture must rest so that
   sound gets through. */
window.BryggaSending = (() => {
  "use strict";

  const LOOK_EVERY = 3_000;
  const QUALITY = {
    two: { width: 640, height: 360, frames: 24, bits: 900_000 },
    many: { width: 320, height: 180, frames: 15, bits: 150_000 },
    screen: { frames: 8, bits: 500_000 },
  };

  /* Of what goes one way. loss: 0 to 1; room: bits per second, or null. */
  const isPoor = ({ loss, room }) => loss > 0.12 || (room !== null && room < 70_000);
  const isFine = ({ loss, room }) => loss < 0.04 && (room === null || room > 150_000);

  /* Tells when picture must rest, and when it may come back: soon the one, slowly the other. */
  class Strain {
    constructor(turn) { this.turn = turn; this.count = 0; this.restful = false; }

    judge(seen) {
      this.count = (this.restful ? isFine(seen) : isPoor(seen)) ? this.count + 1 : 0;
      if (this.count < (this.restful ? 4 : 2)) return;
      this.count = 0;
      this.restful = !this.restful;
      this.turn(this.restful);
    }
  }

  /* One connection that something is sent by. */
  class Upload {
    constructor(pc, wish, poor) {
      this.pc = pc;
      this.wish = wish;
      this.strain = new Strain((rests) => { this.limit(); poor(rests); });
    }

    sender(kind) {
      return this.pc.getTransceivers().find((one) => one.receiver.track?.kind === kind)?.sender;
    }

    async limit() {
      const sender = this.sender("video"), parameters = sender?.getParameters();
      if (!parameters?.encodings?.length) return;
      const { bits, frames } = this.wish();
      Object.assign(parameters.encodings[0], { maxBitrate: bits, maxFramerate: frames, active: !this.strain.restful });
      try { await sender.setParameters(parameters); } catch { /* between two descriptions */ }
    }

    /* How much of what we send is lost, and how much there is room for. */
    async look() {
      if (this.pc.connectionState !== "connected") return;
      let loss = 0, room = null;
      for (const one of (await this.pc.getStats()).values()) {
        if (one.type === "remote-inbound-rtp") loss = Math.max(loss, one.fractionLost ?? 0);
        if (one.type === "candidate-pair" && one.nominated) room = one.availableOutgoingBitrate ?? room;
      }
      this.strain.judge({ loss, room });
    }
  }

  /* The page's own sound and picture. Whoever carries them says by which uploads, and to how many. */
  class Sending {
    constructor(on) {
      this.on = on;
      this.tracks = { audio: null, video: null };
      this.servers = null;
      this.sharing = false;
      this.looking = setInterval(() => this.look(), LOOK_EVERY);
    }

    look() { for (const one of this.uploads()) one.look(); }

    wish() {
      if (this.sharing) return QUALITY.screen;
      return this.others() > 1 ? QUALITY.many : QUALITY.two;
    }

    /* The camera gives what the meeting can carry. */
    fit() {
      const wish = this.wish(), track = this.tracks.video;
      if (this.fitted === wish && this.fittedTrack === track) return;
      this.fitted = wish;
      this.fittedTrack = track;
      if (track && !this.sharing) {
        const { width, height, frames } = wish;
        track.applyConstraints({ width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: frames, max: frames } }).catch(() => {});
      }
      for (const one of this.uploads()) one.limit();
    }

    async send(kind, track, sharing = false) {
      this.tracks[kind] = track;
      if (kind === "video") this.sharing = sharing;
      await Promise.all([...this.uploads()].map((one) => one.sender(kind)?.replaceTrack(track)));
      this.fit();
    }

    /* From another way of carrying, which is over: the same sound and picture. */
    takeOver(before) {
      this.tracks = before.tracks;
      this.sharing = before.sharing;
      this.servers = before.servers;
      this.last = before.last;
      before.end();
      return this;
    }

    /* Beside sound and picture. The last state is told to whoever comes later. */
    tellAll(text, keep = false) {
      if (keep) this.last = text;
      for (const one of this.channels()) if (one?.readyState === "open") one.send(text);
    }

    end() {
      clearInterval(this.looking);
      this.close();
    }
  }

  return { Sending, Strain, Upload };
})();
