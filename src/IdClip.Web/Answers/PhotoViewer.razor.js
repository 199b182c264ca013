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
  const button = event.target.closest?.('.viewer [data-play]');
  const video = button && document.querySelector('.viewer video');
  if (!video)
    return;
  video.currentTime = Number(button.dataset.play);
  // Refused where the file cannot be played; the error event says so.
  video.play().catch(() => {});
}

// Where a face is at a moment: between two places of its track on the line from one to the other, null before and after it.
function along(places, second) {
  const track = places.split(' ').map(place => place.split(',').map(Number));
  const next = track.findIndex(([at]) => at >= second);
  if (next < 0 || (next === 0 && second < track[0][0] - .1))
    return null;
  const [from, to] = [track[Math.max(0, next - 1)], track[next]];
  const share = to[0] > from[0] ? (second - from[0]) / (to[0] - from[0]) : 0;
  return from.slice(1).map((edge, i) => edge + share * (to[i + 1] - edge));
}

// The boxes are of one frame. Away from it those whose track is known go with their faces, the others are not shown.
function place(video) {
  const moved = !video.paused || Math.abs(video.currentTime - Number(video.dataset.moment)) > .1;
  for (const box of video.parentElement.querySelectorAll('.face-box')) {
    box.dataset.still ??= box.style.cssText;
    const at = moved && box.dataset.places ? along(box.dataset.places, video.currentTime) : null;
    box.hidden = moved && !at;
    box.style.cssText = box.dataset.still;
    if (at)
      ['left', 'top', 'width', 'height'].forEach((edge, i) => box.style[edge] = `${at[i] * 100}%`);
  }
}

function moved(event) {
  const video = event.target;
  if (video.matches?.('.viewer video'))
    place(video);
}

function playing(event) {
  const video = event.target;
  if (!video.matches?.('.viewer video'))
    return;
  const follow = () => {
    place(video);
    if (!video.paused && video.isConnected)
      requestAnimationFrame(follow);
  };
  follow();
}

// How long the video is says where in it somebody is seen.
function measured(event) {
  const video = event.target;
  const seen = video.matches?.('.viewer video') && Number.isFinite(video.duration) && document.querySelector('.viewer .seen');
  if (!seen)
    return;
  seen.style.setProperty('--length', video.duration);
  seen.classList.add('timed');
}

function refused(event) {
  const video = event.target;
  if (!video.matches?.('.viewer video'))
    return;
  video.hidden = true;
  const controls = document.querySelector('.viewer-video');
  controls.querySelector('[data-play]').hidden = true;
  controls.querySelectorAll('.seen button').forEach(button => button.disabled = true);
  controls.querySelector('[role=status]').hidden = false;
}

export function listen() {
  listening = new AbortController();
  const on = (event, handler) => document.addEventListener(event, handler, { capture: true, signal: listening.signal });
  on('keydown', turn);
  on('click', play);
  // Events of media do not bubble.
  for (const event of ['pause', 'seeked'])
    on(event, moved);
  on('play', playing);
  on('loadedmetadata', measured);
  on('error', refused);
}

export function stop() { listening?.abort(); }
