// Wires what all faces share: placing orders and reading what became of them.
import { createOrderStore } from '../../infra/db/orders/order-store.ts';
import { createKeptRecordings } from '../../infra/db/recordings/kept-recordings.ts';
import { createRecordingPageUrl } from '../../usecases/recordings/recordings.ts';
import { createOrders } from '../../usecases/orders/orders.ts';
import type { ApiDeps, FeatureDeps } from './deps.ts';

export const ordersOf = (deps: ApiDeps & Pick<FeatureDeps, 'interviews' | 'packages'>): FeatureDeps['orders'] => {
  const { db, newId, interviews } = deps;
  return createOrders({
    ...deps,
    ...interviews,
    orders: createOrderStore(db),
    // Asked for by who may hear it now: an address that ends soon.
    recordingUrl: createRecordingPageUrl({ ...deps, recordings: createKeptRecordings(deps) }),
    newOrderId: () => newId('ord'),
  });
};
