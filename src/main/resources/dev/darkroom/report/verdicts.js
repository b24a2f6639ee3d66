// Decisions, one entry a row in the browser's storage, so that several tabs and sheets do not overwrite one another's.
const data = JSON.parse(document.getElementById('data').textContent);
const rowsByNumber = new Map(data.rows.map((row) => [row.number, row]));

const verdicts = (() => {
  const prefix = `darkroom/${data.run.id}/${data.run.createdAt}/`;
  const memory = new Map();
  const listeners = [];
  const storage = usableStorage();

  function usableStorage() {
    try {
      window.localStorage.setItem(`${prefix}probe`, '');
      window.localStorage.removeItem(`${prefix}probe`);
      return window.localStorage;
    } catch {
      return null;
    }
  }

  function read(key) {
    const text = storage === null ? memory.get(key) : storage.getItem(key);
    try {
      const entry = text === null || text === undefined ? null : JSON.parse(text);
      return entry !== null && typeof entry === 'object' ? entry : null;
    } catch {
      return null;
    }
  }

  // A decision is about one picture: bought again within the run, the row waits for another.
  function fits(entry, row) {
    return entry !== null && entry.request_id === (row.request ?? '') && entry.input_key === (row.key ?? '');
  }

  function of(row) {
    const entry = read(prefix + row.number);
    return fits(entry, row) ? entry : { decision: '', note: '' };
  }

  function keep(row, change) {
    const entry = {
      id: row.id,
      line: row.line,
      decision: '',
      note: '',
      request_id: row.request ?? '',
      input_key: row.key ?? '',
      counts: row.toJudge,
      pictured: row.outputs.length > 0,
      ...pick(of(row)),
      ...change,
    };
    const empty = entry.decision === '' && entry.note === '';
    const key = prefix + row.number;
    let kept = true;
    try {
      if (storage === null) {
        memory.set(key, JSON.stringify(entry));
      } else if (empty) {
        storage.removeItem(key);
      } else {
        storage.setItem(key, JSON.stringify(entry));
      }
    } catch {
      kept = false;
    }
    tell(row.number);
    return kept;
  }

  function pick(entry) {
    return { decision: entry.decision, note: entry.note };
  }

  function tell(number) {
    listeners.forEach((listener) => listener(number));
  }

  // All decisions of the run, those made on other sheets too, in manifest order.
  function all() {
    const keys = storage === null ? [...memory.keys()] : Object.keys(storage);
    return keys
      .filter((key) => key.startsWith(prefix))
      .map((key) => ({ number: Number(key.slice(prefix.length)), ...read(key) }))
      .filter((entry) => ['approved', 'rejected'].includes(entry.decision))
      .filter((entry) => !rowsByNumber.has(entry.number) || fits(entry, rowsByNumber.get(entry.number)))
      .sort((one, other) => one.number - other.number);
  }

  window.addEventListener('storage', (event) => {
    if (event.key === null || event.key.startsWith(prefix)) {
      tell(event.key === null ? null : Number(event.key.slice(prefix.length)));
    }
  });

  return { of, keep, all, stored: storage !== null, listen: (listener) => listeners.push(listener) };
})();

// As Darkroom's own CSV files: a cell that a spreadsheet would run gets an apostrophe, which is taken off on reading.
const FORMULA = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const NUMBER = /^[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?$/;

function csvCell(value) {
  const text = String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function decisionsCsv() {
  const header = ['run', 'id', 'line', 'decision', 'note', 'request_id', 'input_key', 'reviewer', 'reviewed_at'];
  const lines = verdicts.all().map((entry) => [data.run.id, ...header.slice(1).map((name) => entry[name] ?? '')]);
  return `\uFEFF${[header, ...lines].map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')}`;
}

function exportDecisions() {
  const address = URL.createObjectURL(new Blob([decisionsCsv()], { type: 'text/csv;charset=utf-8' }));
  const anchor = h('a', { href: address, download: 'decisions.csv' });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  announce(`decisions.csv with ${count(verdicts.all().length, 'decision')} saved`);
}
