// Equal values are known by their digests: of a field what it says, however the vendor spells it; of a note its words.
import type { AtsValue } from '../ports/ats-records.ts';
import type { Digest } from '../ports/system.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { emptyDigest } from './decide.ts';
import type { IntendedItem } from './item.ts';

type Owner = { tenantId: string; connectionId: string };

/** Line ends and white space around a text are the vendor's to change, and so is the order of options. */
const plain = (value: AtsValue): AtsValue => {
  if (typeof value === 'string') return value.replaceAll('\r\n', '\n').trim();
  return typeof value === 'object' && value !== null ? value.toSorted() : value;
};

const isEmpty = (value: AtsValue): boolean =>
  value === null || value === '' || (typeof value === 'object' && value.length === 0);

export const digestOfValue = (keyedDigest: Digest, { tenantId, connectionId }: Owner, value: AtsValue): string => {
  const simple = plain(value);
  return isEmpty(simple) ? emptyDigest : keyedDigest(canonicalJson(['writeback', tenantId, connectionId, simple]));
};

/** The words of a note count without its mark, which is of one revision. A file is as new as its name. */
export const digestOf = (keyedDigest: Digest, owner: Owner, item: IntendedItem): string => {
  const of = (value: AtsValue): string => digestOfValue(keyedDigest, owner, value);
  switch (item.kind) {
    case 'field':
      return of(item.value);
    case 'note':
      return of(item.body.replaceAll(item.mark, ''));
    case 'tag':
      return of(item.tag);
    case 'file':
      return of(item.name);
    case 'link':
      return of(item.url);
    case 'stage':
      return of(item.toStageId);
  }
};
