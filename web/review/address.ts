// What the address of the page names: a link to exchange, or one of the places inside.

export type Place =
  | { kind: 'link'; token: string }
  | { kind: 'run'; runId: string }
  | { kind: 'form'; formId: string }
  | { kind: 'inbox' }
  /** Named nothing: whatever this browser's session is for. */
  | { kind: 'start' };

const base = '/review';

export const placeOf = ({ pathname, search }: Pick<Location, 'pathname' | 'search'>): Place => {
  const [first = '', second = ''] = pathname.slice(base.length + 1).split('/');
  if (first === 'inbox') return second === '' ? { kind: 'inbox' } : { kind: 'link', token: second };
  if (first === 'forms' && second !== '') return { kind: 'form', formId: second };
  if (first !== '') return { kind: 'link', token: first };
  const runId = new URLSearchParams(search).get('run');
  return runId === null || runId === '' ? { kind: 'start' } : { kind: 'run', runId };
};

/** Never with a token: it stands in the address once, as it was sent. */
export const addressOf = (place: Exclude<Place, { kind: 'link' }>): string => {
  switch (place.kind) {
    case 'run':
      return `${base}?run=${encodeURIComponent(place.runId)}`;
    case 'form':
      return `${base}/forms/${encodeURIComponent(place.formId)}`;
    case 'inbox':
      return `${base}/inbox`;
    default:
      return base;
  }
};
