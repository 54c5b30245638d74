// Writes down what the rules of scoring do, so that a change of them is seen: evaluations are evidence for these rules alone.
import { rulesFingerprint } from '../../evaluation/rules-fingerprint.ts';

import type { Generator } from './generator.ts';

const render = async (): Promise<string> => `${JSON.stringify({ rulesHash: await rulesFingerprint() }, null, 2)}\n`;

export const rulesGenerators: readonly Generator[] = [{ path: 'domain/evaluation/rules.json', render }];
