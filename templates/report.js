// Filters, deep links, copying and printing. Reads the page it stands in, writes text only, and remembers its state in the URL's hash.
(() => {
  const form = document.getElementById('filters');
  const shown = document.getElementById('shown');
  const toggle = document.getElementById('toggle-all');
  const findings = [...document.querySelectorAll('details.finding')].map((element) => ({
    element,
    text: [...element.querySelectorAll('summary, .body > :not(textarea)')]
      .map((part) => part.textContent)
      .join(' ')
      .toLowerCase(),
  }));

  if (form && shown && toggle) {
    const { q, pillar } = form.elements;
    const boxes = (name) => [...form.querySelectorAll(`input[name="${name}"]`)];
    const chosen = (name) => boxes(name).flatMap((box) => (box.checked ? [box.value] : []));

    const apply = () => {
      const outcomes = chosen('outcome');
      const severities = chosen('severity');
      const words = q.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const { element, text } of findings) {
        const { dataset } = element;
        const fits =
          (outcomes.length === 0 || outcomes.includes(dataset.outcome)) &&
          (severities.length === 0 || severities.includes(dataset.severity)) &&
          (pillar.value === '' || pillar.value === dataset.pillar) &&
          words.every((word) => text.includes(word));
        element.classList.toggle('filtered', !fits);
        if (fits) count += 1;
      }
      for (const part of document.querySelectorAll('[data-pillar-group], [data-group]')) {
        part.classList.toggle('filtered', !part.querySelector('details.finding:not(.filtered)'));
      }
      shown.textContent = `${count} of ${findings.length} shown`;
    };

    const remember = () => {
      const state = new URLSearchParams();
      for (const name of ['outcome', 'severity']) if (chosen(name).length > 0) state.set(name, chosen(name).join(','));
      if (pillar.value !== '') state.set('pillar', pillar.value);
      if (q.value !== '') state.set('q', q.value);
      const hash = state.toString();
      history.replaceState(null, '', hash === '' ? location.pathname + location.search : `#${hash}`);
    };

    const recall = () => {
      const hash = location.hash.slice(1);
      if (!hash.includes('=')) return;
      const state = new URLSearchParams(hash);
      for (const name of ['outcome', 'severity']) {
        const values = (state.get(name) ?? '').split(',');
        for (const box of boxes(name)) box.checked = values.includes(box.value);
      }
      pillar.value = state.get('pillar') ?? '';
      if (pillar.selectedIndex < 0) pillar.value = '';
      q.value = state.get('q') ?? '';
      apply();
    };

    const change = () => {
      apply();
      remember();
    };
    form.addEventListener('input', change);
    form.addEventListener('submit', (event) => event.preventDefault());
    // The fields are empty only after the event.
    form.addEventListener('reset', () => setTimeout(change));
    toggle.addEventListener('click', () => {
      const open = toggle.getAttribute('aria-pressed') !== 'true';
      for (const { element } of findings) element.open = open;
      toggle.setAttribute('aria-pressed', String(open));
      toggle.textContent = open ? 'Close all' : 'Open all';
    });
    window.addEventListener('hashchange', recall);
    form.hidden = false;
    recall();
  }

  // A link to a finding opens it, and a filter that hides it gives way.
  const follow = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!(target instanceof HTMLDetailsElement)) return;
    if (target.classList.contains('filtered'))
      for (const part of document.querySelectorAll('.filtered')) part.classList.remove('filtered');
    target.open = true;
    target.scrollIntoView();
    target.querySelector('summary')?.focus({ preventScroll: true });
  };
  window.addEventListener('hashchange', follow);
  follow();

  if (navigator.clipboard) {
    for (const button of document.querySelectorAll('button[data-copy]')) {
      button.hidden = false;
      button.addEventListener('click', async () => {
        const source = button.closest('.body')?.querySelector('textarea');
        try {
          await navigator.clipboard.writeText(source?.value ?? '');
          button.textContent = 'Copied';
        } catch {
          button.textContent = 'The browser did not allow it';
        }
        setTimeout(() => {
          button.textContent = 'Copy as Markdown';
        }, 2500);
      });
    }
  }

  // Paper cannot be clicked: everything is open while printing, and as it was afterwards.
  let closed = null;
  const unfold = () => {
    if (closed) return;
    closed = [...document.querySelectorAll('details:not([open])')];
    for (const element of closed) element.open = true;
  };
  const fold = () => {
    for (const element of closed ?? []) element.open = false;
    closed = null;
  };
  window.addEventListener('beforeprint', unfold);
  window.addEventListener('afterprint', fold);
  const print = window.matchMedia('print');
  print.addEventListener('change', () => (print.matches ? unfold() : fold()));
})();
