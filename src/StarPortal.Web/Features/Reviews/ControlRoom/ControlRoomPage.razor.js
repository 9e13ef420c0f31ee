// Asks for fresh figures while somebody looks at them, and leaves the page alone while it is hidden or being used.
const EVERY = 5000;
const QUIET = 4000;
const watched = new WeakMap();

export function watch(root, page) {
  let touched = 0;
  let busy = false;
  const touch = () => { touched = Date.now(); };
  const events = ['pointerdown', 'keydown', 'input', 'focusin', 'wheel'];
  events.forEach(name => root.addEventListener(name, touch, { passive: true }));
  const inUse = () => Date.now() - touched < QUIET
    || root.querySelector('input:not([type=checkbox]):focus, select:focus, textarea:focus, details[open]') !== null;
  const timer = setInterval(async () => {
    if (busy || document.hidden || inUse()) {
      return;
    }
    busy = true;
    try {
      await page.invokeMethodAsync('RefreshAsync');
    } catch {
      // the connection is being restored; the next round tries again
    } finally {
      busy = false;
    }
  }, EVERY);
  watched.set(root, () => {
    clearInterval(timer);
    events.forEach(name => root.removeEventListener(name, touch));
  });
}

export function stop(root) {
  watched.get(root)?.();
  watched.delete(root);
}
