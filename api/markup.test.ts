import { expect, it } from 'vitest';
import { markup, page } from './markup.ts';

const persian = 'علی‌رضا <b>';
const apart = '<bdi>علی‌رضا &lt;b&gt;</bdi>';

it('words that run from right to left are set apart in sentences, and only where a tag may stand', () => {
  expect(markup`<p>From ${persian} to ${'Sam'}</p>`.text).toBe(`<p>From ${apart} to Sam</p>`);
  expect(markup`${persian}`.text).toBe(apart);
  expect(markup`<option value="${'x'}" title="of ${persian}">${persian}</option>`.text).not.toContain('<bdi>');
  expect(markup`<textarea name="note">${persian}</textarea>`.text).not.toContain('<bdi>');
  expect(page(persian, markup`<p>${1}</p>`)).toMatch(/<title>علی‌رضا &lt;b&gt;<\/title>[\s\S]*<h1><bdi>علی‌رضا/u);
});
