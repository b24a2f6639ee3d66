// Takes a decisions.csv into the page: what is there already stays, what says something else is shown, and what cannot be read is told by its line.
const imports = (() => {
  const WORDS = { approved: 'approved', approve: 'approved', ok: 'approved', yes: 'approved', rejected: 'rejected', reject: 'rejected', no: 'rejected', withdrawn: 'withdrawn', withdraw: 'withdrawn' };
  const MOST = 200;
  const body = h('div', {});
  const dialog = h('dialog', { class: 'imported', 'aria-labelledby': 'imported-title' }, body);
  const input = h('input', { type: 'file', accept: '.csv,text/csv', class: 'unseen', id: 'import-file', tabindex: '-1', 'aria-hidden': 'true' });
  input.addEventListener('change', async () => {
    const file = input.files[0];
    input.value = '';
    if (file) {
      take(file.name, await file.text());
    }
  });

  // RFC 4180: the records with the line each begins on.
  function records(text, delimiter) {
    const all = [];
    let cells = [];
    let cell = '';
    let quoted = false;
    let line = 1;
    let began = 1;
    const end = () => {
      cells.push(cell);
      if (cells.some((one) => one !== '')) {
        all.push({ line: began, cells });
      }
      cells = [];
      cell = '';
    };
    for (let at = 0; at < text.length; at++) {
      const character = text[at];
      if (character === '\n') {
        line++;
      }
      if (quoted) {
        if (character !== '"') {
          cell += character;
        } else if (text[at + 1] === '"') {
          cell += '"';
          at++;
        } else {
          quoted = false;
        }
      } else if (character === '"' && cell === '') {
        quoted = true;
      } else if (character === delimiter) {
        cells.push(cell);
        cell = '';
      } else if (character === '\n') {
        end();
        began = line;
      } else if (character !== '\r') {
        cell += character;
      }
    }
    end();
    return { all, unclosed: quoted ? began : null };
  }

  function read(text) {
    const plain = text.replace(/^\uFEFF/, '');
    const header = plain.split(/\r?\n/, 1)[0];
    const delimiter = [',', ';', '\t'].reduce((best, one) => (header.split(one).length > header.split(best).length ? one : best));
    const { all, unclosed } = records(plain, delimiter);
    const names = (all.shift() ?? { cells: [] }).cells.map((name) => name.trim().toLowerCase());
    const lines = all.map(({ line, cells }) => ({ line, of: (name) => unguarded((cells[names.indexOf(name)] ?? '').trim()) }));
    return { names, lines, unclosed };
  }

  const unguarded = (cell) => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);

  function rowOf(line) {
    const number = line.of('line');
    const request = line.of('request_id');
    return data.rows.find((row) => row.id === line.of('id') && (number === '' || row.line === Number(number)) && (request === '' || row.request === request));
  }

  function take(name, text) {
    const { names, lines, unclosed } = read(text);
    const bad = unclosed === null ? [] : [[unclosed, 'a quote is opened and never closed']];
    const conflicts = [];
    const fresh = [];
    let same = 0;
    let elsewhere = 0;
    if (!names.includes('id') || !names.includes('decision')) {
      bad.push([1, 'the first line names no columns id and decision']);
    }
    for (const line of bad.length > 0 ? [] : lines) {
      const word = line.of('decision').toLowerCase();
      const decision = WORDS[word];
      const at = line.of('reviewed_at');
      if (line.of('run') !== '' && line.of('run') !== data.run.id) {
        bad.push([line.line, `it is about the run ${line.of('run')}`]);
      } else if (word !== '' && decision === undefined) {
        bad.push([line.line, `the decision ${word} is not known`]);
      } else if (line.of('id') === '') {
        bad.push([line.line, 'it names no row']);
      } else if (at !== '' && Number.isNaN(Date.parse(at))) {
        bad.push([line.line, `${at} is not a time`]);
      } else if (word !== '') {
        const row = rowOf(line);
        if (row === undefined) {
          elsewhere++;
          continue;
        }
        if (decision !== 'withdrawn' && !decisionsOn(row).includes(decision)) {
          bad.push([line.line, `${row.id} has no picture to judge so`]);
          continue;
        }
        const theirs = { decision, note: line.of('note'), reviewer: line.of('reviewer') || name, reviewed_at: at === '' ? new Date().toISOString() : new Date(at).toISOString() };
        const ours = verdicts.of(row);
        if (ours.decision === decision) {
          same++;
        } else if (ours.decision === '') {
          fresh.push([row, theirs]);
        } else {
          conflicts.push([row, ours, theirs]);
        }
      }
    }
    verdicts.remember(fresh.map(([row]) => row));
    verdicts.together(() => fresh.forEach(([row, theirs]) => keep(row, theirs)));
    show(name, fresh.length, same, elsewhere, conflicts, bad);
  }

  const said = (entry) => `${entry.decision}${entry.reviewer ? ` by ${shown(entry.reviewer)}` : ''}`;

  function show(name, taken, same, elsewhere, conflicts, bad) {
    const summary = `${count(taken, 'decision')} taken from ${shown(name)}, ${count(same, 'is', 'are')} here already, ${count(conflicts.length, 'conflict')}, ${count(bad.length, 'line')} not read`
      + `${elsewhere > 0 ? `, ${wholeNumbers.format(elsewhere)} about rows that are not on this page` : ''}.`;
    body.replaceChildren(h('h2', { id: 'imported-title' }, 'Import'), h('p', { class: 'imported-summary' }, summary));
    if (conflicts.length > 0) {
      body.append(h('h3', {}, 'Conflicts: what is here stays unless you take the other'), h('ul', { class: 'conflicts' }, conflicts.slice(0, MOST).map(([row, ours, theirs]) => {
        const item = h('li', {}, foreign(row.id), `: ${said(ours)} here, ${said(theirs)} in the file `);
        item.append(h('button', {
          type: 'button', onclick: (event) => {
            const button = event.currentTarget;
            if (button.ariaDisabled !== 'true') {
              verdicts.remember([row]);
              keep(row, theirs);
              // One that is disabled would lose the focus.
              button.ariaDisabled = 'true';
              button.firstChild.data = 'Taken';
            }
          },
        }, 'Take it', h('span', { class: 'unseen' }, `: ${said(theirs)} of ${shown(row.id)}`)));
        return item;
      })));
    }
    if (bad.length > 0) {
      body.append(h('h3', {}, 'Lines that are not read'), h('ul', { class: 'bad-lines' }, bad.slice(0, MOST).map(([line, why]) => h('li', {}, `line ${line}: `, foreign(why)))));
    }
    body.append(h('form', { method: 'dialog' }, h('button', { class: 'primary' }, 'Close')));
    dialog.showModal();
    announce(summary);
  }

  return { dialog, input, pick: () => input.click(), take };
})();
