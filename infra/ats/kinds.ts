// The table of kinds of ATS: what a connection may be made of, and how each is told of results. A vendor is a folder beside this
// file and a line here; its face is a folder in api/faces/.
import type { AtsKinds } from '../../domain/ports/ats.ts';
import { greenhouseKind } from './greenhouse/kind.ts';
import { solidatsKind } from './solidats/kind.ts';

export const atsKinds: AtsKinds = { greenhouse: greenhouseKind, solidats: solidatsKind };
