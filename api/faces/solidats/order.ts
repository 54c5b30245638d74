// Reads a SolidATS request as an order: skills as statements on the job, the CV as the profile, prompts as wishes to the planner.
import type { HookPrincipal } from '../../../domain/access/principal.ts';
import { addressIn, isMailable } from '../../../domain/mail/address.ts';
import type { OrderCall, OrderRequest } from '../../../domain/ports/orders.ts';
import { present } from '../../../domain/present.ts';
import { qualificationsMax } from '../../../domain/request/job-texts.ts';
import type { Level } from '../../../domain/request/request.ts';
import { recogniseSkills } from '../../../domain/skills/recognise-skills.ts';
import { typedAs } from '../../../domain/text/typed-text.ts';
import type { SolidatsConfig } from '../../../infra/ats/solidats/config.ts';
import { requestMark, type RequestFacts } from '../../guard/route.ts';
import { opaqueReference } from '../../schemas/fields.ts';
import type { SolidatsRequest, SolidatsSkill } from './request.ts';

export const solidats = 'solidats';

/** SolidATS' own words for each level; the last part is how much it weighs, as planners read it. */
const statements: Readonly<Record<number, (name: string) => string>> = {
  1: (name) => `${name}, first experience (nice to have)`,
  2: (name) => `${name}, used from time to time`,
  3: (name) => `${name}, strong in theory and practice`,
  4: (name) => `${name}, used daily (required)`,
};
const levelOf: Readonly<Record<number, Level>> = { 1: 'JUNIOR', 2: 'MID', 3: 'MID', 4: 'SENIOR' };

const skillsOf = (skills: SolidatsSkill | SolidatsSkill[] | undefined): SolidatsSkill[] => [skills ?? []].flat();

const letters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** A slug as people write the skill: known names have their own capitals. */
const nameOf = ({ slug }: SolidatsSkill): string => {
  const words = typedAs('line', slug.replaceAll(/[-_]+/g, ' '));
  const known = [slug, words].flatMap(recogniseSkills).find(({ skill }) => letters(skill) === letters(slug));
  return known?.skill ?? words.charAt(0).toUpperCase() + words.slice(1);
};

const statementOf = (skill: SolidatsSkill): string => (statements[skill.exp_level ?? 0] ?? String)(nameOf(skill));

/** The deepest first: there is room for so many. */
const qualificationsOf = (skills: readonly SolidatsSkill[]): string[] =>
  [...new Set(skills.toSorted((a, b) => (b.exp_level ?? 0) - (a.exp_level ?? 0)).map(statementOf))].slice(
    0,
    qualificationsMax,
  );

const highestOf = (skills: readonly SolidatsSkill[]): Level | undefined =>
  levelOf[Math.max(0, ...skills.map(({ exp_level: level = 0 }) => level))];

/** The value at a JSON pointer (RFC 6901); undefined where there is none. */
export const valueAt = (document: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? Reflect.get(value, name)
          : undefined,
      document,
    );

/** An address that takes no mail is none: the interview goes on, and somebody passes the link on. */
const emailOf = (request: SolidatsRequest, { contactPath }: SolidatsConfig): string | undefined => {
  const found = contactPath === undefined ? undefined : valueAt(request, contactPath);
  const address = typeof found === 'string' && found.length <= 320 ? addressIn(found) : '';
  return isMailable(address) ? address : undefined;
};

const profileBytesMax = 49_000;
const bytesOf = (text: string): number => Buffer.byteLength(JSON.stringify(text));

/** Its beginning, as much as takes so many bytes in JSON. */
const cutTo = (bytesMax: number, text: string): string => {
  let cut = text;
  while (cut !== '' && bytesOf(cut) > bytesMax)
    cut = cut.slice(0, Math.floor(cut.length * Math.min(0.9, bytesMax / bytesOf(cut))));
  return cut.toWellFormed();
};

/** In order of use, and cut where a profile is full: nothing is lost, since the request is sealed whole. */
const profileOf = ({
  candidate_parsed_cv: cv = {},
  application_form: form,
}: SolidatsRequest): Record<string, unknown> => {
  let room = profileBytesMax;
  const take = (texts: readonly string[] = []): string[] | undefined => {
    const taken = texts.flatMap((text) => {
      const cut = cutTo(room, typedAs('prose', text.slice(0, profileBytesMax)));
      if (cut === '') return [];
      room = Math.max(0, room - bytesOf(cut) - 1);
      return [cut];
    });
    return taken.length > 0 ? taken : undefined;
  };
  return present({
    skills: take(skillsOf(form?.skills).map(nameOf)),
    summary: take([cv.summary ?? ''])?.[0],
    experience: take(cv.experience),
    education: take(cv.education),
    raw: take([cv.raw ?? ''])?.[0],
  });
};

const wishesOf = ({ job, step_prompt: step }: SolidatsRequest): string[] | undefined => {
  const wishes = [job?.prompt ?? '', step ?? ''].map((text) => typedAs('prose', text)).filter((text) => text !== '');
  return wishes.length > 0 ? wishes : undefined;
};

/** A template says all of the job; what SolidATS sends of it then stays in the sealed request. */
const jobOf = (request: SolidatsRequest, { position, level, templateId }: SolidatsConfig) => {
  if (templateId !== undefined) return { templateId };
  const skills = skillsOf(request.job?.skills);
  return {
    position,
    level: level ?? highestOf(skills),
    qualifications: skills.length > 0 ? qualificationsOf(skills) : undefined,
    jobDescription: request.job?.description,
    wishes: wishesOf(request),
  };
};

/** Shown and kept only where it is no more than an id: everything is in the sealed request as well. */
const idOf = (value: string | number): string | undefined => {
  const id = opaqueReference.safeParse(String(value));
  return id.success ? id.data : undefined;
};

const requestOf = (request: SolidatsRequest, config: SolidatsConfig): OrderRequest => {
  const profile = profileOf(request);
  return present({
    ...jobOf(request, config),
    candidateRef: idOf(request.candidate_id),
    candidateEmail: emailOf(request, config),
    candidateProfile: Object.keys(profile).length > 0 ? profile : undefined,
  });
};

export const orderOf = (
  request: SolidatsRequest,
  config: SolidatsConfig,
  { principal: { connection }, facts }: { principal: HookPrincipal; facts: RequestFacts },
): OrderCall => {
  const { candidate_id: candidate, pipeline_step_id: step, call_secret: secret } = request;
  return {
    order: {
      face: solidats,
      connectionId: connection.id,
      naturalKey: [candidate, step, secret].map((value) => JSON.stringify(value)),
      callbackUrl: null,
      vendorKeys: present({ candidate_id: idOf(candidate), pipeline_step_id: idOf(step) }),
      secret: { request },
    },
    request: requestOf(request, config),
    needsInvitation: false,
    actor: { kind: 'integrator', id: connection.id, ...requestMark(facts) },
  };
};
