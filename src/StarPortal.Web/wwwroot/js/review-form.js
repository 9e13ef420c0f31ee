// Keeps what is typed into a review in this browser until the server has acknowledged it, hands it over after two
// seconds of silence, and lets the keyboard rate. The server's form works without it; texts then are saved on leaving a field.
const PREFIX = 'starportal.review.';
const SILENCE = 2000;   // milliseconds after the last key
const ABANDONED = 10000; // a window that has not touched its entries for so long is gone
const FIRST_RETRY = 5000, LONGEST_RETRY = 60000;

const EMPTY = { rating: null, notObserved: false, text: '' };
const unified = text => text.replace(/\r\n?/g, '\n');
const same = (a, b) => a.rating === b.rating && a.notObserved === b.notObserved && unified(a.text) === unified(b.text);

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

/** Entries that windows no longer there have left behind for a review; this window's own (after a reload) among them. */
function leftBehind(prefix, own) {
  return stored(prefix).filter(([name, e]) => name.startsWith(own) || !e.live || Date.now() - e.at > ABANDONED);
}

class ReviewForm {
  constructor(root, reviewId, answers) {
    this.root = root;
    this.all = `${PREFIX}${reviewId}.`;
    this.own = `${this.all}${windowId()}.`;
    this.saved = new Map(answers.map(a => [a.itemKey, a]));
    this.pending = new Map();
    this.timers = new Map();
    this.retry = FIRST_RETRY;
    this.listeners = new AbortController();
    const signal = this.listeners.signal;
    root.addEventListener('input', e => this.onInput(e), { signal });
    root.addEventListener('change', e => this.onChange(e), { signal });
    root.addEventListener('keydown', e => this.onKey(e), { signal });
    window.addEventListener('pagehide', () => this.mark(false), { signal });
    window.addEventListener('pageshow', () => this.mark(true), { signal });
    this.again();
  }

  /** Hands back what earlier windows could not save and makes it this window's own. */
  restored() {
    const newest = new Map();
    for (const [name, entry] of leftBehind(this.all, this.own)) {
      localStorage.removeItem(name);
      if (!newest.has(entry.key) || newest.get(entry.key).at < entry.at) {
        newest.set(entry.key, entry);
      }
    }
    const news = [...newest.values()].filter(e => !same(e, this.saved.get(e.key) ?? EMPTY));
    news.forEach(e => this.keep(e));
    return news.map(({ key, rating, notObserved, text, base }) => ({ key, rating, notObserved, text, base }));
  }

  /** What has not been acknowledged, typed this very moment included. */
  unsaved() {
    this.root.querySelectorAll('[data-item]').forEach(item => this.remember(item));
    return [...this.pending.values()].map(({ key, rating, notObserved, text, base }) => ({ key, rating, notObserved, text, base }));
  }

  /** The server has these answers now; an entry that says the same need not be kept. */
  acknowledge(answers) {
    this.retry = FIRST_RETRY;
    for (const answer of answers) {
      this.saved.set(answer.itemKey, answer);
      const item = this.item(answer.itemKey);
      if (item) {
        this.remember(item);
      }
    }
  }

  focusItem(key) {
    const item = this.item(key);
    item?.scrollIntoView({ block: 'center' });
    item?.querySelector('input:checked, input, textarea')?.focus({ preventScroll: true });
  }

  detach() {
    this.listeners.abort();
    clearTimeout(this.again_);
    this.timers.forEach(clearTimeout);
    this.mark(false);
  }

  item(key) {
    return this.root.querySelector(`[data-item="${CSS.escape(key)}"]`);
  }

  onInput(event) {
    const item = event.target.closest('[data-item]');
    if (!item) {
      return;
    }
    this.remember(item);
    if (event.target.tagName === 'TEXTAREA') {
      const key = item.dataset.item;
      clearTimeout(this.timers.get(key));
      this.timers.set(key, setTimeout(() => this.handOver(item), SILENCE));
    }
  }

  onChange(event) {
    const item = event.target.closest('[data-item]');
    if (item) {
      clearTimeout(this.timers.get(item.dataset.item));
      this.remember(item);
    }
  }

  onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.tagName === 'TEXTAREA' || !/^[0-9]$/.test(event.key)) {
      return;
    }
    const radio = event.target.closest('[data-item]')?.querySelector(`input[type=radio][value="${event.key}"]:not(:disabled)`);
    if (radio) {
      event.preventDefault();
      radio.focus();
      radio.click();
    }
  }

  read(item) {
    const rating = item.querySelector('input[type=radio]:checked')?.value;
    return {
      key: item.dataset.item,
      rating: rating === undefined || rating === 'none' ? null : Number(rating),
      notObserved: rating === 'none',
      text: item.querySelector('textarea[data-answer]')?.value ?? '',
    };
  }

  remember(item) {
    const now = this.read(item);
    const base = this.saved.get(now.key) ?? EMPTY;
    if (same(now, base)) {
      this.pending.delete(now.key);
      localStorage.removeItem(this.own + now.key);
      this.show();
      return;
    }
    const before = this.pending.get(now.key);
    this.keep({ ...now, base: { rating: base.rating, notObserved: base.notObserved, text: base.text }, at: before && same(before, now) ? before.at : Date.now() });
  }

  keep(entry) {
    const kept = { ...entry, live: true };
    this.pending.set(entry.key, kept);
    this.write(kept);
    this.show();
  }

  /** The server says "saved" until it hears of what was typed since: the style sheet hides that meanwhile. */
  show() {
    this.root.toggleAttribute('data-pending', this.pending.size > 0);
  }

  write(entry) {
    try {
      localStorage.setItem(this.own + entry.key, JSON.stringify(entry));
    } catch {
      // the browser's storage is full or switched off: the server still gets the text
    }
  }

  mark(live) {
    for (const entry of this.pending.values()) {
      this.write({ ...entry, live, at: Date.now() });
    }
  }

  /** Tells the server by the events that it listens to. */
  handOver(item) {
    if (!connected()) {
      return;
    }
    const area = item.querySelector('textarea[data-answer]');
    const radio = item.querySelector('input[type=radio]:checked');
    for (const element of [radio, area]) {
      element?.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }

  /** An event that was lost with the connection is repeated until the answer is acknowledged. */
  again() {
    this.again_ = setTimeout(() => {
      const late = [...this.pending.values()].filter(e => Date.now() - e.at > SILENCE * 2);
      this.mark(true);
      if (connected() && late.length > 0) {
        late.map(e => this.item(e.key)).filter(i => i).forEach(i => this.handOver(i));
        this.retry = Math.min(this.retry * 2, LONGEST_RETRY);
      }
      this.again();
    }, connected() ? this.retry : FIRST_RETRY);
  }
}

export function attach(root, reviewId, answers) {
  return new ReviewForm(root, reviewId, answers);
}

/** For a review that can no longer be written: what this browser still holds of it. */
export function left(reviewId, answers) {
  const saved = new Map(answers.map(a => [a.itemKey, a]));
  return stored(`${PREFIX}${reviewId}.`).map(([, e]) => e).filter(e => !same(e, saved.get(e.key) ?? EMPTY))
    .map(({ key, rating, notObserved, text, base }) => ({ key, rating, notObserved, text, base }));
}

export function discard(reviewId) {
  stored(`${PREFIX}${reviewId}.`).forEach(([name]) => localStorage.removeItem(name));
}
