// What Blazor's events cannot say: where the caret stands, which keys the open list takes, and how names are drawn and stepped over.
// What a name means is the server's to say; here a mention is only a stretch of text with a closing brace or quotation mark.

const listKeys = ['ArrowDown', 'ArrowUp', 'Escape'];
const choosingKeys = ['Enter', 'Tab'];
const mention = /((?<![^\s,(])[-+\u2013\u2212])?@(?:\{[^{}@]*[^\s{}@][^{}@]*\}|["\u201C\u201D][^"\u201C\u201D]*[^\s"\u201C\u201D][^"\u201C\u201D]*["\u201C\u201D]|unknown(?![\p{L}\p{M}\p{N}_]))/giu;

const boxes = new WeakMap();

export function attach(input, server) {
  const box = { server, roles: new Map(), writing: false };
  boxes.set(input, box);
  input.addEventListener('input', () => {
    draw(input);
    if (!box.writing)
      changed(input, box);
  });
  input.addEventListener('keydown', event => pressed(input, box, event));
  input.addEventListener('scroll', () => draw(input), { passive: true });
  input.addEventListener('click', () => clicked(input, box));
  new ResizeObserver(() => draw(input)).observe(input);
  input.closest('.query-field').classList.add('drawn');
  input.form.dataset.ready = '';
  draw(input);
  // Whatever was typed before the page came alive.
  if (input.value !== input.defaultValue)
    changed(input, box);
  else if (mentionsOf(input.value).length)
    ask(input, box);
}

export function write(input, text, caret) {
  const box = boxes.get(input);
  input.focus();
  input.setSelectionRange(0, input.value.length);
  box.writing = true;
  // Not by value: the browser's own undo goes on working.
  if (!(text ? document.execCommand('insertText', false, text) : document.execCommand('delete')) && input.value !== text)
    input.value = text;
  box.writing = false;
  input.setSelectionRange(caret, caret);
  draw(input);
  ask(input, box);
}

export function draw(input) {
  const mirror = input.closest('.query-field').querySelector('.query-mirror'), roles = boxes.get(input)?.roles;
  const text = input.value, parts = [];
  let at = 0;
  for (const chip of mentionsOf(text)) {
    addWords(parts, text.slice(at, chip.start));
    parts.push(chipOf(chip, roles?.get(`${chip.start} ${chip.end - chip.start}`)));
    at = chip.end;
  }
  addWords(parts, text.slice(at));
  const line = document.createElement('span');
  line.append(...parts);
  mirror.replaceChildren(line);
  line.style.transform = `translateX(${-input.scrollLeft}px)`;
}

function addWords(parts, text) {
  if (text)
    parts.push(document.createTextNode(text));
}

function chipOf(chip, role) {
  const mark = document.createElement('b');
  mark.className = `mark ${role ?? (chip.sign && chip.sign !== '+' ? 'excluded' : 'wanted')}`;
  const opening = document.createElement('i'), name = document.createElement('span'), closing = document.createElement('i');
  opening.textContent = chip.opening;
  name.textContent = chip.name;
  closing.textContent = chip.closing;
  mark.append(opening, name, closing);
  return mark;
}

function mentionsOf(text) {
  return [...text.matchAll(mention)].map(match => {
    const sign = match[1] ?? '', whole = match[0], braced = /[{"\u201C\u201D]/.test(whole[sign.length + 1]);
    const inside = sign.length + (braced ? 2 : 1);
    return {
      start: match.index, end: match.index + whole.length, sign,
      opening: whole.slice(0, inside), name: whole.slice(inside, braced ? -1 : undefined), closing: braced ? whole.slice(-1) : '',
    };
  });
}

function changed(input, box) { return ask(input, box, input.selectionStart); }

// Without a caret nothing is completed: the text alone is looked at.
async function ask(input, box, caret) {
  const text = input.value;
  const chips = await box.server.invokeMethodAsync('TypedAsync', text, caret ?? 0);
  if (text !== input.value)
    return;
  box.roles = new Map(chips.map(([start, length, role]) => [`${start} ${length}`, role]));
  draw(input);
}

function pressed(input, box, event) {
  if (event.isComposing)
    return;
  const open = input.getAttribute('aria-expanded') === 'true', chosen = input.hasAttribute('aria-activedescendant');
  if (open && (listKeys.includes(event.key) || (chosen && choosingKeys.includes(event.key) && !event.shiftKey))) {
    event.preventDefault();
    box.server.invokeMethodAsync('KeyAsync', event.key);
    return;
  }
  if (event.altKey && event.key !== 'ArrowDown' || event.ctrlKey || event.metaKey || event.shiftKey || input.selectionStart !== input.selectionEnd)
    return;
  const caret = input.selectionStart, chips = mentionsOf(input.value);
  const before = chips.find(chip => chip.start < caret && caret <= chip.end), after = chips.find(chip => chip.start <= caret && caret < chip.end);
  switch (event.key) {
    case 'ArrowLeft':
      if (before)
        step(input, event, before.start);
      break;
    case 'ArrowRight':
      if (after)
        step(input, event, after.end);
      break;
    case 'Backspace':
      // The browser deletes what is selected, and can undo it.
      if (before)
        input.setSelectionRange(before.start, before.end);
      break;
    case 'Delete':
      if (after)
        input.setSelectionRange(after.start, after.end);
      break;
    case 'ArrowDown':
      if (before ?? after) {
        event.preventDefault();
        box.server.invokeMethodAsync('Chip', input.value, caret);
      }
      break;
  }
}

function step(input, event, to) {
  event.preventDefault();
  input.setSelectionRange(to, to);
  draw(input);
}

function clicked(input, box) {
  const caret = input.selectionStart;
  if (caret !== input.selectionEnd)
    return;
  const chip = mentionsOf(input.value).find(c => c.start < caret && caret < c.end);
  if (!chip)
    return;
  input.setSelectionRange(chip.end, chip.end);
  box.server.invokeMethodAsync('Chip', input.value, chip.end);
}
