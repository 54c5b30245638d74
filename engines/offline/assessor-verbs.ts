// Verbs of doing: how the offline engine tells "I rebuilt the index" from "I believe in quality".

const regular = `add adjust administer agree align allocate analyse analyze answer apologise apologize approach argue arrange ask assemble assess
audit automate bake balance bathe batch benchmark block book borrow brief bypass cache calculate calibrate call calm cancel canary chart chase
check clarify clean clear close coach collect comfort compare complete compute configure confirm connect consolidate contact contain convert
convince cook coordinate copy correct count cover create cross-check debug decline decouple dedupe defer delay delegate delete deliver demo
deploy design detect develop diagnose direct disable disconnect discover discuss dismantle dispatch divert document double download drain draft
drill drop eliminate email encrypt enable engage escalate estimate evacuate evaluate examine exchange expand explain export extract facilitate file
fill filter finish fit fix flag flush follow forecast gather generate grade group guide halve hand harden hire host identify implement import
improve increase index inform insert inspect install instrument integrate interview introduce investigate invite isolate issue join label
label launch level lift limit line list listen load locate lock log lower maintain map mark measure mediate mentor merge migrate mix mock model
monitor mount move negotiate normalise normalize note notice notify observe offer onboard open optimise optimize order organise organize
outline overhaul own pack page paint pair parallelise park partition patch pause pay perform phone pick pilot pin pitch place plan plot polish pool
post prepare present prevent price print reprint prioritise prioritize probe process produce profile program prompt propose prototype prove publish pull
pump purge push query queue quote raise rank rebalance rebuild recalculate recommend reconcile record recover recruit redesign redirect reduce
refactor refund refuse register reject relabel release remediate remove renew reorder reorganise reorganize repair replace replicate report
reproduce request rescue research reserve reset resolve respond restart restock restore restructure return reverse revert review revise rewire
rework roll rotate route sample save scale scan schedule score script seal search secure select separate serve settle shadow shard share ship
shorten shut sign simplify simulate size sketch solder solve sort source split spot stage standardise standardize start stock stop store
stream streamline stub submit suggest supervise support survey swap switch synchronise tag tape terminate test throttle tighten time torque trace
track trade train transfer transform translate treat trial triage trim troubleshoot tune turn type unblock uncover undo unload update upgrade
upload upsell validate vary verify version visit volunteer walk warn wash watch weigh weld wire wrap zero`;

const irregular = `begin/began/begun bring/brought build/built buy/bought control/controlled change/changed catch/caught choose/chose/chosen cut dig/dug draw/drew/drawn
drive/drove/driven feed/fed find/found get/got give/gave/given hang/hung hold/held keep/kept lay/laid lead/led let make/made meet/met put
read/read rewrite/rewrote/rewritten rerun/reran run/ran say/said see/saw/seen sell/sold send/sent set show/showed/shown shrink/shrank shut sit/sat speak/spoke/spoken spend/spent
split stand/stood take/took/taken teach/taught tell/told throw/threw win/won write/wrote/written wind/wound undo/undid overrule/overruled
rebuild/rebuilt redo/redid reset upset understand/understood pay/paid bind/bound shoot/shot strip/stripped plan/planned`;

/** Doing words that say little alone: they count with a figure, a tool or a name beside them. */
const vagueList = `achieve/achieved address/addressed contribute/contributed deal/dealt do/did/done drive/drove/driven ensure/ensured execute/executed
get/got handle/handled help/helped leverage/leveraged make/made manage/managed participate/participated say/said see/saw/seen spearhead/spearheaded
support/supported take/took/taken transform/transformed try/tried use/used work/worked own/owned lead/led improve/improved deliver/delivered
optimize/optimized optimise/optimised increase/increased engage/engaged perform/performed maintain/maintained create/created discuss/discussed find/found`;

const vowelConsonant = /[^aeiou][aeiou][bdgklmnprt]$/u;

const forms = (base: string): { past: string[]; gerund: string[] } => {
  if (base.endsWith('e')) return { past: [`${base}d`], gerund: [`${base.slice(0, -1)}ing`] };
  if (/[^aeiou]y$/u.test(base)) return { past: [`${base.slice(0, -1)}ied`], gerund: [`${base}ing`] };
  const doubled = vowelConsonant.test(base) ? [`${base}${base.at(-1) ?? ''}`] : [];
  const stems = [base, ...doubled];
  return { past: stems.map((one) => `${one}ed`), gerund: stems.map((one) => `${one}ing`) };
};

const words = (list: string): string[] => list.split(/\s+/u).filter((word) => word !== '');

const bases = new Set<string>();
const pasts = new Set<string>();
const gerunds = new Set<string>();
for (const base of words(regular)) {
  bases.add(base);
  const { past, gerund } = forms(base);
  for (const form of past) pasts.add(form);
  for (const form of gerund) gerunds.add(form);
}
for (const [base = '', ...past] of words(irregular).map((row) => row.split('/'))) {
  bases.add(base);
  for (const form of past.length > 0 ? past : [base]) pasts.add(form);
  for (const form of forms(base).gerund) gerunds.add(form);
}
const vague = new Set(words(vagueList).flatMap((row) => row.split('/')));

/** Feelings, wishes and states that end like a deed. */
const stative = new Set(
  words(`wanted liked loved believed needed enjoyed wished hoped preferred hated tired interested excited motivated passionate used
  worked lived seemed appeared learned involved experienced skilled focused committed dedicated determined based supposed allowed
  satisfied pleased scared worried surprised impressed inspired graduated studied received valued known convinced decided considered expected realised realized assumed`),
);

export type VerbForm = { tense: 'base' | 'past' | 'gerund'; vague: boolean };

/** What kind of doing word this is, or null. Unknown words in -ed count as past deeds. */
export const verbForm = (word: string): VerbForm | null => {
  if (stative.has(word)) return vague.has(word) ? { tense: 'past', vague: true } : null;
  if (pasts.has(word)) return { tense: 'past', vague: vague.has(word) };
  if (/^[a-z-]{3,}ed$/u.test(word) && !word.endsWith('eed')) return { tense: 'past', vague: vague.has(word) };
  if (bases.has(word)) return { tense: 'base', vague: vague.has(word) };
  return gerunds.has(word) ? { tense: 'gerund', vague: false } : null;
};

/** Known past forms only: safe at the start of a sentence without a subject ("Cut the nightly job to four minutes"). */
export const isKnownPast = (word: string): boolean => pasts.has(word) && !stative.has(word);
export const isKnownBase = (word: string): boolean => bases.has(word);
export const isDoingWord = (word: string): boolean =>
  bases.has(word) || pasts.has(word) || gerunds.has(word) || vague.has(word);
