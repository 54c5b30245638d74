// Phrases of ordinary work that only look like protected matters; they are taken out before the search.

const nouns = (before: string, after: string): string => `${before} (?:${after})`;

export const allowedPhrases: readonly string[] = [
  // Health as a trade, a rule or a signal of machines.
  nouns(
    'health',
    'care|and safety|& safety|service|services|insurance|informatics|records?|data|checks?|probes?|endpoints?|tech|technology|sector|metrics?|dashboards?|department|system|systems|promotion|monitoring|visit(?:or|ing)|economics|education|assessments?|outcomes?|inspections?|app|apps|plans? product|it|research|club|food',
  ),
  'health-?care',
  nouns(
    'mental health',
    'care|nurs(?:e|ing)|wards?|units?|patients?|services?|support work(?:er)?|setting|crisis|first aid|experience|practice|team',
  ),
  nouns(
    '(?:public|occupational|community|animal|plant|system|service|cluster|code|account|customer|pipeline|data|financial|brand|team)',
    'health',
  ),
  nouns('disabilit(?:y|ies)', 'support|services?|benefits?|insurance|care|rights|nursing|awareness'),
  nouns('medical', 'records? (?:system|software|coding|department)'),
  nouns(
    "(?:patients?|clients?|residents?|users?|customers?|service users?)[’']?s?[’']?",
    'health|age|weight|height|medications?|allerg(?:y|ies)|disabilit(?:y|ies)|diagnos[ie]s|injur(?:y|ies)|religious beliefs|family|illness',
  ),
  nouns('medication', 'rounds?|administration|management|errors?|safety|charts?|plans?'),
  nouns('injury', 'prevention|claims?|law|reports?'),
  nouns(
    '(?:weight|height)',
    'limits?|restrictions?|loads?|of the|functions?|parameters?|sensors?|decay|initiali[sz]ation|safety',
  ),
  nouns('therapy', 'sessions?|plans?|practice|notes?|department|dogs?'),
  nouns('therapist', 'team|colleagues?'),
  "ask(?:ing)? (?:a |an |the |your |each |every )?(?:patients?|residents?|clients?|customers?|parents|famil(?:y|ies)|users?|pupils?|relatives?|guests?)(?:['’]s?)? (?:about|for) \\w+(?: \\w+)?",
  // Age of things.
  'age of (?:the |an? |your )?(?:data|debts?|records?|cache|caches|stock|equipment|system|systems|code|codebase|asset|assets|machine|machinery|building|invoices?|receivables|material|vehicle|vehicles|installation|wiring|entries|messages?|backlog|tickets?|document|documents|log|logs|customers|users|patients|children)',
  nouns(
    'age',
    'verification|ratings?|checks?|bands? of debt|analysis|limits? on|groups? of (?:patients|pupils|users|customers)|appropriate|restricted|restrictions?|related macular|concern',
  ),
  '(?:cache|data|stock|message|debt|account|ticket) age',
  'date of birth (?:fields?|columns?|formats?|validation|data)',
  'non-?[ -]?native speakers?',
  "(?:loan|mortgage|credit|insurance|borrower|tenancy) applicants?(?:[’']s?)? (?:credit (?:score|history|rating)|debts?|financial situation)",
  // Families of other kinds, children of nodes, homes and nurseries.
  nouns(
    'family',
    'law|medicine|practice|physician|doctor|business(?:es)?|office|support|liaison|therapy|court|of (?:products|protocols|functions|devices|processors|models|languages|standards)|meetings?|conferences?|restaurant|hotel|tickets?|carers?',
  ),
  '(?:product|protocol|processor|device|font|column|language|model) famil(?:y|ies)',
  'family-(?:run|owned|centred|centered)',
  "children(?:['’]s)? (?:(?:and young people['’]?s? )?(?:nursing|wards?|hospital|services?|books?|clothing|clothes|shoes|toys?|home|section|department|social work|centre|center|programming|play|products?)|in (?:your|the|a) (?:class|classroom|group|setting|care|ward|nursery)|components?|nodes?|elements?|processes)",
  nouns(
    'child',
    'nodes?|process(?:es)?|components?|workflows?|elements?|class(?:es)?|threads?|pages?|records?|accounts?|protection|safety|seats?|care (?:centre|center|setting|worker|provider)',
  ),
  nouns(
    'child ?care',
    'settings?|cent(?:re|er)s?|workers?|providers?|practice|regulations|qualifications?|experience|services?',
  ),
  nouns(
    'parents?',
    'components?|class(?:es)?|company|companies|process(?:es)?|nodes?|workflows?|evenings?|teams?|organi[sz]ation|in (?:your|the) (?:class|school)|of (?:pupils|children|patients|the children|students)|meetings?|and (?:pupils|carers|guardians|teachers)',
  ),
  nouns('maternity', 'wards?|units?|services?|care|hospital|cover|nurs(?:e|ing)|patients'),
  nouns('paternity', 'testing'),
  'mother(?:board|-board)s?',
  nouns('marriage', 'registrar|venue|counsel(?:l)?ing|guidance|certificates?|records?'),
  nouns('wedding', 'events?|plann(?:er|ing)|photograph(?:y|er)|cakes?|dresses?|venues?|catering|receptions?|clients?'),
  'married up',
  // Religion, race, origin, gender, politics of work.
  nouns('faith', 'schools?|groups?|communit(?:y|ies)|leaders?|organi[sz]ations?'),
  '(?:in|of) good faith',
  nouns(
    'religious',
    'education|studies|organi[sz]ations?|institutions?|needs of (?:patients|residents|guests|clients)',
  ),
  nouns('church', 'buildings?|restoration|organs?|roofs?|halls?'),
  nouns('race', 'conditions?|detectors?|tracks?|cars?|days?|engineers?|times?|hazards?|events?|relations'),
  '(?:data|arms|horse|motor|relay) races?',
  'native (?:apps?|mobile|modules?|code|type ?script|java ?script|add-?ons?|bindings?|libraries|plugins?|components?|ios|android|development|integrations?|support|plants?|species|tools?|features?|functions?|types?)',
  nouns(
    'origin',
    'servers?|headers?|policy|policies|of (?:the )?(?:data|error|fault|defect|problem|goods|products?|requests?)|requests?|certificates?|shield|branch|story',
  ),
  '(?:cross|same|foreign|multi)[- ]origin',
  nouns('visa', 'cards?|payments?|applications? for clients|network|transactions?|processing|casework|law'),
  nouns('(?:heritage|ancestry)', 'sites?|buildings?|brands?|railway|data|dna'),
  nouns('accent', 'lighting|colou?rs?|walls?|pieces?|marks?'),
  nouns('gender', 'pay (?:gap|reporting)|studies|equality|balance (?:in|of) data|bias in (?:data|models?)|neutral'),
  nouns('sex', 'education|offences?|offenders?|chromosomes?'),
  nouns(
    'orientation',
    'sessions?|weeks?|days?|programmes?|programs?|of (?:the )?(?:panels?|parts?|camera|device|building)|sensors?|plans?|for new',
  ),
  nouns(
    'union',
    'types?|selects?|all|operators?|quer(?:y|ies)|find|members? consultation|agreements?|contracts?|negotiations?|representatives?|relations|sets?',
  ),
  '(?:european|credit|student|tagged|discriminated|labour|labor|trade|sql) unions? (?:law|types?|services?|relations|negotiations?|agreements?|regulations?|representatives?|teams?|partnership)?',
  nouns(
    'political',
    'science|risk|reporting|journalism|campaigns? (?:management|data)|analysis|stakeholders?|institutions',
  ),
  'politics of (?:the )?(?:project|organi[sz]ation|team)',
  nouns('(?:office|internal|organi[sz]ational)', 'politics'),
  // Records, money and pay as objects of the work.
  nouns(
    'criminal',
    'law|justice|defence|proceedings|cases?|investigations?|intelligence|records? (?:office|bureau|system)',
  ),
  '(?:strong|political|own) convictions? (?:about|on|that)',
  nouns('convictions?', 'rates?|about (?:design|code|quality|architecture|how)'),
  nouns(
    "(?:technical|design|test|code|architectural|customers?[’']?|clients?[’']?|company[’']?s?|bad|supplier|outstanding|tech)",
    'debts?',
  ),
  nouns(
    'debt',
    'collections?|recovery|advice|management|restructuring|ratios?|financing|instruments?|ledger|counsel(?:l)?ing|portfolio',
  ),
  nouns(
    'credit (?:score|history|rating|report)s?',
    'models?|of (?:a |the |an )?(?:customer|client|applicant|borrower|company|business|corporate)s?|analysis|agency|agencies|data|systems?',
  ),
  nouns(
    'savings',
    'products?|accounts?|targets?|plans?|bank|made|achieved|for (?:the|your) (?:company|client|employer|team)',
  ),
  nouns('bankruptcy', 'law|proceedings|cases?|filings? (?:for|of) clients?'),
];
