// Where large things lie: a folder, or a bucket with what it takes to reach it.
import type { BucketSettings } from '../objects/bucket-store.ts';
import type { ConfigProblem, Values } from './read-variables.ts';
import * as as from './parsers.ts';
import { variable, type VariableTable } from './variables.ts';

export const objectVariables = {
  PARLEY_OBJECTS: variable(as.objectPlace(), {
    description:
      'Where recordings lie, sealed: `fs:/path` for a folder that api and worker share, or `s3://bucket/prefix`. `fs:.parley/objects` when absent outside production.',
    required: 'in production',
    example: 'fs:/var/lib/parley/objects',
  }),
  PARLEY_S3_ENDPOINT: variable(as.webAddress(), {
    description: 'Address of the service that speaks S3. Amazon’s of the region when absent.',
    example: 'https://s3.example.com',
  }),
  PARLEY_S3_REGION: variable(as.name(), { description: 'Region of the bucket.', default: 'us-east-1' }),
  PARLEY_S3_KEY_ID: variable(as.secretText(), {
    description: 'Id of the access key. It may read, write, list and delete below the prefix, and nothing else.',
    required: 'with s3',
    secret: true,
  }),
  PARLEY_S3_SECRET: variable(as.secretText(), {
    description: 'Secret of the access key.',
    required: 'with s3',
    secret: true,
  }),
  PARLEY_S3_PATH_STYLE: variable(as.flag(), {
    description: 'Name the bucket in the path instead of the host, as most services beside Amazon’s want it.',
    default: 'off',
  }),
} satisfies VariableTable;

export type ObjectsConfig = { kind: 'fs'; path: string } | ({ kind: 's3' } & BucketSettings);

const inThisFolder = '.parley/objects';

/** Reports what the chosen place lacks; its result counts only when nothing was reported. */
export const objectsConfig = (
  values: Values<typeof objectVariables>,
  production: boolean,
  problems: ConfigProblem[],
): ObjectsConfig => {
  const { PARLEY_OBJECTS: place, PARLEY_S3_KEY_ID: keyId, PARLEY_S3_SECRET: secret } = values;
  if (place === undefined) {
    const remedy = 'For example: PARLEY_OBJECTS=fs:/var/lib/parley/objects, in a backup like the database';
    const isKnown = problems.some((problem) => problem.variable === 'PARLEY_OBJECTS');
    if (production && !isKnown) problems.push({ variable: 'PARLEY_OBJECTS', problem: 'is missing', remedy });
    return { kind: 'fs', path: inThisFolder };
  }
  if (place.kind === 'fs') {
    if (production && !place.path.startsWith('/'))
      problems.push({ variable: 'PARLEY_OBJECTS', problem: 'must name a folder from the root', remedy: 'fs:/path' });
    return place;
  }
  if (keyId === undefined || secret === undefined) {
    const missing = keyId === undefined ? 'PARLEY_S3_KEY_ID' : 'PARLEY_S3_SECRET';
    problems.push({
      variable: missing,
      problem: 'is missing for s3',
      remedy: 'Set it, or use PARLEY_OBJECTS=fs:/path.',
    });
    return { kind: 'fs', path: inThisFolder };
  }
  return {
    ...place,
    keyId,
    secret,
    endpoint: values.PARLEY_S3_ENDPOINT,
    region: values.PARLEY_S3_REGION,
    pathStyle: values.PARLEY_S3_PATH_STYLE,
  };
};
