// Wires what composes the record of an interview for an ATS, anew at each attempt.
import { openAssessment } from '../../infra/db/assessments/open-assessment.ts';
import { createAppealStore } from '../../infra/db/appeals/appeal-store.ts';
import { createMappingStore } from '../../infra/db/connections/mapping-store.ts';
import { createInterviewReader } from '../../infra/db/interviews/interview-read-store.ts';
import { createRunTexts } from '../../infra/db/interviews/run-texts.ts';
import { createResultLinkStore, resultSettingsOf } from '../../infra/db/orders/result-link-store.ts';
import { createKeptRecordings } from '../../infra/db/recordings/kept-recordings.ts';
import { readConversation } from '../../infra/db/room/turn-store.ts';
import type { ProcessDeps } from '../../infra/process.ts';
import { createRecordFiles } from '../../infra/record/record-files.ts';
import { createReadInterview } from '../../usecases/interviews/read-interview.ts';
import { createResultLinkUrls } from '../../usecases/orders/result-links.ts';
import { createKeptRecordingPageUrl } from '../../usecases/recordings/recordings.ts';
import { createComposer, type Composer } from '../../usecases/writeback/compose.ts';
import { createReadDocument } from '../../usecases/writeback/read-document.ts';

export const composerOf = (deps: ProcessDeps): Composer => {
  const { db, sealer, connections, atsKinds: kinds, expressions, keyedDigest } = deps;
  const linkParts = { ...deps, resultLinkStore: createResultLinkStore(db), settingsOf: resultSettingsOf(db) };
  const resultLinks = createResultLinkUrls(linkParts);
  const recordingUrl = createKeptRecordingPageUrl({ ...linkParts, recordings: createKeptRecordings(deps) });
  return createComposer({
    readDocument: createReadDocument({
      readInterview: createReadInterview({
        ...deps,
        reader: createInterviewReader(db),
        openAssessment: openAssessment(sealer),
      }),
      readConversation: readConversation(db, sealer),
      texts: createRunTexts({ db, sealer }),
      appeals: createAppealStore(deps),
      links: async (run) => ({ result: await resultLinks.urlFor(run), recording: await recordingUrl(run) }),
    }),
    mappings: createMappingStore(db),
    connections,
    kinds,
    expressions,
    files: createRecordFiles(deps),
    keyedDigest,
  });
};
