// Keeps one slow receiver from taking every place: each gets a bounded number of calls at the same time.

const callsMax = 20;
/** After a call that timed out, until the receiver answers again: many hanging receivers must not fill all places either. */
const troubledCallsMax = 4;
const waitSecondsMax = 60;
const refusalsPerSecond = 10;

type Leave = (outcome: { timedOut: boolean }) => void;

export type InFlightLimit = {
  /**
   * A place, to be left with how the call went; or for how long to stay away: the longer, the more are waiting, since
   * every question costs everybody a little.
   */
  enter(receiver: string): { leave: Leave } | { waitSeconds: number };
};

type Standing = { calls: number; troubled: boolean; refusals: number };

export const createInFlightLimit = (): InFlightLimit => {
  const standings = new Map<string, Standing>();
  return {
    enter: (receiver) => {
      const standing = standings.get(receiver) ?? { calls: 0, troubled: false, refusals: 0 };
      if (standing.calls >= (standing.troubled ? troubledCallsMax : callsMax)) {
        standing.refusals += 1;
        return { waitSeconds: Math.min(1 + Math.ceil(standing.refusals / refusalsPerSecond), waitSecondsMax) };
      }
      standing.calls += 1;
      standings.set(receiver, standing);
      const leave: Leave = ({ timedOut }) => {
        standing.calls -= 1;
        standing.troubled = timedOut;
        if (timedOut) return;
        standing.refusals = 0;
        if (standing.calls === 0) standings.delete(receiver);
      };
      return { leave };
    },
  };
};
