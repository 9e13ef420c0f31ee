// Blazor's script marks the box with components-reconnect-(show|hide|failed|rejected) and knows nothing else of it.
const box = document.getElementById('components-reconnect-modal');
const is = state => box.classList.contains(`components-reconnect-${state}`);

new MutationObserver(() => {
  if (is('rejected')) {
    location.reload(); // the server no longer knows this circuit
  }
}).observe(box, { attributes: true, attributeFilter: ['class'] });

async function retry() {
  try {
    if (!await Blazor.reconnect()) {
      location.reload();
    }
  } catch {
    // still unreachable: the message stays
  }
}

document.getElementById('reconnect-retry').addEventListener('click', retry);
document.getElementById('reconnect-reload').addEventListener('click', () => location.reload());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && is('failed')) {
    retry();
  }
});
