// What a simulated Retell offers to who plays it.
import type { Stage } from '../stage.ts';
import type { Weather } from '../troubles.ts';
import type { Line, SimulatedCall } from './call.ts';

export type EventName = 'call_started' | 'call_ended' | 'call_analyzed';

/** How the vendor tells: `reversed`: the last event first; `late`: after `lateMs`. */
export type Telling = 'once' | 'twice' | 'late' | 'reversed' | 'never';

export type RetellOptions = { apiKey: string; agentId?: string; port?: number; telling?: Telling; lateMs?: number };

export type SimulatedRetell = {
  url: string;
  apiKey: string;
  agentId: string;
  stage: Stage;
  weather: Weather;
  calls: Map<string, SimulatedCall>;
  /** Ids of the calls that were deleted. */
  deleted: string[];
  /** May be changed while it runs. */
  ways: { telling: Telling; lateMs: number };
  /** The status that each webhook was answered with. */
  told: { event: EventName; callId: string; status: number }[];
  join(callId: string): void;
  say(callId: string, line: Line): void;
  /** Ends it and tells of it in the present way. */
  end(callId: string, reason?: string): void;
  /** Sends one event now, whatever the way; the answer's status. */
  tell(event: EventName, callId: string): Promise<number>;
  /** The address of the recording is over. */
  killRecording(callId: string): void;
  /** When nothing is on its way any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
};
