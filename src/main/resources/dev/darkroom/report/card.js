// One card of the contact sheet.
const advice = new Map(data.errors.map((error) => [error.code, error.whatToDo]));
const cards = new Map();
const LONG_REASON = 160;

function cardOf(row) {
  if (!cards.has(row.number)) {
    cards.set(row.number, makeCard(row));
  }
  return cards.get(row.number);
}

function makeCard(row) {
  const title = `card-${row.number}`;
  const card = h('li', { class: 'card', tabindex: '-1', 'aria-labelledby': title, 'data-row': row.number },
    h('div', { class: 'card-head' },
      h('h3', { id: title, class: 'card-id' }, foreign(row.id)),
      statusPill(row.status)),
    picturesOf(row),
    row.reason === null || row.outputs.length > 0 && row.status !== 'failed' ? null : reasonOf(row),
    row.flags.length === 0 ? null : h('ul', { class: 'flags', 'aria-label': 'Flags' }, row.flags.map((flag) => h('li', { class: 'flag' }, foreign(flag.replace('=', ' '))))),
    row.prompt === null ? null : h('p', { class: 'prompt', title: shown(row.prompt) }, foreign(row.prompt)),
    h('p', { class: 'meta' }, shortFacts(row)),
    folded('Details', { class: 'more' }, () => longFacts(row)),
    judgement(row));
  showVerdict(row, card);
  return card;
}

function picturesOf(row) {
  const holder = h('div', { class: 'card-pictures' });
  const show = (index) => holder.replaceChildren(
    comparison(row, sourcePicture(row), outputPicture(row, index), row.id),
    ...(row.outputs.length + row.sources.length === 0 || (row.outputs.length === 0 && row.before === null) ? [] : [h('button', {
      type: 'button', class: 'enlarge', 'aria-label': `Large view of ${shown(row.id)}`, title: 'Large view (o)', onclick: () => large.open(row, index),
    }, '⤢')]));
  show(0);
  if (row.outputs.length < 2) {
    return holder;
  }
  const buttons = row.outputs.map((output, index) => h('button', {
    type: 'button', 'aria-pressed': String(index === 0), 'aria-label': `Output ${index + 1} of ${row.outputs.length}`,
    onclick: () => {
      show(index);
      buttons.forEach((button, other) => button.setAttribute('aria-pressed', String(other === index)));
    },
  }, String(index + 1)));
  return h('div', {}, holder, h('div', { class: 'outputs', role: 'group', 'aria-label': 'Outputs' }, buttons));
}

// A check's reason says what to do in its own words.
function reasonOf(row, whole = false) {
  const what = row.code !== null && row.code.startsWith('CHECK_') ? null : advice.get(row.code);
  const words = h('p', { class: 'words' }, foreign(row.reason));
  const isLong = !whole && row.reason.length > LONG_REASON;
  const more = h('button', {
    type: 'button', class: 'plain linked', 'aria-expanded': 'false', onclick: () => {
      const open = words.classList.toggle('cut') === false;
      more.setAttribute('aria-expanded', String(open));
      more.textContent = open ? 'less' : 'more';
    },
  }, 'more');
  words.classList.toggle('cut', isLong);
  return h('div', { class: 'reason' }, words, isLong ? more : null, what ? h('p', { class: 'advice' }, ...advised(what)) : null);
}

function shortFacts(row) {
  const output = row.outputs[0];
  return [
    output ? `${output.width} × ${output.height}` : null,
    output ? output.type.replace('image/', '').toUpperCase() : null,
    output ? bytes(row.outputs.reduce((sum, one) => sum + one.bytes, 0)) : null,
    row.outputs.length > 1 ? `${row.outputs.length} outputs` : null,
    row.seed === null ? null : `seed ${row.seed}`,
    row.cost === null ? null : money.format(row.cost),
    `line ${row.line}`,
  ].filter((fact) => fact !== null).flatMap((fact, index) => [index === 0 ? '' : ' · ', h('span', {}, fact)]);
}

function longFacts(row) {
  const facts = [
    ['Model', row.model === null ? null : foreign(row.model)],
    ['Request', row.request === null ? null : h('code', {}, foreign(row.request))],
    ['Makes again', row.redoOf === null ? null : h('code', {}, foreign(row.redoOf))],
    ['Queue, run, download', row.queueMs === null && row.runMs === null && row.downloadMs === null ? null
      : [row.queueMs, row.runMs, row.downloadMs].map((part) => seconds(part === null ? null : part / 1000)).join(', ')],
    ...row.outputs.map((output, index) => [row.outputs.length > 1 ? `File ${index + 1}` : 'File',
      h('a', { href: fileAddress(output.file), target: '_blank' }, foreign(output.file)), `${output.width} × ${output.height}, ${bytes(output.bytes)}`]),
    ...row.sources.map((source, index) => [row.sources.length > 1 ? `Source ${index + 1}` : 'Source', data.run.showSources === 'none' ? foreign(source) : link(source)]),
    ...data.run.columns.map((column, index) => [foreign(column), row.kept[index] === '' ? null : isWebAddress(row.kept[index]) && data.run.showSources !== 'none' ? link(row.kept[index]) : foreign(row.kept[index])]),
    ['Input key', row.key === null ? null : h('code', {}, row.key.slice(0, 16), '…')],
  ];
  return factList(facts);
}

// What can be said of a row: of one that came to no picture only that it is to be made again, of others without one nothing.
function decisionsOn(row) {
  if (row.outputs.length > 0) {
    return ['approved', 'rejected'];
  }
  return ['failed', 'cancelled'].includes(row.status) ? ['rejected'] : [];
}

function judgement(row) {
  const decisions = decisionsOn(row);
  if (decisions.length === 0) {
    return null;
  }
  const button = (decision, word, key) => h('button', {
    type: 'button', class: `judge judge-${decision}`, 'aria-pressed': 'false', 'data-decision': decision, title: `${word} (${key})`,
    'aria-label': `${word} ${shown(row.id)}`, onclick: () => judge(row, decision),
  }, word);
  const note = h('input', { type: 'text', class: 'note', placeholder: 'Note', maxlength: '2000', 'aria-label': `Note on ${shown(row.id)}`, autocomplete: 'off' });
  note.addEventListener('input', () => keep(row, { note: note.value }));
  return h('div', { class: 'judgement' },
    decisions.includes('approved') ? button('approved', 'Approve', 'a') : null,
    button('rejected', 'Reject', 'r'),
    row.outputs.length > 0 ? null : h('span', { class: 'fine' }, 'to have it made again with another seed'),
    note,
    h('p', { class: 'said' }));
}

// What is said now of a row of which the same stands: one's own word is taken back. Another person's is agreed with, and the
// second time that agreement is taken back.
function again(row, decision) {
  const before = verdicts.recorded(row);
  if (before === null) {
    return { decision: '' };
  }
  const name = reviewerName();
  const isAnothers = before.decision === decision && name !== '' && before.reviewer !== name && !(row.verdict.reviewers ?? []).includes(name);
  if (!isAnothers) {
    return { decision: 'withdrawn' };
  }
  return verdicts.local(row) === null ? { decision } : { decision, note: before.note, reviewer: before.reviewer };
}

function judge(row, decision) {
  if (!decisionsOn(row).includes(decision)) {
    announce(`${shown(row.id)} has no picture${decision === 'approved' ? ' to approve' : ' to judge'}.`);
    return;
  }
  const change = verdicts.of(row).decision === decision ? again(row, decision) : { decision };
  const now = change.decision;
  verdicts.remember([row]);
  keep(row, change);
  announce(`${shown(row.id)} ${now === '' || now === 'withdrawn' ? 'is undecided again' : now}. ${document.querySelector('.judged').textContent}`);
}

function keep(row, change) {
  if (!verdicts.keep(row, change)) {
    document.getElementById('not-kept').hidden = false;
  }
}

function showVerdict(row, element) {
  const verdict = verdicts.of(row);
  element.classList.toggle('is-approved', verdict.decision === 'approved');
  element.classList.toggle('is-rejected', verdict.decision === 'rejected');
  element.querySelectorAll('[data-decision]').forEach((button) =>
    button.setAttribute('aria-pressed', String(button.dataset.decision === verdict.decision)));
  const said = element.querySelector('.said');
  if (said) {
    said.replaceChildren(...saidOf(row, verdict));
  }
  const note = element.querySelector('.note');
  if (note && note !== document.activeElement) {
    note.value = verdict.note;
  }
}

// Who said it and when; of an approval that another run gave, which.
function saidOf(row, verdict) {
  const carried = verdicts.carried(row);
  if (carried !== null) {
    return ['approval carried from ', foreign(carried.from), carried.reviewer === null ? '' : ' by ', carried.reviewer === null ? '' : foreign(carried.reviewer), `, ${moment(carried.at)}`];
  }
  const last = row.verdict;
  if (verdict.decision === '' && last !== undefined && last.verdict === 'withdrawn') {
    return ['withdrawn', last.reviewer === null ? '' : ' by ', last.reviewer === null ? '' : foreign(last.reviewer), `, ${moment(last.at)}`];
  }
  if (verdict.decision === '') {
    return [];
  }
  const others = (last?.reviewers ?? []).filter((name) => name !== verdict.reviewer);
  return [verdict.decision, verdict.reviewer ? ' by ' : '', verdict.reviewer ? foreign(verdict.reviewer) : '',
    verdict.reviewed_at ? `, ${moment(Date.parse(verdict.reviewed_at))}` : '', verdict.recorded ? ', recorded' : unsavedWords(row, verdict),
    ...(others.length === 0 ? [] : ['; judged by ', foreign(others.join(', ')), ' too'])];
}

function unsavedWords(row, verdict) {
  const why = served.isServed ? served.why(row.number, verdict) : '';
  return why === '' ? ', not saved yet' : `, not saved: ${shown(why)}`;
}

verdicts.listen((number) => cards.forEach((card, other) => {
  if (number === null || number === other) {
    showVerdict(rowsByNumber.get(other), card);
  }
}));
