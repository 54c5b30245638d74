// Every function that reads text from outside, by the file it stands in: how it is called with one text, or that it reads none.
import { createHash } from 'node:crypto';
import { bearer, basic, cookieOf } from '../../api/guard/credentials.ts';
import { expectedTags, matchesTag } from '../../api/guard/answer.ts';
import { clientAddress, isWithin } from '../../api/guard/client-address.ts';
import { unsafeJson } from '../../api/guard/json-safety.ts';
import { checkPathParameters, mediaTypeFault, parseQuery } from '../../api/guard/read-request.ts';
import { addressIn, addressKey, isMailable, wireAddress } from '../../domain/mail/address.ts';
import { htmlOfText, mailDocument } from '../../domain/mail/html.ts';
import { fillIn, placeholdersIn } from '../../domain/mail/placeholders.ts';
import { mergeRevision } from '../../domain/plan/merge-revision.ts';
import { rubricHash } from '../../domain/plan/plan-hashes.ts';
import { createNameCleaner, withoutNames } from '../../domain/plan/without-names.ts';
import { findBannedWord } from '../../domain/protected-matters/find-banned-word.ts';
import { findProtectedMatter } from '../../domain/protected-matters/find-protected-matter.ts';
import { anchorFaults, withNotDone } from '../../domain/plan/check-anchors.ts';
import { foldWord, wordsOf } from '../../domain/protected-matters/word-patterns.ts';
import { fillGreeting, followUpTurn, rewordedTurn } from '../../domain/room/next-question.ts';
import { fitsProbe, openProbes, probeWords } from '../../domain/room/fitted-probe.ts';
import { mayBeWish, wishIn } from '../../domain/room/wish-in.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import { languageAsked, legibility } from '../../domain/scoring/intelligible.ts';
import { createLeakCheck, createLeakGuard } from '../../domain/scoring/leak.ts';
import { applyProbe } from '../../domain/scoring/probes.ts';
import { standSkills } from '../../domain/scoring/skill-standing.ts';
import { speaksToRater } from '../../domain/scoring/rater-address.ts';
import { rankedSpans, scoreableTurns, validSpans } from '../../domain/scoring/spans.ts';
import { transcriptHash } from '../../domain/scoring/transcript-hash.ts';
import { recogniseSkills, skillsOf } from '../../domain/skills/recognise-skills.ts';
import { skillPassages } from '../../domain/skills/skill-passages.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { codePointLength, codePointOffsets } from '../../domain/text/code-points.ts';
import { csvOf } from '../../domain/text/csv.ts';
import { parseDuration } from '../../domain/text/duration.ts';
import { escapeHtml } from '../../domain/text/escape-html.ts';
import { foldWords } from '../../domain/text/fold-words.ts';
import { cutAtSentence, splitClauses, splitSentences } from '../../domain/text/sentences.ts';
import { countSpokenWords, withoutTimeCodes } from '../../domain/text/spoken.ts';
import { stem } from '../../domain/text/stem.ts';
import { withoutFillers } from '../../domain/text/stop-words.ts';
import { isTimeZone } from '../../domain/text/time-zone.ts';
import { countWords, tokenise } from '../../domain/text/tokens.ts';
import { faultOf, normalised, runsRightToLeft, showsNothing, typedAs } from '../../domain/text/typed-text.ts';
import { createOfflineAssessor } from '../../engines/offline/assessor.ts';
import { createOfflineAssistant } from '../../engines/offline/assistant.ts';
import { draftPlan } from '../../engines/offline/draft.ts';
import { otherForm, subjectOf } from '../../engines/offline/frames.ts';
import { createOfflineInterviewer } from '../../engines/offline/interviewer.ts';
import { isOrder } from '../../engines/offline/orders.ts';
import { revisionRefusal } from '../../engines/offline/planner.ts';
import { sentencesOf } from '../../engines/offline/sentences.ts';
import { isCondition, shortened, statementsOf, tidy } from '../../engines/offline/statements.ts';
import { termsIn, topicOf } from '../../engines/offline/topic.ts';
import { changesIn } from '../../engines/offline/wishes.ts';
import { jsonFault } from '../../api/guard/json-fault.ts';
import { canonicalLanguageTag } from '../../domain/text/language-tag.ts';
import { canonicalCode, nearestName } from '../../domain/text/meant-name.ts';
import { parseApiKey } from '../../infra/api-key.ts';
import { redactExcerpt } from '../../infra/http/redact-excerpt.ts';
import { parseRetryAfter } from '../../infra/http/retry-after.ts';
import { evenCharacters } from '../../infra/job-text/characters.ts';
import { cleanJob } from '../../infra/job-text/clean-job.ts';
import { textOfHtml } from '../../infra/job-text/html.ts';
import { tidyLines } from '../../infra/job-text/lines.ts';
import { plainLine } from '../../infra/job-text/markdown.ts';
import { isRtf, textOfRtf } from '../../infra/job-text/rtf.ts';
import { isTooDeep } from '../../infra/open-tags.ts';
import { senderOf } from '../../infra/mail/mail-address.ts';
import { cleanText, holdsObject, isUnfinished, parseOutput } from '../../infra/models/clean-output.ts';
import { dataMessage } from '../../infra/models/data-message.ts';
import { findQuotes, placeQuotes } from '../../infra/models/find-quote.ts';
import { aCompetency, aDraft, aQuestion, aPlan } from '../plan/plan-builder.ts';

type Read = (text: string) => unknown;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const options = { signal: new AbortController().signal, tenantId: 't' };
const turnOf = (answer: string): Turn => ({
  turn: 1,
  version: 1,
  sessionId: 's',
  kind: 'question',
  questionId: 'q1',
  question: answer,
  answer,
  askedAt: 0,
  answeredAt: 1,
});
const orNull =
  (read: Read): Read =>
  (text) => {
    try {
      return read(text);
    } catch {
      return null;
    }
  };
const aJob = (text: string) => ({
  position: text,
  level: 'MID' as const,
  companyName: text,
  qualifications: [text],
  jobDescription: text,
  locale: 'en',
});
const aResult = { id: 'c1', name: 'c1', score: 3, evidence: [] };

/** A function that is missing here fails the test, whether it reads text or not. */
export const readers: Readonly<Record<string, Readonly<Record<string, Read | 'no text'>>>> = {
  'domain/text/canonical-json.ts': { canonicalJson },
  'domain/text/code-points.ts': { codePointOffsets, codePointLength },
  'domain/text/fold-words.ts': { foldWords: (text) => foldWords(text).solid() },
  // Colours of seven characters.
  'domain/text/contrast.ts': { contrast: 'no text', nearestAccent: 'no text', accentPair: 'no text' },
  'domain/text/csv.ts': { csvOf: (text) => csvOf([[text]]) },
  'domain/text/duration.ts': { parseDuration, formatDuration: 'no text' },
  'domain/text/escape-html.ts': { escapeHtml },
  'domain/text/language-tag.ts': { canonicalLanguageTag },
  'domain/text/meant-name.ts': {
    canonicalCode: (text) => canonicalCode(['SENIOR'], text),
    nearestName: (text) => nearestName(text, ['candidateEmail']),
  },
  'domain/text/sentences.ts': {
    cutAtSentence: (text) => cutAtSentence(text, 600),
    splitSentences,
    splitClauses: (text) => splitClauses({ text, start: 0, end: text.length }),
  },
  'domain/text/spoken.ts': { withoutTimeCodes, countSpokenWords },
  'domain/text/stem.ts': { stem },
  'domain/text/stop-words.ts': { withoutFillers },
  'domain/text/time-zone.ts': { isTimeZone, dayIn: 'no text', dayAfter: 'no text', daysFrom: 'no text' },
  'domain/text/tokens.ts': { tokenise, countWords },
  'domain/text/typed-schema.ts': { typed: 'no text', said: 'no text' },
  'domain/text/typed-text.ts': {
    faultOf,
    normalised,
    runsRightToLeft,
    showsNothing,
    typedAs: (text) => (['name', 'line', 'prose', 'answer'] as const).map((kind) => typedAs(kind, text)),
  },
  'domain/skills/ambiguous-spellings.ts': { needsOf: 'no text' },
  'domain/skills/recognise-skills.ts': { recogniseSkills, skillsOf: (text) => skillsOf([text], text) },
  'domain/skills/skill-context.ts': { isMeant: 'no text' },
  'domain/skills/skill-passages.ts': { skillPassages },
  'domain/skills/skill-table.ts': { areaOfSkill: 'no text' },
  'domain/skills/skill.ts': {},
  'domain/protected-matters/find-banned-word.ts': { findBannedWord },
  'domain/protected-matters/find-protected-matter.ts': { findProtectedMatter },
  'domain/protected-matters/matters.ts': {},
  'domain/protected-matters/measure.ts': { measure: 'no text' },
  'domain/protected-matters/word-patterns.ts': {
    foldWord,
    wordsOf,
    phraseList: 'no text',
    patternOf: 'no text',
    matchAt: 'no text',
    indexOf: 'no text',
  },
  'domain/plan/check-anchors.ts': {
    anchorFaults: (text) => anchorFaults({ '1': text, '2': text, '3': text, '4': text, '5': text }),
    withNotDone: (text) => {
      const anchors = { ...aCompetency('c1').anchors, '1': text };
      return withNotDone(aDraft({ competencies: [aCompetency('c1', { anchors })] }), 'en');
    },
  },
  'domain/plan/merge-revision.ts': {
    mergeRevision: (text) => mergeRevision(aPlan(), aDraft(), { instructions: text, targets: [], competencyIds: [] }),
  },
  'domain/plan/plan-hashes.ts': {
    rubricHash: (text) => rubricHash(aDraft({ competencies: [aCompetency('c1', { name: text })] }), digest),
    rubricText: 'no text',
    formId: 'no text',
    plannerInputHash: 'no text',
  },
  'domain/plan/without-names.ts': {
    createNameCleaner: (text) => createNameCleaner({ name: text.slice(0, 200), email: 'a@b.co' }, [text])(text, 'x'),
    withoutNames: (text) => withoutNames(aDraft({ greeting: text }), { name: 'Java Lean' }, []),
  },
  'domain/room/wish-in.ts': { wishIn: (text) => wishIn(text, 'en'), mayBeWish, intentOf: 'no text' },
  'domain/room/fitted-probe.ts': {
    fitsProbe: (text) =>
      fitsProbe({ planned: 'Why?', wording: `Why ${text}?`, question: text, said: [text], locale: 'en' }),
    openProbes: (text) => openProbes({ question: aQuestion('q1', ['c1']), turns: [turnOf(text)], locale: 'en' }),
    probeWords: (text) =>
      probeWords(
        { probe: 0, wording: `What was hard about ${text.slice(0, 100)}?` },
        {
          question: { ...aQuestion('q1', ['c1']), probes: ['What was hard about it?'] },
          turns: [turnOf(text)],
          locale: 'en',
        },
      ),
  },
  'domain/room/next-question.ts': {
    fillGreeting: (text) => fillGreeting(text, text.slice(0, 200)),
    followUpTurn: (text) => orNull((long) => followUpTurn({} as never, aQuestion('q1', ['c1']), 2, long))(text),
    rewordedTurn: (text) => rewordedTurn({} as never, {} as never, text),
    nextStep: 'no text',
  },
  'domain/scoring/intelligible.ts': { legibility, languageAsked: (text) => languageAsked([text]) },
  'domain/scoring/leak.ts': {
    createLeakCheck: (text) => createLeakCheck({ answers: [text], names: [text.slice(0, 200)], known: [text] })(text),
    isWithheld: 'no text',
    createLeakGuard: (text) => createLeakGuard({ answers: [text], names: ['Ann'] })(text),
  },
  'domain/scoring/probes.ts': {
    applyProbe: (text) => applyProbe('fillers_removed', [turnOf(text)]),
    probeResult: 'no text',
  },
  'domain/scoring/rater-address.ts': { speaksToRater },
  'domain/scoring/skill-standing.ts': {
    standSkills: (text) =>
      standSkills({
        asked: ['Java'],
        profileText: text,
        plan: { competencies: [], questions: [] },
        turns: [turnOf(text)],
        results: [aResult as never],
      }),
  },
  'domain/scoring/spans.ts': {
    scoreableTurns: (text) => scoreableTurns([turnOf(text)]),
    rankedSpans: (text) => rankedSpans([{ turn: 1, version: 1, start: 0, end: 1 }], [turnOf(text)]),
    validSpans: (text) => validSpans([{ turn: 1, version: 1, start: 0, end: 1 }], [turnOf(text)]),
  },
  'domain/scoring/transcript-hash.ts': { transcriptHash: (text) => transcriptHash([turnOf(text)], digest) },
  'domain/mail/address.ts': { addressIn, addressKey, isMailable, wireAddress },
  'domain/mail/html.ts': {
    mailDocument: (text) => mailDocument(text, 'en'),
    htmlOfText: (text) => htmlOfText(text, 'en'),
  },
  'domain/mail/placeholders.ts': {
    placeholdersIn,
    fillIn: (text) => fillIn(text, {} as never, escapeHtml),
    onlyAllowed: 'no text',
  },
  'engines/offline/assessor.ts': {
    createOfflineAssessor: (text) =>
      createOfflineAssessor().judge(
        {
          competency: aCompetency('c1', { name: 'Lean audits in Java' }),
          questions: [aQuestion('q1', ['c1'])],
          turns: [turnOf(text)],
          judge: 0,
        },
        options,
      ),
  },
  'engines/offline/assistant.ts': {
    createOfflineAssistant: (text) =>
      createOfflineAssistant().answer(
        { question: text, turns: [turnOf(text)], assessment: null, skills: [] } as never,
        options,
      ),
  },
  'engines/offline/changes.ts': {
    onQuestion: 'no text',
    onCompetency: 'no text',
    remove: 'no text',
    removeCompetency: 'no text',
    place: 'no text',
    add: 'no text',
  },
  'engines/offline/draft.ts': {
    draftPlan: (text) => draftPlan(aJob(text)),
    coverageOf: 'no text',
    composeCompetency: 'no text',
  },
  'engines/offline/frames.ts': {
    subjectOf,
    otherForm: (text) => otherForm(text, [text]),
    questionTexts: 'no text',
    definitionOf: 'no text',
    anchorsOf: 'no text',
  },
  'engines/offline/interviewer.ts': {
    createOfflineInterviewer: (text) =>
      createOfflineInterviewer().followUp(
        { question: aQuestion('q1', ['c1']), turns: [turnOf(text)], open: [0] } as never,
        options,
      ),
  },
  'engines/offline/orders.ts': { isOrder },
  'engines/offline/planner.ts': {
    createOfflinePlanner: 'no text',
    revisionRefusal: (text) => revisionRefusal(aPlan(), { instructions: text, targets: [], competencyIds: [] }),
  },
  'engines/offline/sentences.ts': { sentencesOf },
  'engines/offline/stamp.ts': { resultOf: 'no text' },
  'engines/offline/statements.ts': {
    isCondition,
    shortened: (text) => shortened(text, 1_000),
    tidy,
    statementsOf: (text) => statementsOf(aJob(text)),
  },
  'engines/offline/topic.ts': {
    termsIn,
    topicOf: (text) => topicOf(aCompetency('c1', { name: text }), [aQuestion('q1', ['c1'], { text })]).find(text),
  },
  'engines/offline/wishes.ts': { changesIn: (text) => changesIn(text.slice(0, 10_000), aPlan()) },
  'infra/http/redact-excerpt.ts': { redactExcerpt: (text) => redactExcerpt(Buffer.from(text)) },
  'infra/http/retry-after.ts': { parseRetryAfter: (text) => parseRetryAfter(text, 0, 60) },
  'infra/job-text/characters.ts': { evenCharacters },
  'infra/job-text/clean-job.ts': {
    cleanJob: (text) => cleanJob({ position: text, qualifications: [text], jobDescription: text }).catch(() => null),
  },
  'infra/job-text/clean-text.ts': { cleanText: 'no text' },
  'infra/job-text/html.ts': { textOfHtml: orNull(textOfHtml) },
  'infra/job-text/lines.ts': { tidyLines },
  'infra/job-text/markdown.ts': { plainLine },
  'infra/job-text/rtf.ts': { isRtf, textOfRtf },
  'infra/open-tags.ts': { isTooDeep },
  'infra/mail/mail-address.ts': { senderOf: orNull(senderOf) },
  'infra/models/clean-output.ts': {
    cleanText,
    holdsObject,
    isUnfinished,
    readAs: 'no text',
    parseOutput: orNull((text) => parseOutput(`\`\`\`json\n${text}`)),
  },
  'infra/models/data-message.ts': { dataMessage: (text) => dataMessage({ text } as never) },
  'infra/models/find-quote.ts': {
    placeQuotes: (text) =>
      placeQuotes([{ turn: 2, quote: `“${text.slice(1, 1_000)}… ${text.slice(0, 9)}` }], [turnOf(text)]),
    findQuotes: (text) => findQuotes([{ turn: 1, quote: text.slice(1, 1_000) }], [turnOf(text)]),
  },
  'infra/api-key.ts': { parseApiKey, formatApiKey: 'no text', hashKeySecret: 'no text', createKeyMint: 'no text' },
  'api/guard/json-fault.ts': { jsonFault },
  'api/guard/json-safety.ts': { unsafeJson: (text) => unsafeJson({ [text]: [text] }), pointerOf: 'no text' },
  'api/guard/client-address.ts': {
    clientAddress: (text) =>
      clientAddress({ headers: { 'x-forwarded-for': text }, socket: { remoteAddress: '10.0.0.1' } }, ['10.0.0.0/8']),
    isWithin: (text) => isWithin(text, ['10.0.0.0/8']),
    countedAs: 'no text',
    refuseRemote: 'no text',
  },
};

/** Readers of headers in files that hold much else. */
export const headerReaders: Readonly<Record<string, Read>> = {
  cookieOf: (text) => cookieOf({ cookie: text }, 'room'),
  bearer: (text) => bearer.read({ headers: { authorization: `Bearer ${text}` }, params: {}, publicUrl: 'https://a.b' }),
  basic: (text) =>
    basic('user').read({ headers: { authorization: `Basic ${text}` }, params: {}, publicUrl: 'https://a.b' }),
  matchesTag: (text) => matchesTag(text, '"1.2"'),
  expectedTags: (text) => expectedTags(text),
  mediaTypeFault: (text) => mediaTypeFault(`application/json${text}`, 'application/json'),
  parseQuery: orNull(parseQuery),
  checkPathParameters: orNull((text) => checkPathParameters(`/${text}`, { id: text })),
};
