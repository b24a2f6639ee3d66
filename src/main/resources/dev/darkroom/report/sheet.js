// The contact sheet: the cards of the rows that the filter shows, made as they come into view.
const sheet = (() => {
  const BATCH = 48;
  const main = { list: h('ol', { class: 'cards', 'aria-label': 'Rows' }), rows: [], made: 0 };
  const seen = { list: h('ol', { class: 'cards', 'aria-label': 'Reused rows' }), rows: [], made: 0 };
  const result = h('p', { class: 'result', role: 'status', tabindex: '-1' });
  const empty = h('p', { class: 'empty', hidden: true }, 'No row of this page is like that.');
  const sentinel = h('div', { class: 'sentinel', 'aria-hidden': 'true' });
  const seenSentinel = h('div', { class: 'sentinel', 'aria-hidden': 'true' });
  const seenSummary = h('summary', {});
  const reused = h('details', { class: 'reused' }, seenSummary, seen.list, seenSentinel);

  const isSeen = (row) => row.status === 'reused' && row.flags.length === 0;

  function update() {
    const matching = data.rows.filter(filter.matches);
    main.rows = matching.filter((row) => !isSeen(row));
    seen.rows = matching.filter(isSeen);
    for (const part of [main, seen]) {
      part.list.replaceChildren();
      part.made = 0;
    }
    more(main);
    if (filter.active() && main.rows.length === 0 && seen.rows.length > 0) {
      reused.open = true;
    }
    if (reused.open) {
      more(seen);
    }
    reused.hidden = seen.rows.length === 0;
    seenSummary.textContent = `${count(seen.rows.length, 'reused row')}, at no cost and seen before`;
    empty.hidden = matching.length > 0;
    result.textContent = matching.length === data.rows.length
      ? `${count(data.rows.length, 'row')} on this page${data.run.rows > data.rows.length ? ` of ${wholeNumbers.format(data.run.rows)}` : ''}`
      : `${wholeNumbers.format(matching.length)} of ${count(data.rows.length, 'row')} on this page`;
  }

  function more(part, least = 0) {
    const until = Math.min(part.rows.length, Math.max(part.made + BATCH, least));
    part.list.append(...part.rows.slice(part.made, until).map(cardOf));
    part.made = until;
  }

  function all() {
    more(main, main.rows.length);
    if (reused.open) {
      more(seen, seen.rows.length);
    }
  }

  function rows() {
    return reused.open ? [...main.rows, ...seen.rows] : main.rows;
  }

  function focus(row) {
    for (const part of [main, seen]) {
      const index = part.rows.indexOf(row);
      if (index >= 0) {
        more(part, index + 1);
        const card = cardOf(row);
        card.focus({ preventScroll: true });
        card.scrollIntoView({ block: 'nearest' });
      }
    }
  }

  // Puts the focus before the first row; in a field it would call up a phone's keyboard.
  function enter() {
    result.focus({ preventScroll: true });
    result.scrollIntoView();
  }

  function current() {
    const card = document.activeElement && document.activeElement.closest('.card');
    return card ? rowsByNumber.get(Number(card.dataset.row)) : null;
  }

  function step(by) {
    const list = rows();
    const row = current();
    const next = row === null ? list[0] : list[list.indexOf(row) + by];
    if (next) {
      focus(next);
    }
  }

  function make() {
    const watch = (part) => new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting) && part.made < part.rows.length) {
        more(part);
      }
    }, { rootMargin: '1500px' });
    watch(main).observe(sentinel);
    watch(seen).observe(seenSentinel);
    reused.addEventListener('toggle', () => {
      if (reused.open && seen.made === 0) {
        more(seen);
      }
    });
    window.addEventListener('beforeprint', all);
    return [result, main.list, sentinel, empty, reused];
  }

  return { make, update, rows, enter, focus, current, step };
})();
