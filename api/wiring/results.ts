// Wires the links to the public page of a result.
import { createResultLinkStore, resultSettingsOf } from '../../infra/db/orders/result-link-store.ts';
import type { ResultLinks } from '../../domain/ports/result-links.ts';
import type { ProcessDeps } from '../../infra/process.ts';
import { createResultLinkUrls } from '../../usecases/orders/result-links.ts';

export const resultLinkUrls = (deps: ProcessDeps): ResultLinks =>
  createResultLinkUrls({
    ...deps,
    resultLinkStore: createResultLinkStore(deps.db),
    settingsOf: resultSettingsOf(deps.db),
  });
