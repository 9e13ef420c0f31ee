// The designer in the browser: tells the server what is typed before a field is left, moves parts by Alt+arrow keys and
// by dragging, and brings a part into view. The designer works without it; texts then are told on leaving a field.
const SILENCE = 600; // milliseconds after the last key
const EDGE = 80;     // closer to the window's edge than this, dragging scrolls

let moved = null; // the field that the keyboard was on when Alt+arrow moved its part

export function show(id) {
  const target = document.getElementById(id);
  if (!target) {
    return;
  }
  const field = moved && document.getElementById(id.replace(/-(up|down)$/, '') + moved);
  moved = null;
  for (let part = target.parentElement; part; part = part.parentElement) {
    if (part instanceof HTMLDetailsElement) {
      part.open = true;
    }
  }
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const focus = field ?? target;
  // the bar with the undo button sticks to the window: the place where something was removed stays in view
  const inBar = focus.closest('.undo-bar');
  if (!inBar) {
    focus.scrollIntoView({ block: focus.matches('button, input, textarea, select') ? 'center' : 'start', behavior: calm || field ? 'auto' : 'smooth' });
  }
  focus.focus({ preventScroll: true });
}

export function attach(root, server) {
  return new Designer(root, server);
}

function connected() {
  const box = document.getElementById('components-reconnect-modal');
  return !box || !/components-reconnect-(show|failed|rejected)/.test(box.className);
}

const itemsOf = list => [...list.children].filter(c => c.matches('[data-item]'));
const positionOf = item => itemsOf(item.parentElement).indexOf(item);
const sectionOf = item => {
  const section = item.closest('[data-item="section"]');
  return section ? positionOf(section) : 0;
};

class Designer {
  constructor(root, server) {
    this.root = root;
    this.server = server;
    this.typed = new Map();
    this.listeners = new AbortController();
    const signal = this.listeners.signal;
    root.addEventListener('input', e => this.onInput(e), { signal });
    root.addEventListener('change', e => connected() && this.forget(e.target), { signal });
    root.addEventListener('keydown', e => this.onKey(e), { signal });
    root.addEventListener('pointerdown', e => this.onDown(e), { signal });
    window.addEventListener('beforeunload', e => this.onLeave(e), { signal });
  }

  detach() {
    this.end();
    this.flush();
    this.listeners.abort();
  }

  onInput(event) {
    const field = event.target;
    if (field.matches('[data-live]')) {
      this.tellSoon(field);
    }
  }

  /** A lost connection would swallow the event: then it waits until the connection is back. */
  tellSoon(field) {
    clearTimeout(this.typed.get(field));
    this.typed.set(field, setTimeout(() => (connected() ? this.tell(field) : this.tellSoon(field)), SILENCE));
  }

  forget(field) {
    clearTimeout(this.typed.get(field));
    this.typed.delete(field);
  }

  tell(field) {
    if (!connected()) {
      return;
    }
    this.forget(field);
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** Tells everything that was typed and not told yet. */
  flush() {
    [...this.typed.keys()].forEach(field => this.tell(field));
  }

  onLeave(event) {
    if (this.typed.size > 0) {
      this.flush();
      event.preventDefault();
    }
  }

  onKey(event) {
    if (event.key === 'Escape' && this.drag) {
      this.end();
      return;
    }
    const way = { ArrowUp: 'up', ArrowDown: 'down' }[event.key];
    const item = event.target.closest('[data-item]');
    if (!way || !item || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.target.matches('select')) {
      return;
    }
    event.preventDefault();
    const button = [...item.querySelectorAll(`[data-move="${way}"]`)].find(b => b.closest('[data-item]') === item);
    if (!button || button.getAttribute('aria-disabled') === 'true') {
      return;
    }
    this.flush();
    moved = event.target.id.startsWith(item.id) ? event.target.id.slice(item.id.length) : null;
    button.click();
  }

  onDown(event) {
    const handle = event.target.closest('[data-drag]');
    if (!handle || event.button !== 0) {
      return;
    }
    event.preventDefault();
    this.flush();
    const item = handle.closest('[data-item]');
    this.drag = { item, kind: item.dataset.item, stop: new AbortController() };
    const signal = this.drag.stop.signal;
    item.classList.add('dragged');
    document.addEventListener('pointermove', e => this.onMove(e), { signal });
    document.addEventListener('pointerup', () => this.onUp(), { signal });
    document.addEventListener('pointercancel', () => this.end(), { signal });
    document.addEventListener('keydown', e => e.key === 'Escape' && this.end(), { signal });
  }

  onMove(event) {
    const y = event.clientY;
    if (y < EDGE + 56) {
      window.scrollBy(0, -16);
    } else if (y > window.innerHeight - EDGE) {
      window.scrollBy(0, 16);
    }
    this.clear();
    const under = document.elementFromPoint(Math.min(Math.max(event.clientX, 1), window.innerWidth - 2), y);
    const { kind } = this.drag;
    const over = under?.closest(`[data-item="${kind}"]`);
    if (over) {
      const box = over.getBoundingClientRect();
      const after = y > box.top + Math.min(box.height, 400) / 2;
      over.classList.add(after ? 'drop-after' : 'drop-before');
      this.drag.to = { list: over.parentElement, index: positionOf(over) + (after ? 1 : 0), mark: over };
      return;
    }
    // over a section but none of its indicators: to its end
    const section = kind === 'indicator' && under?.closest('[data-item="section"]');
    if (section) {
      const list = section.querySelector('[data-list="indicator"]');
      section.classList.add('drop-into');
      this.drag.to = { list, index: itemsOf(list).length, mark: section };
    }
  }

  onUp() {
    const { item, kind, to } = this.drag;
    this.end();
    if (!to) {
      return;
    }
    const from = positionOf(item);
    // taken out first, so what is behind it moves up by one
    const index = to.list === item.parentElement && to.index > from ? to.index - 1 : to.index;
    const section = kind === 'indicator' ? positionOf(to.list.closest('[data-item="section"]')) : 0;
    this.server.invokeMethodAsync('DropAsync', kind, kind === 'indicator' ? sectionOf(item) : 0, from, section, index);
  }

  clear() {
    this.drag.to?.mark.classList.remove('drop-before', 'drop-after', 'drop-into');
    this.drag.to = undefined;
  }

  end() {
    if (this.drag) {
      this.clear();
      this.drag.item.classList.remove('dragged');
      this.drag.stop.abort();
      this.drag = undefined;
    }
  }
}
