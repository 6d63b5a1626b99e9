/* tests/browser/page.test.mjs - the live figures and the trace viewer as a
 * reader meets them: in Chromium, from the disk, by keyboard, on a telephone,
 * in print, and without JavaScript. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { block, browser, fixture, models, open, p, root, scratch, STORIES, why,
  writePage } from './live.mjs';

const m = await models();
const all = () => [...Object.entries(STORIES).map(([kind, lines]) =>
  block(kind, lines)), block('trace', ['send 0x41', 'send 0x41', 'take',
  'send 0x41', 'eoi', 'take', 'eoi'])];

const story = (kind, lines) => {
  const k = p.kinds[kind], options = k.options({}, lines);
  return m.borrow((models) => {
    const play = new p.Play(k, models, options);
    for (const step of p.parseStory(k, lines, options)) play.act(step);
    return play.history.map((e) => p.sentenceText(e.sentence));
  });
};

const said = (page, kind) => page.locator('#f-' + kind + ' .sentence')
  .textContent();

test('figures and viewer in Chromium', { skip: why }, async (t) => {
  const b = await browser(t);
  const url = writePage(scratch(t), all(), m);

  await t.test('each story plays to its end, then free play opens', async () => {
    const page = await open(b, url);
    for (const [kind, lines] of Object.entries(STORIES)) {
      const expected = story(kind, lines);
      const figure = page.locator('#f-' + kind);
      assert.equal(await figure.locator('.controls').isVisible(), false);
      assert.equal(await said(page, kind), expected[0]);
      for (let i = 1; i <= lines.length; i++) {
        await figure.locator('.primary').click();
        assert.ok((await said(page, kind)).startsWith(expected[i]),
          kind + ' ' + i);
      }
      assert.equal(await figure.locator('.primary').isVisible(), false);
      assert.equal(await figure.locator('.controls').isVisible(), true);
      assert.match(await said(page, kind), /now it is yours/);
    }
    assert.deepEqual(page.faults, []);
  });

  await t.test('after three steps the red line has been explained', async () => {
    const page = await open(b, url);
    const heard = [await said(page, 'lapic')];
    for (let i = 0; i < 3; i++) {
      await page.click('#f-lapic .primary');
      heard.push(await said(page, 'lapic'));
    }
    assert.match(heard[0], /A row is a class, .* The red line is PPR, .* only when its row is above the line/);
    assert.match(heard[2], /The red line, PPR, rises .* only class 4 and above/);
    assert.match(heard[3], /0x33 waits: class 3 is not above PPR class 3/);
    assert.match(await page.locator('#f-lapic .waterline').textContent(),
      /PPR 0x30: class 3 and below wait/);
  });

  await t.test('undo restores picture, sentence and story', async () => {
    const page = await open(b, url);
    for (const kind of Object.keys(STORIES)) {
      const look = async () => (await page.locator('#f-' + kind +
        ' .view').innerHTML()).replace(/ changed/g, '') +
        await said(page, kind);
      const seen = [await look()];
      for (let i = 0; i < 3; i++) {
        await page.click('#f-' + kind + ' .primary');
        seen.push(await look());
      }
      for (let i = 2; i >= 0; i--) {
        await page.click('#f-' + kind + ' button:text-is("Undo")');
        assert.equal(await look(), seen[i], kind + ' undone to ' + i);
      }
      assert.equal(await page.locator('#f-' + kind +
        ' button:text-is("Undo")').isVisible(), false);
    }
  });

  await t.test('free play: refused actions explain themselves', async () => {
    const page = await open(b, url);
    const figure = page.locator('#f-lapic');
    await figure.locator('button:text-is("Try it yourself")').click();
    await figure.locator('button:text-is("EOI")').click();
    assert.match(await said(page, 'lapic'), /This EOI ends nothing\. ISR is/);
    await figure.locator('input[type=text]').fill('12');
    await page.keyboard.press('Enter');
    assert.match(await said(page, 'lapic'), /Vector 0x0c is refused/);
    await figure.locator('input[type=text]').fill('many');
    await page.keyboard.press('Enter');
    assert.match(await said(page, 'lapic'), /'many' is not a vector, a number/);
    await figure.locator('[data-send="0x47"]').click();
    assert.match(await said(page, 'lapic'), /0x47 is requested/);
    assert.equal(await figure.locator('.cell.irr[data-send="0x47"]').count(), 1);
    assert.equal(await figure.locator('button:disabled').count(), 0);
  });

  await t.test('a story about sets of CPUs has the registers of sets', async () => {
    const sets = block('routing', ['model cluster']);
    const own = writePage(join(scratch(t), 'sets'), [sets,
      { ...block('routing', ['ipi 0 others 0x41']), id: 'f-plain' }], m);
    const page = await open(b, own);
    const figure = page.locator('#f-routing');
    assert.equal(await page.locator('#f-plain button:text-is("Write LDR")')
      .count(), 0);
    await figure.locator('button:text-is("Try it yourself")').click();
    await figure.locator('button:text-is("Write LDR")').click();
    assert.match(await said(page, 'routing'), /CPU 0 writes LDR: 00010010/);
    await figure.getByLabel('all CPUs:').selectOption('cluster');
    await figure.locator('button:text-is("Write DFR")').click();
    assert.match(await said(page, 'routing'), /All CPUs use the cluster model/);
  });

  await t.test('a form of fields makes one word, and says which', async () => {
    const page = await open(b, url);
    const figure = page.locator('#f-dma');
    await figure.locator('button:text-is("Try it yourself")').click();
    await figure.locator('button:text-is("Set")').click();
    await figure.getByLabel('vector', { exact: true }).fill('0x52');
    await figure.getByLabel('data: mode').selectOption('lowest');
    const words = () => figure.locator('form output').allTextContents();
    assert.deepEqual(await words(), ['= 0x00000152', '= 0xfee02000']);
    await figure.getByLabel('vector', { exact: true }).fill('many');
    assert.equal((await words())[0], '');
    await page.keyboard.press('Enter');
    assert.match(await said(page, 'dma'), /'many' is no vector, a number from/);
    await figure.getByLabel('vector', { exact: true }).fill('0x52');
    await figure.getByLabel('data: mode').selectOption('fixed');
    await figure.locator('button:text-is("Fetch")').click();
    await figure.getByLabel('destination').fill('3');
    await figure.locator('button:text-is("Store")').first().click();
    assert.match(await said(page, 'dma'), /vector 0x52, at CPU 3/);
    assert.equal(await figure.locator('.cpu-card.took p').textContent(), 'CPU 3');
    await figure.getByLabel('address: bits 31:20').fill('0xfe');
    await figure.locator('button:text-is("Store")').first().click();
    assert.match(await said(page, 'dma'), /0FE03000h is an address like any/);
  });

  await t.test('another act leaves the story, undo leads back', async () => {
    const page = await open(b, url);
    const next = page.locator('#f-lapic .primary');
    await next.click();
    await page.click('#f-lapic .quiet');
    assert.equal(await next.textContent(), 'Next: take');
    await page.click('#f-lapic button:text-is("EOI")');
    assert.equal(await next.isVisible(), false);
    await page.click('#f-lapic button:text-is("Undo")');
    assert.equal(await next.textContent(), 'Next: take');
    await page.click('#f-lapic button:text-is("Start over")');
    assert.equal(await next.textContent(), 'Next: send 0x31');
  });

  await t.test('all by keyboard, with a focus that can be seen', async () => {
    const page = await open(b, url);
    await page.locator('#f-lapic .primary').focus();
    for (let i = 0; i < STORIES.lapic.length; i++)
      await page.keyboard.press('Enter');
    assert.match(await said(page, 'lapic'), /now it is yours/);
    const end = await said(page, 'lapic');
    await page.keyboard.press('Enter'); /* one too many */
    assert.equal(await said(page, 'lapic'), end);
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() =>
      document.activeElement.closest('#f-lapic .controls') !== null));
    const range = page.locator('#f-lapic input[type=range]');
    await range.focus();
    await page.keyboard.press('ArrowRight');
    assert.match(await said(page, 'lapic'), /writes TPR: 0x10/);
    await page.keyboard.press('Shift+Tab');
    const outline = await page.evaluate(() =>
      getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, 'solid');
  });

  await t.test('the viewer opens the reader\'s trace and says why', async () => {
    const page = await open(b, url);
    const file = join(scratch(t), 'run.trace');
    writeFileSync(file, fixture('early-eoi.trace'));
    await page.setInputFiles('#f-trace input[type=file]', file);
    await page.waitForFunction(() =>
      /^Event 0 of 1/.test(document.querySelector('#f-trace .place').textContent));
    const slider = page.locator('#f-trace input[type=range]');
    await slider.focus();
    for (let i = 0; i < 15; i++) await page.keyboard.press('ArrowRight');
    assert.match(await said(page, 'trace'), /^EOI ends 0xb8\./);
    const wrong = join(scratch(t), 'wrong.pdf');
    writeFileSync(wrong, '%PDF-1.7');
    await page.setInputFiles('#f-trace input[type=file]', wrong);
    await page.waitForFunction(() => /cannot be shown/.test(
      document.querySelector('#f-trace .sentence').textContent));
    assert.match(await said(page, 'trace'), /neither a report .* nor a trace/);
  });

  await t.test('the viewer leads to the section of a failed check', async () => {
    const page = await open(b, url);
    const file = join(scratch(t), 'run.json');
    const check = (book) => writeFileSync(file, JSON.stringify({
      schema: 'pic2pi/report-1', lab: 'x', score: 0, max_score: 8,
      checks: [{ id: 'x', title: 'one EOI', reason: 'my_eoi sent two', book,
        evidence: { tick: 7, cpu: 0, vector: 49, irr: [], isr: [49], tpr: 0, ppr: 48 } }] }));
    for (const [book, link] of [['f-lapic', '#f-lapic'], ['no-such', null], ['"><b>', null]]) {
      check(book);
      await page.setInputFiles('#f-trace input[type=file]', []);
      await page.setInputFiles('#f-trace input[type=file]', file);
      await page.waitForFunction((text) => document.querySelector('#f-trace .sentence')
        .textContent.includes(text), link ? 'Read about it' : 'Book: ' + book + '.');
      assert.match(await said(page, 'trace'), /^my_eoi sent two\. Demanded: one EOI\./);
      assert.equal(await page.locator('#f-trace .sentence a').count(), link ? 1 : 0);
      if (link) assert.equal(await page.locator('#f-trace .sentence a').getAttribute('href'), link);
    }
  });

  await t.test('100,000 events stay a window of columns', async () => {
    const page = await open(b, url);
    const drawn = await page.evaluate(() => {
      const lines = ['pic2pi-trace 1 x 1 0 finished intact'];
      for (let i = 0; lines.length <= 100000; i++)
        lines.push(i + ' 0 accept 0x' + (32 + i % 200).toString(16) +
          ' 0x0 0x0 0x0', i + ' 0 deliver 0x' + (32 + i % 200).toString(16) +
          ' 0x0 0x0 0x0', i + ' 0 eoi 0x' + (32 + i % 200).toString(16) +
          ' 0x0 0x0 0x0');
      const viewer = document.querySelector('#f-trace .live-figure').viewer;
      viewer.openAll(globalThis.pic2pi.readFile(lines.join('\n')));
      const most = [];
      for (const at of [0, 99999, 50000, 50001, 3]) {
        viewer.go(at);
        most.push(viewer.box.querySelectorAll('.head').length,
          viewer.ui.querySelectorAll('*').length);
      }
      return { count: viewer.run.count, most };
    });
    assert.ok(drawn.count >= 100000);
    for (let i = 0; i < drawn.most.length; i += 2) {
      assert.ok(drawn.most[i] <= 12, drawn.most[i] + ' columns');
      assert.ok(drawn.most[i + 1] < 600, drawn.most[i + 1] + ' elements');
    }
  });

  for (const theme of ['light', 'dark'])
    await t.test('320 px wide, ' + theme + ': no sideways scroll', async (t) => {
      const narrow = writePage(scratch(t), all(), m, theme);
      const page = await open(b, narrow, { viewport: { width: 320,
        height: 700 } });
      const wide = () => page.evaluate(() =>
        document.documentElement.scrollWidth);
      assert.ok(await wide() <= 320);
      for (const kind of Object.keys(STORIES)) {
        await page.click('#f-' + kind + ' .quiet');
        for (let i = 0; i < 3; i++) await page.click('#f-' + kind + ' .primary');
        assert.ok(await wide() <= 320, kind + ': ' + await wide());
      }
    });

  await t.test('without JavaScript the stories are there', async () => {
    const page = await open(b, url, { javaScriptEnabled: false,
      viewport: { width: 320, height: 700 } });
    for (const [kind, lines] of Object.entries(STORIES)) {
      const rows = page.locator('#f-' + kind + ' .static tbody tr');
      assert.equal(await rows.count(), lines.length + 1);
      assert.equal(await rows.last().isVisible(), true);
    }
  });

  await t.test('print shows the story and no buttons', async () => {
    const page = await open(b, url);
    await page.emulateMedia({ media: 'print' });
    for (const kind of [...Object.keys(STORIES), 'trace']) {
      assert.equal(await page.locator('#f-' + kind + ' .ui').isVisible(), false);
      assert.equal(await page.locator('#f-' + kind + ' .static').isVisible(),
        true);
    }
  });

  await t.test('reduced motion: nothing moves', async () => {
    const page = await open(b, url, { reducedMotion: 'reduce' });
    await page.click('#f-lapic .primary');
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  });

  await t.test('the viewer alone shows a report that the page holds', async (t) => {
    const page = join(scratch(t), 'report.html');
    const data = { kind: 'trace', report: { schema: 'pic2pi/report-1',
      lab: '02-lapic', score: 0, max_score: 8, checks: [{ id: 'x',
        title: 'one EOI each', reason: 'there were two' }],
      run: { seed: 7, steps: [], wrong: [{ check: 'x', event: 2 }], events: [
        '10 0 accept 0x31 0x0 0x0 irr=0x31 isr= tpr=0x00 ppr=0x00',
        '20 0 deliver 0x31 0x0 0x0 irr= isr=0x31 tpr=0x00 ppr=0x30',
        '30 0 eoi 0x31 0x0 0x0 irr= isr= tpr=0x00 ppr=0x00'] } } };
    const built = (name) => readFileSync(join(root, 'build/book', name), 'utf8');
    writeFileSync(page, '<!doctype html><meta charset="utf-8"><style>' +
      built('viewer.css') + '</style><div class="live-figure" ' +
      'data-kind="trace"><script type="application/json" class="live-data">' +
      JSON.stringify(data) + '</script></div><script>' + built('viewer.js') +
      '</script>');
    const opened = await b.newPage();
    const faults = [];
    opened.on('pageerror', (e) => faults.push(e.message));
    await opened.goto('file://' + page);
    assert.match(await opened.locator('.sentence').textContent(),
      /^There were two\. Demanded: one EOI each\. This event: EOI ends 0x31\./);
    assert.equal(await opened.locator('.lanes .isr').count(), 1);
    assert.deepEqual(faults, []);
  });

  await t.test('models that cannot run leave the static picture', async (t) => {
    const folder = scratch(t);
    const broken = writePage(folder, all(), m);
    writeFileSync(join(folder, 'model.wasm.js'),
      'globalThis.pic2pi = { wasm: "AAAA" };');
    const page = await open(b, broken);
    assert.match(await page.locator('#f-lapic .live-note').textContent(),
      /cannot run here/);
    assert.equal(await page.locator('#f-lapic .static').isVisible(), true);
  });
});
