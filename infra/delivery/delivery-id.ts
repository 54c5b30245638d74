// Ids of what is sent, derived from what it is: however often a transaction is repeated, it makes the same rows.
import { sha256 } from '../system.ts';

const shortHash = (...parts: (string | number)[]): string => sha256(parts.join('/')).slice(0, 32);

export const deliveryId = (eventId: string, endpointId: string, number: number): string =>
  `dlv_${shortHash(eventId, endpointId, number)}`;

/** An order may be told of an event as well as have it written. */
export const writebackDeliveryId = (eventId: string, orderId: string, number: number): string =>
  deliveryId(eventId, `writeback:${orderId}`, number);

/** A recruiter's mail has one reader: each gets a row, and a link, of their own. */
export const mailId = (eventId: string, template: string, audience: string, reviewer: string | null = null): string =>
  `mail_${shortHash(eventId, template, audience, ...(reviewer === null ? [] : [reviewer]))}`;
