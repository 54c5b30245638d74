// What a job interview must not touch, as patterns: forms that speak of the person, not of the work.

export const protectedMatters = [
  'age',
  'family',
  'health',
  'religion',
  'origin',
  'gender',
  'politics',
  'record',
  'finances',
] as const;
export type ProtectedMatter = (typeof protectedMatters)[number];

/** `nouns` count after "your", "their", "the candidate's", "ask about"; `phrases` wherever they stand. */
export type MatterPatterns = { matter: ProtectedMatter; nouns: readonly string[]; phrases: readonly string[] };

const third = '(?:whether|if|that) (?:they|he|she|(?:the |an? )?(?:candidates?|applicants?))';
const have = `(?:(?:do|did|have) you|${third} (?:have|has|had)) (?:already |also |ever )?(?:have |had |got |plan to have |want |intend to have )?(?:any |an? |some |serious |young |small |chronic )*`;
const are = `(?:(?:are|were) you|${third} (?:are|is|were|was)) (?:a |an |currently |still |actually |really |practi[cs]ing |devout )*`;

export const matterPatterns: readonly MatterPatterns[] = [
  // First, since "mother tongue" and "where were your parents born" are about origin.
  {
    matter: 'origin',
    nouns: [
      'nationality', 'citizenship', 'ethnicit(?:y|ies)', 'ethnic (?:background|origin|group)', 'race', 'racial (?:background|origin)', 'national origin', 'origins?',
      'country of (?:birth|origin)', 'place of birth', 'birthplace', 'native (?:language|country|tongue)', 'mother tongue', 'first language', 'accent',
      'skin colou?r', 'immigration status', 'residence (?:permit|status)', 'visa(?: status)?', 'heritage', 'ancestry', 'caste', 'cultural background', 'migration background',
    ],
    phrases: [
      'where (?:are|were|do) (?:you|your (?:parents|family|grandparents|people)) (?:really |originally |actually )?(?:from|born|come from)',
      'where does your (?:name|accent|family) come from',
      '(?:which|what) (?:country|nationality|ethnicity|race) (?:are|were|do) you',
      `${are}(?:foreign|a foreigner|foreigner|an? (?:us|u\\.s\\.|uk|eu|british|german|american) citizen|(?:us|u\\.s\\.|uk|eu|british|german|american) citizen|citizen|an immigrant|immigrant|black|white|asian|hispanic|latino|latina|arab|african|a native|native (?:\\w+ )?speaker)`,
      'native (?:\\w+[ -])?speakers?',
      '(?:english|spanish|german|french) native(?: |$|[.,;?!])',
      'mother tongue',
      'how long has your family (?:been|lived) in',
      'what language do you speak at home',
      'right to work in',
    ],
  },
  {
    matter: 'age',
    nouns: ['age', 'date of birth', 'birth ?date', 'birthday', 'birth year', 'year of birth', 'retirement(?: plans?| age)?'],
    phrases: [
      'how (?:old|young) (?:are|is|were) (?:you|they|he|she|the (?:candidate|applicant)|your)',
      'how (?:old|young) (?:they|he|she|you|(?:the |an? )?(?:candidates?|applicants?)) (?:are|is)',
      'date of birth',
      'when were you born',
      'year (?:were|are) you born',
      '(?:what|which) year did you (?:graduate|finish|leave) (?:from )?(?:high |secondary )?school',
      `${are}(?:over|under|above|below|older than|younger than|at least|too old|too young) (?:the age of )?(?:\\d\\d|for)`,
      `${are}(?:close to|near|nearing|approaching) retirement`,
      'when (?:do|will|would) you (?:plan to |intend to |expect to |want to )?retire',
      '(?:must|should|has to|have to|need to|needs to) (?:not )?be (?:aged |between |under |over |below |above |younger than |older than |at least )(?:the age of )?\\d\\d(?! ?%)',
      '(?:candidates?|applicants?|someone|anyone|colleagues?) (?:aged|between|under|over|younger than|older than) (?:the age of )?\\d\\d',
      'generation do you belong',
      'at your age',
      '(?:candidate|applicant)s? (?:must|should) be (?:young|under \\d\\d|over \\d\\d)',
      'young (?:candidate|applicant|person|people only)',
      'too (?:old|young) for (?:this|the) (?:job|role|position|work)',
    ],
  },
  {
    matter: 'family',
    nouns: [
      'marital status', 'marriage', 'spouse', 'husband', 'wife', 'boyfriend', 'girlfriend', 'fianc[ée]e?',
      'children', 'kids', 'child', 'sons?', 'daughters?', 'childcare', 'child care', 'parents', 'mother', 'father',
      'family(?: life| plans?| planning| status| situation| obligations| commitments| responsibilities)?',
      'pregnancy', 'maternity(?: leave| plans?)?', 'paternity(?: leave)?', 'parental leave', 'home life', 'caring responsibilities',
      'divorce', 'wedding', 'private life', 'living situation',
    ],
    phrases: [
      `${are}(?:married|single(?!-)|divorced|widowed|engaged|separated|in a relationship|pregnant|expecting|trying for a baby|planning (?:a family|children|to (?:have|start))|the main breadwinner|a (?:mother|father|parent)|(?:mother|father|parent)\\b)`,
      `${have}(?:children|kids|a child|child|bab(?:y|ies)|family|spouse|husband|wife|boyfriend|girlfriend|childcare|dependants|dependents)`,
      '(?:plan|planning|want|intend|hope|thinking of|going) (?:on |to )?(?:get married|getting married|have (?:a baby|children|kids|more children)|having (?:a baby|children|kids)|start(?:ing)? a family|become pregnant|get pregnant)',
      'marital status',
      'who (?:looks after|takes care of|minds|watches) (?:your|the) (?:children|kids|child|baby|parents)',
      'maiden name',
      'as an? (?:mother|father|parent)(?= ?,)',
      'what does your (?:husband|wife|partner|spouse|father|mother) do',
      'do you live (?:alone|with (?:your|a partner|family))',
    ],
  },
  {
    matter: 'health',
    nouns: [
      'health(?: condition| status| problems?| issues?| history)?', 'disabilit(?:y|ies)', 'illness(?:es)?', 'sickness', 'sick (?:leave|days?)',
      'medical (?:condition|history|records?|problems?|status)s?', 'mental health(?: condition| history| problems?| issues?)?', 'medications?',
      'impairments?', 'weight', 'height', 'physical fitness', 'injur(?:y|ies)', 'allerg(?:y|ies)', 'therapist', 'genetic (?:information|test results?)',
      'hiv status', 'vaccination status', 'addictions?', 'physical (?:condition|limitations?|health)',
    ],
    phrases: [
      `${are}(?:disabled|healthy|ill|sick|unwell|fit enough|in good health|physically fit|overweight|neurodivergent|in therapy|autistic|dyslexic|depressed|blind|deaf|hiv|vaccinated|taking (?:any )?medication|on (?:any )?medication|a smoker|smoker|smoking|an alcoholic|alcoholic|allergic)`,
      `${have}(?:disabilit(?:y|ies)|illness(?:es)?|medical conditions?|health (?:problems?|conditions?|issues?)|conditions? that|injur(?:y|ies)|allerg(?:y|ies)|mental health (?:problems?|conditions?|issues?)|impairments?|physical limitations?|disease|diseases|depression|anxiety|adhd|diabetes)`,
      'have you ever (?:been (?:hospitali[sz]ed|treated for|diagnosed|seriously ill)|suffered from|had (?:cancer|surgery|an operation|a breakdown|depression|a drinking problem)|filed (?:a )?workers)',
      'how many (?:sick )?days (?:were|did|have) you (?:been )?(?:off |call(?:ed)? in )?(?:sick|ill)',
      'how many sick days',
      'do you (?:smoke|drink alcohol|take (?:any )?(?:drugs|medication|medicines?|prescription))',
      'how much do you weigh',
      'how tall are you',
    ],
  },
  {
    matter: 'religion',
    nouns: ['religion', 'religious (?:beliefs?|views?|faith|background|holidays?|affiliation|practices?)', 'faith', 'church', 'god', 'denomination', 'prayers?'],
    phrases: [
      `${are}(?:religious|christian|catholic|protestant|muslim|jewish|hindu|buddhist|sikh|atheist|mormon|a member of (?:a|any|the) (?:church|religio\\w+|mosque|synagogue))`,
      '(?:which|what) (?:religion|church|mosque|synagogue|temple|religious)',
      '(?:which|what|any) (?:religious )?holidays do you (?:observe|celebrate|keep)',
      'do you (?:pray|believe in god|go to (?:church|mosque|temple|synagogue)|attend (?:church|mosque|a (?:church|mosque|temple|synagogue))|observe (?:the sabbath|ramadan|lent|any religious)|fast during|wear a (?:headscarf|hijab|cross|turban|kippah))',
      'religious beliefs',
    ],
  },
  {
    matter: 'gender',
    nouns: ['gender(?: identity)?', 'sex', 'sex life', 'sexual orientation', 'sexuality', 'sexual preferences?', 'pronouns'],
    phrases: [
      `${are}(?:gay|lesbian|bisexual|straight|heterosexual|homosexual|transgender|trans|queer|non-binary|male or female|a (?:man|woman)|man or|woman or|male|female)(?:\\b)`,
      'sexual orientation',
      'as an? (?:woman|man|female|male|gay|lesbian|trans\\w*)(?: (?:nurse|engineer|manager|leader|\\w+))?, (?:how|do|would|are|can|what)',
      'working (?:for|under|with) (?:a (?:woman|man|female|male)|women|men)(?: boss| manager)?',
      '(?:which|what) (?:gender|sex) (?:are|do) you',
      '(?:male|female) (?:candidate|applicant)s? only',
      'only (?:male|female) (?:candidate|applicant)s?',
    ],
  },
  {
    matter: 'politics',
    nouns: [
      'politics', 'political (?:views?|opinions?|beliefs?|affiliations?|party|leanings?|activit(?:y|ies)|background)', 'party membership',
      '(?:trade |labou?r )?union (?:membership|activit(?:y|ies)|views?|background|affiliation)', 'voting (?:record|behaviou?r|preference)',
    ],
    phrases: [
      `${are}(?:a |an )?(?:member|supporter|activist) (?:of|in) (?:a |any |the )?(?:trade union|labou?r union|workers'? union|union|political|(?:\\w+ )?party)`,
      `${are}(?:unioni[sz]ed|in a union|pro-union|conservative|republican|a democrat|socialist|communist|left-wing|right-wing)`,
      '(?:who|whom|what|which party) (?:did|do|will|would) you (?:plan to )?vote',
      'do you (?:vote|support (?:a|any|the) (?:political )?part(?:y|ies)|belong to a (?:union|party))',
      'have you ever (?:been on strike|gone on strike|organi[sz]ed a (?:union|strike)|joined a union)',
      'political (?:views|opinions|affiliation)',
    ],
  },
  {
    matter: 'record',
    nouns: ['criminal (?:record|history|background|past|convictions?)', 'convictions?', 'arrest record', 'prison record', 'police record'],
    phrases: [
      'have you (?:ever )?been (?:arrested|convicted|in (?:prison|jail)|charged with|imprisoned|to (?:prison|jail))',
      `${have}(?:criminal record|criminal history|convictions?|record with the police)`,
      'criminal (?:record|history|past)',
    ],
  },
  {
    matter: 'finances',
    nouns: [
      'debts?', 'credit (?:score|history|rating|report)', 'bankruptc(?:y|ies)', 'personal savings', 'personal finances', 'financial (?:situation|problems?|status|difficulties)',
      'salary history', 'current salary', 'present salary', 'previous salary', 'home ownership', 'bank balance',
    ],
    phrases: [
      `${are}(?:in debt|bankrupt|behind on)`,
      `${have}(?:debts?|financial problems|a mortgage|mortgage)`,
      'do you (?:own|rent) (?:your|a|or rent|or own) (?:home|house|flat|apartment|your)',
      'have you ever (?:been|gone|declared|filed for) bankrupt(?:cy)?',
      '(?:what|how much) (?:do|did|are|were) you (?:currently )?(?:earn|earning|paid|being paid|make per)',
      'wages? (?:been )?garnished',
    ],
  },
];
