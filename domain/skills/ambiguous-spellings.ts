// Spellings that are everyday words too ("billing", "lean", "returns"): they name a skill only in its own surroundings.
import type { SkillArea } from './skill.ts';

/** Words of a kind of work: beside one of them an everyday word means the skill. */
const surroundings: Partial<Record<SkillArea, RegExp>> = {
  build:
    /\b(?:code|coding|coded|programm\w*|software|languages?|frameworks?|develop\w*|backend|frontend|apps?|api|scripts?|compil\w*|library|runtime|deploy\w*|web|server|wrote|written|rewrote)\b/iu,
  operate:
    /\b(?:servers?|cluster|deploy\w*|images?|orchestrat\w*|cloud|infrastructure|configur\w*|network|switch(?:es)?|rout(?:er|ers|ing)|subnets?|production)\b/iu,
  quality: /\b(?:tests?|testing|suite|e2e|browser|assertions?|unit)\b/iu,
  design: /\b(?:consensus|replicat\w*|cluster|leader election|latency|cpu|memory|flame ?graphs?|hot ?spots?)\b/iu,
  data: /\b(?:data|sql|quer(?:y|ies)|pipelines?|dags?|orchestrat\w*|analytics|events?|funnel|etl|warehouse|model)\b/iu,
  deliver:
    /\b(?:six sigma|waste|kaizen|kanban|5s|value stream|manufactur\w*|toyota|continuous improvement|jira|wiki|adobe|logos?|vector|design)\b/iu,
  sell: /\b(?:deals?|quota|sold|sell|selling|prospects?|clients?|targets?|pitch\w*|closed|revenue|contracts?|buyers?|bids?|proposals?|sales ?(?:rep\w*|people|person|calls?|experience|team lead\w*))\b/iu,
  market: /\b(?:market\w*|brand\w*|messaging|campaigns?|audience|competitors?|launch\w*)\b/iu,
  serve:
    /\b(?:customers?|guests?|shop|store|till|cash\w*|receipts?|front desk|visitors?|hotel|restaurant|bar|kitchen|complain\w*|tickets?|support|retail|shelf|shelves|window)\b/iu,
  stock:
    /\b(?:goods|pallets?|warehouse|stock\w*|trucks?|lorr(?:y|ies)|vans?|vehicles?|parcels?|carriers?|freight|suppliers?|orders?|routes?|drivers?|cargo|customs|purchas\w*|logistics|depot|barcodes?|counts?|counted)\b/iu,
  care: /\b(?:patients?|residents?|ward|nurs\w*|clinic\w*|hospital|medic\w*|doctors?|emergency department|symptoms?|shift|pharmac\w*|wound|blood|vital|dose\w*|charts)\b/iu,
  safety:
    /\b(?:patients?|medical|records|height|heights|ladders?|scaffolders?|falls?|site|lanyard|roof|hipaa|gdpr)\b/iu,
  finance:
    /\b(?:invoic\w*|receivables?|payables?|ledgers?|account(?:s|ing|ant|ants|ancy)|bookkeep\w*|debtors?|creditors?|payments?|overdue|dunning|tax\w*|vat|financ\w*|balance sheets?|bank|fiscal|year[- ]end|month[- ]end|external|statements?|claims?|premiums?|polic(?:y|ies)|loans?|credit|group accounts|subsidiar\w*|compan(?:y|ies)['’]? value|dcf)\b/iu,
  lead: /\b(?:hr|human resources|people|employees?|hires?|starters?|joiners?|staff|team|candidates?|organi[sz]ation|business|company|board|goals?|years?|payroll|apprentic\w*)\b/iu,
  communicate:
    /\b(?:detail\w*|careful\w*|technical|api|user guides?|manuals?|readme|wrote|writing|articles?|texts?|journal\w*|workshops?|panel|meetings?|translat\w*|languages?|sign language|deaf)\b/iu,
  trade:
    /\b(?:electric\w*|cables?|sockets?|circuits?|volt\w*|panels?|pipes?|steel|metal|lathe|cnc|machin\w*|timber|wood\w*|walls?|roof|bricks?|concrete|buildings?|residential|install\w*|diagrams?|houses?|site|tools?|floors?|offices?|windows|machinery|heating|ducts?|air|boilers?|quotes?|materials|drawings|disinfect\w*|hygiene|rooms?|carton|boxes|goods|transformer|substations?|grid)\b/iu,
};

export type Ambiguity = {
  /** What must stand in the same sentence; by default the words of the skill's kind of work. */
  needs?: RegExp;
  /** Neighbouring words, the spelling included, with which it never means the skill. */
  never?: RegExp;
};

const nothing = /(?!)/u;

const wordsIn = (list: string): string[] => list.trim().split(/\s+/);

const plain: readonly string[] = wordsIn(`
  rails ruby elixir perl assembler parser bash containers puppet confluence prefect illustrator mocha puppeteer playwright raft profiling
  amplitude intercom moderation accuracy editing framing grinding milling cleaning packaging construction ventilation scaffolding
  conduit drainage tiling estimating fabrication plumbing wiring rewiring masonry blueprints invoices invoicing collections consolidation
  reconciliation reconciliations valuation valuations insurance lending banking audit audits auditing strategy onboarding workday mediation
  documentation interpreting closing quota tender tenders quotation renewals positioning returns exchanges displays reception shipping
  dispatch distribution driving sourcing buying fleet inventory triage handover charting vitals dispensing prescriptions
  networking lean coaching supervision tax sales switchboard refrigeration
`);

const special: readonly (readonly [spelling: string, ambiguity: Ambiguity])[] = [
  [
    'billing',
    {
      needs: surroundings.finance ?? nothing,
      never: /\bbilling\s+(?:services?|code|systems?|modules?|apis?|databases?|pages?|bugs?|platform|engine|jobs?)\b/iu,
    },
  ],
  ['saas', { needs: /\b(?:sales|sold|sell|selling|quota|account executive|deals?|pitch\w*)\b/iu }],
  ['harness', { needs: /\b(?:height|heights|roof|fall|falls|ladders?|safety)\b/iu, never: /\btest harness\b/iu }],
  ['transformers', { needs: /\b(?:volt\w*|substations?|switchgear|grid|electric\w*|power)\b/iu }],
  [
    'airflow',
    {
      never:
        /\b(?:poor|good|fresh|blocked|hvac|duct|room)\s+airflow\b|\bairflow (?:in|through) (?:the )?(?:room|duct|building)/iu,
    },
  ],
  ['reporting', { never: /\breporting (?:to|lines?|for duty|directly)\b/iu }],
  ['presenting', { never: /\bpresenting (?:with|complaint|symptoms?|as)\b/iu }],
  ['catering', { never: /\bcatering (?:to|for (?:the )?(?:needs|different))\b/iu }],
  ['warehouse', { never: /\b(?:data|snowflake|sql|bigquery) warehouse\b/iu }],
  ['budgets', { never: /\b(?:error|latency|performance|time|token) budgets?\b/iu }],
  ['scalable', { never: /\bscalable vector\b/iu }],
  ['Excel', { never: /(?:^|[.!?]\s+)Excel (?:at|in)\b|\b(?:to|will|can) Excel\b/u }],
  [
    'Spring',
    {
      never:
        /\b(?:[Ll]ast|[Tt]his|[Nn]ext|[Ee]very|[Ee]arly|[Ll]ate|[Tt]he) Spring\b|\b[Ii]n Spring (?:\d{4}|we|i|the)\b|\bSpring (?:cleaning|term|sale|season)\b/u,
    },
  ],
  ['Swift', { never: /\bSwift (?:action|response|payments?|code|transfer|reply)\b/u }],
  ['Rust', { never: /\bRust (?:on|removal|stains?|spots?|protection)\b/u }],
  ['R', { never: /\bR\s*&\s*D\b/u }],
  ['C', { never: /\bC[- ](?:level|suite|section)\b|°\s?C\b|\d\s?C\b/u }],
  [
    'Go',
    {
      never:
        /\bGo (?:live|to|ahead|back|for it|aside|above and beyond|the extra mile)\b|(?:^|[.!?]\s+)Go (?:(?:and|on)\b(?! \p{Lu})|the|an?|above|beyond|out|through|over|up|down|further|into|off|after|home|where\w*)\b|\b(?:to|let['’]s|Pokémon|on the) Go\b/u,
    },
  ],
  ['Epic', { needs: /\b(?:patients?|ehr|emr|hospital|clinic\w*|charts?|charting|records?|nurs\w*|cerner)\b/iu }],
  ['Square', { needs: /\b(?:till|payments?|pos|checkout|cash|card)\b/iu }],
  ['Outlook', { needs: /\b(?:e-?mails?|calendars?|office|word|excel|microsoft|mailbox)\b/iu }],
  [
    'Express',
    { never: /\b(?:American|Orient) Express\b|\bExpress (?:delivery|shipping|mail|train|checkout|parcels?)\b/u },
  ],
  ['Sage', { needs: /\b(?:account\w*|ledger|payroll|bookkeep\w*|invoic\w*|xero|quickbooks)\b/iu }],
  ['Oracle', { never: /\bOracle of\b/u }],
  ['AR', { needs: /\b(?:invoic\w*|receivable\w*|ledger|collections|account\w*|AP|debtors?|finance)\b/u }],
  ['AP', { needs: /\b(?:invoic\w*|payable\w*|ledger|account\w*|AR|suppliers?|finance)\b/u }],
  ['HR', { never: /\b(?:to|asked|told|called|from|by|via) (?:the )?HR\b(?! (?:system|team lead|business))/u }],
  ['English', { never: /\benglish (?:customers?|clients?|compan\w+|markets?|team|office|garden|breakfast)\b/iu }],
  ['French', { never: /\bfrench (?:customers?|clients?|compan\w+|markets?|team|office|press|fries|suppliers?)\b/iu }],
  ['German', { never: /\bgerman (?:customers?|clients?|compan\w+|markets?|team|office|suppliers?)\b/iu }],
  ['Spanish', { never: /\bspanish (?:customers?|clients?|compan\w+|markets?|team|office|suppliers?)\b/iu }],
];

/** Ambiguous spellings by lower case. Those with only a `never` count everywhere else. */
export const ambiguities: ReadonlyMap<string, Ambiguity> = new Map<string, Ambiguity>([
  ...plain.map((spelling): [string, Ambiguity] => [spelling, {}]),
  ...special.map(([spelling, ambiguity]): [string, Ambiguity] => [spelling.toLowerCase(), ambiguity]),
]);

export const needsOf = (ambiguity: Ambiguity, area: SkillArea): RegExp | null => {
  if (ambiguity.needs !== undefined) return ambiguity.needs;
  return ambiguity.never === undefined ? (surroundings[area] ?? nothing) : null;
};
