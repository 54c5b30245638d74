// Tells how deep HTML is before a parser reads it: tags that stay open cost every parser their square.

/** Deeper than any layout needs. */
export const openTagsMax = 500;

const tagStart = /<(\/?)([a-z][a-z0-9]{0,20})/gi;
/** They hold nothing, or the next one of their kind closes them. */
const neverPileUp = new Set('br hr img input link meta area base col wbr p li td th tr dt dd option'.split(' '));

/** Whether more than `openTagsMax` tags are open at once; paragraphs and cells may be left open, layers of them may not. */
export const isTooDeep = (html: string): boolean => {
  let open = 0;
  for (const [, slash, name = ''] of html.matchAll(tagStart)) {
    if (neverPileUp.has(name.toLowerCase())) continue;
    open = slash === '/' ? Math.max(open - 1, 0) : open + 1;
    if (open > openTagsMax) return true;
  }
  return false;
};
