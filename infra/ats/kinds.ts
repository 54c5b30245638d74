// The table of kinds of ATS: what a connection may be made of, and how each is told of results. A vendor is a folder beside this
// file and a line here; its face is a folder in api/faces/ and a line in api/wiring/faces.ts, for which the compiler asks.
import type { AtsKinds } from '../../domain/ports/ats.ts';
import { ashbyKind } from './ashby/kind.ts';
import { greenhouseKind } from './greenhouse/kind.ts';
import { leverKind } from './lever/kind.ts';
import { solidatsKind } from './solidats/kind.ts';
import { workableKind } from './workable/kind.ts';

const kinds = {
  ashby: ashbyKind,
  greenhouse: greenhouseKind,
  lever: leverKind,
  solidats: solidatsKind,
  workable: workableKind,
} as const satisfies AtsKinds;

export type AtsKindName = keyof typeof kinds;

export const atsKinds: AtsKinds = kinds;
