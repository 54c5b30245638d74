// Writes the JSON Schema of the result document, whose paths the mappings of customers name.
import { resultDocumentJsonSchema } from '../../domain/result-document/schema.ts';

import type { Generator } from './generator.ts';

const render = (): string => `${JSON.stringify(resultDocumentJsonSchema(), null, 2)}\n`;

export const resultDocumentGenerators: readonly Generator[] = [
  { path: 'docs/generated/result-document.schema.json', render },
];
