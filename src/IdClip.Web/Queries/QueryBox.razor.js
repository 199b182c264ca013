// What Blazor's events cannot say: where the caret stands, and which keys the open list takes from the box.

const listKeys = ['ArrowDown', 'ArrowUp', 'Escape'];
const choosingKeys = ['Enter', 'Tab'];

export function attach(input, box) {
  input.addEventListener('input', () => box.invokeMethodAsync('TypedAsync', input.value, input.selectionStart));
  input.addEventListener('keydown', event => {
    const open = input.getAttribute('aria-expanded') === 'true';
    const chosen = input.hasAttribute('aria-activedescendant');
    if (event.isComposing || !open || !(listKeys.includes(event.key) || (chosen && choosingKeys.includes(event.key) && !event.shiftKey)))
      return;
    event.preventDefault();
    box.invokeMethodAsync('KeyAsync', event.key);
  });
  input.form.dataset.ready = '';
  // Whatever was typed before the page came alive.
  if (input.value !== input.defaultValue)
    box.invokeMethodAsync('TypedAsync', input.value, input.selectionStart);
}

export function write(input, text, caret) {
  input.value = text;
  input.focus();
  input.setSelectionRange(caret, caret);
}
