/* book/figures/strip.js - a history as a table or as lanes.
 *
 * The strip runs downwards, a row for each step with its sentence: the static
 * picture of a story, for print and for readers without JavaScript.  The lanes
 * run to the right, a column for each step: below a live figure and in the
 * trace viewer.  Both draw the same cells: orange hatch is requested, solid
 * blue in service, red the threshold.  Pure functions from data to HTML. */
(function (p) {
  'use strict';

  const WORDS = { irr: 'IRR', isr: 'ISR', both: 'IRR ISR', '': '' };
  const SPOKEN = { irr: 'requested', isr: 'in service',
    both: 'in service and requested again', '': '' };

  const hidden = (text) => '<span class="vh">' + p.escape(text) + '</span>';

  /* A cell's classes and contents; `first` and `last` of an equal run. */
  function cell(lane, i, count) {
    const value = lane.cells[i];
    const starts = i === 0 || lane.cells[i - 1] !== value;
    const ends = i + 1 >= count || lane.cells[i + 1] !== value;
    const edge = (starts ? ' first' : '') + (ends ? ' last' : '');
    if (lane.kind === 'bits')
      return { cls: 'bits ' + value + edge, html: !value ? ''
        : starts ? '<b>' + WORDS[value].replace(' ', '</b><b>') + '</b>' +
          hidden(SPOKEN[value]) : hidden(SPOKEN[value]) };
    if (lane.kind === 'class')
      return { cls: 'class' + edge, style: '--h:' + value,
        html: starts ? '<b>' + Number(value).toString(16) + '</b>'
          : hidden(Number(value).toString(16)) };
    if (lane.kind === 'gate')
      return { cls: 'gate ' + (value ? 'shut' : 'free') + edge,
        html: value && starts ? '<b>' + value + '</b>' : hidden(value) };
    return { cls: 'wave ' + (value ? 'high' : 'low') + edge,
      html: starts ? '<b>' + value + '</b>' : hidden(value) };
  }

  function td(lane, i, count) {
    const c = cell(lane, i, count);
    return '<td role="cell" class="' + c.cls + '"' +
      (c.style ? ' style="' + c.style + '"' : '') + '>' + c.html + '</td>';
  }

  /* ---- the strip ---- */

  function row(entry, i, lanes, count) {
    const refused = entry.sentence.refused ? ' class="refused"' : '';
    return '<tr role="row"' + refused + '><th role="rowheader" scope="row">' +
      (entry.step ? '<code>' + p.escape(entry.step.text) + '</code>'
        : '<span class="start">start</span>') + '</th>' +
      lanes.map((lane) => td(lane, i, count)).join('') +
      '<td role="cell" class="why">' + p.sentenceHtml(entry.sentence) +
      '</td></tr>';
  }

  p.strip = function (kind, history, options) {
    const lanes = p.lanesOf(kind, history, options);
    return '<table role="table" class="strip" style="--n:' + lanes.length +
      '"><thead><tr role="row"><th role="columnheader">step</th>' +
      lanes.map((l) => '<th role="columnheader">' + p.escape(l.label) +
        '</th>').join('') +
      '<th role="columnheader" class="why">what happens</th></tr></thead>' +
      '<tbody>' + history.map((entry, i) =>
        row(entry, i, lanes, history.length)).join('') + '</tbody></table>';
  };

  p.storyText = (history) => history.map((entry) =>
    p.join(entry.step && entry.step.text + ':',
      p.sentenceText(entry.sentence))).join('\n');

  /* ---- the lanes ---- */

  /* columns: [{head, sub, wrong}]; lanes: as lanesOf, cut to the columns.
   * `at`: the column that is looked at, or -1. */
  p.lanes = function (columns, lanes, at) {
    const n = columns.length;
    const look = (i) => (i === at ? ' at' : '') +
      (columns[i].wrong ? ' wrong' : '');
    const heads = columns.map((c, i) => '<span class="head' + look(i) +
      '" data-column="' + i + '"><b>' + p.escape(c.head) + '</b>' +
      (c.sub ? '<small>' + p.escape(c.sub) + '</small>' : '') + '</span>');
    const rows = lanes.map((lane) => '<span class="name">' +
      p.escape(lane.label) + '</span>' + columns.map((_, i) => {
      const c = cell(lane, i, n);
      return '<span class="' + c.cls + look(i) + '" data-column="' + i + '"' +
        (c.style ? ' style="' + c.style + '"' : '') + '>' + c.html + '</span>';
    }).join(''));
    return '<div class="lanes" aria-hidden="true" style="--n:' + n +
      '"><span class="name"></span>' + heads.join('') + rows.join('') +
      '</div>';
  };
})(globalThis.pic2pi = globalThis.pic2pi || {});
