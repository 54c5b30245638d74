// What a production deployment may not get wrong, beyond the form of each setting.
import type { ConfigProblem, Values } from './read-variables.ts';
import type { keyVariables } from './variables.ts';

/** Stand in `.env.example` so that a first try works; refused in production because everybody knows them. */
export const SAMPLE_SECRETS = {
  PARLEY_MASTER_KEY: 'c2FtcGxlLW1hc3Rlci1rZXktbm90LWZvci1yZWFsISE=',
  PARLEY_KEY_PEPPER: 'c2FtcGxlLWtleS1wZXBwZXItbm90LWZvci1yZWFsISE=',
  PARLEY_SIGNING_KEY: 'c2FtcGxlLXNpZ25pbmcta2V5LW5vdC1mb3ItcmVhbCE=',
} as const satisfies Partial<Record<keyof typeof keyVariables, string>>;

const REMEDY = 'Make one with: openssl rand -base64 32';
const SAMPLES: readonly string[] = Object.values(SAMPLE_SECRETS);

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Each of the three secrets protects something else: the same one twice defeats that. */
const keyProblems = (values: Values<typeof keyVariables>, production: boolean): ConfigProblem[] => {
  const seen = new Set<string>();
  const problems: ConfigProblem[] = [];
  for (const [variable, secret] of Object.entries(values)) {
    if (secret === undefined) continue;
    const key = base64(secret.reveal());
    if (seen.has(key)) problems.push({ variable, problem: 'is the same as another secret', remedy: REMEDY });
    seen.add(key);
    if (production && (SAMPLES.includes(key) || new Set(secret.reveal()).size < 8)) {
      problems.push({ variable, problem: 'is a sample secret, which production refuses', remedy: REMEDY });
    }
  }
  return problems;
};

const isLoopback = (url: URL): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);

const publicUrlProblems = (publicUrl: string | undefined): ConfigProblem[] => {
  const variable = 'PARLEY_PUBLIC_URL';
  const remedy = 'For example: PARLEY_PUBLIC_URL=https://interviews.example.com';
  if (publicUrl === undefined) return [{ variable, problem: 'is missing', remedy }];
  const url = new URL(publicUrl);
  if (url.protocol === 'https:' || isLoopback(url)) return [];
  return [{ variable, problem: 'must be an https address in production', remedy }];
};

type Checked = { production: boolean; keys: Values<typeof keyVariables>; publicUrl: string | undefined };

export const deploymentProblems = ({ production, keys, publicUrl }: Checked): ConfigProblem[] => [
  ...keyProblems(keys, production),
  ...(production ? publicUrlProblems(publicUrl) : []),
];
