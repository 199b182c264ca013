// A photo dropped anywhere on the page goes the way of a chosen one. Its picture stays in the browser, to be shown beside the answers.

const kept = new Map();
let listening, showing;

export function attach(place) {
  detach();
  listening = new AbortController();
  const input = place.querySelector('input'), cover = place.closest('form').querySelector('.example-cover');
  const on = (type, handler) => document.addEventListener(type, handler, { signal: listening.signal });
  const holdsFile = event => [...event.dataTransfer?.types ?? []].includes('Files');
  let inside = 0;
  on('dragenter', event => {
    if (holdsFile(event) && ++inside > 0)
      cover.hidden = false;
  });
  on('dragleave', event => {
    if (holdsFile(event) && --inside <= 0)
      cover.hidden = true;
  });
  on('dragover', event => {
    if (holdsFile(event))
      event.preventDefault();
  });
  on('drop', event => {
    if (!holdsFile(event))
      return;
    event.preventDefault();
    inside = 0;
    cover.hidden = true;
    if (event.dataTransfer.files.length === 0)
      return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  // The picture is shown as soon as there is a place for it.
  showing = new MutationObserver(show);
  showing.observe(document.body, { childList: true, subtree: true });
}

export function keep(place, word) {
  const file = place.querySelector('input').files[0];
  if (file)
    kept.set(word, URL.createObjectURL(file));
  place.querySelector('input').value = '';
  show();
}

export function detach() {
  listening?.abort();
  showing?.disconnect();
}

function show() {
  for (const image of document.querySelectorAll('img.given[data-word]')) {
    const address = kept.get(image.dataset.word);
    if (!address || image.src === address)
      continue;
    image.src = address;
    image.hidden = false;
    if (image.nextElementSibling)
      image.nextElementSibling.hidden = true;
  }
}
