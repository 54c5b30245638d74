import { expect, test } from 'vitest';
import { createRoutes } from '../../api/wiring/features.ts';
import { useDatabase } from '../harness/database.ts';
import { createWorld, featureWorld } from '../harness/world.ts';

const { db } = await useDatabase();
const retell = { PARLEY_VOICE_PROVIDER: 'retell', PARLEY_RETELL_API_KEY: 'a', PARLEY_RETELL_AGENT_ID: 'agent_b' };

test.each([
  [{}, false],
  [retell, true],
])('there is an address for a provider’s events where one is chosen, and only there: %o', (env, has) => {
  const routes = createRoutes(featureWorld(createWorld(db, { env })));
  expect(routes.some(({ path }) => path === '/voice/retell')).toBe(has);
});
