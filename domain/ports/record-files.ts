// Makes files of the record of an interview; the same record gives the same words, whatever stands in it.
import type { Mapping } from '../mapping/mapping.ts';
import type { InterviewRecordText } from '../writeback/record.ts';
import type { AtsFile } from './ats-records.ts';

export interface RecordFiles {
  /** Throws `text.too_complex`, `text.busy`. */
  make(format: Mapping['files'][number], record: InterviewRecordText, name: string, tenantId: string): Promise<AtsFile>;
}
