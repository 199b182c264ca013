// Arrow keys turn the pages of the open viewer, wherever in it the focus is: the dialog first gives it to an element of its own.

function turn(event) {
  const button = document.querySelector(`.viewer [data-turn="${event.key}"]`);
  if (!button || event.altKey || event.ctrlKey || event.metaKey)
    return;
  event.preventDefault();
  button.click();
}

export function listen() { document.addEventListener('keydown', turn); }

export function stop() { document.removeEventListener('keydown', turn); }
