// Which rows are shown: by status, flag, verdict, the value of a kept column, and words.
const filter = (() => {
  const NONE = { status: '', flag: '', verdict: '', column: '', value: '', text: '' };
  const MOST_VALUES = 300;
  const state = { ...NONE };
  const controls = {};

  let alone = null;

  const texts = new Map();

  function textOf(row) {
    if (!texts.has(row.number)) {
      texts.set(row.number, [row.id, row.prompt ?? '', ...row.kept].join('\n').toLowerCase());
    }
    return texts.get(row.number);
  }

  function matches(row) {
    return (alone === null || alone.has(row.number))
      && (state.status === '' || row.status === state.status)
      && (state.flag === '' || matchesFlag(row))
      && (state.verdict === '' || matchesVerdict(row))
      && (state.column === '' || state.value === '' || row.kept[Number(state.column)] === state.value.slice(1))
      && (state.text === '' || state.text.toLowerCase().split(/\s+/).every((word) => textOf(row).includes(word)));
  }

  function matchesFlag(row) {
    return state.flag === 'any' ? row.flags.length > 0
      : state.flag === 'none' ? row.flags.length === 0
        : row.flags.some((flag) => `=${flagWord(flag)}` === state.flag);
  }

  function matchesVerdict(row) {
    const { decision } = verdicts.of(row);
    switch (state.verdict) {
      case 'open': return (decision === '' || decision === 'withdrawn') && row.toJudge;
      case 'carried': return verdicts.carried(row) !== null;
      case 'two': return (row.verdict?.from ?? null) === null && (row.verdict?.reviewers.length ?? 0) > 1;
      case 'withdrawn': return decision === 'withdrawn' || (decision === '' && row.verdict?.verdict === 'withdrawn');
      default: return decision === state.verdict;
    }
  }

  function select(name, label, options) {
    const element = h('select', { id: `filter-${name}` });
    setOptions(element, options);
    element.addEventListener('change', () => change({ [name]: element.value }));
    controls[name] = element;
    return h('label', { class: 'field', for: `filter-${name}` }, h('span', {}, label), element);
  }

  function setOptions(element, options) {
    element.replaceChildren(...options.map(([value, text]) => h('option', { value }, text)));
  }

  function tally(values) {
    const counts = new Map();
    values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
    return counts;
  }

  function change(changes) {
    alone = null;
    Object.assign(state, changes);
    if ('column' in changes) {
      state.value = '';
      setOptions(controls.value, valueOptions());
      controls.value.disabled = state.column === '';
    }
    Object.entries(controls).forEach(([name, control]) => { control.value = state[name]; });
    sheet.update();
  }

  function valueOptions() {
    const all = [['', 'all values']];
    if (state.column === '') {
      return all;
    }
    const counts = [...tally(data.rows.map((row) => row.kept[Number(state.column)]))];
    counts.sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0]));
    const listed = counts.slice(0, MOST_VALUES).map(([value, rows]) => [`=${value}`, `${value === '' ? '(empty)' : shown(value).slice(0, 60)} (${rows})`]);
    return [...all, ...listed];
  }

  // Shows the rows alone that did not match, until the filter is changed.
  function apart(rows) {
    change({ ...NONE });
    alone = new Set(rows.map((row) => row.number));
    sheet.update();
    sheet.enter();
  }

  // Shows these rows alone and goes there.
  function only(changes) {
    change({ ...NONE, ...changes });
    sheet.enter();
  }

  function make() {
    const statuses = tally(data.rows.map((row) => row.status));
    const flags = tally(data.rows.flatMap((row) => [...new Set(row.flags.map(flagWord))]));
    const search = h('input', { type: 'search', id: 'filter-text', placeholder: 'id, prompt, column', autocomplete: 'off', spellcheck: 'false' });
    search.addEventListener('input', () => change({ text: search.value.trim() === '' ? '' : search.value.trim() }));
    const parts = [
      h('label', { class: 'field grow', for: 'filter-text' }, h('span', {}, 'Search'), search),
      select('status', 'Status', [['', 'all'], ...[...statuses].map(([status, rows]) => [status, `${STATUS_WORDS[status]} (${rows})`])]),
      select('flag', 'Flag', [['', 'all'], ['any', 'any flag'], ['none', 'no flag'], ...[...flags].map(([flag, rows]) => [`=${flag}`, `${shown(flag)} (${rows})`])]),
      select('verdict', 'Verdict', [['', 'all'], ['open', 'not judged'], ['approved', 'approved'], ['rejected', 'rejected'], ['withdrawn', 'withdrawn'], ['carried', 'carried approval'], ['two', 'judged by two']]),
    ];
    if (data.run.columns.length > 0) {
      parts.push(select('column', 'Column', [['', 'any'], ...data.run.columns.map((column, index) => [String(index), shown(column)])]),
        select('value', 'Value', [['', 'all values']]));
      controls.value.disabled = true;
    }
    parts.push(h('button', { type: 'button', class: 'clear', onclick: () => { search.value = ''; change(NONE); } }, 'Clear'));
    controls.text = { set value(text) { if (search.value.trim() !== text) { search.value = text; } } };
    return h('search', { class: 'filters', 'aria-label': 'Filter the rows' }, parts);
  }

  return { make, matches, only, apart, active: () => alone !== null || Object.values(state).some((value) => value !== ''), status: () => state.status };
})();
