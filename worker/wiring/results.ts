// Wires where an attempt to tell an ATS finds what there is to tell: the order, the words behind its result, the connection.
import type { TellingSources } from '../../domain/ports/ats.ts';
import { resultOf } from '../../domain/orders/result-of.ts';
import { openIfKept } from '../../domain/seal/open.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { openAssessment } from '../../infra/db/assessments/open-assessment.ts';
import { createInterviewReader } from '../../infra/db/interviews/interview-read-store.ts';
import { createOrderStore } from '../../infra/db/orders/order-store.ts';
import { createResultLinkStore, resultSettingsOf } from '../../infra/db/orders/result-link-store.ts';
import { readConversation } from '../../infra/db/room/turn-store.ts';
import type { ProcessDeps } from '../../infra/process.ts';
import { createReadInterview } from '../../usecases/interviews/read-interview.ts';
import { createReadReport } from '../../usecases/orders/report.ts';
import { createKeptRecordings } from '../../infra/db/recordings/kept-recordings.ts';
import { createKeptRecordingPageUrl } from '../../usecases/recordings/recordings.ts';
import { createResultLinkUrls } from '../../usecases/orders/result-links.ts';

export const tellingSources = (deps: ProcessDeps): TellingSources => {
  const { db, sealer, connections } = deps;
  const orders = createOrderStore(db);
  const linkParts = { ...deps, resultLinkStore: createResultLinkStore(db), settingsOf: resultSettingsOf(db) };
  const links = createResultLinkUrls(linkParts);
  return {
    order: async (tenantId, orderId) => {
      const record = await orders.find(tenantId, orderId);
      if (record === null) return null;
      const { order, facts, erased, secretSealed } = record;
      const secret = await openIfKept(sealer, sealPlaces.orderSecret(order, orderId), secretSealed);
      return {
        order,
        secret: secret ?? {},
        result: resultOf(facts),
        erased: erased || (secretSealed !== null && secret === null),
      };
    },
    report: createReadReport({
      readInterview: createReadInterview({
        ...deps,
        reader: createInterviewReader(db),
        openAssessment: openAssessment(sealer),
      }),
      readTranscript: readConversation(db, sealer),
      recordingUrl: createKeptRecordingPageUrl({ ...linkParts, recordings: createKeptRecordings(deps) }),
    }),
    connection: connections.open,
    resultUrl: links.urlFor,
  };
};
