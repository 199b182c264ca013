// What the open viewer does with keys and with a video. Its parts come and go with the answers, so the document listens.

let listening = null;

// Arrow keys turn the pages wherever the focus is: the dialog first gives it to an element of its own. On a video they are the player's.
function turn(event) {
  const button = document.querySelector(`.viewer [data-turn="${event.key}"]`);
  if (!button || event.altKey || event.ctrlKey || event.metaKey || event.target.closest?.('video'))
    return;
  event.preventDefault();
  button.click();
}

function play(event) {
  const video = event.target.closest?.('.viewer [data-play]') && document.querySelector('.viewer video');
  if (!video)
    return;
  video.currentTime = Number(video.dataset.moment);
  // Refused where the file cannot be played; the error event says so.
  video.play().catch(() => {});
}

// The boxes are of one frame.
function moved(event) {
  const video = event.target;
  if (video.matches?.('.viewer video'))
    video.parentElement.classList.toggle('moved', !video.paused || Math.abs(video.currentTime - Number(video.dataset.moment)) > .1);
}

function refused(event) {
  const video = event.target;
  if (!video.matches?.('.viewer video'))
    return;
  video.hidden = true;
  const controls = document.querySelector('.viewer-video');
  controls.querySelector('[data-play]').hidden = true;
  controls.querySelector('[role=status]').hidden = false;
}

export function listen() {
  listening = new AbortController();
  const on = (event, handler) => document.addEventListener(event, handler, { capture: true, signal: listening.signal });
  on('keydown', turn);
  on('click', play);
  // Events of media do not bubble.
  for (const event of ['play', 'pause', 'seeked', 'timeupdate'])
    on(event, moved);
  on('error', refused);
}

export function stop() { listening?.abort(); }
