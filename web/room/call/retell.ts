// Joins a call with Retell's own web client: loaded by those alone whose conversation it holds.
import { RetellWebClient } from 'retell-client-js-sdk';
import { chosenMicrophone } from '../voice/microphone.ts';
import type { CallLine, CallTold } from './line.ts';

type Said = { role: string; content: string };

const saidIn = (event: unknown): Said[] => {
  const transcript = typeof event === 'object' && event !== null && 'transcript' in event ? event.transcript : [];
  return Array.isArray(transcript) ? (transcript as Said[]) : [];
};

export const joinRetell = async (accessToken: string, told: CallTold): Promise<CallLine> => {
  const client = new RetellWebClient();
  client.on('call_started', () => told.at('talking'));
  client.on('call_ended', () => told.at('ended'));
  client.on('error', () => {
    // Mute and end are gone with the screen of the call: nothing may go on being heard.
    client.stopCall();
    told.at('failed');
  });
  // It tells the newest lines only, each as it grows.
  client.on('update', (event: unknown) =>
    told.said(
      saidIn(event).map(({ role, content }) => ({ by: role === 'agent' ? 'interviewer' : 'you', text: content })),
    ),
  );
  client.on('agent_start_talking', () => told.fellSilent('you'));
  client.on('agent_stop_talking', () => told.fellSilent('interviewer'));
  const captureDeviceId = chosenMicrophone();
  await client.startCall({ accessToken, ...(captureDeviceId !== null && { captureDeviceId }) });
  return {
    mute: (isMuted) => (isMuted ? client.mute() : client.unmute()),
    end: () => client.stopCall(),
  };
};
