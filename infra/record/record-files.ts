// The record of an interview as files, for people who keep them: one page that shows itself, and a document to print.
import { recordHtml } from '../../domain/writeback/record-html.ts';
import type { RecordFiles } from '../../domain/ports/record-files.ts';

export const createRecordFiles = (): RecordFiles => ({
  make: (_format, record, name) =>
    Promise.resolve({
      name,
      contentType: 'text/html; charset=utf-8',
      bytes: new TextEncoder().encode(recordHtml(record, name)),
    }),
});
