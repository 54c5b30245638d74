// Turns "manage a team" and "manages a team" into "managing a team", so that a task can stand inside a question.

const words = (list: string): Set<string> => new Set(list.trim().split(/\s+/));

/** Verbs that are hardly ever nouns at the start of a requirement. */
const plainVerbs = words(`
  achieve act adapt adhere administer advise advocate align allocate analyse analyze anticipate apply arrange assemble assess assign assist
  attend automate be begin bring build calculate carry champion choose clean close collaborate collect communicate complete comply
  compile conduct configure connect consult contribute convert cook coordinate create cultivate debug decide define delegate deliver demonstrate
  deploy describe determine develop diagnose direct discuss dispense distribute drive educate embed empower enable engage enhance ensure escalate
  establish evaluate examine execute expand explain explore facilitate find follow foster gain gather generate get give grow guide handle have
  identify implement improve increase inform initiate inspect inspire install integrate interact interpret introduce investigate keep know learn
  liaise listen load locate maintain make manage maximise maximize meet migrate notice minimise minimize mitigate motivate move negotiate observe obtain
  offer onboard operate optimise optimize orchestrate organise organize oversee participate perform persuade prepare prescribe prevent prioritise prioritize
  produce promote propose protect provide pursue react read receive recognise recognize recommend reconcile recruit reduce refactor
  replace replenish represent resolve respond restock retain run safeguard secure select sell send serve set shape share simplify solve speak
  specify strengthen submit supervise supply sustain tackle take teach think translate transport troubleshoot understand undertake
  upsell use utilise utilize validate verify welcome win write
`);

/** Verbs that are nouns as well ("test automation", "support desk"). */
const nounVerbs = words(`
  answer approach audit balance bill budget care coach code contact contract control cut design display document estimate exercise
  file fit fix forecast greet help hire host influence interview invoice issue label lead lift link market measure mentor model monitor order own
  pack paint partner pick plan practise practice present price process process program project purchase question record repair report
  research review rotate route schedule scope ship sort staff stack stock support test trace train travel treat update upgrade visit weld wire work
`);

const doubled = words(
  'begin cut debug dig fit get hit label log map pin plan program put refer run scan set ship sit spot stop submit swap tag travel trim win wrap commit control transfer',
);

/** The base form of a verb this file knows, also from the third person; null for any other word. */
export const baseVerb = (word: string, options: { nounsToo: boolean }): string | null => {
  const lower = word.toLowerCase();
  const candidates = [lower, lower.replace(/ies$/, 'y'), lower.replace(/s$/, ''), lower.replace(/es$/, '')];
  const isKnown = (verb: string): boolean => plainVerbs.has(verb) || (options.nounsToo && nounVerbs.has(verb));
  return candidates.find(isKnown) ?? null;
};

const gerundOf = (base: string): string => {
  if (base === 'be') return 'being';
  if (doubled.has(base)) return `${base}${base.at(-1) ?? ''}ing`;
  if (base.endsWith('ie')) return `${base.slice(0, -2)}ying`;
  if (/[^eoy]e$/.test(base)) return `${base.slice(0, -1)}ing`;
  return `${base}ing`;
};

const toGerund = (word: string, options: { nounsToo: boolean }): string => {
  const base = baseVerb(word, options);
  return base === null ? word : gerundOf(base);
};

const firstWords = /^((?:[a-z]+ly\s+)?)([\p{L}]+)((?:\s*,\s*[\p{L}]+)*)((?:,?\s+(?:and|or|&)\s+[\p{L}]+)?)(?=\s|$)/u;

/** Rewrites the leading verbs of a task ("plan, build and test …") as gerunds, and later "… and install …" with them. */
export const asGerundPhrase = (task: string): string => {
  const always = { nounsToo: true };
  const head = task.replace(firstWords, (_, adverb: string, first: string, list: string, last: string) => {
    const others = `${list}${last}`.replaceAll(/\p{L}+/gu, (word) =>
      /^(?:and|or)$/.test(word) ? word : toGerund(word, always),
    );
    const manner = /^(?:effective|efficient|successful|clear|quick|proactive|active)ly\s/.test(adverb) ? '' : adverb;
    return `${manner}${toGerund(first, always)}${others}`;
  });
  return head.replaceAll(
    /(,|\b(?:and|or|then)) ([a-z]+)(?= (\p{L}+))/gu,
    (whole, joiner: string, word: string, next: string) => {
      if (/^(?:of|and|or)$/.test(next)) return whole;
      const known = { nounsToo: joiner !== ',' && !/(?:ing|ment|tion|sis)$/.test(next) };
      return baseVerb(word, known) === word ? `${joiner} ${toGerund(word, known)}` : whole;
    },
  );
};

const determiners =
  /^(?:a|an|the|all|any|each|both|our|their|your|new|existing|with|on|in|to|for|at|up|out|effectively|closely|daily|multiple|several|other|and|junior|senior|complex|scalable|reliable|robust|large|without|across|under|\p{L}+[^s\P{L}]s)(?![\p{L}])/iu;

/** Whether a phrase starts with a verb: plain verbs always do, others only where a noun reading is unlikely. */
export const startsWithVerb = (phrase: string): boolean => {
  const [first = '', ...rest] = phrase.replace(/^[a-z]+ly\s+/i, '').split(/\s+/);
  const word = first.replace(/[,:]$/, '');
  if (baseVerb(word, { nounsToo: false }) !== null) return rest.length > 0;
  const base = baseVerb(word, { nounsToo: true });
  if (base === null || rest.length === 0) return false;
  const next = rest.join(' ');
  return base === word.toLowerCase() ? determiners.test(next) : !/^(?:and|or|of|for|in|on|to|with|at)\b/i.test(next);
};

/** "plan campaigns, manage a budget and lead two people" as three tasks; texts that name one task stay whole. */
export const splitTasks = (text: string): string[] => {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: joiner, index } of text.matchAll(/,\s+(?:and\s+)?|\s+and\s+/gu)) {
    const rest = text.slice(index + joiner.length);
    const task = text
      .slice(from, index)
      .replace(/^.*\b(?:will|can|must|should|to)\s+/iu, '')
      .trim();
    const isLongEnough = task.split(/\s+/).length >= 3 && rest.split(/\s+/).length >= 3;
    if (!isLongEnough || !startsWithVerb(rest)) continue;
    parts.push(text.slice(from, index));
    from = index + joiner.length;
  }
  return [...parts, text.slice(from)];
};
