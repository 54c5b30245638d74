// What callers see of write-backs.
import { z } from 'zod';
import { deliveryStatuses } from '../../../domain/ports/deliveries.ts';
import { standings } from '../../../domain/writeback/explain.ts';
import { recordParts, writebackKinds, writebackStatuses } from '../../../domain/writeback/item.ts';
import type { ExplainedWriteback, RunWritebacks } from '../../../usecases/writeback/writebacks.ts';
import { pageOf, toIso, toIsoOrNull } from '../../schemas/fields.ts';

const instant = z.iso.datetime();
const value = z
  .union([z.string().max(100_000), z.number(), z.boolean(), z.array(z.string().max(1_000)).max(1_000)])
  .nullable();
const words = z.string().max(1_000);
const help = words.nullable().meta({ description: 'What somebody can do about it; null where nobody has to.' });

const shape = z.object({
  id: z.string(),
  runId: z.string(),
  connectionId: z.string(),
  kind: z.enum(writebackKinds),
  target: z
    .string()
    .meta({ description: 'What it is within the run and the connection: `field:application:ai_score`.' }),
  revision: z.int().meta({ description: 'Grows with whatever changes what is written.' }),
  status: z.enum(writebackStatuses).meta({
    description:
      '`intended` → `attempting` → `confirmed` (read back from the ATS) | `conflicted` (a person changed it) | `failed`. `superseded` gave way to a later revision; `removed` and `left` are what an erasure made of it.',
  }),
  reason: z.string().nullable().meta({ description: 'Why it stands as it does; a code.' }),
  words: words.meta({ description: 'The same in words.' }),
  help,
  parts: z.array(z.enum(recordParts)).max(10).meta({ description: 'What an audit finds in it.' }),
  attemptCount: z.int(),
  createdAt: instant,
  attemptedAt: instant.nullable(),
  confirmedAt: instant.nullable(),
  nextAttemptAt: instant.nullable(),
});

const withValues = shape.extend({
  value: value.meta({ description: 'What is written, of fields and links; null once it is erased.' }),
  theirs: value.meta({ description: 'Of a conflict: what stands there instead.' }),
});

export const writebackPageSchema = pageOf(shape.meta({ id: 'Writeback' }), 'WritebackPage');

export const runWritebacksSchema = z
  .object({
    code: z.enum(standings).meta({ description: 'Where the run stands with its ATS.' }),
    words,
    help,
    connectionId: z.string().nullable(),
    delivery: z
      .object({
        id: z.string(),
        status: z.enum(deliveryStatuses),
        reason: z.string().nullable(),
        attemptCount: z.int(),
        nextAttemptAt: instant.nullable(),
      })
      .nullable()
      .meta({
        description: 'The last delivery that wrote, or is to write; its attempts are at `GET /api/v1/deliveries/{id}`.',
      }),
    items: z.array(withValues.meta({ id: 'WritebackWithValues' })).max(10_000),
  })
  .meta({ id: 'RunWritebacks' });

export const redriveSchema = z
  .object({
    count: z.int().meta({ description: 'Records that are written anew.' }),
    more: z.boolean().meta({ description: 'The bound was reached: repeat the call.' }),
  })
  .meta({ id: 'WritebackRedrive' });

export const presentWriteback = (item: ExplainedWriteback) => ({
  id: item.id,
  runId: item.runId,
  connectionId: item.connectionId,
  kind: item.kind,
  target: item.target,
  revision: item.revision,
  status: item.status,
  reason: item.reason,
  words: item.words,
  help: item.help,
  parts: item.parts,
  attemptCount: item.attempts,
  createdAt: toIso(item.createdAt),
  attemptedAt: toIsoOrNull(item.attemptedAt),
  confirmedAt: toIsoOrNull(item.confirmedAt),
  nextAttemptAt: toIsoOrNull(item.nextAttemptAt),
});

const presentDelivery = (delivery: RunWritebacks['delivery']) =>
  delivery === null
    ? null
    : {
        id: delivery.deliveryId,
        status: delivery.deliveryStatus,
        reason: delivery.deliveryReason,
        attemptCount: delivery.deliveryAttempts,
        nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
      };

export const presentRunWritebacks = ({
  items,
  delivery,
  code,
  words: said,
  help: hint,
  connectionId,
}: RunWritebacks) => ({
  code,
  words: said,
  help: hint,
  connectionId,
  delivery: presentDelivery(delivery),
  items: items.map((item) => ({ ...presentWriteback(item), value: item.value, theirs: item.theirs })),
});
