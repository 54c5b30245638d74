// What Greenhouse says alike in hooks and in records: the status of an application, and how a person is reached.
import type { AtsApplication } from '../../../domain/ports/ats-hooks.ts';
import { listOf, membersOf, textOf } from '../hook-parts.ts';

const statuses: ReadonlyMap<string, AtsApplication['status']> = new Map([
  ['active', 'active'],
  ['in_process', 'active'],
  ['rejected', 'rejected'],
  ['hired', 'hired'],
]);

export const statusOf = (told: unknown): AtsApplication['status'] => statuses.get(textOf(told) ?? '') ?? 'other';

/** The personal address first: an invitation to a colleague's desk helps nobody. What is empty is none. */
export const preferred = (contacts: unknown): string | null => {
  const known = listOf(contacts).flatMap((contact) => {
    const { type, value } = membersOf(contact);
    const text = textOf(value, 320);
    return text === null ? [] : [{ type, text }];
  });
  return (known.find(({ type }) => type === 'personal') ?? known[0])?.text ?? null;
};

/** Null where neither part is said. */
export const nameOf = (parts: readonly unknown[]): string | null =>
  parts.flatMap((part) => textOf(part, 200) ?? []).join(' ') || null;
