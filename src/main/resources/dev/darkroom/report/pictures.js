// Source and output over one another; a range input over both moves the border between them, by pointer and keyboard.
function comparison(row, before, after, describe) {
  const frame = h('div', { class: 'wipe' }, before, after);
  if (before && after) {
    before.classList.add('before');
    after.classList.add('after');
    const range = h('input', {
      type: 'range', min: '0', max: '100', value: '50', class: 'wipe-range', 'aria-label': `How much of the source is shown, ${shown(describe)}`,
    });
    range.addEventListener('input', () => frame.style.setProperty('--cut', `${range.value}%`));
    frame.append(h('span', { class: 'tag tag-before', 'aria-hidden': 'true' }, 'before'),
      h('span', { class: 'tag tag-after', 'aria-hidden': 'true' }, 'after'),
      range, h('span', { class: 'wipe-line', 'aria-hidden': 'true' }));
  } else if (before) {
    frame.classList.add('only-source');
    frame.append(h('span', { class: 'tag tag-before' }, 'source'));
  } else if (after) {
    frame.append(h('span', { class: 'tag tag-after' }, 'after'));
  } else {
    frame.classList.add('no-picture');
    frame.append(h('span', {}, 'no picture'));
  }
  if (!before && row.sources.length > 0 && data.run.showSources !== 'none' && isWebAddress(row.sources[0])) {
    const source = link(row.sources[0], 'source ↗', { title: whyLink(row), 'aria-label': `Source of ${shown(row.id)}, at its own address: ${whyLink(row)}` });
    if (after) {
      source.classList.add('source-link');
      frame.append(source);
    } else {
      frame.append(h('small', {}, `${whyLink(row)}: `, source));
    }
  }
  return frame;
}

// Why a source is a link and no picture.
function whyLink(row) {
  if (data.run.showSources === 'link') {
    return 'the source’s address is not one a page may load from';
  }
  return ['succeeded', 'failed'].includes(row.status)
    ? 'the source could not be fetched for this page'
    : 'sources are fetched of rows that succeeded or failed alone';
}

// What there is of the source: the thumbnail, where the job links sources the picture itself, else nothing.
function sourcePicture(row) {
  const first = row.sources[0];
  let address = null;
  if (data.run.showSources === 'thumbnails') {
    address = row.before;
  } else if (data.run.showSources === 'link' && first && first.startsWith('https:') && isWebAddress(first)) {
    address = first;
  }
  return address === null ? null
    : h('img', { src: address, alt: `Source of ${shown(row.id)}`, loading: 'lazy', decoding: 'async', draggable: 'false', onerror: (event) => event.target.classList.add('missing') });
}

function outputPicture(row, index) {
  const output = row.outputs[index];
  return output === undefined ? null : h('img', {
    src: output.after ?? fileAddress(output.file), alt: `Output ${row.outputs.length > 1 ? `${index + 1} ` : ''}of ${shown(row.id)}`,
    loading: 'lazy', decoding: 'async', draggable: 'false', onerror: (event) => event.target.classList.add('missing'),
  });
}

// The file itself if it lies beside the page; a page that was mailed alone shows what it has.
function fullPicture(row, index, whenMissing) {
  const output = row.outputs[index];
  if (output === undefined) {
    return null;
  }
  const picture = h('img', { alt: `Output of ${shown(row.id)}, ${output.width} by ${output.height}`, draggable: 'false' });
  picture.addEventListener('error', () => {
    if (output.after !== null && picture.getAttribute('src') !== output.after) {
      picture.src = output.after;
    } else {
      picture.classList.add('missing');
    }
    whenMissing();
  });
  picture.src = fileAddress(output.file);
  return picture;
}
