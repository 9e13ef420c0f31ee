// What a page on the server cannot do in time: keep Tab and Enter inside the table, walk it with the arrows, and take a
// block from the clipboard.
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function cellAt(root, row, column) {
  return root.querySelector(`[data-row="${row}"][data-column="${column}"]`);
}

export function focusCell(root, row, column) {
  cellAt(root, row, column)?.focus();
}

export function attach(root, page) {
  root.addEventListener('keydown', e => {
    const { row, column } = e.target.dataset ?? {};
    if (row === undefined) {
      return;
    }
    if (e.target.matches('input')) {
      if (e.key === 'Tab' || e.key === 'Enter') {
        e.preventDefault();
      }
      return;
    }
    const step = STEPS[e.key];
    if (step && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      cellAt(root, Number(row) + step[0], Number(column) + step[1])?.focus();
    } else if (e.key === 'F2') {
      e.preventDefault();
      e.target.parentElement.querySelector('.cell-details')?.click();
    }
  });
  root.addEventListener('focusout', e => {
    // a click into another cell keeps the value by itself, anywhere else it would be lost; when the whole window loses the
    // focus the cell stays open
    const { row, column } = e.target.dataset ?? {};
    if (e.target.matches('input') && row !== undefined && document.activeElement !== e.target && !e.relatedTarget?.matches?.('button.cell')) {
      page.invokeMethodAsync('LeaveAsync', Number(row), Number(column));
    }
  });
  root.addEventListener('paste', e => {
    const { row, column } = e.target.dataset ?? {};
    const text = e.clipboardData?.getData('text/plain') ?? '';
    if (row === undefined || !text.trim()) {
      return;
    }
    // one value into an open cell is ordinary typing
    if (e.target.matches('input') && !/[\t\n]./.test(text)) {
      return;
    }
    e.preventDefault();
    page.invokeMethodAsync('PasteAsync', text, Number(row), Number(column));
  });
}
