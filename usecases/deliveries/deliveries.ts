// The ledger of deliveries: what was sent to whom, how it went, and sending it again.
import { AppError } from '../../domain/errors.ts';
import type { Delivery, DeliveryAttempt, DeliveryLedger } from '../../domain/ports/deliveries.ts';
import type { Digest } from '../../domain/ports/system.ts';
import { createPages, isExactTime, isTextLike } from '../cursor.ts';

export type DeliveryDeps = { ledger: DeliveryLedger; digest: Digest };

const placeShape = { at: isExactTime, id: isTextLike(/^dlv_[0-9A-Za-z]{1,64}$/) };

const readDelivery =
  ({ ledger }: DeliveryDeps) =>
  async (tenantId: string, id: string): Promise<{ delivery: Delivery; attempts: DeliveryAttempt[] }> => {
    const delivery = await ledger.find(tenantId, id);
    if (delivery === null) throw new AppError('delivery.not_found');
    return { delivery, attempts: await ledger.attempts(tenantId, delivery) };
  };

export const createDeliveryUseCases = (deps: DeliveryDeps) => ({
  /** Newest first. */
  listDeliveries: createPages({ digest: deps.digest, list: deps.ledger.list, shape: placeShape }),
  readDelivery: readDelivery(deps),
  redeliver: deps.ledger.redeliver,
  recover: deps.ledger.recover,
  recoverResults: deps.ledger.recoverResults,
});
export type DeliveryUseCases = ReturnType<typeof createDeliveryUseCases>;
