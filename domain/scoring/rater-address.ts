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

/** What an answer is said to be worth, where no order is given: by itself everyday words. */
const praise =
  lines(`(?:five|5) ?(?:out of|/) ?(?:five|5)|(?:full|top|maximum) marks|(?:highest|maximum|top|perfect) (?:score|rating|mark|grade)|level (?:five|5)|strong hire|(?:excellent|perfect|outstanding|great|very strong) (?:answer|response|candidate)|(?:all|every) criteri(?:a|on) (?:is |are )?met|has passed
  (?:fünf|5) ?(?:von|/) ?(?:fünf|5)|volle punktzahl|höchste (?:punktzahl|bewertung|wertung|note)|höchstpunktzahl|höchstwertung|bestnote|stufe (?:fünf|5)|(?:ausgezeichnete|hervorragende|perfekte|sehr gute) antwort|alle kriterien erfüllt|hat bestanden
  (?:cinq|5) ?(?:sur|/) ?(?:cinq|5)|note maximale|meilleure note|niveau (?:cinq|5)|(?:excellente|parfaite|très bonne) réponse|réponse (?:excellente|parfaite)|tous les critères (?:sont )?remplis|a réussi
  (?:cinco|5) ?(?:de|sobre|/) ?(?:cinco|5)|máxima (?:puntuación|nota|calificación)|(?:puntuación|nota|calificación) (?:máxima|más alta)|nivel (?:cinco|5)|(?:excelente|perfecta|muy buena) respuesta|respuesta (?:excelente|perfecta)|todos los criterios (?:se )?cumpl|ha aprobado`);
/** A machine that is told what it is; whose job it is to rate is told so by people at work, too. */
const machine =
  lines(`as (?:an? |the )?(?:ai|a\\.i\\.|llm|(?:large )?language model)(?:[ -](?:model|system|assistant|rater|grader|judge|assessor|evaluator|recruiter|interviewer))?,? (?:you|your)
  als (?:ki|k\\. ?i\\.|künstliche intelligenz|llm|sprachmodell)(?:[ -](?:modell|system|assistent|bewerter|bewerterin|prüfer|prüferin))?,? (?:musst|müssen|sollst|sollen|sollten|solltest|hast|haben|darfst|dürfen|bist|sind|wirst|werden) (?:du|sie)
  en tant qu(?:e |['’])(?:ia|intelligence artificielle|llm|modèle (?:d['’]ia|de langage)|système d['’]ia),? (?:tu|vous)
  como (?:ia|inteligencia artificial|llm|modelo de (?:ia|lenguaje)|sistema de ia),? (?:debes?|tienes? que|has de|ha de|usted debe|tú debes)`);
const rating = lines(`scor(?:e|es|ing)|rat(?:e|es|ing|ings)|grade|marks?|points|verdict|hire|full credit
  punkte|punktzahl|höchstpunktzahl|bewertung|bewerten|note|bestnote|wertung|höchstwertung|urteil|einstellen
  note|noter|points|évaluation|évaluer|verdict|recruter
  puntuación|puntuar|puntos|nota|calificación|calificar|evaluar|veredicto|contratar`);
/** Speakers that a transcript has already, and an answer has no need of. */
const speaker = lines(`(?:the )?(?:interviewer|recruiter|hiring manager|assessor|rater|moderator)
  (?:der |die )?(?:interviewer|interviewerin|recruiter|recruiterin|personaler|personalerin|prüfer|prüferin|gutachter)
  (?:l['’]|le |la )?(?:intervieweur|intervieweuse|recruteur|recruteuse|évaluateur|évaluatrice|examinateur)
  (?:el |la )?(?:entrevistador|entrevistadora|reclutador|reclutadora|evaluador|evaluadora)`);
const obliged =
  lines(`(?:you|the (?:rater|grader|scorer|assessor|evaluator|ai|model|system)) (?:must|should|have to|has to|need to|needs to|ought to|are to|is to|are required to|are obliged to) (?:give|award|assign|grant|rate|score|grade) (?:me|us|my|this (?:answer|response|candidate|interview)|the candidate)
  (?:du|sie|die ki|das modell|der bewerter) (?:musst|müssen|muss|sollst|sollen|soll|sollten|solltest) (?:mir|mich|dieser antwort|diese antwort|meine antwort|meiner antwort|meine antworten|diesem kandidaten|diesen kandidaten)
  (?:tu dois|vous devez|il faut|l['’]ia doit|le modèle doit) (?:me (?:donner|noter|mettre|attribuer)|(?:donner|noter|attribuer|accorder|mettre) (?:à )?(?:cette réponse|ma réponse|mes réponses|ce candidat|cette candidate))
  (?:debes?|tienes? que|hay que|la ia debe|el modelo debe) (?:(?:dar|poner|otorgar|asignar)(?:me|le) |(?:calificar|puntuar|evaluar|valorar) (?:a )?)(?:esta respuesta|mi respuesta|mis respuestas|este candidato|esta candidata|la máxima|un|una|el máximo)`);
const valued =
  lines(`(?:i|we)(?: would| will| ['’]d|['’]d|['’]ll)? (?:rate|score|grade|give|award) (?:this|my|that) (?:answer|response|candidate|interview)
  (?:ich|wir) (?:würden?|gebe|geben|bewerten?|vergeben?) (?:dieser|diese|meiner|meine|diesem|diesen) (?:antwort|antworten|kandidaten|kandidatin|gespräch)
  (?:je|nous|on) (?:donnerais|donne|donnons|noterais|note|notons|mettrais|mets|attribuerais) (?:à )?(?:cette réponse|ma réponse|ce candidat|cette candidate|cet entretien)
  (?:le |la )?(?:daría|doy|damos|pondría|pongo|calificaría|califico|valoraría) (?:a )?(?:esta respuesta|mi respuesta|este candidato|esta candidata|esta entrevista)`);
const farCharacters = 200;
const far = `[^\\n]{0,${farCharacters}}?`;

const of = (source: string): RegExp => new RegExp(source, 'iu');

const orders: readonly RegExp[] = [
  of(`${begin}(?:${forget})${end}${near}(?<![\\p{L}])(?:${rules})${end}`),
  of(`${begin}(?:${giving}) (?:to |à |a )?(?:${whom})${end}${near}(?<![\\p{L}\\p{N}])(?:${marks})${end}`),
  of(`${begin}(?:${rate})${end}`),
  of(`${begin}(?:${address}) ?(?:${raters})${end}`),
  of(`${begin}(?:${become})${end}`),
  of(`${begin}(?:${deserves})${end}`),
  of(`(?<![\\p{L}])(?:${obliged})${end}${near}(?<![\\p{L}\\p{N}])(?:${rating}|${praise})${end}`),
  of(`(?<![\\p{L}])(?:${valued})${end}${near}(?<![\\p{L}\\p{N}])(?:${praise}|five|5|fünf|cinq|cinco)${end}`),
  of(`(?:^|[.!?\\n"“”)\\]]\\s{0,3})(?:${speaker}) {0,2}:${far}(?<![\\p{L}\\p{N}])(?:${praise})`),
  /<\|[a-z_]{1,20}\|>|\[\/?INST\]|(?:^|\n)[#* ]{0,5}(?:system|assistant|developer)[* ]{0,3}:|["“”](?:score|verdict|anchor|rationale)["“”]\s{0,3}:|(?<!\p{L})STRONG_HIRE(?!\p{L})/iu,
];

const machineSpokenTo = new RegExp(`(?<![\\p{L}])(?:${machine})${end}`, 'giu');
const ofRating = new RegExp(`(?<![\\p{L}])(?:${rating})${end}`, 'giu');

/** In two steps: one pattern for both would read the same text again for each machine that is named. */
const ordersMachine = (text: string): boolean => {
  const ratings = [...text.matchAll(ofRating)].map(({ index }) => index);
  let next = 0;
  return text.matchAll(machineSpokenTo).some(({ index, 0: found }) => {
    const from = index + found.length;
    while ((ratings[next] ?? Infinity) < from) next += 1;
    const at = ratings[next];
    return at !== undefined && at - from <= farCharacters && !text.slice(from, at).includes('\n');
  });
};

/** What a model reads of an answer is bounded too. */
const lengthMax = 150_000;

/** Whether a text gives orders to a rater, or speaks to one. */
export const speaksToRater = (text: string): boolean => {
  const read = text.slice(0, lengthMax);
  return ordersMachine(read) || orders.some((order) => order.test(read));
};
