// Single keys, unless somebody writes; they can be turned off for those whose devices send keys by themselves.
const keys = (() => {
  const setting = 'darkroom/keys';
  let on = stored() !== 'off';

  function stored() {
    try {
      return window.localStorage.getItem(setting);
    } catch {
      return null;
    }
  }

  const LIST = [
    ['j k', 'next and previous row; on a card the arrows do the same'],
    ['a', 'approve; again takes it back'],
    ['r', 'reject; again takes it back'],
    ['A R', 'the same, and on to the next row'],
    ['n', 'write a note; Esc or Enter leaves it'],
    ['o', 'large view; ← and → go on, Esc closes'],
    ['+ - 1 0', 'in the large view: larger, smaller, pixel for pixel, the whole; enlarged, the arrows move both pictures'],
    ['b', 'in the large view: before and after by turns, again ends it'],
    ['u', 'undo'],
    ['/', 'search; Enter goes to the first row found'],
    ['e', 'save decisions.csv'],
    ['?', 'this help'],
  ];

  const box = h('input', { type: 'checkbox', checked: on });
  box.addEventListener('change', () => {
    on = box.checked;
    try {
      window.localStorage.setItem(setting, on ? 'on' : 'off');
    } catch {
      // It then holds until the page is closed.
    }
  });
  const help = h('dialog', { class: 'help', 'aria-labelledby': 'help-title' },
    h('h2', { id: 'help-title' }, 'Keys'),
    h('dl', { class: 'key-list' }, LIST.map(([key, what]) => h('div', {}, h('dt', {}, key.split(' ').flatMap((one, index) => [index === 0 ? '' : ' ', h('kbd', {}, one)])), h('dd', {}, what)))),
    h('p', {}, 'On a picture, the arrow keys move the border between before and after.'),
    h('label', { class: 'check' }, box, ' Single keys are on'),
    h('form', { method: 'dialog' }, h('button', { autofocus: true }, 'Close')));

  const writes = (element) => element.matches('input:not([type=range]):not([type=checkbox]), textarea, select');

  function onKey(event) {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || imports.dialog.open) {
      return;
    }
    if (writes(target)) {
      if (target.classList.contains('note') && (event.key === 'Escape' || event.key === 'Enter')) {
        event.preventDefault();
        leaveNote(target);
      } else if (target.id === 'filter-text' && event.key === 'Enter') {
        event.preventDefault();
        sheet.step(1);
      }
      return;
    }
    const isOwn = target.matches('.loupe') && event.key.startsWith('Arrow');
    if ((!on && !isOwn) || !act(event, target)) {
      return;
    }
    event.preventDefault();
  }

  function leaveNote(note) {
    if (large.current() !== null) {
      large.dialog.querySelector('.large-close').focus();
    } else if (sheet.current() !== null) {
      sheet.focus(sheet.current());
    } else {
      note.blur();
    }
  }

  function act(event, target) {
    const row = large.current() ?? sheet.current();
    const onRange = target.matches('input[type=range]');
    switch (event.key) {
      case '?': help.showModal(); return true;
      case 'e': exportDecisions(); return true;
      case 'u': bulk.undo(); return true;
      case '+': case '=': return enlarged(loupe.larger);
      case '-': return enlarged(loupe.smaller);
      case '1': return enlarged(loupe.full);
      case '0': return enlarged(loupe.fit);
      case 'b': return enlarged(loupe.blink);
      case 'a': case 'A': return decide(row, 'approved', event.key === 'A');
      case 'r': case 'R': return decide(row, 'rejected', event.key === 'R');
      case 'n': return writeNote(row);
      case 'j': move(1); return true;
      case 'k': move(-1); return true;
      case 'ArrowRight': case 'ArrowDown': case 'ArrowLeft': case 'ArrowUp':
        if (large.current() !== null && loupe.zoomed()) {
          return panned(event.key);
        }
        break;
      default: break;
    }
    switch (event.key) {
      case 'ArrowRight': case 'ArrowDown': return arrow(target, onRange, 1);
      case 'ArrowLeft': case 'ArrowUp': return arrow(target, onRange, -1);
      case '/': return large.current() === null && search();
      case 'o': return openLarge(row);
      case 'Enter': return target.matches('.card') && openLarge(row);
      default: return false;
    }
  }

  function enlarged(change) {
    if (large.current() === null) {
      return false;
    }
    change();
    return true;
  }

  function panned(key) {
    const step = 80;
    loupe.pan(key === 'ArrowRight' ? step : key === 'ArrowLeft' ? -step : 0, key === 'ArrowDown' ? step : key === 'ArrowUp' ? -step : 0);
    return true;
  }

  function move(by) {
    if (large.current() === null) {
      sheet.step(by);
    } else {
      large.step(by);
    }
  }

  function arrow(target, onRange, by) {
    if (onRange || (large.current() === null && !target.matches('.card'))) {
      return false;
    }
    move(by);
    return true;
  }

  function decide(row, decision, goOn) {
    if (row === null) {
      return false;
    }
    judge(row, decision);
    if (goOn) {
      move(1);
    }
    return true;
  }

  function writeNote(row) {
    const holder = large.current() === null ? row && cardOf(row) : large.dialog;
    const note = holder && holder.querySelector('.note');
    if (!note) {
      return false;
    }
    note.focus();
    return true;
  }

  function search() {
    document.getElementById('filter-text').focus();
    return true;
  }

  function openLarge(row) {
    if (row === null || large.current() !== null) {
      return false;
    }
    large.open(row);
    return true;
  }

  document.addEventListener('keydown', onKey);
  return { help };
})();
