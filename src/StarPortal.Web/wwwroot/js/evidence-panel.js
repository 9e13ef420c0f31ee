// The panel beside a form: open on a wide screen, closed on a phone, and from then on as this browser's person left it.
const NAME = 'starportal.evidence-panel';

function remembered() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null; // storage is switched off
  }
}

export function attach(panel) {
  const wide = window.matchMedia('(min-width: 1100px)').matches;
  panel.open = wide && remembered() !== 'closed';
  panel.addEventListener('toggle', () => {
    if (!window.matchMedia('(min-width: 1100px)').matches) {
      return;
    }
    try {
      localStorage.setItem(NAME, panel.open ? 'open' : 'closed');
    } catch {
      // it opens again next time
    }
  });
}
