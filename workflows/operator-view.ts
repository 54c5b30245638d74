// What operators see in the Temporal UI: the present wait in plain words, and attributes to filter by.
import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { allowedCommands } from '../domain/lifecycle/check.ts';
import { isTerminal, type RunState } from '../domain/lifecycle/state.ts';
import { workOf } from '../domain/lifecycle/work.ts';
import { searchAttributes } from './contracts.ts';

const stateKey = defineSearchAttributeKey(searchAttributes.state, SearchAttributeType.KEYWORD);
const attentionKey = defineSearchAttributeKey(searchAttributes.attention, SearchAttributeType.KEYWORD);

const waitText = (state: RunState, deadline: number | null): string => {
  const lines = [`State **${state.state}**${state.outcome ? ` (${state.outcome})` : ''}, seq ${state.seq}.`];
  const work = workOf(state);
  if (work !== null) lines.push(`Working: ${work.kind}.`);
  if (state.attention !== null)
    lines.push(`**Needs attention: ${state.attention.code}** since ${new Date(state.attention.since).toISOString()}.`);
  if (deadline !== null) lines.push(`Ends by itself at ${new Date(deadline).toISOString()}.`);
  if (!isTerminal(state.state)) lines.push(`Allowed now: ${allowedCommands(state).join(', ')}.`);
  return lines.join('\n\n');
};

/** Updates the details at every step, the attributes only where somebody might look for the run: each costs an event. */
export const showToOperators = (state: RunState, deadline: number | null): void => {
  setCurrentDetails(waitText(state, deadline));
  const known = workflowInfo().typedSearchAttributes;
  if (known.get(stateKey) === undefined || workOf(state) !== null) return;
  const attention = state.attention?.code ?? 'none';
  if (known.get(stateKey) === state.state && known.get(attentionKey) === attention) return;
  upsertSearchAttributes([
    { key: stateKey, value: state.state },
    { key: attentionKey, value: attention },
  ]);
};
