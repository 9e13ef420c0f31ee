// Brings a part of the draft into view and the keyboard to it; a closed part around it is opened first.
export function show(id) {
  const target = document.getElementById(id);
  if (!target) {
    return;
  }
  for (let part = target.parentElement; part; part = part.parentElement) {
    if (part instanceof HTMLDetailsElement) {
      part.open = true;
    }
  }
  target.querySelector(':scope > details')?.setAttribute('open', '');
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  target.scrollIntoView({ block: target.matches('button') ? 'center' : 'start', behavior: calm ? 'auto' : 'smooth' });
  target.focus({ preventScroll: true });
}
