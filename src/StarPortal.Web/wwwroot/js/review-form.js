// Keeps what is typed into a review in this browser until the server has acknowledged it, hands it over after two
// seconds of silence, and lets the keyboard rate. The server's form works without it; texts then are saved on leaving a field.
const PREFIX = 'starportal.kept.';
const SILENCE = 2000;    // milliseconds after the last key
const ABANDONED = 10000; // where windows cannot ask one another: one that has not touched its entries for so long is gone
const ROLL_CALL = 200;   // how long other windows have to say that they are there
const FIRST_RETRY = 5000, LONGEST_RETRY = 60000;
const SIGN_OUT = 'form[action="/account/sign-out"]';
const SIGN_OUT_PATIENCE = 5000;
const REMEMBERED = 6;    // contents handed over and not acknowledged that an entry remembers

const EMPTY = { rating: null, notObserved: false, text: '' };
const unified = text => text.replace(/\r\n?/g, '\n');
const same = (a, b) => a.rating === b.rating && a.notObserved === b.notObserved && unified(a.text) === unified(b.text);
const content = ({ rating, notObserved, text }) => ({ rating, notObserved, text });
const kept = ({ key, rating, notObserved, text, base, handed }) => ({ key, rating, notObserved, text, base, handed: handed ?? [] });
const attached = new WeakMap();
const delay = milliseconds => new Promise(done => setTimeout(done, milliseconds));

/** The browser's storage, or nothing at all where it is switched off or full: the server still gets every text. */
const storage = {
  works: (() => {
    try {
      localStorage.setItem(PREFIX + 'test', '1');
      localStorage.removeItem(PREFIX + 'test');
      return true;
    } catch {
      return false;
    }
  })(),
  set(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
  remove(name) {
    try {
      localStorage.removeItem(name);
    } catch {
      // there is none
    }
  },
  /** [name, entry] of everything that begins with this. */
  all(prefix) {
    const found = [];
    try {
      for (const name of Object.keys(localStorage).filter(n => n.startsWith(prefix))) {
        try {
          found.push([name, JSON.parse(localStorage.getItem(name))]);
        } catch {
          localStorage.removeItem(name);
        }
      }
    } catch {
      // there is none
    }
    return found;
  },
};

function connected() {
  const box = document.getElementById('components-reconnect-modal');
  return !box || !/components-reconnect-(show|retrying|failed|rejected)/.test(box.className);
}

/** Windows tell one another that they are there: what belongs to none of them was left behind. */
class Windows {
  constructor(id) {
    this.id = id;
    this.present = new Set();
    this.channel = 'BroadcastChannel' in window ? new BroadcastChannel('starportal.review-windows') : null;
    this.channel?.addEventListener('message', ({ data }) => {
      if (data.ask) {
        this.channel.postMessage({ here: this.id });
      } else {
        this.present.add(data.here);
      }
    });
  }

  async isGone() {
    if (!this.channel) {
      return e => Date.now() - e.at > ABANDONED;
    }
    this.channel.postMessage({ ask: true });
    await delay(ROLL_CALL);
    return e => !this.present.has(e.window);
  }

  close() {
    this.channel?.close();
  }
}

class ReviewForm {
  constructor(root, account, reviewId, answers) {
    this.root = root;
    this.window = Math.random().toString(36).slice(2, 12);
    this.all = `${PREFIX}${account}.${reviewId}.`;
    this.own = `${this.all}${this.window}.`;
    this.windows = new Windows(this.window);
    this.saved = new Map(answers.map(a => [a.itemKey, a]));
    this.pending = new Map();
    this.older = new Map();
    this.timers = new Map();
    this.retry = FIRST_RETRY;
    this.next = Date.now() + FIRST_RETRY;
    this.wasConnected = true;
    this.listeners = new AbortController();
    const signal = this.listeners.signal;
    root.addEventListener('input', e => this.onInput(e), { signal });
    root.addEventListener('change', e => this.onChange(e), { signal });
    root.addEventListener('keydown', e => this.onKey(e), { signal });
    document.addEventListener('submit', e => this.onSignOut(e), { signal, capture: true });
    window.addEventListener('pagehide', () => this.mark(false), { signal });
    window.addEventListener('pageshow', () => this.mark(true), { signal });
    window.addEventListener('beforeunload', e => this.onUnload(e), { signal });
    this.clock = setInterval(() => this.again(), 1000);
  }

  /** Hands back what earlier windows could not save, newest first, and makes it this window's own. */
  async restored() {
    const isGone = storage.all(this.all).some(([, e]) => e.live) ? await this.windows.isGone() : () => true;
    const found = storage.all(this.all).filter(([, e]) => e.window !== this.window && (!e.live || isGone(e))).sort(([, a], [, b]) => b.at - a.at);
    const news = [];
    for (const [name, entry] of found) {
      if (!same(entry, this.saved.get(entry.key) ?? EMPTY) && !news.some(n => n.key === entry.key && same(n, entry))) {
        if (this.pending.has(entry.key)) {
          const beside = `${this.own}${entry.key}~${news.length}`;
          this.older.set(beside, entry.key);
          storage.set(beside, { ...entry, window: this.window, live: true });
        } else {
          this.keep(entry);
        }
        news.push(entry);
      }
      storage.remove(name);
    }
    return news.map(kept);
  }

  /** What has not been acknowledged, typed this very moment included. */
  unsaved() {
    this.root.querySelectorAll('[data-item]').forEach(item => this.pending.has(item.dataset.item) || this.remember(item));
    return [...this.pending.values()].map(kept);
  }

  /**
   * The server has these answers now; an entry that says the same need not be kept. An answer in conflict keeps what it
   * was based on until somebody has chosen. Hands back what the server's render has covered while it was being typed.
   */
  acknowledge(answers, conflicts) {
    const covered = [];
    for (const answer of answers.filter(a => !conflicts.includes(a.itemKey))) {
      const key = answer.itemKey, item = this.item(key), before = this.pending.get(key);
      this.saved.set(key, answer);
      if (!item) {
        continue;
      }
      if (before && !same(before, this.read(item)) && !same(before, answer)) {
        covered.push(kept(before));
      } else {
        this.remember(item, content(answer));
      }
      if (!this.pending.has(key)) {
        [...this.older].filter(([, k]) => k === key).forEach(([name]) => {
          this.older.delete(name);
          storage.remove(name);
        });
      }
    }
    if (this.pending.size === 0) {
      this.retry = FIRST_RETRY;
    }
    return covered;
  }

  /** The server has put a chosen answer in the place of a typed one. */
  settle(key) {
    const item = this.item(key);
    if (item) {
      this.remember(item);
    }
  }

  /** Goes to the question that the address names. */
  arrive() {
    if (location.hash.startsWith('#item-')) {
      this.focusItem(decodeURIComponent(location.hash.slice('#item-'.length)));
    }
  }

  focusItem(key) {
    const item = this.item(key);
    item?.scrollIntoView({ block: 'center' });
    (item?.querySelector('input:checked') ?? item?.querySelector('input, textarea'))?.focus({ preventScroll: true });
  }

  focusComment(key) {
    const area = this.item(key)?.querySelector('textarea[data-answer]');
    area?.scrollIntoView({ block: 'center' });
    area?.focus({ preventScroll: true });
  }

  keepsNothing() {
    return !storage.works;
  }

  detach() {
    this.listeners.abort();
    clearInterval(this.clock);
    this.timers.forEach(clearTimeout);
    this.mark(false);
    this.windows.close();
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
    if (!item) {
      return;
    }
    clearTimeout(this.timers.get(item.dataset.item));
    this.remember(item);
    const entry = this.pending.get(item.dataset.item);
    if (entry) {
      entry.handed = [...(entry.handed ?? []), content(entry)].slice(-REMEMBERED);
      this.write(entry);
    }
  }

  onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || /^(TEXTAREA|SELECT)$/.test(event.target.tagName) || !/^[0-9]$/.test(event.key)) {
      return;
    }
    const item = event.target.closest('[data-item]');
    const radio = item?.querySelector(`input[type=radio][value="${event.key}"]:not(:disabled)`)
      ?? (event.key === '0' ? item?.querySelector('input[type=radio][value=none]:not(:disabled)') : null);
    if (radio) {
      event.preventDefault();
      radio.focus();
      radio.click();
    }
  }

  /** Whoever signs out leaves nothing behind in this browser: what is not saved yet is saved first. */
  async onSignOut(event) {
    const form = event.target;
    if (!form.matches?.(SIGN_OUT) || this.pending.size === 0 || form.dataset.savedFirst) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    form.dataset.savedFirst = 'yes';
    const end = Date.now() + SIGN_OUT_PATIENCE;
    this.handOverAll();
    while (this.pending.size > 0 && Date.now() < end) {
      await delay(100);
    }
    form.requestSubmit();
    delete form.dataset.savedFirst;
  }

  /** Only where this browser keeps nothing: otherwise the text is there again, and a question would be in the way. */
  onUnload(event) {
    if (!storage.works && this.pending.size > 0) {
      event.preventDefault();
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

  /** @param base what the server has now, when it has just said so */
  remember(item, base) {
    const now = this.read(item);
    const saved = this.saved.get(now.key) ?? EMPTY;
    if (same(now, saved)) {
      this.pending.delete(now.key);
      storage.remove(this.own + now.key);
      this.show();
      return;
    }
    const before = this.pending.get(now.key);
    const at = before && same(before, now) ? before.at : Date.now();
    this.keep({ ...now, base: base ?? before?.base ?? content(saved), handed: before?.handed ?? [], at });
  }

  keep(entry) {
    const own = { ...entry, window: this.window, live: true };
    this.pending.set(entry.key, own);
    this.write(own);
    this.show();
  }

  /** The server says "saved" until it hears of what was typed since: the style sheet hides that meanwhile. */
  show() {
    this.root.toggleAttribute('data-pending', this.pending.size > 0);
  }

  write(entry) {
    storage.set(this.own + entry.key, entry);
  }

  mark(live) {
    for (const entry of this.pending.values()) {
      this.write({ ...entry, live });
    }
    for (const [name, entry] of live ? [] : storage.all(this.own).filter(([n]) => this.older.has(n))) {
      storage.set(name, { ...entry, live: false });
    }
  }

  handOverAll() {
    [...this.pending.keys()].map(k => this.item(k)).filter(i => i).forEach(i => this.handOver(i));
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

  /** An event that was lost with the connection is repeated until the answer is acknowledged; at once when it is back. */
  again() {
    const now = Date.now(), there = connected();
    if (there && !this.wasConnected) {
      this.retry = FIRST_RETRY;
      this.next = now;
    }
    this.wasConnected = there;
    if (!there || now < this.next) {
      return;
    }
    const late = [...this.pending.values()].filter(e => now - e.at > SILENCE * 2);
    if (late.length > 0) {
      late.map(e => this.item(e.key)).filter(i => i).forEach(i => this.handOver(i));
      this.retry = Math.min(this.retry * 2, LONGEST_RETRY);
    }
    this.next = now + this.retry;
  }
}

/** @param account whose texts these are: another account on the same computer is never shown them */
export function attach(root, account, reviewId, answers) {
  attached.get(root)?.detach(); // the server asks again when it did not hear the answer
  const form = new ReviewForm(root, account, reviewId, answers);
  attached.set(root, form);
  return form;
}

/** For a review that can no longer be written: what this browser still holds of it. */
export function left(account, reviewId, answers) {
  const saved = new Map(answers.map(a => [a.itemKey, a]));
  return storage.all(`${PREFIX}${account}.${reviewId}.`).map(([, e]) => e).filter(e => !same(e, saved.get(e.key) ?? EMPTY)).map(kept);
}

export function discard(account, reviewId) {
  storage.all(`${PREFIX}${account}.${reviewId}.`).forEach(([name]) => storage.remove(name));
}
