// Light or dark: the system's colours until a person chooses.
function themeButton() {
  const root = document.documentElement;
  const setting = 'darkroom/theme';
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches);
  const button = h('button', { type: 'button', class: 'theme', 'aria-label': 'Dark colours' }, '◐');
  const show = () => button.setAttribute('aria-pressed', String(isDark()));
  try {
    const stored = window.localStorage.getItem(setting);
    if (stored === 'dark' || stored === 'light') {
      root.dataset.theme = stored;
    }
  } catch {
    // The system's colours it is.
  }
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    show();
    try {
      window.localStorage.setItem(setting, root.dataset.theme);
    } catch {
      // They last as long as the page is open.
    }
  });
  dark.addEventListener('change', show);
  show();
  return button;
}
