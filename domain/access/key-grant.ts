// What a key may give to keys that it makes: never more than it has itself, and never the right to make keys.
import type { FieldProblem } from '../errors.ts';
import type { ApiKey } from '../ports/administration.ts';

export type Grant = Pick<ApiKey, 'scopes' | 'allowedNetworks' | 'requestsPerHour' | 'expiresAt'>;

export type GrantRules = {
  /** Of a key without a limit of its own. */
  requestsPerHour: number;
  isNetworkWithin(inner: string, outer: string): boolean;
};

const endOf = ({ expiresAt }: Grant): number => (expiresAt === null ? Infinity : Date.parse(expiresAt));

const areNetworksWithin = (wish: Grant, maker: Grant, { isNetworkWithin }: GrantRules): boolean =>
  maker.allowedNetworks.length === 0 ||
  (wish.allowedNetworks.length > 0 &&
    wish.allowedNetworks.every((inner) => maker.allowedNetworks.some((outer) => isNetworkWithin(inner, outer))));

/** Empty when `maker` may make a key like `wish`. */
export const grantProblems = (wish: Grant, maker: Grant, rules: GrantRules): (FieldProblem & { pointer: string })[] => {
  const beyond = wish.scopes.filter((scope) => scope === 'keys:manage' || !maker.scopes.includes(scope));
  const limitOf = ({ requestsPerHour }: Grant): number => requestsPerHour ?? rules.requestsPerHour;
  const checks: [allowed: boolean, pointer: string, message: string][] = [
    [beyond.length === 0, '/scopes', `This key cannot give: ${beyond.join(', ')}.`],
    [areNetworksWithin(wish, maker, rules), '/allowedNetworks', 'Only networks within those of this key.'],
    [limitOf(wish) <= limitOf(maker), '/requestsPerHour', `At most ${limitOf(maker)}, as for this key.`],
    [endOf(wish) <= endOf(maker), '/expiresAt', 'Not after the end of this key.'],
  ];
  return checks
    .filter(([allowed]) => !allowed)
    .map(([, pointer, message]) => ({ pointer, code: 'exceeds_caller', message }));
};
