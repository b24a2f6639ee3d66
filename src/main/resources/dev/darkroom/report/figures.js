// The figures: rows by status, which sum to the rows in, money, errors, and what changed since the last run.
function factList(facts) {
  return h('dl', { class: 'facts' }, facts.filter((fact) => fact[1] !== null).map(([name, value, note]) =>
    h('div', {}, h('dt', {}, name), h('dd', {}, value, note ? h('small', {}, note) : null))));
}

function statusFigures() {
  const statuses = Object.entries(data.statuses).filter(([, rows]) => rows > 0);
  const total = data.run.rows;
  const bar = h('div', { class: 'sum-bar', 'aria-hidden': 'true' }, statuses.map(([status, rows]) => {
    const part = h('span', { class: `fill-${status}`, title: `${STATUS_WORDS[status]}: ${rows}` });
    part.style.flexGrow = rows;
    return part;
  }));
  const parts = shares(statuses.map(([, rows]) => rows));
  const lines = statuses.map(([status, rows], index) => h('tr', {},
    h('th', { scope: 'row' }, h('button', {
      type: 'button', class: 'plain', onclick: () => filter.only({ status }),
      'aria-label': `Show the rows that are ${STATUS_WORDS[status]}`,
    }, statusPill(status))),
    h('td', { class: 'number' }, wholeNumbers.format(rows)),
    h('td', { class: 'number' }, parts[index])));
  lines.push(h('tr', { class: 'sum' },
    h('th', { scope: 'row' }, 'rows in'),
    h('td', { class: 'number', id: 'rows-in' }, wholeNumbers.format(total)),
    h('td', { class: 'number' }, total === 0 ? '' : '100 %')));
  return h('div', { class: 'panel' }, h('h3', {}, 'Rows'), bar,
    table('Rows by status', ['Status', { text: 'Rows', class: 'number' }, { text: 'Share', class: 'number' }], lines, { class: 'statuses' }));
}

function moneyFigures() {
  const { spent, estimated, cap, balanceBefore, balanceAfter, unknownRequests, submitted, possibleDuplicates } = data.money;
  const most = Math.max(spent, estimated ?? 0, cap ?? 0) || 1;
  const gauge = h('div', { class: 'gauge', 'aria-hidden': 'true' }, h('span', { class: 'gauge-fill' }));
  gauge.firstChild.style.width = `${(100 * spent) / most}%`;
  for (const [name, value] of [['estimate', estimated], ['cap', cap]]) {
    if (value !== null && value > 0) {
      const mark = h('span', { class: `gauge-mark gauge-${name}` });
      mark.style.left = `${Math.min(100, (100 * value) / most)}%`;
      gauge.append(mark);
    }
  }
  const of = (whole) => (whole ? `${share(spent, whole)} used` : null);
  return h('div', { class: 'panel' }, h('h3', {}, 'Spend'),
    h('p', { class: 'headline' }, money.format(spent), h('small', {}, ' spent')),
    gauge,
    factList([
      ['Estimate of the whole run', estimated === null ? 'not known' : money.format(estimated), of(estimated)],
      ['Cap', cap === null ? 'none' : money.format(cap), of(cap)],
      ['Balance before', balanceBefore === null ? null : money.format(balanceBefore)],
      ['Balance after', balanceAfter === null ? null : money.format(balanceAfter)],
      ['Requests bought', wholeNumbers.format(submitted)],
      ['Answers lost', unknownRequests === 0 ? null : wholeNumbers.format(unknownRequests), 'they may have been billed'],
      ['Possible duplicates', possibleDuplicates === 0 ? null : wholeNumbers.format(possibleDuplicates)],
    ]));
}

function headline() {
  const good = data.statuses.succeeded + data.statuses.reused;
  const open = data.statuses.submitted + data.statuses.pending;
  const bad = data.run.rows - good - open;
  const flagged = Object.values(data.flags).reduce((one, other) => one + other, 0);
  const ended = data.run.endedAt;
  return h('div', { class: 'panel headlines' }, h('h3', {}, 'At a glance'),
    h('p', { class: 'headline' }, wholeNumbers.format(good), h('small', {}, ` of ${count(data.run.rows, 'row')} have their pictures`)),
    factList([
      ['Without a picture', wholeNumbers.format(bad), bad === 0 ? null : 'see what to do below'],
      ['Still open', open === 0 ? null : wholeNumbers.format(open), 'the run is not at its end'],
      ['Flags raised', wholeNumbers.format(flagged), Object.entries(data.flags).map(([word, rows]) => `${shown(word)} ${rows}`).join(', ') || null],
      ['Began', `${moment(data.run.startedAt)} UTC`],
      ['Took', ended === null ? null : seconds((ended - data.run.startedAt) / 1000)],
    ]));
}

function overview() {
  return section('figures', 'Figures', h('div', { class: 'panels' }, headline(), statusFigures(), moneyFigures()));
}

const LONG_CODE = 30;

function errorSection() {
  if (data.errors.length === 0) {
    return section('errors', 'Errors', h('p', { class: 'fine' }, 'No row failed.'));
  }
  const rows = data.errors.map((error) => h('tr', {},
    h('th', { scope: 'row' }, h('code', { class: error.code.length <= LONG_CODE ? 'whole' : null }, foreign(error.code))),
    h('td', { class: 'number' }, wholeNumbers.format(error.rows)),
    h('td', {}, error.retryable ? 'may help' : 'will not help'),
    h('td', {}, h('button', { type: 'button', class: 'plain linked', onclick: () => filter.only({ text: error.example }) }, foreign(error.example))),
    h('td', { class: 'advice' }, ...advised(error.whatToDo))));
  return section('errors', 'Errors and what to do',
    table('Errors', ['Error', { text: 'Rows', class: 'number' }, 'Trying again', 'Example', 'What to do'], rows, { class: 'errors stacked' }));
}

function sinceSection() {
  if (!data.since) {
    return null;
  }
  if (data.since.run === null) {
    return section('since', 'Since the last run', h('p', { class: 'fine' }, 'There is no earlier run of this job to hold it against.'));
  }
  const changes = data.since.changes.map((change) => {
    const head = [h('b', { class: 'number' }, wholeNumbers.format(change.total)), ` ${change.name.toLowerCase()}`];
    if (change.total === 0) {
      return h('li', { class: 'change none' }, head);
    }
    return h('li', { class: 'change' }, folded(head, {}, () => h('p', { class: 'ids' },
      change.ids.flatMap((id, index) => [index === 0 ? '' : ', ', foreign(id)]),
      change.total > change.ids.length ? ` and ${wholeNumbers.format(change.total - change.ids.length)} more` : null)));
  });
  return section('since', 'Since the last run',
    h('p', {}, 'Held against ', foreign(data.since.run), '.'), h('ul', { class: 'changes' }, changes));
}
