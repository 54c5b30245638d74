// Wires the result document, and the mappings by which it goes into an ATS's record.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { ResultLinkStore } from '../../domain/ports/result-links.ts';
import { openAssessment } from '../../infra/db/assessments/open-assessment.ts';
import { createAppealStore } from '../../infra/db/appeals/appeal-store.ts';
import { createMappingStore } from '../../infra/db/connections/mapping-store.ts';
import { createInterviewReader } from '../../infra/db/interviews/interview-read-store.ts';
import { createRunTexts } from '../../infra/db/interviews/run-texts.ts';
import { createResultLinkStore, resultSettingsOf } from '../../infra/db/orders/result-link-store.ts';
import { createKeptRecordings } from '../../infra/db/recordings/kept-recordings.ts';
import { readConversation } from '../../infra/db/room/turn-store.ts';
import { createRecordFiles } from '../../infra/record/record-files.ts';
import { createReadInterview } from '../../usecases/interviews/read-interview.ts';
import { createResultLinkUrls } from '../../usecases/orders/result-links.ts';
import { createKeptRecordingPageUrl } from '../../usecases/recordings/recordings.ts';
import { createMappingUseCases } from '../../usecases/writeback/mapping.ts';
import { createPreview } from '../../usecases/writeback/preview.ts';
import { createReadDocument, type ReadResultDocument } from '../../usecases/writeback/read-document.ts';
import type { Route } from '../guard/route.ts';
import { mappingRoutes } from '../routes/connections/mapping.ts';
import { resultDocumentRoute } from '../routes/interviews/result-document.ts';
import type { FeatureDeps } from './deps.ts';

/** Who looks makes no link: the newest that still lives, if there is one. */
const lookingOnly = (store: ResultLinkStore): ResultLinkStore => ({
  ...store,
  current: async (run, { from }) => {
    const links = (await store.list(run)) ?? [];
    return links.find(({ revokedAt, expiresAt }) => revokedAt === null && expiresAt >= from) ?? null;
  },
});

const unlessNone = async (url: Promise<string>): Promise<string | null> => {
  try {
    return await url;
  } catch (error) {
    if (error instanceof AppError && error.code === 'interview.not_found') return null;
    throw error;
  }
};

export const readDocumentOf = (deps: FeatureDeps): ReadResultDocument => {
  const { db, sealer } = deps;
  const resultLinkStore = lookingOnly(createResultLinkStore(db));
  const linkParts = { ...deps, resultLinkStore, settingsOf: resultSettingsOf(db) };
  const resultLinks = createResultLinkUrls(linkParts);
  const recordingUrl = createKeptRecordingPageUrl({ ...linkParts, recordings: createKeptRecordings(deps) });
  return createReadDocument({
    readInterview: createReadInterview({
      ...deps,
      reader: createInterviewReader(db),
      openAssessment: openAssessment(sealer),
    }),
    readConversation: readConversation(db, sealer),
    texts: createRunTexts({ db, sealer }),
    appeals: createAppealStore(deps),
    links: async (run: RunRef) => ({
      result: await unlessNone(resultLinks.urlFor(run)),
      recording: await recordingUrl(run),
    }),
  });
};

export const mappingFeature = (deps: FeatureDeps): Route[] => {
  const { db, atsKinds: kinds, atsSessions: sessions } = deps;
  const readDocument = readDocumentOf(deps);
  const parts = {
    ...deps,
    kinds,
    sessions,
    readDocument,
    mappings: createMappingStore(db),
    files: createRecordFiles(deps),
  };
  return [
    resultDocumentRoute({ readDocument }),
    ...mappingRoutes({ mapping: createMappingUseCases(parts), preview: createPreview(parts) }),
  ];
};
