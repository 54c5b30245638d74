// Held interviews with their audit bundles, which tests open, change and sign again as somebody with the key could.
import { auditBundles } from '../../api/wiring/privacy.ts';
import {
  manifestFile,
  manifestSchema,
  signatureFile,
  signFiles,
  type BundleFiles,
} from '../../domain/bundle/manifest.ts';
import { verifyBundle, type BundleReport } from '../../domain/bundle/verify.ts';
import type { ErasureScope } from '../../domain/lifecycle/facts.ts';
import type { Archive } from '../../domain/ports/audit.ts';
import { createArchive, unpackArchive } from '../../infra/bundle/archive.ts';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { createSigningKeys, verifySignature } from '../../infra/signing/signing-keys.ts';
import { sha256 } from '../../infra/system.ts';
import { erasureActivities } from '../../worker/wiring/erasure.ts';
import { chainEverything } from '../audit/chained.ts';
import { useHeldInterviews } from '../audit/held-interview.ts';
import { inActivity } from '../harness/in-activity.ts';
import { activityWorld } from '../harness/world.ts';

export const signingKeys = createSigningKeys(Buffer.alloc(32, 9));
export const strangersKeys = createSigningKeys(Buffer.alloc(32, 6));

export const operator = { actor: { kind: 'operator', id: null }, requestId: null } as const;

export const check = (files: BundleFiles, publicKey?: string): BundleReport =>
  verifyBundle(files, { digest: sha256, verifySignature, ...(publicKey !== undefined && { publicKey }) });

export const archive: Archive = createArchive();

/** Parsed and loose, as tests read and change it. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests reach into JSON of many shapes
export type Loose = any;

/** The same bundle with one file changed (or left out, by `dropped`), and signed as if it had always been so. */
export const signedAnew = (
  files: BundleFiles,
  name: string,
  change: (content: Loose) => void,
  key = signingKeys.bundle,
) => {
  const {
    files: _files,
    format: _format,
    version: _version,
    keyId: _keyId,
    publicKey: _publicKey,
    ...about
  } = manifestSchema.parse(JSON.parse(files.get(manifestFile) ?? ''));
  const content: Loose = JSON.parse(files.get(name) ?? '');
  change(content);
  const contents = new Map([...files, [name, JSON.stringify(content)] as const]);
  if (content.dropped === true) contents.delete(name);
  contents.delete(manifestFile);
  contents.delete(signatureFile);
  return signFiles(about, contents, { key, digest: sha256 });
};

const copyErasers = ['room', 'offline', 'embedded-room'].map((name) => ({
  name,
  erase: () => Promise.resolve({ deleted: 0, leftToProvider: false }),
}));

export const useBundles = async () => {
  const held = await useHeldInterviews();
  const { db, owner, deps } = held;
  const makeAuditBundle = auditBundles(deps);

  const make = async (runId: string): Promise<BundleFiles> => {
    await chainEverything(db);
    return unpackArchive((await makeAuditBundle({ tenantId: owner.tenantId, runId }, operator)).bytes);
  };

  /** As the workflow does, without its wait. */
  const erase = async (runId: string, scope: ErasureScope): Promise<void> => {
    const steps = inActivity(erasureActivities(activityWorld(deps, { copyErasers })));
    const run = { tenantId: owner.tenantId, runId };
    await createErasureStore(db).request(
      { tenantId: run.tenantId, runId },
      { scope, cause: 'request', ...operator },
      Date.now(),
    );
    await steps.destroyKeys({ ...run, scope });
    await steps.eraseCopies(run);
    await steps.emptyColumns({ ...run, scope });
    await steps.recordErasure({ ...run, scope });
    await steps.certifyErasure({ ...run, scope });
  };
  return { ...held, make, erase, makeAuditBundle };
};

export const jsonOf = (files: BundleFiles, name: string): Loose => JSON.parse(files.get(name) ?? 'null') as Loose;
