// What operators see in the Temporal UI: the present wait in plain words, and attributes to filter by.
import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { allowedCommands } from '../domain/lifecycle/check.ts';
import { commandTable } from '../domain/lifecycle/commands.ts';
import { isTerminal, type RunState } from '../domain/lifecycle/state.ts';
import { waitsFor, workOf } from '../domain/lifecycle/work.ts';
import { searchAttributes } from './contracts.ts';

const keywordOf = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
const stateKey = keywordOf(searchAttributes.state);
const attentionKey = keywordOf(searchAttributes.attention);
const waitsForKey = keywordOf(searchAttributes.waitsFor);

const iso = (at: number): string => new Date(at).toISOString();

const waitLines = (state: RunState, deadline: number | null): string[] => {
  const { attention, waitingSince } = state;
  const who = waitsFor(state);
  const work = workOf(state);
  return [
    ...(attention === null ? [] : [`**Needs attention: ${attention.code}** since ${iso(attention.since)}.`]),
    ...(work === null ? [] : [`Works by itself: ${work.kind}. Nobody has to act.`]),
    ...(who === 'nobody' ? [] : [`Waits for the **${who}** since ${iso(waitingSince)}.`]),
    ...(attention !== null && who === 'nobody' ? ['An **operator** must act: retry once the cause is mended.'] : []),
    ...(deadline === null ? [] : [`Ends by itself at ${iso(deadline)}.`]),
  ];
};

const detailsOf = (state: RunState, deadline: number | null): string => {
  const lines = [`State **${state.state}**${state.outcome ? ` (${state.outcome})` : ''}, seq ${state.seq}.`];
  if (!isTerminal(state.state)) {
    const signals = allowedCommands(state).filter((name) => commandTable[name].signal);
    lines.push(...waitLines(state, deadline), `Signals that do something now: ${signals.join(', ')}.`);
  }
  return lines.join('\n\n');
};

/** Attributes of a run that have changed where somebody might look for it: each time costs an event. */
const changedAttributes = (state: RunState) => {
  const known = workflowInfo().typedSearchAttributes;
  const isKnown = known.get(stateKey) !== undefined;
  // A run that began before this attribute existed goes on without it: its namespace may not know it.
  const who = waitsFor(state);
  const tellsWho = known.get(waitsForKey) !== undefined;
  const waiting = tellsWho && known.get(waitsForKey) !== who ? [{ key: waitsForKey, value: who }] : [];
  // Short working states are passed over, but that nobody is waited for is told at once.
  if (!isKnown || workOf(state) !== null) return waiting;
  const attention = state.attention?.code ?? 'none';
  const isSame = known.get(stateKey) === state.state && known.get(attentionKey) === attention;
  const stated = [
    { key: stateKey, value: state.state },
    { key: attentionKey, value: attention },
  ];
  return isSame ? waiting : [...stated, ...waiting];
};

/** Updates the details at every step, the attributes only at a change. */
export const showToOperators = (state: RunState, deadline: number | null): void => {
  setCurrentDetails(detailsOf(state, deadline));
  const changed = changedAttributes(state);
  if (changed.length > 0) upsertSearchAttributes(changed);
};
