// Keeps what is typed into a form in this browser until the server has acknowledged it, and hands it over after two seconds
// of silence. The server's form works without it; texts then are kept on leaving a field.
const PREFIX = 'starportal.kept.';
const SILENCE = 2000;    // milliseconds after the last key
const ABANDONED = 10000; // a window that has not touched its entries for so long is gone
const RETRY = 5000;

const attached = new WeakMap();
const unified = text => (text ?? '').replace(/\r\n?/g, '\n');
const same = (a, b) => unified(a) === unified(b);

function windowId() {
  let id = sessionStorage.getItem(PREFIX + 'window');
  if (!id) {
    id = Math.random().toString(36).slice(2, 10);
    sessionStorage.setItem(PREFIX + 'window', id);
  }
  return id;
}

function connected() {
  const box = document.getElementById('components-reconnect-modal');
  return !box || !/components-reconnect-(show|failed|rejected)/.test(box.className);
}

function stored(prefix) {
  const found = [];
  for (let i = 0; i < localStorage.length; i++) {
    const name = localStorage.key(i);
    if (name.startsWith(prefix)) {
      try {
        found.push([name, JSON.parse(localStorage.getItem(name))]);
      } catch {
        localStorage.removeItem(name);
      }
    }
  }
  return found;
}

class KeptForm {
  constructor(root, key, fields) {
    this.root = root;
    this.all = `${PREFIX}${key}.`;
    this.own = `${this.all}${windowId()}.`;
    this.pending = new Map();
    this.timers = new Map();
    this.know(fields);
    this.listeners = new AbortController();
    const signal = this.listeners.signal;
    root.addEventListener('input', e => this.onInput(e.target), { signal });
    root.addEventListener('change', e => this.onChange(e.target), { signal });
    window.addEventListener('pagehide', () => this.mark(false), { signal });
    window.addEventListener('pageshow', () => this.mark(true), { signal });
    this.beat = setInterval(() => this.again(), RETRY);
  }

  know(fields) {
    this.saved = new Map(fields.map(f => [f.name, f]));
  }

  /** Hands back what earlier windows could not save and makes it this window's own. */
  restored() {
    const newest = new Map();
    for (const [name, entry] of stored(this.all)) {
      if (name.startsWith(this.own) || !entry.live || Date.now() - entry.at > ABANDONED) {
        localStorage.removeItem(name);
        if (!newest.has(entry.name) || newest.get(entry.name).at < entry.at) {
          newest.set(entry.name, entry);
        }
      }
    }
    const news = [...newest.values()].filter(e => !same(e.text, this.saved.get(e.name)?.text));
    news.forEach(e => this.keep(e));
    return news.map(({ name, text, base }) => ({ name, text, base }));
  }

  /** What has not been acknowledged, typed this very moment included. */
  unsaved() {
    this.root.querySelectorAll('[data-kept]').forEach(f => this.remember(f));
    return [...this.pending.values()].map(({ name, text, base }) => ({ name, text, base }));
  }

  /** The server has these texts now; an entry that says the same need not be kept. */
  acknowledge(fields) {
    this.know(fields);
    this.root.querySelectorAll('[data-kept]').forEach(f => this.remember(f));
  }

  /** It was sent. */
  forget() {
    this.pending.clear();
    stored(this.own).forEach(([name]) => localStorage.removeItem(name));
  }

  detach() {
    this.listeners.abort();
    clearInterval(this.beat);
    this.timers.forEach(clearTimeout);
    this.mark(false);
  }

  onInput(target) {
    const field = target.closest('[data-kept]');
    if (field) {
      const name = field.dataset.kept;
      this.remember(field);
      clearTimeout(this.timers.get(name));
      this.timers.set(name, setTimeout(() => this.handOver(field), SILENCE));
    }
  }

  onChange(target) {
    const field = target.closest('[data-kept]');
    if (field) {
      clearTimeout(this.timers.get(field.dataset.kept));
      this.remember(field);
    }
  }

  remember(field) {
    const name = field.dataset.kept;
    const saved = this.saved.get(name) ?? { text: '', base: null };
    if (same(field.value, saved.text)) {
      this.pending.delete(name);
      localStorage.removeItem(this.own + name);
      this.show();
      return;
    }
    const before = this.pending.get(name);
    this.keep({ name, text: field.value, base: saved.base, at: before && same(before.text, field.value) ? before.at : Date.now() });
  }

  keep(entry) {
    const kept = { ...entry, live: true };
    this.pending.set(entry.name, kept);
    this.write(kept);
    this.show();
  }

  /** The server says "saved" until it hears of what was typed since: the style sheet hides that meanwhile. */
  show() {
    this.root.toggleAttribute('data-pending', this.pending.size > 0);
  }

  write(entry) {
    try {
      localStorage.setItem(this.own + entry.name, JSON.stringify(entry));
    } catch {
      // the browser's storage is full or switched off: the server still gets the text
    }
  }

  mark(live) {
    for (const entry of this.pending.values()) {
      this.write({ ...entry, live, at: Date.now() });
    }
  }

  /** Tells the server by the event that it listens to. */
  handOver(field) {
    if (connected() && field.isConnected) {
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }

  /** An event that was lost with the connection is repeated until the text is acknowledged. */
  again() {
    const late = [...this.pending.values()].filter(e => Date.now() - e.at > SILENCE * 2);
    late.map(e => this.root.querySelector(`[data-kept="${CSS.escape(e.name)}"]`)).filter(f => f).forEach(f => this.handOver(f));
    for (const entry of this.pending.values()) {
      this.write({ ...entry, at: Date.now() });
    }
  }
}

export function attach(root, key, fields) {
  attached.get(root)?.detach(); // the server asks again when it did not hear the answer
  const form = new KeptForm(root, key, fields);
  attached.set(root, form);
  return form;
}

/** Puts a phrase into a text at the cursor, as if it had been typed. */
export function insert(id, phrase) {
  const area = document.getElementById(id);
  if (!area || area.disabled) {
    return;
  }
  const at = area.selectionStart ?? area.value.length;
  const before = area.value.slice(0, at), after = area.value.slice(area.selectionEnd ?? at);
  const gap = before.length > 0 && !/\s$/.test(before) ? '\n' : '';
  area.value = before + gap + phrase + after;
  const gapAt = phrase.indexOf('[');
  const start = before.length + gap.length + (gapAt < 0 ? phrase.length : gapAt);
  const end = gapAt < 0 ? start : before.length + gap.length + phrase.indexOf(']', gapAt) + 1;
  area.focus();
  area.setSelectionRange(start, end);
  area.dispatchEvent(new Event('input', { bubbles: true }));
  area.dispatchEvent(new Event('change', { bubbles: true }));
}
