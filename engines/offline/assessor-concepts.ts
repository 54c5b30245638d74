// A small thesaurus of work: words that talk about the same matter, so that an answer need not repeat its question.
import { stem } from '../../domain/text/stem.ts';

const rows: readonly string[] = [
  'incident outage downtime alert pager paged oncall on-call down crash crashed failover rollback rolled restore root-cause postmortem post-mortem timeout timeouts errors degraded severity mitigation logs restart restarted failed failing emergency recovery hotfix reliability production',
  'test tests testing tested coverage regression regressions bug bugs defect defects assertion mock unit integration e2e flaky qa quality fixture staging reproduce',
  'performance latency slow slower fast faster millisecond milliseconds ms p95 p99 throughput cache cached caching index indexes indexing profile profiled profiler bottleneck query queries memory cpu load scan optimise optimize explain',
  'database databases sql query queries schema table tables index indexes migration migrations replica transaction transactions lock locks deadlock row rows column columns postgres mysql vacuum partition backup',
  'architecture design service services microservice microservices monolith module modules boundary boundaries interface api apis contract queue queues event events coupling dependency dependencies idempotent scale scaling',
  'deploy deployment deployments release releases pipeline pipelines ci cd ci/cd container containers docker kubernetes rollback canary terraform infrastructure cluster helm staging production automation',
  'security secure vulnerability vulnerabilities token tokens password passwords encryption encrypted permission permissions access injection patch audit threat secret secrets leak breach phishing',
  'frontend browser page component components render rendering accessibility css layout screen button form forms bundle user users ui ux react responsive keyboard',
  'data dataset datasets dashboard dashboards metric metrics report reports model models etl pipeline warehouse analysis cleaning duplicates anomaly forecast experiment statistic statistics visualisation spreadsheet excel',
  'software code java kotlin python typescript function functions class classes library libraries refactored bug bugs feature features flag rewrite prototype prototyped release releases legacy',
  'machine learning model models training features accuracy precision recall classifier label labels labelled drift overfitting evaluation embedding prediction predictions',
  'collaborate collaboration cooperation teamwork together colleague colleagues designer designers engineer engineers developer developers analyst department departments paired pairing disagree disagreed disagreement conflict argue argued tension compromise agreed compare argued framework respectful listen proposal shared review feedback handover stakeholder stakeholders cross-team',
  'conflict disagreement disagree disagreed argued argue tension compromise complaint complained angry upset mediate mediated apologised apologized calm listened misunderstanding difficult',
  'communicate communication polite words explain explained present presented presentation meeting meetings wrote writing document documented email emails update updates stakeholder stakeholders manager managers audience listen listened summary question clarify clarified message',
  'lead leadership leading led newcomer newcomers turnover underperforming target targets warning mistake mistakes quarrel rota lead mentor mentored mentoring coach coached coaching delegate delegated hire hired hiring onboard onboarded onboarding one-to-one feedback team teams junior juniors manager reports motivate motivates fair performance growth',
  'plan planning planned priority priorities prioritise prioritised prioritize prioritized deadline deadlines schedule scheduled milestone milestones scope estimate estimated roadmap backlog shift shifts rota truck trucks late overtime sick sickness plan-b unexpected flexible resource budget delay delayed sprint',
  'problem fault solve solving solved troubleshoot troubleshooting diagnose diagnosed diagnosis investigate investigated debug debugging debugged root cause hypothesis trace traced isolate isolated symptom logs fault faults',
  'customer customers client clients guest guests caller callers complaint complaints complained refund refunds refunded apologise apologised apologized satisfaction service queue ticket tickets support escalate escalated shopper shoppers served',
  'sell selling sales sold quota deal deals pipeline prospect prospects prospecting lead leads close closed closing pitch demo discount renewal renewals upsell crm account accounts buyer negotiation negotiate negotiated objection objections contract contracts revenue',
  'marketing campaign campaigns brand content audience conversion seo newsletter advert adverts ads clicks engagement social copy landing leads channel channels',
  'stock inventory warehouse shelf shelves pallet pallets order orders supplier suppliers delivery deliveries shipment shipments barcode scanner count counted counts picking picked packing forklift shrinkage shortage returns logistics replenish reorder stocktake',
  'retail store shop till cash cashier shelf shelves merchandising display displays shoppers customer customers stock price prices promotion checkout shift shifts',
  'care patient patients resident residents ward nurse nurses nursing medication medications dose doses vital vitals blood pressure wound wounds handover observation observations dignity fall falls bed hygiene symptom symptoms doctor doctors consultant family triage chart charts oxygen infection glucose clinical',
  'family relatives relative families wife husband son daughter mother father parents angry upset cry cried talk talks truth promise promised hospice consultant polite stress stressed listen listened visit visits grief comfort',
  'medication medications drug drugs dose doses error errors report reported rights allergy allergies wristband label labels prescription prescribed pharmacy injection tablets antibiotic morphine insulin heparin syringe',
  'safety safe hazard hazards risk risks ppe lockout tagout accident accidents injury injuries near-miss inspection inspections guard guards helmet gloves shoes vest vests boots danger dangerous barrier burn burns acid leak eyewash evacuated fire evacuate evacuated spill spills procedure permit permits infection isolate isolated',
  'finance financial accounting ledger reconcile reconciled reconciliation invoice invoices audit audits accrual accruals variance forecast forecasts budget budgets close payment payments tax vat payroll statement statements journal journals balance cash',
  'electrical circuit electrician distribution board boards rcd leakage socket sockets meter splice splices megohm ohm ohms volts insulation rewired circuits breaker breakers wire wires wiring voltage fuse fuses panel panels cable cables earth earthing multimeter conduit socket insulation motor motors',
  'mechanical machine machines bearing bearings gear gears pump pumps valve valves weld welds welded welding torque gauge pipe pipes fitting fittings lathe tolerance hydraulic maintenance engine vehicle brake brakes leak leaks vibration',
  'construct construction site drawing drawings beam beams concrete scaffold scaffolding measure measured cut timber brick plaster subcontractor subcontractors foreman snag',
  'food kitchen dish dishes menu menus chef cook cooked cooking allergen allergens allergy hygiene temperature fridge recipe recipes table tables guest guests order orders waste',
  'teach teaching lesson lessons student students pupil pupils class classroom curriculum parents exam exams homework behaviour learning training trained trainee trainees',
  'adapt adaptability learn learned learning changed switch switched new unfamiliar requirement requirements pivot taught course mistake mistakes feedback',
  'ownership initiative responsible accountability accountable proposed volunteered noticed improved improvement automated mistake mistakes followed decided ensured',
  'compliance regulation regulations policy policies gdpr audit audits procedure procedures record records documented documentation standard standards inspector licence consent confidential confidentiality privacy',
  'process improvement improved lean waste kanban workflow automate automated bottleneck cycle steps standardised standardized checklist checklists template templates saved manual',
  'hiring recruitment recruit recruited recruiter interview interviews candidate candidates onboarding employee employees vacancy vacancies sourcing shortlist payroll grievance',
  'project budget scope stakeholder stakeholders milestone milestones risk risks timeline vendor vendors contractor contractors requirement requirements delivery steering sponsor',
  'drive driving route routes delivery deliveries vehicle vehicles van truck lorry tachograph load loads loading customer address traffic',
];

const words = (list: string): string[] => list.split(/\s+/u).filter((word) => word !== '');

/** Words that are said at any work: weak signs that an answer is about the job at all. */
export const workLife: readonly string[] =
  words(`colleague colleagues supervisor boss manager manager's shift shifts customer customers client clients supplier suppliers
  truck trucks warehouse office department meeting deadline deploy release server service production code ticket tickets backlog order orders stock aisle
  patient patients ward doctor nurse shop store contract invoice report dashboard machine tool scanner newcomer newcomers temp temps agency rota break
  training trainee apprentice complaint complaints refund delivery deliveries budget project sprint review incident system software spreadsheet process checklist handover`);

/** Words of life outside work: strong signs that an answer is about something else. */
export const privateLife: ReadonlySet<string> = new Set(
  words(`hobby hobbies holiday holidays vacation football soccer tennis basketball guitar violin piano orchestra band choir hiking hike mountain mountains
  dolomites cycling cycled bicycle bike camping camped beach party wedding birthday christmas flat apartment garden tomatoes cook cooking cooked
  recipe movie movies series netflix game games gaming motorcycle motorcycles honda boat boats dog cat pets parents brother sister wife husband
  children kids grandmother degree thesis university school summer winter travel travelled trip novel novels photography marathon gym yoga
  sail sailing regatta hobbies pizza weather rent bathroom renovated kitchen tiles club match matches goal`).map(stem),
);

const groups: readonly (readonly string[])[] = rows.map((row) => row.split(' ').map(stem));
const headCount = 2;

/** Stems of every group that `texts`' words open: by one of its two head words, or by any two of its words. */
export const relatedStems = (texts: readonly string[]): Set<string> => {
  const distinct = new Set(texts.map(stem));
  const related = new Set<string>();
  for (const group of groups) {
    const hits = new Set(group.filter((one) => distinct.has(one))).size;
    if (hits >= 2 || group.slice(0, headCount).some((head) => distinct.has(head)))
      for (const one of group) related.add(one);
  }
  return related;
};
