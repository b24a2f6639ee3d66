// Approves at once what is shown and has no flag; what did not match is counted, and can be shown alone.
const bulk = (() => {
  const told = h('p', { class: 'bulk-told', role: 'status', hidden: true });

  function whyNot(row) {
    return row.outputs.length === 0 ? 'without a picture'
      : row.flags.length > 0 ? 'flagged'
        : verdicts.of(row).decision !== '' ? 'judged already'
          : verdicts.carried(row) === null ? null : 'approved in another run';
  }

  function approve() {
    const shownRows = sheet.rows();
    const apart = new Map();
    const matching = [];
    for (const row of shownRows) {
      const why = whyNot(row);
      if (why === null) {
        matching.push(row);
      } else {
        apart.set(why, [...(apart.get(why) ?? []), row]);
      }
    }
    verdicts.remember(matching);
    verdicts.together(() => matching.forEach((row) => keep(row, { decision: 'approved' })));
    const others = [...apart.values()].flat();
    const parts = [...apart].map(([why, rows]) => `${wholeNumbers.format(rows.length)} ${why}`);
    told.replaceChildren(`${count(matching.length, 'row')} approved.`,
      ...(others.length === 0 ? [] : [` ${count(others.length, 'row')} did not match: ${parts.join(', ')}. `,
        h('button', { type: 'button', class: 'plain linked', onclick: () => filter.apart(others) }, 'Show these')]));
    told.hidden = false;
  }

  function undo() {
    const rows = verdicts.undo();
    const leaves = told.contains(document.activeElement);
    told.hidden = true;
    if (leaves) {
      document.getElementById('undo').focus();
    }
    announce(rows === 0 ? 'There is nothing to undo.' : `${count(rows, 'row')} as before. ${document.querySelector('.judged').textContent}`);
  }

  return { told, approve, undo };
})();
