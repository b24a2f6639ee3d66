// The large view: one row at a time, the arrows go on to the next that the filter shows.
const large = (() => {
  const body = h('div', { class: 'large-body' });
  const dialog = h('dialog', { class: 'large', 'aria-label': 'Large view' }, body);
  let current = null;

  function open(row, index = 0) {
    current = row;
    draw(index);
    if (!dialog.open) {
      dialog.showModal();
    }
    dialog.querySelector('.large-close').focus();
  }

  const handle = (element) => element.dataset.decision ?? element.getAttribute('aria-label');

  // What is drawn anew has the focus where it was, so that Enter does the same again.
  function redraw(index) {
    const before = handle(document.activeElement);
    draw(index);
    const same = [...body.querySelectorAll('button:enabled')].find((button) => before !== null && handle(button) === before);
    (same ?? dialog.querySelector('.large-close')).focus();
  }

  function draw(index) {
    const row = current;
    const rows = sheet.rows();
    const place = rows.indexOf(row) + 1;
    const notice = h('p', { class: 'fine', hidden: true }, 'The file itself is not beside this page: this is its thumbnail.');
    const after = fullPicture(row, index, () => { notice.hidden = false; });
    const tools = h('div', { class: 'large-tools' },
      h('button', { type: 'button', onclick: () => step(-1), 'aria-label': 'Previous row', title: 'Previous (←)', disabled: place <= 1 }, '←'),
      h('span', { class: 'number' }, `${place} / ${rows.length}`),
      h('button', { type: 'button', onclick: () => step(1), 'aria-label': 'Next row', title: 'Next (→)', disabled: place >= rows.length }, '→'),
      loupe.tools(),
      row.outputs.length < 2 ? null : h('span', { class: 'outputs', role: 'group', 'aria-label': 'Outputs' }, row.outputs.map((output, other) => h('button', {
        type: 'button', 'aria-pressed': String(other === index), 'aria-label': `Output ${other + 1} of ${row.outputs.length}`, onclick: () => redraw(other),
      }, String(other + 1)))),
      h('button', { type: 'button', class: 'large-close', onclick: () => dialog.close(), 'aria-label': 'Close', title: 'Close (Esc)' }, '✕'));
    const before = sourcePicture(row);
    const wipe = comparison(row, before, after, row.id);
    body.replaceChildren(
      h('header', { class: 'large-head' }, h('h2', {}, foreign(row.id)), statusPill(row.status), tools),
      wipe, loupe.attach(wipe, before, after),
      h('div', { class: 'large-foot' }, notice,
        row.reason === null ? null : reasonOf(row, true),
        row.flags.length === 0 ? null : h('ul', { class: 'flags', 'aria-label': 'Flags' }, row.flags.map((flag) => h('li', { class: 'flag' }, foreign(flag.replace('=', ' '))))),
        row.prompt === null ? null : h('p', { class: 'prompt' }, foreign(row.prompt)),
        h('p', { class: 'meta' }, shortFacts(row)),
        folded('Details', { class: 'more' }, () => longFacts(row)),
        judgement(row)));
    showVerdict(row, body);
  }

  function step(by) {
    const rows = sheet.rows();
    const next = rows[rows.indexOf(current) + by];
    if (next) {
      current = next;
      redraw(0);
    }
  }

  dialog.addEventListener('close', () => {
    loupe.stop();
    if (current !== null) {
      sheet.focus(current);
    }
  });
  verdicts.listen((number) => {
    if (dialog.open && (number === null || number === current.number)) {
      showVerdict(current, body);
    }
  });

  return { dialog, open, step, current: () => (dialog.open ? current : null) };
})();
