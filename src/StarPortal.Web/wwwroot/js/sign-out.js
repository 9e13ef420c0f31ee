// Texts of reviews that have not reached the server are kept in this browser, under the account that typed them. Who
// signs out leaves none of them on a shared computer: what could not be saved is asked about, then removed.
const PREFIX = 'starportal.kept.';
const FORGOTTEN = 30 * 24 * 60 * 60 * 1000;

function names(test) {
  try {
    return Object.keys(localStorage).filter(n => n.startsWith(PREFIX) && test(n));
  } catch {
    return []; // no storage, nothing kept
  }
}

function isOld(name) {
  try {
    return Date.now() - JSON.parse(localStorage.getItem(name)).at > FORGOTTEN;
  } catch {
    return true;
  }
}

names(isOld).forEach(n => localStorage.removeItem(n));

document.addEventListener('submit', event => {
  const form = event.target;
  const account = document.querySelector('form[data-account]')?.dataset.account;
  if (!form.matches('form[action="/account/sign-out"]') || !account) {
    return;
  }
  const left = names(n => n.startsWith(`${PREFIX}${account}.`));
  const question = document.querySelector('form[data-unsaved]').dataset.unsaved;
  if (left.length > 0 && !window.confirm(question)) {
    event.preventDefault();
    return;
  }
  left.forEach(n => localStorage.removeItem(n));
});
