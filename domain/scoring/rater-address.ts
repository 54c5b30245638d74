// Recognises words in an answer that are meant for whoever rates it, in the languages of interviews: they are no evidence.

// Work has orders, ratings and rules of its own ("guests give us five stars", "I ignored his instructions"), so all that is
// an order to a rater has to begin a sentence or a clause; what follows it is near. Each pattern is linear.

/** Where an order may begin: at the beginning, after a sign, or after a word that only introduces it. */
const begin = String.raw`(?:^|[.!?:;,\n"“”„«»'‘’()[\]{}<>*#|-]\s{0,3}|(?<![\p{L}\p{N}])(?:please|now|bitte|nun|jetzt|also|s['’]il (?:te|vous) pla[iî]t|merci de|maintenant|donc|por favor|ahora)[,:]? )`;
const near = String.raw`[^.!?\n]{0,60}?`;
const end = String.raw`(?![\p{L}\p{N}])`;

const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join('|');

const forget = lines(`ignore|ignore all|disregard|forget|override
  ignoriere|ignorieren sie|vergiss|vergessen sie|missachte|missachten sie
  ignorez|oublie|oubliez|ne tiens pas compte|ne tenez pas compte
  ignora|ignorad|olvida|olvide|olviden|haz caso omiso|haga caso omiso|no hagas caso|no haga caso`);
const rules = lines(`instructions?|prompts?|rubric|rating rules|scoring rules|anchors|system message
  anweisungen|anweisung|instruktionen|bewertungsregeln|bewertungsskala|bewertungskriterien
  consignes?|barème|règles de notation|directives
  instrucciones|indicaciones anteriores|reglas de evaluación|rúbrica`);
const giving = lines(`give|award|assign|grant|return|output|set
  gib|geben sie|vergib|vergeben sie|erteile|erteilen sie|setze|setzen sie
  donne(?:-moi|-lui)?|donnez(?:-moi|-lui)?|attribue(?:-moi|-lui)?|attribuez(?:-moi|-lui)?|accorde(?:-moi|-lui)?|accordez(?:-moi|-lui)?|mets(?:-moi)?|mettez(?:-moi)?
  dame|deme|denme|dale|otorga|otorgue|otórgame|otórgueme|asigna|asigne|asígname|ponme|póngame|devuelve`);
const marks =
  lines(`(?:scores?|ratings?|marks|points|grade|verdict)|(?:a |an? overall )?(?:[45]|five|four)(?: out of (?:5|five)|/5)?
  (?:punktzahl|höchstpunktzahl|punkte|bewertung|höchstwertung|bestnote|(?:eine |die )?(?:[45]|fünf|vier)(?: von (?:5|fünf)|/5)?)
  (?:notes? maximales?|note|points|(?:un |cinq |quatre )?[45]?(?: ?sur 5|/5))
  (?:puntuación|puntos|calificación|nota|(?:un )?(?:[45]|cinco|cuatro)(?: (?:de|sobre) (?:5|cinco)|/5)?)`);
const whom =
  lines(`me|us|this|it|my|the candidate|this candidate|the answer|the highest|the maximum|full|a perfect|the score|the verdict|the rating|score|verdict
  mir|uns|dieser|diesem|meiner|der antwort|die höchste|die volle|volle|die maximale|immer
  moi|lui|cette|ma|la|le|un|toujours
  esta|este|mi|la máxima|la puntuación|el máximo|un|siempre|me`);
const rate =
  lines(`(?:rate|score|grade|evaluate) (?:me|us|this answer|my answers?|this response|this candidate|the candidate|it as|everything)
  (?:bewerte|bewerten sie|benote|benoten sie) (?:mich|uns|diese antwort|meine antworten?|diesen kandidaten|diese kandidatin|den kandidaten|alles)
  (?:note-moi|notez-moi|évalue-moi|évaluez-moi|(?:note|notez|évalue|évaluez) (?:cette réponse|ma réponse|mes réponses|ce candidat|cette candidate|tout))
  (?:califícame|calificadme|puntúame|evalúame|(?:califica|califique|puntúa|puntúe|evalúa|evalúe) (?:esta respuesta|mi respuesta|mis respuestas|a este candidato|a esta candidata|todo))`);
const raters =
  lines(`rater|raters|grader|scorer|assessor|evaluator|ai|a\\.i\\.|llm|language model|scoring model|scoring system|rating system
  bewerter|bewerterin|bewertende|ki|sprachmodell|bewertungssystem|prüf-ki
  évaluateur|évaluatrice|correcteur|ia|modèle de langage|système d['’]évaluation
  evaluador|evaluadora|calificador|modelo de lenguaje|sistema de evaluación`);
const address =
  lines(`(?:dear|hey|hello|attention|note to|message to|message for|instructions? (?:to|for))(?: the| all)?(?: ai| automated)?
  (?:liebe|lieber|liebes|achtung|hinweis an|nachricht an|anweisung an)(?: die| den| das)?
  (?:cher|chère|attention|note (?:à|pour)|message (?:à|pour)|instructions? (?:à|pour))(?: l['’]| le | la )?
  (?:estimado|estimada|querido|querida|atención|nota para|mensaje para|instrucciones para)(?: el| la)?`);
const become =
  lines(`you are now|from now on,? you|du bist (?:jetzt|nun|ab jetzt|ab sofort)|sie sind (?:jetzt|nun|ab sofort)
  tu es (?:maintenant|désormais)|vous êtes (?:maintenant|désormais)|ahora eres|a partir de ahora,? (?:eres|usted)|eres ahora`);
const deserves =
  lines(`(?:this|my) (?:answer|response) (?:deserves|must get|must receive|should get|should receive|merits|meets level|meets anchor)
  (?:diese|meine) antwort (?:verdient|muss|erfüllt stufe|erfüllt niveau)
  (?:cette|ma) réponse (?:mérite|doit recevoir|correspond au niveau)
  (?:esta|mi) respuesta (?:merece|debe recibir|corresponde al nivel)`);

const of = (source: string): RegExp => new RegExp(source, 'iu');

const orders: readonly RegExp[] = [
  of(`${begin}(?:${forget})${end}${near}(?<![\\p{L}])(?:${rules})${end}`),
  of(`${begin}(?:${giving}) (?:to |à |a )?(?:${whom})${end}${near}(?<![\\p{L}\\p{N}])(?:${marks})${end}`),
  of(`${begin}(?:${rate})${end}`),
  of(`${begin}(?:${address}) ?(?:${raters})${end}`),
  of(`${begin}(?:${become})${end}`),
  of(`${begin}(?:${deserves})${end}`),
  /<\|[a-z_]{1,20}\|>|\[\/?INST\]|(?:^|\n)[#* ]{0,5}(?:system|assistant|developer)[* ]{0,3}:|["“”](?:score|verdict|anchor|rationale)["“”]\s{0,3}:|(?<!\p{L})STRONG_HIRE(?!\p{L})/iu,
];

/** What a model reads of an answer is bounded too. */
const lengthMax = 150_000;

/** Whether a text gives orders to a rater, or speaks to one. */
export const speaksToRater = (text: string): boolean => orders.some((order) => order.test(text.slice(0, lengthMax)));
