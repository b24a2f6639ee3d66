// On a page that "review --serve" serves, each decision goes to the ledger as it is made. What is not there yet stays in the
// browser, and is sent again until it is.
const served = (() => {
  const BATCH = 50;
  const AFTER_CLICK = 50;
  const AFTER_KEY = 1000;
  const FIRST_WAIT = 1000;
  const LONGEST_WAIT = 15000;
  const isServed = document.querySelector('meta[name="darkroom-served"]') !== null;
  const status = isServed ? h('p', { class: 'served', role: 'status' }) : null;
  const refused = new Map();
  let flying = new Map();
  let trouble = '';
  let wait = FIRST_WAIT;
  let timer = null;

  const stamp = (entry) => JSON.stringify([entry.decision, entry.note, entry.reviewer, entry.reviewed_at]);

  // Why a decision of this browser is not in the ledger; empty while it is on its way.
  function why(number, entry) {
    const known = refused.get(number);
    return known !== undefined && known.stamp === stamp(entry) ? known.message : '';
  }

  function unsaved() {
    return verdicts.all().filter((entry) => why(entry.number, entry) === '');
  }

  function show() {
    const all = verdicts.all();
    const lost = all.filter((entry) => why(entry.number, entry) !== '').length;
    const open = all.length - lost;
    const words = [
      open === 0 ? '' : trouble === '' ? `saving ${wholeNumbers.format(open)} …` : `${wholeNumbers.format(open)} not saved: ${trouble}; trying again`,
      lost === 0 ? '' : `${wholeNumbers.format(lost)} not saved: see their rows`,
    ].filter((part) => part !== '').join('; ') || 'saved';
    if (status.textContent !== words) {
      status.textContent = words;
    }
    status.classList.toggle('trouble', trouble !== '' || lost > 0);
  }

  function schedule(after) {
    clearTimeout(timer);
    timer = setTimeout(send, after);
  }

  async function call(options) {
    const response = await fetch(`${data.files}decisions`, { cache: 'no-store', redirect: 'error', ...options });
    if ([200, 409, 422].includes(response.status)) {
      return response.json();
    }
    throw new Error(response.status === 503 ? 'a run holds the workspace' : `the server answers ${response.status}`);
  }

  async function send() {
    const batch = flying.size > 0 ? [] : unsaved().slice(0, BATCH);
    if (batch.length === 0) {
      show();
      return;
    }
    flying = new Map(batch.map((entry) => [entry.number, stamp(entry)]));
    show();
    try {
      const sent = batch.map(({ number, id, line, decision, note, request_id, input_key, reviewer, reviewed_at }) => ({ number, id, line, decision, note, request_id, input_key, reviewer, reviewed_at }));
      const { results } = await call({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ decisions: sent }) });
      trouble = '';
      wait = FIRST_WAIT;
      flying = new Map();
      batch.forEach((entry, index) => take(entry, results[index]));
      schedule(0);
    } catch (failure) {
      flying = new Map();
      trouble = failure instanceof TypeError ? 'the connection is lost' : failure.message;
      schedule(wait);
      wait = Math.min(LONGEST_WAIT, wait * 2);
    }
    show();
  }

  function take(entry, result) {
    if (result.result === 'recorded') {
      refused.delete(entry.number);
      verdicts.settle(entry.number, (kept) => stamp(kept) === stamp(entry), result.last);
    } else {
      refused.set(entry.number, { stamp: stamp(entry), message: result.message });
      const row = rowsByNumber.get(entry.number);
      announce(`${row === undefined ? shown(entry.id) : shown(row.id)} is not saved: ${shown(result.message)}`);
      verdicts.settle(entry.number, () => false, result.last);
    }
  }

  // What was decided since the page was written, such as before it was loaded again.
  async function refresh() {
    try {
      const { rows } = await call({ method: 'GET' });
      rows.forEach(({ row, last }) => verdicts.settle(row, () => false, last));
    } catch {
      // The page then shows what it knows; sending tells that the connection is lost.
    }
    schedule(0);
  }

  function begin() {
    if (!isServed) {
      return;
    }
    document.querySelector('.foot p').textContent = 'Made by Darkroom. This page is served by darkroom review --serve on this computer alone: each decision is recorded in the ledger as it is made, and what is not saved yet stays in this browser.';
    verdicts.listen(() => {
      show();
      if (trouble === '') {
        schedule(document.activeElement?.classList.contains('note') ? AFTER_KEY : AFTER_CLICK);
      }
    });
    window.addEventListener('online', () => schedule(0));
    show();
    refresh();
  }

  return { isServed, status, why, begin, flies: (number) => flying.has(number) };
})();
