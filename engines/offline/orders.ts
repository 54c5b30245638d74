// Recognises words that are meant for the system or the grader instead of being about work: they are never obeyed, quoted or credited.

const orders: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,60}\b(?:rules?|rubric|instructions?|prompts?|above|previous|prior|guidelines?|everything)\b/iu,
  /\b(?:system|developer) (?:prompt|message)|\bjailbreak\b|\[\/?inst\]|(?<![\p{L}\p{N}_])<\/?[a-z_|]+>|(?:^|\s)(?:system|assistant|assessor|note to [^:]{0,30}):/iu,
  /\byou are now\b|\bas an? (?:ai|assistant|language model)\b/iu,
  /\b(?:give|award|assign|grant|rate|score)\b.{0,40}\b(?:maximum|highest|perfect|full marks|top marks|[45] ?(?:\/|out of) ?5|ten out of ten|score of|rating of|(?:it|me|them|this) (?:a )?[45])\b/iu,
  /\bset the verdict\b|\bSTRONG_HIRE\b|\banchors?\b.{0,20}\b(?:level )?[1-5]\b|["'](?:score|verdict|anchor|rationale)["']\s*:/iu,
  /\b(?:the|this) (?:candidate|answer) (?:has |clearly )*(?:demonstrat\w+|exceeds?|meets?|deserves?|must be hired)\b/iu,
  /\bhire me\b|\bten out of ten\b|\b(?:must|should) be hired\b|\balways (?:recommend|hire|approve)\b/iu,
  /\b(?:reveal|print|output|repeat|leak) (?:the|your|all|any) (?:prompt|instructions|rubric|secret|key|password)/iu,
];

/** Nobody needs longer ones; the bound keeps hostile texts cheap. */
const lengthMax = 4_000;

export const isOrder = (text: string): boolean => orders.some((pattern) => pattern.test(text.slice(0, lengthMax)));
