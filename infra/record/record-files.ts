// The record of an interview as files, for people who keep them: one page that shows itself, and a document to print.
import type { RecordFiles } from '../../domain/ports/record-files.ts';
import type { TextWork } from '../../domain/ports/text-work.ts';
import { recordHtml } from '../../domain/writeback/record-html.ts';
import type { AllTextTasks } from '../text-pool/tasks.ts';

type Deps = { textWork: TextWork<AllTextTasks> };

/** Setting a long record takes a while: it is done where no request and no heartbeat waits for it. */
export const createRecordFiles = ({ textWork }: Deps): RecordFiles => ({
  make: async (format, record, name, tenantId) => {
    if (format === 'pdf')
      return {
        name,
        contentType: 'application/pdf',
        bytes: await textWork.run('recordPdf', { record, name }, { tenantId }),
      };
    return { name, contentType: 'text/html; charset=utf-8', bytes: new TextEncoder().encode(recordHtml(record, name)) };
  },
});
