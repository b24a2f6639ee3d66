// Candidates side by side: a table of them, then each row of the manifest with what every one made of it.
const candidates = new Map(data.candidates.map((candidate) => [candidate.number, candidate]));
const severalPrompts = new Set(data.candidates.map((candidate) => candidate.prompt)).size > 1;
const groups = grouped();
const live = h('p', { class: 'unseen', role: 'status', id: 'announcement' });

// Rows that are made of one row come one after the other, each named by its id and the candidate's number.
function grouped() {
  const all = [];
  const column = data.run.columns.indexOf('candidate');
  for (const row of data.rows) {
    const number = Number(row.kept[column]);
    const end = `~${number}`;
    const id = row.id.endsWith(end) ? row.id.slice(0, -end.length) : row.id;
    const last = all[all.length - 1];
    const group = last !== undefined && last.id === id && !last.cells.has(number) ? last : { id, cells: new Map() };
    if (group !== last) {
      all.push(group);
    }
    group.cells.set(number, row);
  }
  return all;
}

function shortModel(id) {
  return id === null ? 'each row’s model' : id.split('/').slice(-2).join('/');
}

function promptNumber(candidate) {
  return [...new Set(data.candidates.map((each) => each.prompt))].indexOf(candidate.prompt) + 1;
}

function nameOf(candidate) {
  return severalPrompts ? `${shortModel(candidate.model)}, prompt ${promptNumber(candidate)}` : shortModel(candidate.model);
}

function tally() {
  const counts = new Map(data.candidates.map((candidate) => [candidate.number, 0]));
  groups.forEach((group) => {
    const number = votes.of(group.id);
    if (counts.has(number)) {
      counts.set(number, counts.get(number) + 1);
    }
  });
  return counts;
}

function candidateLine(candidate) {
  const better = h('td', { class: 'number better', 'data-better': candidate.number });
  const dollars = (value) => (value === null ? '–' : money.format(value));
  return h('tr', { 'data-candidate': candidate.number },
    h('th', { scope: 'row' },
      h('span', { class: 'candidate-number' }, String(candidate.number)), ' ',
      foreign(shortModel(candidate.model), { title: candidate.model ?? '' })),
    h('td', { class: 'candidate-prompt' }, candidate.prompt === null ? h('span', { class: 'fine' }, 'the job’s own') : foreign(candidate.prompt)),
    h('td', { class: 'number' }, `${share(candidate.pictures, candidate.rows)}`, h('small', {}, ` ${candidate.pictures} of ${candidate.rows}`)),
    h('td', { class: 'number' }, String(candidate.flagged)),
    h('td', { class: 'number' }, candidate.medianRun === null ? '–' : seconds(candidate.medianRun)),
    h('td', { class: 'number' }, dollars(candidate.cost)),
    h('td', { class: 'number' }, candidate.perPicture === null ? '–' : money.format(1000 * candidate.perPicture)),
    better);
}

function candidateTable() {
  const heads = ['Candidate', 'Prompt', { text: 'With a picture', class: 'number' }, { text: 'Flagged', class: 'number' },
    { text: 'Median time', class: 'number' }, { text: 'Cost', class: 'number' }, { text: 'For 1,000 rows', class: 'number' },
    { text: 'Better in', class: 'number' }];
  return table('Candidates', heads, data.candidates.map(candidateLine), { class: 'stacked candidates' });
}

function choice() {
  const words = h('p', { id: 'tally' });
  const code = h('code', { class: 'command' });
  const copy = h('button', { type: 'button', onclick: () => copied(code.textContent) }, 'Copy');
  const show = () => {
    const counts = tally();
    const most = Math.max(...counts.values());
    const best = [...counts].filter(([, rows]) => rows === most).map(([number]) => number);
    const marked = [...counts.values()].reduce((sum, rows) => sum + rows, 0);
    document.querySelectorAll('[data-better]').forEach((cell) => {
      const rows = counts.get(Number(cell.dataset.better));
      cell.textContent = count(rows, 'row');
      cell.parentElement.classList.toggle('is-best', most > 0 && rows === most);
    });
    if (marked === 0) {
      words.textContent = 'Mark the better picture of each row below. What you mark is counted here. The job of a candidate is written by:';
    } else if (best.length === 1) {
      words.textContent = `Candidate ${best[0]} is better in ${most} of the ${count(marked, 'row')} that you marked, of ${groups.length}. Its job is written by:`;
    } else {
      words.textContent = `Candidates ${best.slice(0, -1).join(', ')} and ${best[best.length - 1]} are level, with ${most} of the ${count(marked, 'row')} that you marked, of ${groups.length}. The job of one is written by:`;
    }
    code.replaceChildren(`darkroom try ${data.run.id} `, h('span', { class: 'whole' }, `--winner ${marked > 0 && best.length === 1 ? best[0] : 'N'}`));
  };
  votes.listen(show);
  return { show, element: h('div', { class: 'choice panel' }, words, h('p', { class: 'command-line' }, code, copy)) };
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    live.textContent = 'The command is copied';
  } catch {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector('.command'));
    window.getSelection().removeAllRanges();
    window.getSelection().addRange(range);
    live.textContent = 'The command is selected: copy it with your keyboard';
  }
}

function sourceFigure(group) {
  const row = [...group.cells.values()].find((each) => sourcePicture(each) !== null) ?? [...group.cells.values()][0];
  const picture = sourcePicture(row);
  const address = row.sources[0];
  if (picture !== null) {
    picture.alt = `Source of ${shown(group.id)}`;
  }
  return h('figure', { class: 'trial-cell' },
    h('div', { class: 'frame' }, picture ?? h('span', { class: 'fine' }, address === undefined ? 'no source' : 'no picture of the source here')),
    h('figcaption', {}, h('p', { class: 'cell-name' }, 'Source'),
      address !== undefined && data.run.showSources !== 'none' && isWebAddress(address) ? h('p', { class: 'meta' }, link(address, 'at its host ↗')) : null));
}

function outputsOf(row, label) {
  if (row.outputs.length === 0) {
    return h('div', { class: 'frame' }, h('span', { class: 'fine' }, 'no picture'));
  }
  return h('div', { class: 'frame' }, row.outputs.map((output, index) => {
    const picture = outputPicture(row, index);
    picture.alt = `${label}${row.outputs.length > 1 ? `, output ${index + 1}` : ''}`;
    return h('a', { href: fileAddress(output.file), target: '_blank', rel: 'noopener', title: 'Open the file' }, picture);
  }));
}

function figuresOf(row) {
  const parts = [row.queueMs, row.runMs, row.downloadMs].filter((part) => part !== null);
  const total = parts.reduce((sum, part) => sum + part, 0) / 1000;
  const output = row.outputs[0];
  return [
    row.cost === null ? null : money.format(row.cost),
    row.runMs === null ? null : `${seconds(row.runMs / 1000)} run`,
    parts.length === 0 ? null : `${seconds(total)} in all`,
    output ? `${output.width} × ${output.height}` : null,
  ].filter((fact) => fact !== null).join(' · ');
}

function candidateFigure(group, candidate, name) {
  const row = group.cells.get(candidate.number);
  const title = [h('span', { class: 'candidate-number' }, String(candidate.number)), ' ', foreign(nameOf(candidate))];
  if (row === undefined) {
    return h('figure', { class: 'trial-cell' }, h('div', { class: 'frame' }, h('span', { class: 'fine' }, 'not in this run')),
      h('figcaption', {}, h('p', { class: 'cell-name' }, title)));
  }
  const radio = h('input', { type: 'radio', name, value: candidate.number, disabled: row.outputs.length === 0, onchange: () => votes.keep(group.id, candidate.number) });
  return h('figure', { class: 'trial-cell', 'data-cell': row.number },
    outputsOf(row, `${shown(group.id)} by candidate ${candidate.number}`),
    h('figcaption', {},
      h('p', { class: 'cell-name' }, title, ' ', statusPill(row.status)),
      row.reason === null ? null : h('p', { class: 'reason' }, foreign(row.reason)),
      row.flags.length === 0 ? null : h('ul', { class: 'flags', 'aria-label': 'Flags' }, row.flags.map((flag) => h('li', { class: 'flag' }, foreign(flag.replace('=', ' '))))),
      h('p', { class: 'meta' }, figuresOf(row)),
      row.prompt === null ? null : folded('Prompt sent', { class: 'more' }, () => h('p', { class: 'prompt' }, foreign(row.prompt))),
      h('label', { class: 'vote' }, radio, ' ', h('span', {}, 'This one is better', h('span', { class: 'unseen' }, `: candidate ${candidate.number}`)))));
}

function keptOf(group) {
  const row = group.cells.values().next().value;
  return data.run.columns.map((column, index) => [column, row.kept[index]])
    .filter(([column, value]) => !['candidate', 'candidate_prompt'].includes(column) && value !== '' && value.length <= 80 && !isWebAddress(value))
    .slice(0, 4)
    .flatMap(([column, value], index) => [index === 0 ? '' : ' · ', h('span', {}, foreign(column), ' ', foreign(value))]);
}

function rowPart(group, index) {
  const name = `better-${index}`;
  const cells = h('div', { class: 'trial-cells' }, sourceFigure(group), data.candidates.map((candidate) => candidateFigure(group, candidate, name)));
  cells.style.setProperty('--columns', data.candidates.length + 1);
  const none = h('button', { type: 'button', class: 'plain linked', onclick: () => votes.keep(group.id, 0) }, 'Take the mark off');
  const part = h('fieldset', { class: 'trial-row' },
    h('legend', {}, foreign(group.id)), h('p', { class: 'meta' }, keptOf(group)),
    h('div', { class: 'cells-frame', tabindex: '0', role: 'group', 'aria-label': `Pictures of ${shown(group.id)}` }, cells), none);
  const show = () => {
    const number = votes.of(group.id);
    part.querySelectorAll(`input[name="${name}"]`).forEach((radio) => {
      radio.checked = Number(radio.value) === number;
      radio.closest('.trial-cell').classList.toggle('is-better', radio.checked);
    });
    none.hidden = number === 0;
  };
  votes.listen(show);
  show();
  return part;
}

function masthead() {
  return [
    h('div', { class: 'title' },
      h('p', { class: 'brand' }, 'Darkroom'),
      h('h1', {}, foreign(data.run.id)),
      h('p', { class: 'origin' }, foreign(data.run.manifest), ' → ', foreign(data.run.service))),
    h('nav', { 'aria-label': 'Parts of the page' },
      [['#candidates', 'Candidates'], ['#rows', 'Rows'], ['report.html', 'Report']].map(([href, text]) => h('a', { href }, text)), themeButton()),
  ];
}

document.title = `${shown(data.run.id)} – Darkroom trial`;
document.getElementById('masthead').append(...masthead());
const chosen = choice();
const left = data.total - data.rows.length;
document.getElementById('main').append(
  section('candidates', 'Candidates', candidateTable(), chosen.element),
  section('rows', 'Row by row',
    votes.stored ? null : h('p', { class: 'notice' }, 'This browser keeps nothing for this page: what you mark is lost when it is closed.'),
    left > 0 ? h('p', { class: 'notice' }, `This page shows the first ${count(groups.length, 'row')} of the manifest; the table counts all, and report.html shows the others.`) : null,
    groups.map(rowPart)));
document.body.append(live);
chosen.show();
