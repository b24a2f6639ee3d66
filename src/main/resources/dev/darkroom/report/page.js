// Puts the page together.
const live = h('p', { class: 'unseen', role: 'status', id: 'announcement' });

function announce(words) {
  live.textContent = words;
}

function masthead() {
  const isSheet = data.sheet > 0;
  const links = isSheet ? [['../report.html', 'Report'], ['#sheet', 'Contact sheet']]
    : [['#figures', 'Figures'], ['#errors', 'Errors'], ...(data.since ? [['#since', 'Since the last run']] : []), ['#time', 'Time line'], ['#sheet', 'Contact sheet']];
  return [
    h('div', { class: 'title' },
      h('p', { class: 'brand' }, 'Darkroom'),
      h('h1', {}, foreign(data.run.id), isSheet ? ` – sheet ${data.sheet} of ${data.sheetCount}` : ''),
      h('p', { class: 'origin' }, foreign(data.run.manifest), ' → ', foreign(data.run.service))),
    h('nav', { 'aria-label': 'Parts of the report' }, links.map(([href, text]) => h('a', { href }, text)), themeButton()),
  ];
}

// What is recorded of a row, as far as this page shows it; a row of another sheet is counted as it is recorded.
function recordedWord(number) {
  const row = rowsByNumber.get(number);
  return row === undefined ? null : verdicts.recorded(row)?.decision ?? null;
}

function progress() {
  const bar = h('progress', { max: String(Math.max(1, data.run.toJudge)), 'aria-label': 'Rows judged' });
  const words = h('p', { class: 'judged' });
  const show = () => {
    const all = verdicts.all();
    const decided = all.filter((entry) => entry.decision !== 'withdrawn');
    const fresh = decided.filter((entry) => entry.counts && !verdicts.isRecorded(entry.number)).length;
    const taken = all.filter((entry) => entry.counts && entry.decision === 'withdrawn' && verdicts.isRecorded(entry.number)).length;
    const judged = data.run.judged + fresh - taken;
    bar.value = judged;
    const now = data.run.verdicts.approved + data.run.verdicts.rejected === 0 ? { approved: 0, rejected: 0 } : { ...data.run.verdicts };
    for (const entry of all) {
      const before = verdicts.isRecorded(entry.number) ? recordedWord(entry.number) : null;
      if (before !== null) {
        now[before]--;
      }
      if (entry.decision !== 'withdrawn' && !(verdicts.isRecorded(entry.number) && before === null)) {
        now[entry.decision]++;
      }
    }
    words.textContent = `${wholeNumbers.format(judged)} of ${wholeNumbers.format(data.run.toJudge)} judged: ${wholeNumbers.format(now.approved)} approved, ${wholeNumbers.format(now.rejected)} rejected`;
    if (data.run.byTwo > 0) {
      words.textContent += `, ${wholeNumbers.format(data.run.byTwo)} by two people`;
    }
    const others = decided.filter((entry) => !entry.counts && !verdicts.isRecorded(entry.number));
    const othersRecorded = Math.max(0, data.run.verdicts.approved + data.run.verdicts.rejected - data.run.judged);
    const bare = others.filter((entry) => entry.pictured === false).length;
    for (const [rows, what] of [[others.length - bare + othersRecorded, 'reused'], [bare, 'without a picture']]) {
      if (rows > 0) {
        words.textContent += `, ${wholeNumbers.format(rows)} of them ${what}`;
      }
    }
  };
  verdicts.listen(show);
  show();
  return h('div', { class: 'progress' }, bar, words);
}

function sheetLinks() {
  if (data.sheetCount === 0) {
    return null;
  }
  if (data.sheet > 0) {
    const to = (number, text) => (number < 1 || number > data.sheetCount ? null : h('a', { href: `sheet-${number}.html` }, text));
    return h('nav', { class: 'sheets', 'aria-label': 'Sheets' }, to(data.sheet - 1, '← previous sheet'), h('a', { href: '../report.html' }, 'report'), to(data.sheet + 1, 'next sheet →'));
  }
  const items = data.sheetList.map((one, index) => h('li', {}, h('a', { href: `${data.sheets}sheet-${index + 1}.html` },
    `Sheet ${index + 1}`), h('small', {}, ` ${count(one.rows, 'row')}, lines ${wholeNumbers.format(one.firstLine)} to ${wholeNumbers.format(one.lastLine)}`)));
  return h('nav', { class: 'sheets', 'aria-label': 'Sheets' },
    h('p', {}, `This page shows ${count(data.rows.length, 'row')}, those that failed or are flagged first. The other ${wholeNumbers.format(data.run.rows - data.rows.length)}, in the manifest’s order, are on sheets beside this page:`),
    h('ul', {}, items));
}

function reviewerField() {
  const field = h('input', { type: 'text', id: 'reviewer', maxlength: '200', autocomplete: 'off', spellcheck: 'false', value: reviewerName(), placeholder: 'none' });
  field.addEventListener('input', () => nameReviewer(field.value));
  return field;
}

function contactSheet() {
  const notKept = h('p', { class: 'notice', id: 'not-kept', hidden: verdicts.stored }, 'This browser keeps nothing for this page: decisions are lost when it is closed. Save decisions.csv before.');
  const tools = h('div', { class: 'toolbar' },
    filter.make(),
    h('div', { class: 'tools' }, progress(), served.status,
      h('label', { class: 'field reviewer', for: 'reviewer' }, h('span', {}, 'Your name'), reviewerField()),
      h('button', { type: 'button', id: 'approve-all', onclick: bulk.approve, title: 'Approve all shown rows that have a picture and no flag' }, 'Approve unflagged'),
      h('button', { type: 'button', id: 'undo', onclick: bulk.undo, title: 'Undo (u)' }, 'Undo'),
      h('button', { type: 'button', id: 'import', onclick: imports.pick, title: 'Take the decisions of a decisions.csv' }, 'Import'), imports.input,
      h('button', { type: 'button', class: 'primary', id: 'export', onclick: exportDecisions, title: 'Save decisions.csv (e)' }, 'Export decisions'),
      h('button', { type: 'button', id: 'help', onclick: () => keys.help.showModal(), 'aria-label': 'Keys', title: 'Keys (?)' }, '?')));
  // Nothing that is focused is to lie under it, however many lines it takes.
  new ResizeObserver(() => document.documentElement.style.setProperty('--toolbar', `${tools.offsetHeight}px`)).observe(tools);
  return section('sheet', 'Contact sheet', sheetLinks(), notKept, tools, bulk.told, sheet.make());
}

document.title = `${shown(data.run.id)}${data.sheet > 0 ? `, sheet ${data.sheet}` : ''} – Darkroom`;
document.getElementById('masthead').append(...masthead());
const parts = data.sheet > 0 ? [] : [overview(), errorSection(), sinceSection(), timeLineSection(), latencySection()];
document.getElementById('main').append(...parts.filter((part) => part !== null), contactSheet());
document.body.append(live, large.dialog, keys.help, imports.dialog);
sheet.update();
served.begin();
