// Makes one signed file out of everything that is known of one interview, for people who must prove or contest a decision.
import type { RunRef } from '../../domain/access/ids.ts';
import { isByOperator, withClaims } from '../../domain/bundle/claims.ts';
import { contentFiles, type BundleContents } from '../../domain/bundle/contents.ts';
import { signFiles } from '../../domain/bundle/manifest.ts';
import { readmeFile, readmeOf } from '../../domain/bundle/readme.ts';
import { AppError } from '../../domain/errors.ts';
import type { Archive, AuditExporter, BundleSource, CommandClaims } from '../../domain/ports/audit.ts';
import type { SigningKey } from '../../domain/ports/signing.ts';
import type { Clock, Digest } from '../../domain/ports/system.ts';

const bytesMax = 20_000_000;

export type BundleDeps = {
  source: BundleSource;
  archive: Archive;
  engine: CommandClaims;
  key: SigningKey;
  digest: Digest;
  clock: Clock;
  /** Which Parley made it. */
  version: string;
};

export type AuditBundle = { fileName: string; bytes: Uint8Array };

const textsOf = (runId: string, contents: BundleContents): Map<string, string> =>
  new Map([
    ...contentFiles.map((name) => [name, `${JSON.stringify(contents[name], null, 2)}\n`] as const),
    [readmeFile, readmeOf(runId)],
  ]);

/** The engine is asked only where somebody acted on it directly; without it a bundle is made all the same. */
const claimed = async (engine: CommandClaims, runId: string, contents: BundleContents): Promise<BundleContents> => {
  const decisions = contents['decisions.json'];
  if (!decisions.items.some(isByOperator)) return contents;
  const items = withClaims(decisions.items, await engine.claimsOf(runId));
  return { ...contents, 'decisions.json': { ...decisions, items } };
};

/** Throws `interview.not_found` and `bundle.too_large`. Whoever takes it stands in the audit log before it is made. */
export const createAuditBundles =
  ({ source, archive, engine, key, digest, clock, version }: BundleDeps) =>
  async ({ tenantId, runId }: RunRef, by: AuditExporter): Promise<AuditBundle> => {
    if (!(await source.noteExport({ tenantId, runId }, by))) throw new AppError('interview.not_found');
    const material = await source.read({ tenantId, runId });
    if (material === null) throw new AppError('interview.not_found');
    const about = { ...material.about, runId, tenantId, madeAt: new Date(clock.now()).toISOString() };
    const texts = textsOf(runId, await claimed(engine, runId, material.contents));
    const files = signFiles({ ...about, madeBy: `parley ${version}` }, texts, { key, digest });
    const bytes = archive.pack(files);
    if (bytes.length > bytesMax) throw new AppError('bundle.too_large');
    return { fileName: `audit-bundle-${runId}.zip`, bytes };
  };
export type MakeAuditBundle = ReturnType<typeof createAuditBundles>;
