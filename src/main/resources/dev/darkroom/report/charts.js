// Two charts, drawn at the width there is and again when it changes. Each has its figures as a table beside it.
function whenSized(frame, draw) {
  let drawn = 0;
  new ResizeObserver(() => {
    const width = Math.floor(frame.clientWidth);
    if (width > 0 && width !== drawn) {
      drawn = width;
      frame.replaceChildren(draw(width));
    }
  }).observe(frame);
}

function niceCeiling(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value);
}

function timeSlots() {
  const { millis, slots } = data.timeLine;
  const known = new Map(slots.map((slot) => [slot[0], slot]));
  const full = [];
  let inFlight = 0;
  for (let at = slots[0][0]; at <= slots[slots.length - 1][0]; at += millis) {
    const [, submitted, done, throttled] = known.get(at) ?? [at, 0, 0, 0];
    inFlight += submitted - done;
    full.push({ at, submitted, done, throttled, inFlight: Math.max(0, inFlight) });
  }
  return full;
}

function drawTimeLine(slots, width) {
  const left = 44;
  const right = 12;
  const panels = [{ top: 18, height: 120 }, { top: 178, height: 70 }];
  const bottom = 268;
  const x = (index) => left + ((index + 0.5) * (width - left - right)) / slots.length;
  const most = niceCeiling(Math.max(...slots.map((slot) => Math.max(slot.submitted, slot.done, slot.throttled))));
  const mostInFlight = niceCeiling(Math.max(...slots.map((slot) => slot.inFlight)));
  const y = (panel, value, ceiling) => panel.top + panel.height * (1 - value / ceiling);
  const path = (panel, name, ceiling) =>
    slots.map((slot, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(panel, slot[name], ceiling).toFixed(1)}`).join('');
  const grid = panels.flatMap((panel, index) => [0, 0.5, 1].flatMap((part) => {
    const ceiling = index === 0 ? most : mostInFlight;
    const level = panel.top + panel.height * (1 - part);
    const value = ceiling * part;
    return [
      svg('line', { class: 'grid', x1: left, x2: width - right, y1: level, y2: level }),
      Number.isInteger(value) ? svg('text', { class: 'tick', x: left - 6, y: level + 4, 'text-anchor': 'end' }, wholeNumbers.format(value)) : null,
    ];
  }));
  const barWidth = Math.max(1.5, (width - left - right) / slots.length - 1);
  const throttled = slots.flatMap((slot, index) => (slot.throttled === 0 ? [] : [svg('rect', {
    class: 'throttled', x: x(index) - barWidth / 2, width: barWidth,
    y: y(panels[0], slot.throttled, most), height: (panels[0].height * slot.throttled) / most,
  })]));
  const base = panels[1].top + panels[1].height;
  const area = `${path(panels[1], 'inFlight', mostInFlight)}L${x(slots.length - 1)} ${base}L${x(0)} ${base}Z`;
  const ticks = Math.max(1, Math.min(slots.length, Math.floor((width - left - right) / 90)));
  const step = Math.ceil(slots.length / ticks);
  const times = slots.filter((slot, index) => index % step === 0).map((slot, index) =>
    svg('text', { class: 'tick', x: x(index * step), y: bottom, 'text-anchor': index === 0 ? 'start' : index * step === slots.length - 1 ? 'end' : 'middle' },
      clock(slot.at, slots.length * data.timeLine.millis > 172800000 ? 86400000 : data.timeLine.millis)));
  return svg('svg', { class: 'chart', width, height: 276, viewBox: `0 0 ${width} 276`, role: 'img', 'aria-label': timeLineWords(slots) },
    grid, throttled,
    svg('path', { class: 'series submitted', d: path(panels[0], 'submitted', most) }),
    svg('path', { class: 'series done', d: path(panels[0], 'done', most) }),
    svg('path', { class: 'in-flight', d: area }),
    svg('text', { class: 'label', x: left, y: panels[1].top - 10 }, width < 440 ? 'In flight at the end of each slot' : 'In flight (bought, not yet in place) at the end of each slot'),
    times);
}

function timeLineWords(slots) {
  const sum = (name) => slots.reduce((total, slot) => total + slot[name], 0);
  const peak = Math.max(...slots.map((slot) => slot.inFlight));
  return `Time line from ${moment(slots[0].at)} to ${moment(slots[slots.length - 1].at)} UTC: ${sum('submitted')} submitted, `
    + `${sum('done')} done, ${sum('throttled')} answers “too many requests”, at most ${peak} in flight.`;
}

function timeLineSection() {
  if (data.timeLine.slots.length === 0) {
    return null;
  }
  const slots = timeSlots();
  const frame = h('div', { class: 'chart-frame' });
  whenSized(frame, (width) => drawTimeLine(slots, width));
  const heads = ['From (UTC)', ...['Submitted', 'Done', '429', 'In flight'].map((text) => ({ text, class: 'number' }))];
  return section('time', 'Time line',
    h('p', { class: 'legend' },
      h('span', { class: 'key key-submitted' }, 'submitted'), h('span', { class: 'key key-done' }, 'done'),
      h('span', { class: 'key key-throttled' }, '“too many requests” (429)'), h('span', { class: 'key key-flight' }, 'in flight'),
      h('span', { class: 'slot-size' }, `a slot is ${seconds(data.timeLine.millis / 1000)}; times are UTC`)),
    frame,
    folded('The time line as a table', { class: 'as-table' }, () => table('Time line', heads, slots.map((slot) => h('tr', {},
      h('th', { scope: 'row' }, moment(slot.at)),
      ['submitted', 'done', 'throttled', 'inFlight'].map((name) => h('td', { class: 'number' }, wholeNumbers.format(slot[name]))))))));
}

function drawLatency(latency, first, last, width) {
  const left = 4;
  const bars = latency.bars.slice(first, last + 1);
  const most = Math.max(...bars, 1);
  const step = (width - 2 * left) / bars.length;
  const height = 84;
  const words = `${latency.name}: half of ${count(latency.rows, 'row')} took at most ${seconds(latency.median)}, 95 % at most ${seconds(latency.p95)}.`;
  const end = (index) => data.latencyEnds[first + index] / 1000;
  const every = Math.max(1, Math.ceil(46 / step));
  return svg('svg', { class: 'chart', width, height: height + 22, viewBox: `0 0 ${width} ${height + 22}`, role: 'img', 'aria-label': words },
    svg('line', { class: 'grid', x1: left, x2: width - left, y1: height, y2: height }),
    bars.map((rows, index) => (rows === 0 ? null : svg('rect', {
      class: 'bar', x: left + index * step + 1, width: Math.max(2, step - 2), rx: 2,
      y: height - Math.max(2, (height - 8) * (rows / most)), height: Math.max(2, (height - 8) * (rows / most)),
    }, svg('title', {}, `up to ${first + index < data.latencyEnds.length ? seconds(end(index)) : 'longer'}: ${count(rows, 'row')}`)))),
    bars.map((rows, index) => (index % every !== every - 1 || first + index >= data.latencyEnds.length ? null
      : svg('text', { class: 'tick', x: left + (index + 1) * step, y: height + 16, 'text-anchor': index === bars.length - 1 ? 'end' : 'middle' }, seconds(end(index))))));
}

function latencySection() {
  const known = data.latencies.filter((latency) => latency.rows > 0);
  if (known.length === 0) {
    return null;
  }
  const first = Math.max(0, Math.min(...known.map((latency) => latency.bars.findIndex((rows) => rows > 0))) - 1);
  const last = Math.min(data.latencyEnds.length, Math.max(...known.map((latency) => latency.bars.findLastIndex((rows) => rows > 0))) + 1);
  const charts = known.map((latency) => {
    const frame = h('div', { class: 'chart-frame' });
    whenSized(frame, (width) => drawLatency(latency, first, last, width));
    return h('div', { class: 'panel' }, h('h3', {}, latency.name), frame);
  });
  const heads = ['Part', ...['Rows', 'Median', '95 %', '99 %', 'Longest'].map((text) => ({ text, class: 'number' }))];
  const rows = known.map((latency) => h('tr', {},
    h('th', { scope: 'row' }, latency.name),
    h('td', { class: 'number' }, wholeNumbers.format(latency.rows)),
    ['median', 'p95', 'p99', 'longest'].map((name) => h('td', { class: 'number' }, seconds(latency[name])))));
  return section('latency', 'How long rows took',
    h('p', { class: 'fine' }, 'Queue: from the submit to the first sight of work. Run: from there to the service’s end. Download: fetching the picture.'),
    h('div', { class: 'panels' }, charts), table('How long rows took', heads, rows, { class: 'stacked' }));
}
