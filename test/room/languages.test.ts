// A whole interview in each language of the room, with a model engine behind it: no word of English reaches the candidate.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engines } from '../../domain/ports/models.ts';
import type { PlannerInput, Plan } from '../../domain/plan/plan.ts';
import { finishPlan } from '../../domain/plan/finish-plan.ts';
import { sha256 } from '../../infra/system.ts';
import { messagesOf, startOpenAiServer } from '../fakes/openai-server.ts';
import type { ScriptedServer } from '../fakes/scripted-server.ts';
import { useDatabase } from '../harness/database.ts';
import { openAiEngines } from '../models/use-engines.ts';
import { gateAll } from '../../domain/scoring/assemble.ts';
import { sliceSpan, type Turn } from '../../domain/room/transcript.ts';
import { readTranscript } from '../../infra/db/room/turn-store.ts';
import { judgeInput } from '../models/builders.ts';
import { createRoomWorld, startDevice, type RoomWorld } from './room-world.ts';

const { db } = await useDatabase();
const signal = new AbortController().signal;

const speech = {
  de: {
    questions: [
      'Erzählen Sie von einem Dienst, den Sie gebaut haben. Was haben Sie entschieden?',
      'Wie haben Sie einen Fehler in Produktion gefunden?',
    ],
    greeting: 'Guten Tag {name}. Ein KI-System stellt die Fragen; Menschen entscheiden.',
    greeted: 'Guten Tag. Ein KI-System stellt die Fragen; Menschen entscheiden.',
    closing: 'Vielen Dank. Menschen bei der Firma lesen Ihre Antworten.',
    reworded: 'Welchen Dienst haben Sie gebaut, und warum so?',
    followUp: 'Was war Ihr eigener Anteil daran?',
    fitted: 'Sie haben den Dienst für Rechnungen erwähnt: Was war Ihr eigener Anteil daran?',
    said: [
      'Können Sie das wiederholen?',
      'Das verstehe ich nicht.',
      'Einen Moment bitte',
      'Ich brauche Hilfe',
      'ja, hm',
    ],
    answer: 'Ich habe den Dienst für Rechnungen gebaut.',
    reason: 'Eigene Arbeit ist beschrieben; ein gemessenes Ergebnis fehlt.',
    goOn: 'weiter',
  },
  fr: {
    questions: [
      'Parlez-nous d’un service que vous avez construit. Qu’avez-vous décidé ?',
      'Comment avez-vous trouvé une panne en production ?',
    ],
    greeting: 'Bonjour {name}. Un système d’IA pose les questions ; des personnes décident.',
    greeted: 'Bonjour. Un système d’IA pose les questions ; des personnes décident.',
    closing: 'Merci. Des personnes de l’entreprise lisent vos réponses.',
    reworded: 'Quel service avez-vous construit, et pourquoi ainsi ?',
    followUp: 'Quelle était votre propre part ?',
    fitted: 'Quelle était votre propre part dans le service de facturation ?',
    said: [
      'Vous pouvez répéter ?',
      'Je ne comprends pas.',
      'Un instant s’il vous plaît',
      'J’ai besoin d’aide',
      'hm bon',
    ],
    answer: 'J’ai construit le service de facturation.',
    reason: 'Un travail propre est décrit ; un résultat mesuré manque.',
    goOn: 'continuons',
  },
  es: {
    questions: [
      'Háblenos de un servicio que haya construido. ¿Qué decidió usted?',
      '¿Cómo encontró un fallo en producción?',
    ],
    greeting: 'Hola, {name}. Un sistema de IA hace las preguntas; deciden personas.',
    greeted: 'Hola. Un sistema de IA hace las preguntas; deciden personas.',
    closing: 'Gracias. Personas de la empresa leen sus respuestas.',
    reworded: '¿Qué servicio construyó, y por qué así?',
    followUp: '¿Cuál fue su propia parte?',
    fitted: '¿Cuál fue su propia parte en el servicio de facturas?',
    said: ['¿Puede repetir la pregunta?', 'No entiendo.', 'Un momento, por favor', 'Necesito ayuda', 'pues nada'],
    answer: 'Construí el servicio de facturas.',
    reason: 'Describe trabajo propio; falta un resultado medido.',
    goOn: 'sigamos',
  },
} as const;

const languages = Object.keys(speech) as (keyof typeof speech)[];
const english = /\b(?:the|you|your|is|are|please|here|with|and|there|hello|interview room|we|again)\b/iu;

const inputIn = (locale: string): PlannerInput => ({
  position: 'Backend Engineer',
  level: 'SENIOR',
  qualifications: ['TypeScript', 'PostgreSQL'],
  jobDescription: '',
  companyName: 'Ada & Co',
  locale,
});

const outputIn = (language: keyof typeof speech) => {
  const { questions, greeting, closing, followUp: probe } = speech[language];
  const [text] = questions;
  return {
    competencies: [
      {
        id: 'k1',
        name: 'TypeScript',
        definition: text,
        weight: 3,
        required: true,
        anchors: { '1': `1 ${text}`, '2': `2 ${text}`, '3': `3 ${text}`, '4': `4 ${text}`, '5': `5 ${text}` },
        minimumEvidence: 1,
      },
    ],
    questions: questions.map((question, index) => ({
      id: `q${index + 1}`,
      text: question,
      competencyIds: ['k1'],
      probes: index === 0 ? [probe] : [],
      timeBudgetSeconds: 180,
    })),
    greeting,
    closing,
    skills: [{ skill: 'TypeScript', covered: true }],
  };
};

describe.each(languages)('an interview in %s', (language) => {
  const words = speech[language];
  let server: ScriptedServer;
  let engines: Engines;
  let plan: Plan;
  let world: RoomWorld;
  let said: Turn[];

  const lastAsked = () => messagesOf(server.received.at(-1)?.body ?? {});

  beforeAll(async () => {
    server = await startOpenAiServer();
    engines = await openAiEngines(server.url);
    const env = { PARLEY_ENGINE: 'openai-compatible', PARLEY_MODEL_URL: `${server.url}/v1`, PARLEY_MODEL_NAME: 'fake' };
    world = createRoomWorld({ db, interviewer: engines.interviewer, env });
  });
  afterAll(() => server.close());

  test('is planned in the language that was asked for', async () => {
    server.script({ kind: 'content', output: outputIn(language) });
    const { value: draft, stamp } = await engines.planner.draft(inputIn(language), { signal, tenantId: 't' });
    const { system, user } = lastAsked();
    expect(JSON.parse(user)).toMatchObject({ data: { job: { locale: language } } });
    expect(system).toContain('in the language of `locale`');
    expect(draft.questions.map(({ text }) => text)).toEqual(words.questions);
    plan = finishPlan({ draft, stamp, revision: 1, createdAt: new Date(0).toISOString() }, sha256);
  });

  test('is held in it from the greeting without a name to the closing, asides, choices and follow-ups included', async () => {
    const { token } = await world.approve({ plan, locale: language });
    const { visit, started, view } = await startDevice(world, token);
    const heard: string[] = [view.notice.text, started.greeting];
    const say = async (turn: number, text: string) => {
      const { next } = await world.room.answer(visit(), { clientTurnId: `c-${turn}`, turn, text });
      heard.push(next?.text ?? '', ...(next?.options ?? []).map((option) => option.text));
      return next;
    };
    expect(started).toMatchObject({ greeting: words.greeted, question: { text: words.questions[0] } });

    const [repeat, unclear, wait, help, mumbled] = words.said;
    expect(await say(1, repeat)).toMatchObject({
      kind: 'repeat',
      text: expect.stringContaining(words.questions[0]) as string,
    });
    expect(await say(2, wait)).toMatchObject({
      kind: 'repeat',
      text: expect.stringContaining(words.questions[0]) as string,
    });
    expect(await say(3, help)).toMatchObject({ kind: 'choice' });
    expect(await say(4, mumbled)).toMatchObject({ kind: 'choice' });
    expect(await say(5, words.goOn)).toMatchObject({ kind: 'repeat' });
    server.script({ kind: 'content', output: { probe: 0, wording: words.fitted, intent: 'answer' } });
    expect(await say(6, words.answer)).toMatchObject({ kind: 'follow_up', text: words.fitted });
    expect(lastAsked().system).toContain('in the language of the planned question');
    server.script({ kind: 'content', output: { probe: null, intent: 'answer' } });
    expect(await say(7, words.answer)).toMatchObject({ kind: 'question', text: words.questions[1] });
    server.script({ kind: 'content', output: { question: words.reworded } });
    expect(await say(8, unclear)).toMatchObject({ text: expect.stringContaining(words.reworded) as string });
    server.script({ kind: 'content', output: { probe: null, intent: 'answer' } });
    expect(await say(9, words.answer)).toMatchObject({ kind: 'closing', text: words.closing });

    const after = await world.room.readSession(visit());
    heard.push(after.withdrawal?.text ?? '', after.erasure.text);
    for (const text of heard) expect(text).not.toMatch(english);
    expect(heard.filter((text) => text !== '').length).toBeGreaterThan(15);
    said = await readTranscript(db, world.sealer)(visit());
  });

  test('is scored in it: what was said reaches the judge, its quotes are found and its reasons are kept as they are', async () => {
    const [competency] = plan.competencies;
    if (competency === undefined) throw new Error('no competency');
    expect(gateAll({ plan, turns: said }).get(competency.id)).toEqual({ open: true });

    server.script({
      kind: 'content',
      output: { evidence: [{ turn: 6, quote: words.answer }], rationale: words.reason, score: 3 },
    });
    const { value } = await engines.assessor.judge(judgeInput({ competency, questions: plan.questions, turns: said }), {
      signal,
      tenantId: 't',
    });

    expect(lastAsked().system).toContain('in the language of the competency');
    expect(lastAsked().user).toContain(words.answer);
    expect(value).toMatchObject({ score: 3, rationale: words.reason });
    expect(value.evidence.map((span) => sliceSpan(said[span.turn - 1]?.answer ?? '', span))).toEqual([words.answer]);
  });

  test('is not scored where it was answered in English, and the reason says so', () => {
    const turns = said.map((turn) => ({
      ...turn,
      answer: turn.answer && 'I built the billing service and we moved it to the new database in a weekend.',
      intent: null,
    }));
    expect(gateAll({ plan, turns }).get(plan.competencies[0]?.id ?? '')).toEqual({
      open: false,
      reason: 'other_language',
    });
  });
});
