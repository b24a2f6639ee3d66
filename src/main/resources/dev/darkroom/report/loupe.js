// Before and after enlarged side by side, panned together; and both in one place by turns, so that what differs is seen to move.
const loupe = (() => {
  const STEP = 1.5;
  const MOST = 16;
  const BLINK = 600;
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  const panes = h('div', { class: 'loupe', hidden: true, tabindex: '0', role: 'group', 'aria-label': 'Before and after, enlarged; the arrow keys move both' });
  let frame = null;
  let pictures = [];
  let scale = 1;
  let x = 0;
  let y = 0;
  let timer = null;

  // One for each drawing of the large view; whatever ran before ends.
  function attach(wipe, before, after) {
    stop();
    frame = wipe;
    scale = 1;
    x = 0;
    y = 0;
    pictures = [];
    panes.hidden = true;
    panes.replaceChildren(...[[before, 'before'], [after, 'after']].filter(([picture]) => picture !== null).map(([picture, word]) => {
      const copy = h('img', { src: picture.getAttribute('src'), alt: picture.getAttribute('alt'), draggable: 'false' });
      picture.addEventListener('error', () => { copy.src = picture.src; });
      pictures.push(copy);
      return h('div', { class: 'pane' }, copy, h('span', { class: `tag tag-${word}` }, word));
    }));
    return panes;
  }

  function draw() {
    const zoomed = scale > 1;
    const leaves = (zoomed ? frame : panes).contains(document.activeElement);
    panes.hidden = !zoomed;
    frame.classList.toggle('behind', zoomed);
    // What is hidden cannot keep the focus.
    if (leaves) {
      (zoomed ? panes : panes.closest('dialog').querySelector('.large-close')).focus();
    }
    const pane = panes.querySelector('.pane');
    if (zoomed && pane) {
      const edge = (size) => ((scale - 1) * size) / 2;
      x = Math.max(-edge(pane.clientWidth), Math.min(edge(pane.clientWidth), x));
      y = Math.max(-edge(pane.clientHeight), Math.min(edge(pane.clientHeight), y));
    }
    pictures.forEach((picture) => { picture.style.transform = `translate(${x}px, ${y}px) scale(${scale})`; });
  }

  function zoom(to) {
    stop();
    scale = Math.max(1, Math.min(MOST, to));
    if (scale === 1) {
      x = 0;
      y = 0;
    }
    draw();
    announce(scale === 1 ? 'The whole picture.' : `Enlarged ${scale.toFixed(1)} times; the arrow keys move both.`);
  }

  function fit() {
    zoom(1);
    frame.classList.remove('only-before', 'only-after');
  }

  // A pixel of the output is a pixel of the screen.
  function full() {
    zoom(1.01);
    const picture = pictures[pictures.length - 1];
    const pane = panes.querySelector('.pane');
    if (!picture || !pane || picture.naturalWidth === 0) {
      return;
    }
    const least = Math.min(pane.clientWidth / picture.naturalWidth, pane.clientHeight / picture.naturalHeight);
    zoom(Math.max(1.01, 1 / (least * window.devicePixelRatio)));
  }

  function pan(right, down) {
    x -= right;
    y -= down;
    draw();
  }

  function flip() {
    const before = frame.classList.contains('only-before');
    frame.classList.toggle('only-before', !before);
    frame.classList.toggle('only-after', before);
  }

  // Where motion is unwelcome each call shows the other one; else they take turns until the next call.
  function blink() {
    if (pictures.length < 2) {
      return;
    }
    if (timer !== null) {
      stop();
      return;
    }
    zoom(1);
    flip();
    if (!calm.matches) {
      timer = setInterval(flip, BLINK);
    }
    announce(calm.matches ? (frame.classList.contains('only-before') ? 'Before.' : 'After.') : 'Before and after take turns; b ends it.');
  }

  function stop() {
    if (timer !== null) {
      clearInterval(timer);
      timer = null;
    }
    if (!calm.matches) {
      frame?.classList.remove('only-before', 'only-after');
    }
  }

  panes.addEventListener('pointerdown', (event) => {
    panes.setPointerCapture(event.pointerId);
  });
  panes.addEventListener('pointermove', (event) => {
    if (panes.hasPointerCapture(event.pointerId)) {
      pan(-event.movementX, -event.movementY);
    }
  });

  const button = (text, name, title, onclick) => h('button', { type: 'button', 'aria-label': name, title, onclick }, text);

  function tools() {
    return h('span', { class: 'loupe-tools', role: 'group', 'aria-label': 'Zoom' },
      button('−', 'Smaller', 'Smaller (-)', () => zoom(scale / STEP)),
      button('+', 'Larger', 'Larger (+)', () => zoom(scale * STEP)),
      button('1:1', '1:1, pixel for pixel', 'Pixel for pixel (1)', full),
      button('Fit', 'Fit, the whole picture', 'The whole picture (0)', fit),
      button('⇄', 'Blink before and after', 'Blink (b)', blink));
  }

  return { attach, tools, blink, full, pan, stop, larger: () => zoom(scale * STEP), smaller: () => zoom(scale / STEP), fit, zoomed: () => scale > 1 };
})();
