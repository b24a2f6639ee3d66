// What the manifest and the service wrote is shown as text alone. Characters that cannot be seen, or that turn the
// writing direction, are shown by their numbers; line breaks, tabs and joiners stay, since texts need them.
const PLAIN = new Set(['\n', '\t', '\u200c', '\u200d']);

function shown(text) {
  return String(text).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
    PLAIN.has(character) ? character : `\\u{${character.codePointAt(0).toString(16)}}`);
}

// Only these two ever become a link: an address may come from anybody.
function isWebAddress(text) {
  try {
    return ['https:', 'http:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

function fileAddress(path) {
  return data.files + path.split('/').map(encodeURIComponent).join('/');
}

const wholeNumbers = new Intl.NumberFormat('en');
const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: 6 });

function count(number, one, many = `${one}s`) {
  return `${wholeNumbers.format(number)} ${number === 1 ? one : many}`;
}

function share(part, whole) {
  if (part === 0 || whole === 0) {
    return '0 %';
  }
  return percents(part / whole, Math.round((1000 * part) / whole));
}

function percents(part, tenths) {
  return part < 0.001 ? '< 0.1 %' : `${(tenths / 10).toFixed(1).replace(/\.0$/, '')} %`;
}

// Shares in tenths of a per cent that add up to 100: what rounding down leaves over goes to those it took the most from.
// A part that is there has a tenth at least, so that only a whole is 100 %.
function shares(parts) {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  const exact = parts.map((part) => (1000 * part) / whole);
  const tenths = exact.map((value) => (value > 0 ? Math.max(1, Math.floor(value)) : 0));
  let left = 1000 - tenths.reduce((sum, value) => sum + value, 0);
  const byLoss = exact.map((value, index) => [value - tenths[index], index]).sort((one, other) => other[0] - one[0]);
  for (let turn = 0; left > 0; turn = (turn + 1) % byLoss.length, left--) {
    tenths[byLoss[turn][1]]++;
  }
  tenths[tenths.indexOf(Math.max(...tenths))] += left;
  return parts.map((part, index) => (part === 0 ? '0 %' : percents(part / whole, tenths[index])));
}

// Advice with its options, keys and files' names kept whole.
function advised(text) {
  return text.split(/((?:resume )?--[a-z-]+(?: (?:failed|cancelled))?|[a-z]+\.[a-z]+(?:-[a-z]+)*)/).map((part, index) =>
    (index % 2 === 1 ? h('span', { class: 'whole' }, part) : part)).filter((part) => part !== '');
}

function bytes(number) {
  const units = ['B', 'KB', 'MB', 'GB'];
  let unit = 0;
  let value = number;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

function seconds(value) {
  if (value === null) {
    return '–';
  }
  if (value < 1) {
    return `${Math.round(value * 1000)} ms`;
  }
  if (value < 120) {
    return `${value < 10 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value)} s`;
  }
  const minutes = Math.round(value / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

function moment(millis) {
  return new Date(millis).toISOString().slice(0, 19).replace('T', ' ');
}

function clock(millis, step) {
  const text = new Date(millis).toISOString();
  return step >= 86400000 ? text.slice(5, 10) : text.slice(11, step >= 60000 ? 16 : 19);
}

const STATUS_WORDS = {
  succeeded: 'succeeded',
  reused: 'reused',
  rejected: 'rejected row',
  failed: 'failed',
  timed_out: 'timed out',
  cancelled: 'cancelled',
  download_failed: 'download failed',
  unknown: 'unknown',
  submitted: 'submitted',
  pending: 'pending',
};

function flagWord(flag) {
  const sign = flag.indexOf('=');
  return sign < 0 ? flag : flag.slice(0, sign);
}
