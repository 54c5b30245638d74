// Every table of settings with its heading, in the order of the documentation.
import { consoleVariables } from './console-variables.ts';
import { objectVariables } from './objects.ts';
import { speechVariables } from './speech.ts';
import { voiceVariables } from './voice.ts';
import type { VariableTable } from './variables.ts';
import { workerVariables } from './worker-variables.ts';
import {
  databaseVariables,
  temporalVariables,
  serverVariables,
  deliveryVariables,
  keyVariables,
  engineVariables,
  textVariables,
  auditVariables,
  logVariables,
} from './variables.ts';

export const variableAreas: readonly { title: string; variables: VariableTable }[] = [
  { title: 'Database', variables: databaseVariables },
  { title: 'Temporal', variables: temporalVariables },
  { title: 'Server', variables: serverVariables },
  { title: 'Worker', variables: workerVariables },
  { title: 'Console', variables: consoleVariables },
  { title: 'Delivery', variables: deliveryVariables },
  { title: 'Keys', variables: keyVariables },
  { title: 'Engine', variables: engineVariables },
  { title: 'Speech', variables: speechVariables },
  { title: 'Voice', variables: voiceVariables },
  { title: 'Objects', variables: objectVariables },
  { title: 'Long texts', variables: textVariables },
  { title: 'Audit', variables: auditVariables },
  { title: 'Log', variables: logVariables },
];
