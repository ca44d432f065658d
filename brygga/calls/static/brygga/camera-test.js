/* Camera, microphone and speaker, tried alone: nothing is sent anywhere. */
(() => {
  "use strict";

  const root = document.querySelector("#prova");
  if (!root) return;
  const one = (name) => root.querySelector(`[data-${name}]`);
  let stream = null, context = null, voice = null, frame = 0;

  const unable = window.RTCPeerConnection ? "" : root.dataset.unable; // what works here is of no use in a meeting then
  const line = (text) => { one("line").textContent = text || unable; one("line").hidden = !(text || unable); };
  const show = (on) => {
    one("own").dataset.camera = on ? "on" : "off";
    one("camera-says").textContent = one("camera-says").dataset[on ? "on" : "off"];
    one("level-place").hidden = !stream?.getAudioTracks().length;
    one("stop").hidden = !stream;
  };
  const measure = () => {
    context ??= new AudioContext();
    context.resume();
    const ear = context.createAnalyser(), heard = new Uint8Array(ear.fftSize);
    voice = context.createMediaStreamSource(stream); // held on to: a browser may let go of what nobody names
    voice.connect(ear);
    const look = () => {
      if (!stream) return;
      one("level-place").hidden = context.state !== "running"; // without a speaker Firefox measures nothing: say nothing then
      ear.getByteTimeDomainData(heard);
      const loud = Math.max(...heard.map((value) => Math.abs(value - 128))) / 128;
      one("level").value = loud;
      if (loud > 0.05 && !one("heard").textContent) one("heard").textContent = one("heard").dataset.yes;
      frame = requestAnimationFrame(look);
    };
    look();
  };
  const stop = () => {
    cancelAnimationFrame(frame);
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = voice = null;
    one("own-video").srcObject = null;
    one("heard").textContent = "";
    show(false);
  };
  const tries = {
    camera: async () => {
      stop();
      line("");
      const wanted = [{ audio: true, video: true }, { audio: true }, { video: true }];
      for (const what of wanted) {
        try { stream = await navigator.mediaDevices.getUserMedia(what); break; } catch (error) {
          line(root.dataset[error?.name === "NotAllowedError" ? "denied" : error?.name === "NotFoundError" ? "missing" : "busy"]);
          if (error?.name === "NotAllowedError") break;
        }
      }
      if (!stream) return;
      const pictures = stream.getVideoTracks().length > 0;
      if (pictures) line("");
      one("own-video").srcObject = stream;
      one("own-video").play().catch(() => {});
      show(pictures);
      if (stream.getAudioTracks().length) measure();
    },
    sound: () => {
      context ??= new AudioContext();
      context.resume();
      const tone = context.createOscillator(), volume = context.createGain(), now = context.currentTime;
      tone.frequency.setValueAtTime(523, now);
      tone.frequency.setValueAtTime(659, now + 0.3);
      volume.gain.setValueAtTime(0.2, now);
      volume.gain.exponentialRampToValueAtTime(0.001, now + 0.9);
      tone.connect(volume).connect(context.destination);
      tone.start(now);
      tone.stop(now + 1);
    },
    stop,
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-try]");
    if (button) tries[button.dataset.try]();
  });
  window.addEventListener("pagehide", stop);
  line(navigator.mediaDevices || unable ? "" : root.dataset.missing);
})();
