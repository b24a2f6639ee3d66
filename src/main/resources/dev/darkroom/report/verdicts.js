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

  // What the ledger knew when the page was written, of this run's own reviewers; null if nothing stands.
  function recorded(row) {
    const said = row.verdict;
    return said === undefined || said.from !== null || said.verdict === 'withdrawn' ? null
      : { decision: said.verdict, note: said.note ?? '', reviewer: said.reviewer ?? '', reviewed_at: iso(said.at), recorded: true };
  }

  // An approval of another run: this row reuses its picture, and nobody has judged the row itself.
  function carried(row) {
    return row.verdict !== undefined && row.verdict.from !== null && local(row) === null ? row.verdict : null;
  }

  const iso = (millis) => new Date(millis).toISOString();

  // A decision of this browser, unless something is recorded that was said later.
  function local(row) {
    const entry = read(prefix + row.number);
    const before = row.verdict === undefined || row.verdict.from !== null ? '' : iso(row.verdict.at);
    return fits(entry, row) && (before === '' || (entry.reviewed_at ?? '') > before) ? entry : null;
  }

  function of(row) {
    return local(row) ?? recorded(row) ?? { decision: '', note: '' };
  }

  const undone = [];

  // Remembers how rows stood, so that what is done to them now can be undone in one go.
  function remember(rows) {
    undone.push(rows.map((row) => [row.number, pick(of(row)), storage === null ? memory.get(prefix + row.number) ?? null : storage.getItem(prefix + row.number)]));
    undone.splice(0, undone.length - 100);
  }

  // Returns how many rows stand as they did before.
  function undo() {
    const before = undone.pop() ?? [];
    let restored = 0;
    together(() => {
      restored = restore(before);
    });
    return restored;
  }

  // What is recorded already, such as another person's word that was agreed with, is not said once more. Returns how many rows
  // were changed.
  function restore(before) {
    let restored = before.length;
    for (const [number, said, text] of before) {
      const key = prefix + number;
      if (served.isServed) {
        const row = rowsByNumber.get(number);
        const stands = recorded(row);
        if (read(key) === null && stands !== null && stands.decision === said.decision && stands.note === said.note) {
          restored--;
          continue;
        }
        keep(row, { note: said.note, decision: said.decision === '' && recorded(row) !== null ? 'withdrawn' : said.decision });
        continue;
      }
      try {
        if (text === null) {
          memory.delete(key);
          storage?.removeItem(key);
        } else if (storage === null) {
          memory.set(key, text);
        } else {
          storage.setItem(key, text);
        }
      } catch {
        // A full storage keeps what it has.
      }
      tell(number);
    }
    return restored;
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
      reviewer: reviewerName(),
      reviewed_at: new Date().toISOString(),
      ...change,
    };
    if (entry.decision === '' && served.flies(row.number)) {
      entry.decision = 'withdrawn';
    }
    const before = recorded(row);
    const empty = served.flies(row.number) ? false : before === null ? entry.decision === '' && entry.note === ''
      : entry.decision === before.decision && entry.note === before.note && (!('decision' in change) || ['', before.reviewer].includes(entry.reviewer));
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

  let isQuiet = false;

  function tell(number) {
    if (!isQuiet) {
      listeners.forEach((listener) => listener(number));
    }
  }

  // Whoever listens counts all decisions anew: of many changes at once it hears once, at the end.
  function together(changes) {
    isQuiet = true;
    try {
      changes();
    } finally {
      isQuiet = false;
      tell(null);
    }
  }

  // All decisions of the run, those made on other sheets too, in manifest order.
  function all() {
    const keys = storage === null ? [...memory.keys()] : Object.keys(storage);
    return keys
      .filter((key) => key.startsWith(prefix))
      .map((key) => ({ number: Number(key.slice(prefix.length)), ...read(key) }))
      .filter((entry) => ['approved', 'rejected', 'withdrawn'].includes(entry.decision))
      .filter((entry) => !rowsByNumber.has(entry.number) || local(rowsByNumber.get(entry.number)) !== null)
      .sort((one, other) => one.number - other.number);
  }

  // One bit for each row of the run that has a recorded verdict, those on other sheets too.
  const bits = data.run.judgedRows === null ? '' : atob(data.run.judgedRows);
  const since = new Map();
  const isRecorded = (number) => since.get(number) ?? (number >> 3 < bits.length && (bits.charCodeAt(number >> 3) >> (number & 7) & 1) === 1);

  // Takes over what the ledger says of a row now. An entry that is the one that was sent has nothing left to save.
  function settle(number, isSent, last) {
    const row = rowsByNumber.get(number);
    const kept = read(prefix + number);
    const before = row === undefined ? null : recorded(row)?.decision ?? null;
    const counts = row?.toJudge ?? kept?.counts ?? true;
    if (last !== null) {
      const stands = last.verdict !== 'withdrawn';
      const wasByTwo = row !== undefined && recorded(row) !== null && (row.verdict.reviewers ?? []).length > 1;
      const stood = isRecorded(number);
      if (before !== null) {
        data.run.verdicts[before]--;
      }
      if (stands && (row !== undefined || !stood)) {
        data.run.verdicts[last.verdict]++;
      }
      data.run.judged += (counts ? 1 : 0) * ((stands ? 1 : 0) - (stood ? 1 : 0));
      since.set(number, stands);
      if (row !== undefined) {
        const others = stands && row.verdict !== undefined && row.verdict.from === null ? row.verdict.reviewers ?? [] : [];
        row.verdict = { ...last, from: null, reviewers: [...new Set([...others, ...(last.reviewer === null ? [] : [last.reviewer])])] };
        data.run.byTwo += (stands && row.verdict.reviewers.length > 1 ? 1 : 0) - (wasByTwo ? 1 : 0);
      }
    }
    if (kept !== null && isSent(kept)) {
      memory.delete(prefix + number);
      storage?.removeItem(prefix + number);
    }
    tell(number);
  }

  window.addEventListener('storage', (event) => {
    if (event.key === null || event.key.startsWith(prefix)) {
      tell(event.key === null ? null : Number(event.key.slice(prefix.length)));
    }
  });

  return { of, local, recorded, carried, keep, all, remember, undo, together, isRecorded, settle, stored: storage !== null, listen: (listener) => listeners.push(listener) };
})();

// The name of whoever judges here, written into what is saved; kept for all pages of this browser.
const REVIEWER = 'darkroom/reviewer';
let reviewer = storedReviewer();

function storedReviewer() {
  try {
    return window.localStorage.getItem(REVIEWER) ?? '';
  } catch {
    return '';
  }
}

function reviewerName() {
  return reviewer;
}

function nameReviewer(name) {
  reviewer = name.trim().slice(0, 200);
  try {
    window.localStorage.setItem(REVIEWER, reviewer);
  } catch {
    // It holds until the page is closed.
  }
}

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
