// The Compose file against the official schema: `compose-schema.json` is a copy of `schema/compose-spec.json` of
// compose-spec/compose-go 2.16.2 (Apache-2.0). The file itself needs Docker and is not run here.
import { globSync, readFileSync, statSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { variableAreas } from '../../infra/config/variable-areas.ts';

type Service = {
  image: string;
  build?: { context: string };
  command?: string[];
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  networks?: string[];
  ports?: string[];
  profiles?: string[];
  restart?: string;
  volumes?: string[];
};
type Compose = {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
};

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const source = read('docker-compose.yml');
const compose = parse(source, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const allVariables = Object.assign({}, ...variableAreas.map(({ variables }) => variables)) as Record<string, unknown>;

describe('docker-compose.yml', () => {
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(read('test/compose-schema.json')) as object);

  test('is valid by the Compose schema, which refuses a misspelt file', () => {
    expect(validate(compose), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...compose, services: { api: { imagee: 'x' } } })).toBe(false);
  });

  test('depends only on services it has, and waits for a state that they can reach', () => {
    for (const [name, { depends_on: dependencies = {} }] of services) {
      for (const [needed, { condition }] of Object.entries(dependencies)) {
        const service = compose.services[needed];
        expect(service, `${name} needs ${needed}`).toBeDefined();
        if (condition === 'service_healthy') expect(service?.healthcheck, needed).toBeDefined();
        // A step that runs once must not be started for ever.
        if (condition === 'service_completed_successfully') expect(service?.restart, needed).toMatch(/^on-failure/);
      }
    }
  });

  test('names an exact version of every image', () => {
    for (const [name, { image }] of services) expect(image, name).toMatch(/^[a-z/-]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
  });

  test('holds no secret and refuses to start without one', () => {
    const optional = /^PARLEY_(MODEL_KEY|STT_KEY|TTS_KEY|RETELL_API_KEY)$/;
    for (const [name, { environment = {} }] of services) {
      for (const [key, value] of Object.entries(environment)) {
        if (/PASSWORD|PWD|_KEY$|PEPPER|PARLEY_PUBLIC_URL/.test(key) && !optional.test(key)) {
          expect(value, `${name} ${key}`).toMatch(/^\$\{[A-Z_]+:\?.+\}$/);
        }
        expect(value, `${name} ${key}`).not.toMatch(/:\/\/[^:/]+:[^$@]+@/);
      }
    }
  });

  test('publishes nothing beyond this host, and neither database nor Temporal at all', () => {
    for (const [name, { ports = [] }] of services) {
      for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/);
    }
    expect(compose.services['postgres']?.ports).toBeUndefined();
    expect(compose.services['temporal']?.ports).toBeUndefined();
  });

  test('keeps public, internal and database apart: no service sees more than its work asks for', () => {
    const members = (network: string): string[] =>
      services.filter(([, { networks = [] }]) => networks.includes(network)).map(([name]) => name);

    expect(Object.keys(compose.networks).toSorted()).toEqual([
      'database',
      'internal',
      'operator',
      'outbound',
      'public',
    ]);
    for (const name of ['database', 'internal']) expect(compose.networks[name]?.internal, name).toBe(true);
    expect(members('public')).toEqual(['api']);
    expect(members('outbound')).toEqual(['migrate', 'worker']);
    expect(members('operator')).toEqual(['temporal-ui']);
    expect(members('database').toSorted()).toEqual(
      ['api', 'migrate', 'postgres', 'roles', 'temporal', 'temporal-schema', 'worker'].toSorted(),
    );
    // A service that names no network would join a common one with everybody else of that kind.
    for (const [name, { networks = [] }] of services) expect(networks.length, name).toBeGreaterThan(0);
    expect(compose.services['postgres']?.networks).toEqual(['database']);
  });

  test('lets everybody reach what they wait for', () => {
    for (const [name, { depends_on: dependencies = {}, networks = [] }] of services) {
      for (const needed of Object.keys(dependencies)) {
        const shared = compose.services[needed]?.networks?.some((network) => networks.includes(network));
        if (dependencies[needed]?.condition === 'service_healthy') expect(shared, `${name} → ${needed}`).toBe(true);
      }
    }
  });

  test('runs Temporal’s UI only for an operator who asks for it', () => {
    expect(compose.services['temporal-ui']?.profiles).toEqual(['operator']);
    for (const [name, { profiles, depends_on: dependencies = {} }] of services) {
      if (name !== 'temporal-ui') expect(profiles, name).toBeUndefined();
      expect(Object.keys(dependencies), name).not.toContain('temporal-ui');
    }
  });

  test('gives the owner’s address to migrations alone, and everybody else a login that owns nothing', () => {
    for (const [name, { environment = {} }] of services) {
      const owners = Object.entries(environment).filter(([, value]) => value.includes('PARLEY_OWNER_DB_PASSWORD'));
      expect(owners.length > 0, name).toBe(['migrate', 'roles'].includes(name));
    }
    const { environment = {} } = compose.services['migrate'] ?? {};
    expect(environment['PARLEY_OWNER_DATABASE_URL']).toMatch(/^postgres:\/\/parley_owner:/);
    expect(environment['DATABASE_URL']).toMatch(/^postgres:\/\/parley:/);
  });

  test.each(['PARLEY_TRUSTED_PROXIES', 'PARLEY_SMTP_URL', 'PARLEY_MAIL_FROM', 'PARLEY_OUTBOUND_ALLOW'])(
    'passes %s on to api and worker, empty where it is not set',
    (variable) => {
      for (const name of ['api', 'worker'])
        expect(compose.services[name]?.environment?.[variable], name).toBe(`\${${variable}:-}`);
      expect(Object.keys(allVariables)).toContain(variable);
    },
  );

  test('passes on whatever chooses a model, a recogniser, a voice and a store of objects', () => {
    const chosen = variableAreas.filter(({ title }) => ['Engine', 'Speech', 'Voice', 'Objects'].includes(title));
    for (const variable of chosen.flatMap(({ variables }) => Object.keys(variables)))
      for (const name of ['api', 'worker'])
        expect(compose.services[name]?.environment?.[variable], variable).toMatch(new RegExp(`^\\$\\{${variable}:-`));
  });

  test('sets no variable that Parley does not know', () => {
    const known = [...Object.keys(allVariables), 'NODE_ENV'];
    for (const name of ['api', 'worker', 'migrate'])
      for (const variable of Object.keys(compose.services[name]?.environment ?? {})) expect(known).toContain(variable);
  });

  test('keeps signed heads on a volume that the program may write to', () => {
    const { environment = {}, volumes = [] } = compose.services['worker'] ?? {};
    expect(environment['PARLEY_AUDIT_HEADS_PATH']).toBe('/var/lib/parley/audit/heads.jsonl');
    expect(volumes).toContain('audit-heads:/var/lib/parley/audit');
    expect(compose.volumes).toHaveProperty('audit-heads');
    expect(read('Dockerfile')).toMatch(/install -d -o node .*\/var\/lib\/parley\/audit[\s\S]*^USER node$/m);
  });

  test('keeps recordings on one volume that api and worker share and may write to', () => {
    for (const name of ['api', 'worker']) {
      const { environment = {}, volumes = [] } = compose.services[name] ?? {};
      expect(environment['PARLEY_OBJECTS'], name).toBe('${PARLEY_OBJECTS:-fs:/var/lib/parley/objects}');
      expect(volumes, name).toContain('objects:/var/lib/parley/objects');
    }
    expect(compose.volumes).toHaveProperty('objects');
    expect(read('Dockerfile')).toMatch(/install -d -o node .*\/var\/lib\/parley\/objects[\s\S]*^USER node$/m);
  });

  test('keeps PostgreSQL 18 data where its image expects it, on a declared volume', () => {
    expect(compose.services['postgres']?.image).toMatch(/^postgres:18\./);
    expect(compose.services['postgres']?.volumes).toContain('postgres-data:/var/lib/postgresql');
    expect(compose.volumes).toHaveProperty('postgres-data');
  });

  test('mounts files that exist, and runs programs that exist', () => {
    for (const [name, { volumes = [], build, command = [] }] of services) {
      for (const [file = ''] of volumes.map((volume) => volume.split(':'))) {
        if (file.startsWith('./')) expect(statSync(join(root, file)).isFile(), file).toBe(true);
      }
      if (build !== undefined) expect(statSync(join(root, command[1] ?? '')).isFile(), name).toBe(true);
    }
  });

  test('runs Temporal with the poll rate that the development server uses, under the same server version', () => {
    const pins = read('cli/setup/temporal-cli-pins.mjs');
    expect(parse(read('docker/temporal/dynamic-config.yaml'))).toMatchObject({
      'history.transferProcessorMaxPollRPS': [{ value: 1000 }],
    });
    expect(pins).toContain(`VERSION = '1.9.1'`);
    expect(compose.services['temporal']?.image).toBe('temporalio/server:1.32.0');
  });
});

describe('Dockerfile', () => {
  const dockerfile = read('Dockerfile');

  test('uses the Node version of package.json, pinned, and runs as an ordinary user', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: { node: string } };
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(new Set(images)).toEqual(new Set([`node:${dependencies.node}-trixie-slim`, 'packages']));
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  test('has whatever the program reads beside its code, texts for models among it', () => {
    const rules = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const isLeftOut = (path: string): boolean => {
      const [last] = rules.filter((rule) => matchesGlob(path, rule.replace('!', ''))).slice(-1);
      return last !== undefined && !last.startsWith('!');
    };
    const needed = globSync(['prompts/*', 'migrations/*', 'web/**/*.{ts,tsx,css,html,svg}', 'package-lock.json'], {
      cwd: root,
    });

    expect(needed.filter((path) => !path.includes('.test.') && isLeftOut(path))).toEqual([]);
    expect(needed.filter((path) => path.startsWith('prompts/')).length).toBeGreaterThan(0);
    expect(isLeftOut('README.md')).toBe(true);
  });

  test('leaves secrets, data and what the image does not run out of its context', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const path of ['.env', '.env.*', '.parley', '.git', 'node_modules', 'test']) expect(ignored).toContain(path);
  });
});
