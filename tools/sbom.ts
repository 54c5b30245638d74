// `npm run build` writes what production runs on as a CycloneDX list: npm's own, without what only builds and tests.
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import packageJson from '../package.json' with { type: 'json' };
import { runTool } from './checks/run-tool.ts';

type Component = { 'bom-ref': string; name: string; properties?: { name: string }[] };
type Bom = {
  metadata: { component: object };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
};

const path = 'dist/sbom.cdx.json';
/** The lock file alone, so that neither a registry nor installed packages are needed and every platform's are named. */
const list = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only', '--offline'];

/** What the pages run on is installed for the build alone, and runs with everybody who opens them. */
const { packages: inPages } = JSON.parse(readFileSync('dist/web/made-of.json', 'utf8')) as { packages: string[] };

const isForDevelopment = (component: Component): boolean =>
  !inPages.includes(component.name) &&
  (component.properties ?? []).some(({ name }) => name === 'cdx:npm:package:development');

/** `npm sbom --omit dev` also leaves out what development needs as well as production: zod, for one. */
const withoutDevelopment = ({ metadata, components, dependencies, ...bom }: Bom): Bom => {
  const kept = components.filter((component) => !isForDevelopment(component));
  const left = new Set(components.filter(isForDevelopment).map((component) => component['bom-ref']));
  const links = dependencies
    .filter(({ ref }) => !left.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => !left.has(one)) }));
  // npm names the whole after its folder.
  const named = { ...metadata, component: { ...metadata.component, name: packageJson.name } };
  return { ...bom, metadata: named, components: kept, dependencies: links };
};

const { ok, output } = await runTool('npm', list);
if (!ok) throw new Error(output);
const bom = withoutDevelopment(JSON.parse(output) as Bom);
await mkdir('dist', { recursive: true });
await writeFile(path, `${JSON.stringify(bom, null, 1)}\n`);
process.stdout.write(`wrote ${path} (${bom.components.length} packages)\n`);
