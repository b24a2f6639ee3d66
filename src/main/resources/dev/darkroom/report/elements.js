// The only way elements are made: attributes by name, listeners by on…, text as text. Nothing is ever read as HTML.
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

// Somebody else's words: kept apart from ours, whichever way they are written.
function foreign(text, attributes = {}) {
  return h('bdi', attributes, shown(text));
}

function link(address, text, attributes = {}) {
  if (!isWebAddress(address)) {
    return foreign(address, attributes);
  }
  return h('a', { href: address, target: '_blank', rel: 'noopener noreferrer', ...attributes }, text ?? foreign(address));
}

// It takes the focus from a link to it.
function section(id, title, ...children) {
  return h('section', { id, tabindex: '-1', 'aria-labelledby': `${id}-title` }, h('h2', { id: `${id}-title` }, title), ...children);
}

// One that is stacked has, on narrow screens, its cells below one another, each with its head; it stays a table to those who hear it.
function table(caption, heads, rows, attributes = {}) {
  if (attributes.class?.includes('stacked')) {
    attributes.role = 'table';
    rows.forEach((row) => {
      row.setAttribute('role', 'row');
      [...row.cells].forEach((cell, index) => {
        cell.setAttribute('role', index === 0 ? 'rowheader' : 'cell');
        cell.dataset.head = heads[index].text ?? heads[index];
      });
    });
  }
  return h('div', { class: 'table-frame', tabindex: '0', role: 'group', 'aria-label': caption },
    h('table', attributes,
      h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col', class: head.class }, head.text ?? head)))),
      h('tbody', {}, rows)));
}

function statusPill(status) {
  return h('span', { class: `pill status-${status}` }, STATUS_WORDS[status] ?? shown(status));
}

// Details whose body is made when they are first opened.
function folded(summary, attributes, make) {
  const details = h('details', attributes, h('summary', {}, summary));
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) {
      details.append(make());
    }
  });
  return details;
}
