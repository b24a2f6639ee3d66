// Which candidate is better, one entry for each row of the manifest in the browser's storage.
const data = JSON.parse(document.getElementById('data').textContent);

const votes = (() => {
  const prefix = `darkroom/${data.run.id}/${data.run.createdAt}/better/`;
  const memory = new Map();
  const listeners = [];
  const storage = usableStorage();

  function usableStorage() {
    try {
      window.localStorage.setItem(`${prefix}probe`, '');
      window.localStorage.removeItem(`${prefix}probe`);
      return window.localStorage;
    } catch {
      return null;
    }
  }

  // The number of the candidate, 0 for none.
  function of(id) {
    const text = storage === null ? memory.get(id) : storage.getItem(prefix + id);
    const number = Number(text ?? 0);
    return Number.isInteger(number) ? number : 0;
  }

  function keep(id, number) {
    try {
      if (storage === null) {
        memory.set(id, number);
      } else if (number === 0) {
        storage.removeItem(prefix + id);
      } else {
        storage.setItem(prefix + id, String(number));
      }
    } catch {
      memory.set(id, number);
    }
    listeners.forEach((listener) => listener());
  }

  window.addEventListener('storage', (event) => {
    if (event.key === null || event.key.startsWith(prefix)) {
      listeners.forEach((listener) => listener());
    }
  });

  return { of, keep, stored: storage !== null, listen: (listener) => listeners.push(listener) };
})();
