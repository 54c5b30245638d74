// Holds the direction of dependencies between the folders; docs/architecture.md explains it in prose.

const OURS = [
  'domain',
  'workflows',
  'activities',
  'usecases',
  'infra',
  'engines',
  'evaluation',
  'api',
  'worker',
  'cli',
  'simulators',
  'tools',
  'web',
  'migrations',
  'test',
  'bench',
];

/** A pattern for every folder of ours except the named ones. */
const allBut = (...allowed) => `^(${OURS.filter((folder) => !allowed.includes(folder)).join('|')})/`;

const TESTS = '(\\.test\\.ts$)|(^test/)';
const source = (folder) => ({ path: `^${folder}/`, pathNot: TESTS });

/** Packages that pure code may use: they reach no Node built-in and hold no state. */
const PURE_PACKAGES = '(^|/)node_modules/(zod|validator)/';
const WORKFLOW_PACKAGES = '(^|/)node_modules/(zod|@temporalio/(workflow|common))/';

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

export default {
  forbidden: [
    forbid(
      'no-cycles',
      'A cycle means two files are one, also when only types go round.',
      { pathNot: '(^|/)node_modules/' },
      { circular: true },
    ),
    forbid('resolvable', 'Every import must be found.', { pathNot: '(^|/)node_modules/' }, { couldNotResolve: true }),
    forbid(
      'declared-packages',
      'Only packages declared in package.json may be imported.',
      { pathNot: '(^|/)node_modules/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    forbid(
      'no-dev-packages-in-production',
      'Code that runs in production may not need a development package.',
      {
        path: '^(domain|workflows|activities|usecases|infra|engines|evaluation|api|worker|cli|simulators|migrations)/',
        pathNot: TESTS,
      },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),

    forbid('domain-is-alone', 'domain/ imports nothing of ours.', source('domain'), {
      path: allBut('domain'),
    }),
    forbid('domain-no-built-ins', 'domain/ is pure: no Node built-in.', source('domain'), {
      dependencyTypes: ['core'],
    }),
    forbid('domain-reaches-no-built-ins', 'Nor one through another file.', source('domain'), {
      path: '^(node:)?(assert|async_hooks|buffer|child_process|cluster|console|crypto|dgram|dns|events|fs|http|http2|https|inspector|module|net|os|path|perf_hooks|process|querystring|readline|stream|string_decoder|timers|tls|tty|url|util|v8|vm|worker_threads|zlib)(/|$)',
      reachable: true,
    }),
    forbid('domain-pure-packages', 'domain/ uses pure packages only.', source('domain'), {
      path: '(^|/)node_modules/',
      pathNot: PURE_PACKAGES,
    }),

    forbid('workflows-direction', 'workflows/ know domain/, and activities/ by type.', source('workflows'), {
      path: allBut('domain', 'workflows', 'activities'),
    }),
    forbid('workflows-activities-by-type', 'Activity code never enters the workflow bundle.', source('workflows'), {
      path: '^activities/',
      dependencyTypesNot: ['type-only'],
    }),
    forbid('workflows-no-built-ins', 'The workflow sandbox has no Node built-ins.', source('workflows'), {
      dependencyTypes: ['core'],
      dependencyTypesNot: ['type-only'],
    }),
    forbid(
      'workflows-packages',
      'Workflow code is bundled: SDK parts made for it, and pure packages.',
      source('workflows'),
      {
        path: '(^|/)node_modules/',
        pathNot: WORKFLOW_PACKAGES,
        dependencyTypesNot: ['type-only'],
      },
    ),

    forbid(
      'activities-direction',
      'activities/ know domain/ and the workflow contracts; adapters are ports.',
      source('activities'),
      {
        path: allBut('domain', 'activities', 'workflows'),
      },
    ),
    forbid('activities-contracts-only', 'No workflow code in activities/.', source('activities'), {
      path: '^workflows/',
      pathNot: '^workflows/contracts',
    }),

    forbid('usecases-direction', 'usecases/ know domain/ only.', source('usecases'), {
      path: allBut('domain', 'usecases'),
    }),

    forbid(
      'one-door-for-decisions',
      'Commands are built and sent behind usecases/decisions.ts only.',
      { path: '^(usecases|api|cli)/', pathNot: `${TESTS}|^usecases/(decisions|interviews/supply-info)\\.ts$` },
      { path: '^usecases/send-command\\.ts$', dependencyTypesNot: ['type-only'] },
    ),

    forbid('infra-direction', 'infra/ implements ports of domain/.', source('infra'), {
      path: allBut('domain', 'infra', 'engines', 'workflows'),
    }),
    forbid('engines-direction', 'engines/ are pure rules behind the ports of models.', source('engines'), {
      path: allBut('domain', 'engines'),
    }),
    forbid(
      'engines-one-door',
      'Only the table of what threads run knows the offline engine; nothing else leans on its rules.',
      { path: '^infra/', pathNot: `${TESTS}|^infra/text-pool/tasks\\.ts$` },
      { path: '^engines/' },
    ),
    forbid(
      'infra-temporal-contracts-only',
      'Only infra/temporal/ knows workflows, and only their contracts.',
      { path: '^infra/', pathNot: `${TESTS}|^infra/temporal/` },
      { path: '^workflows/' },
    ),
    forbid('infra-temporal-no-workflow-code', 'The client needs contracts, not code.', source('infra/temporal'), {
      path: '^workflows/',
      pathNot: '^workflows/contracts',
    }),

    forbid(
      'one-way-out',
      'Calls to the outside go through infra/http, which refuses private addresses; model providers have a way of their own.',
      {
        path: '^(domain|workflows|activities|usecases|infra|engines|api|worker|migrations)/',
        pathNot: `${TESTS}|^infra/(http|models)/`,
      },
      { path: '(^|/)node_modules/undici/' },
    ),

    forbid(
      'one-way-to-objects',
      'Only infra/objects speaks S3, at the address that the operator sets; nobody else holds a client or makes an address of it.',
      { path: `^(${OURS.join('|')})/`, pathNot: `${TESTS}|^infra/objects/` },
      { path: '(^|/)node_modules/@(aws-sdk|smithy)/' },
    ),

    forbid('api-direction', 'api/ knows domain/, usecases/, contracts and infra types.', source('api'), {
      path: allBut('domain', 'usecases', 'workflows', 'infra', 'api'),
    }),
    forbid('api-contracts-only', 'No workflow code in api/.', source('api'), {
      path: '^workflows/',
      pathNot: '^workflows/contracts',
    }),
    forbid(
      'api-infra-by-type',
      'Only api/main.ts and api/wiring/ put adapters behind ports.',
      { path: '^api/', pathNot: `${TESTS}|^api/(main\\.ts$|wiring/)` },
      { path: '^infra/', dependencyTypesNot: ['type-only'] },
    ),

    forbid(
      'web-direction',
      'web/ runs in browsers: it knows domain/, and what answers its calls by type.',
      source('web'),
      {
        path: allBut('domain', 'usecases', 'web'),
      },
    ),
    forbid('web-usecases-by-type', 'No code of the server enters a page.', source('web'), {
      path: '^usecases/',
      dependencyTypesNot: ['type-only'],
    }),
    forbid(
      'web-no-built-ins',
      'Browsers have no Node built-in.',
      { ...source('web'), pathNot: `${TESTS}|vite\\.config` },
      {
        dependencyTypes: ['core'],
      },
    ),

    forbid('worker-direction', 'worker/ serves workflows, never HTTP faces.', source('worker'), {
      path: '^(api|cli|web|test|bench)/',
    }),
    forbid('cli-direction', 'cli/ reaches the api as a process, not as code.', source('cli'), {
      path: '^(worker|test|bench)/|^activities/',
    }),
    forbid(
      'cli-uses-no-api-code',
      'The generators in tools/ may look into api/, for its OpenAPI file; cli/ may not.',
      source('cli'),
      { path: '^api/' },
    ),
    forbid(
      'conformance-sees-the-outside',
      'What checks endpoints of anybody knows them by HTTP alone, and nothing of ours.',
      source('cli/conformance'),
      { path: `^(?!cli/conformance/)(${OURS.join('|')})/`, pathNot: '^cli/cli-error\\.ts$' },
    ),
    forbid('simulators-are-alone', 'A simulated vendor knows the vendor, and nothing of ours.', source('simulators'), {
      path: allBut('simulators'),
    }),
    forbid(
      'simulators-are-for-trying',
      'Nothing that serves requests knows a simulated vendor.',
      { path: '^(domain|workflows|activities|usecases|infra|engines|api|worker|migrations)/', pathNot: TESTS },
      { path: '^simulators/' },
    ),
    forbid(
      'evaluation-direction',
      'The evaluation assesses as the worker does, with the same activity; it serves nobody.',
      source('evaluation'),
      { path: allBut('domain', 'activities', 'infra', 'engines', 'evaluation') },
    ),
    forbid('migrations-direction', 'A migration must not change when the code does.', source('migrations'), {
      path: allBut('migrations'),
      dependencyTypesNot: ['type-only'],
    }),
    forbid(
      'entry-points-are-not-imported',
      'main.ts files wire things and are only started.',
      { pathNot: '^cli/bootstrap' },
      { path: '^(api|worker|bench|cli|evaluation)/main\\.ts$' },
    ),
    forbid(
      'no-test-code-in-sources',
      'Only tests import from test/.',
      { path: '^(?!test/|bench/)', pathNot: '\\.test\\.ts$|^vitest' },
      {
        path: '^test/',
      },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|coverage|\\.parley)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
