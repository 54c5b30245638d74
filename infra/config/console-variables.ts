// The developer's console, which `npm start` alone has.
import * as as from './parsers.ts';
import { variable, type VariableTable } from './variables.ts';

export const consoleVariables = {
  PARLEY_CONSOLE_TENANT: variable(as.name(), {
    description:
      'Tenant that `/console` shows and acts for. Set by `npm start`; without it, and in every other mode, there is no console.',
  }),
  PARLEY_TEMPORAL_UI_URL: variable(as.origin(), {
    description: 'Where Temporal’s own pages are, for links of `/console`. Set by `npm start`.',
  }),
} satisfies VariableTable;
