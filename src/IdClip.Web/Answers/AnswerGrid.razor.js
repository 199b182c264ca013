// What only the browser knows: the room for the rows, where the viewport is, and which photo the arrow keys lead to.

const grids = new WeakMap();

// Where the viewport was in the answers of each address, for the way back to them: their rows come too late for the browser to know.
const left = new Map();
let back = false;
addEventListener('popstate', () => { back = true; });

export function attach(grid, server) {
  const listening = new AbortController();
  const state = { server, listening, address: location.href, width: 0, asked: null, busy: false, wanted: -1, quiet: 0 };
  grids.set(grid, state);
  const on = (target, event, handler, options) => target.addEventListener(event, handler, { signal: listening.signal, ...options });

  on(window, 'scroll', () => scrolled(grid, state, true), { passive: true });
  // Before a link is followed, however soon after scrolling.
  on(document, 'click', () => remember(grid, state), { capture: true });
  on(grid, 'keydown', event => pressed(grid, state, event));
  on(grid, 'focusin', event => {
    const cell = event.target.closest('.answer');
    if (!cell)
      return;
    makeStop(grid, cell);
    server.invokeMethodAsync('Focused', placeOf(cell));
  });
  state.sizes = new ResizeObserver(() => measure(grid, state));
  state.sizes.observe(grid);
  // Answers come and go; one of them is always the tab stop, and a wanted one gets the keyboard as soon as it is there.
  state.changes = new MutationObserver(() => settle(grid, state));
  state.changes.observe(grid, { childList: true, subtree: true });
  measure(grid, state);
}

export function detach(grid) {
  const state = grids.get(grid);
  if (!state)
    return;
  state.listening.abort();
  clearTimeout(state.settled);
  state.sizes.disconnect();
  state.changes.disconnect();
}

export function focus(grid, place) { goTo(grid, grids.get(grid), place); }

function placeOf(cell) { return Number(cell.dataset.place); }

function cellAt(grid, place) { return grid.querySelector(`.answer[data-place="${place}"]`); }

function measure(grid, state) {
  const width = grid.clientWidth;
  if (width === state.width || width === 0)
    return;
  const moved = state.width > 0;
  const top = -grid.getBoundingClientRect().top;
  const first = moved && top > 0 ? firstVisible(grid) : -1;
  state.width = width;
  const style = getComputedStyle(grid);
  state.server.invokeMethodAsync('MeasuredAsync', width, parseFloat(style.getPropertyValue('--row')), parseFloat(style.getPropertyValue('--gap')), Math.max(0, top), innerHeight, first)
    .then(at => {
      if (first >= 0)
        window.scrollTo({ top: at + grid.getBoundingClientRect().top + scrollY, behavior: 'instant' });
      else if (!moved)
        comeBack(grid, state);
      scrolled(grid, state);
    });
}

function remember(grid, state) {
  // After a link was followed these answers are still here, under another address.
  if (state.width === 0 || location.href !== state.address)
    return;
  const place = firstVisible(grid);
  const cell = place < 0 ? null : cellAt(grid, place);
  if (cell)
    left.set(state.address, { place, offset: cell.getBoundingClientRect().top });
}

async function comeBack(grid, state) {
  const was = back ? left.get(state.address) : null;
  back = false;
  if (!was || was.place === 0)
    return;
  const [top] = await state.server.invokeMethodAsync('GoToAsync', was.place, innerHeight);
  window.scrollTo({ top: top + grid.getBoundingClientRect().top + scrollY - was.offset, behavior: 'instant' });
}

function firstVisible(grid) {
  let best = null;
  for (const cell of grid.children) {
    const box = cell.getBoundingClientRect();
    if (box.bottom > 0 && (!best || placeOf(cell) < placeOf(best)))
      best = cell;
  }
  return best ? placeOf(best) : -1;
}

function scrolled(grid, state, moving) {
  const top = -grid.getBoundingClientRect().top;
  if (moving) {
    tell(grid, state, top);
    clearTimeout(state.settled);
    state.settled = setTimeout(() => remember(grid, state), 100);
  }
  const height = innerHeight;
  const from = Number(grid.dataset.from ?? 0), until = Number(grid.dataset.until ?? 0), end = grid.clientHeight;
  // One viewport of what is in the page must be left before and behind.
  const near = (top - height < from && from > 0) || (top + 2 * height > until && until < end - 1);
  if (!near || !grid.classList.contains('placed'))
    return;
  if (state.busy) {
    state.again = true;
    return;
  }
  state.busy = true;
  state.server.invokeMethodAsync('ScrolledAsync', top, height).finally(() => {
    state.busy = false;
    if (state.again) {
      state.again = false;
      scrolled(grid, state);
    }
  });
}

// "37 to 52 of 10,000", while the page moves.
function tell(grid, state, top) {
  const position = grid.parentElement.querySelector('.position');
  if (!position || grid.clientHeight < 2 * innerHeight)
    return;
  cancelAnimationFrame(state.frame);
  state.frame = requestAnimationFrame(() => {
    let first = Infinity, last = -1, count = 0;
    for (const cell of grid.children) {
      const from = cell.offsetTop, until = from + cell.offsetHeight;
      count = Number(cell.getAttribute('aria-setsize'));
      if (until < top || from > top + innerHeight)
        continue;
      first = Math.min(first, placeOf(cell));
      last = Math.max(last, placeOf(cell));
    }
    if (last < 0)
      return;
    const text = `${(first + 1).toLocaleString('en')} \u2013 ${(last + 1).toLocaleString('en')} of ${count.toLocaleString('en')}`;
    if (position.textContent !== text)
      position.textContent = text;
    position.hidden = false;
    position.classList.add('moving');
    clearTimeout(state.quiet);
    state.quiet = setTimeout(() => position.classList.remove('moving'), 1500);
  });
}

function settle(grid, state) {
  if (state.wanted >= 0 && give(grid, state.wanted))
    state.wanted = -1;
  const stops = grid.querySelectorAll('.answer-picture[tabindex="0"]');
  if (stops.length === 0)
    grid.querySelector('.answer-picture')?.setAttribute('tabindex', '0');
  for (let i = 1; i < stops.length; i++)
    stops[i].setAttribute('tabindex', '-1');
}

function makeStop(grid, cell) {
  for (const stop of grid.querySelectorAll('.answer-picture[tabindex="0"]'))
    stop.setAttribute('tabindex', '-1');
  cell.querySelector('.answer-picture')?.setAttribute('tabindex', '0');
}

function give(grid, place) {
  const picture = cellAt(grid, place)?.querySelector('.answer-picture');
  if (!picture)
    return false;
  picture.focus({ preventScroll: true });
  reveal(picture);
  return true;
}

function reveal(element) {
  const box = element.getBoundingClientRect(), room = 16, below = 120;
  const delta = box.top < room ? box.top - room : box.bottom > innerHeight - below ? Math.min(box.top - room, box.bottom - innerHeight + below) : 0;
  if (delta !== 0)
    window.scrollBy({ top: delta, behavior: 'instant' });
}

async function goTo(grid, state, place) {
  if (give(grid, place))
    return;
  state.wanted = place;
  const [top] = await state.server.invokeMethodAsync('GoToAsync', place, innerHeight);
  window.scrollTo({ top: top + grid.getBoundingClientRect().top + scrollY - innerHeight / 3, behavior: 'instant' });
  settle(grid, state);
}

function pressed(grid, state, event) {
  const cell = event.target.closest('.answer');
  if (!cell || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
    return;
  const place = placeOf(cell), last = Number(cell.getAttribute('aria-setsize')) - 1;
  const target = {
    ArrowRight: () => place + 1,
    ArrowLeft: () => place - 1,
    ArrowDown: () => beside(grid, cell, 1),
    ArrowUp: () => beside(grid, cell, -1),
    PageDown: () => beside(grid, cell, 3),
    PageUp: () => beside(grid, cell, -3),
    Home: () => 0,
    End: () => last,
  }[event.key]?.();
  if (target === undefined)
    return;
  event.preventDefault();
  const to = Math.min(last, Math.max(0, target));
  if (to !== place)
    goTo(grid, state, to);
}

// The photo some rows away whose middle is nearest.
function beside(grid, cell, rows) {
  const tops = [...new Set([...grid.children].map(c => c.offsetTop))].sort((a, b) => a - b);
  const row = tops.indexOf(cell.offsetTop), wanted = tops[Math.min(tops.length - 1, Math.max(0, row + rows))];
  if (wanted === cell.offsetTop)
    return placeOf(cell);
  const middle = cell.offsetLeft + cell.offsetWidth / 2;
  let best = cell, distance = Infinity;
  for (const other of grid.children) {
    const away = Math.abs(other.offsetLeft + other.offsetWidth / 2 - middle);
    if (other.offsetTop === wanted && away < distance)
      [best, distance] = [other, away];
  }
  return placeOf(best);
}
