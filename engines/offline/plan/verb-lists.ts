// The verbs of job requirements: which words can say what somebody does, and how the irregular ones inflect.

const words = (list: string): Set<string> => new Set(list.trim().split(/\s+/));

/** Verbs that are hardly ever nouns at the start of a requirement. */
export const plainVerbs = words(`
  achieve act adapt adhere adjust administer adopt advise advocate agree align allocate analyse analyze anticipate apply arrange assemble assess
  assign assist attend automate be become begin bring build calculate calm carry champion choose clean close collaborate collect communicate
  complete comply compile conduct configure connect consider construct consult contribute convert convince cook cooperate coordinate create
  cultivate cure debug decide decrease define delegate deliver demonstrate deploy describe detect determine develop diagnose direct discuss dispense
  distribute draw drive earn educate eliminate embed empower enable encourage engage enhance ensure escalate
  establish evaluate examine execute expand explain explore facilitate find follow formulate foster gain gather generate get give go grow guide
  handle have hear identify implement improve increase inform initiate inspect inspire install integrate interact interpret introduce
  investigate isolate keep know learn
  liaise listen load locate lose maintain make manage maximise maximize meet migrate minimise minimize mitigate motivate move negotiate notice observe
  obtain offer onboard operate optimise optimize orchestrate organise organize overcome oversee participate perform persuade prepare prescribe prevent
  prioritise prioritize produce promote propose protect prove provide pursue react read rebuild receive recognise recognize recommend reconcile recruit
  redesign reduce refactor reply rescue
  replace replenish represent resolve respond restock restore retain rewrite run safeguard secure select sell send serve set shape share simplify
  solve speak specify spend strengthen submit suggest supervise supply sustain tackle take talk teach tell think translate transport treat troubleshoot
  tune understand undertake unload upsell use utilise utilize validate verify welcome win write
  accept ask catch clarify classify compare compose compute confirm convey correct defend discharge discover dismantle enforce enrol enter extend
  fabricate fill finalise finalize fulfil illustrate insert justify mediate nurture proofread quantify raise reach recover refill register
  regulate remember remove rely retrieve seek separate settle standardise standardize stay steer sterilise sterilize succeed summarise summarize
  transcribe try uncover visualise visualize
`);

/** Verbs that are nouns as well ("test automation", "support desk"). */
export const nounVerbs = words(`
  answer approach audit balance bake beat benchmark bill brief budget call care challenge change check coach code comfort contact contract control count
  cover cut deal demo design display document draft estimate exercise feed
  file fit fix forecast grade greet group hand help hire host influence interview invoice issue label launch lead lift link log market master measure
  mentor model monitor order own
  pack paint partner pick pilot pitch place plan practise practice present price process process program project prototype purchase question quote
  rank record release repair report
  research review rotate route sample scale schedule scope script seal service ship sign sketch sort source staff stack start stock store study support
  survey target test trace
  track trade train transfer transform travel triage turn update upgrade visit wash watch weigh weld wire work
  book break claim clear drill export extract import mark mix mop note patrol polish print profile push request rent return roster save search
  structure style switch value view walk wrap
`);

/** Verbs whose last letter is doubled before -ing and -ed. */
export const doubledVerbs = words(
  `begin commit control cut debug dig fit get hit label log map pin plan program put refer run scan set ship shut sit spot stop submit swap
  tag transfer travel trim win wrap`,
);

/** Base, past and participle; regular verbs are inflected by rule. */
export const irregularVerbs: readonly (readonly string[])[] =
  `be/was/were/been become/became/become beat/beat/beaten begin/began/begun
  break/broke/broken bring/brought build/built catch/caught choose/chose/chosen cut/cut deal/dealt do/did/done draw/drew/drawn drive/drove/driven feed/fed find/found get/got/gotten
  fit/fit/fitted give/gave/given go/went/gone grow/grew/grown have/had hear/heard keep/kept know/knew/known lead/led learn/learnt/learned lose/lost
  make/made meet/met overcome/overcame oversee/oversaw/overseen put/put read/read rebuild/rebuilt rewrite/rewrote/rewritten run/ran/run
  seek/sought sell/sold send/sent set/set shut/shut sit/sat speak/spoke/spoken spend/spent take/took/taken teach/taught tell/told think/thought
  understand/understood undertake/undertook/undertaken win/won write/wrote/written`
    .split(/\s+/)
    .map((row) => row.split('/'));

/** Participles that describe what follows ("advanced SQL", "managed services") unless an object shows otherwise. */
export const describingParticiples = words(`
  adapted advanced agreed applied assigned assisted automated balanced built-in certified combined configured connected controlled designated
  detailed directed distributed driven embedded established fixed graded guided increased informed inspired integrated isolated known labelled lost
  managed marked measured motivated organised organized packed paid planned prepared prescribed proven qualified read recorded registered related
  secured set shared sold sourced spoken staffed structured supervised targeted tested trained understood used written
`);
