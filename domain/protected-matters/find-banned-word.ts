// Words that must not stand in a rubric: they would make how somebody sounds or seems count as evidence.
import { normalised } from '../text/typed-text.ts';

const banned = [
  'fluen(?:t|tly|cy)',
  'confiden(?:t|tly|ce)',
  'accent(?:s|ed)?',
  'enthusias(?:m|tic|tically)',
  'tone',
  'personalit(?:y|ies)',
  'charisma(?:tic)?',
  'attitudes?',
  'body language',
  'eye contact',
  'facial expressions?',
  'smil(?:e|es|ing)',
  'sentiment',
  'emotion(?:s|al|ally)?',
  'nervous(?:ness|ly)?',
  'hesita(?:tes?|nt|tion|tions|ting)',
  'filler words?',
  'eloquen(?:t|ce)',
  'articulate(?:ness)?',
  'passion(?:ate|ately)?',
  'energetic(?:ally)?',
  'likeable',
  'likable',
  'culture fit',
  'cultural fit',
  'appearance',
  'attractive(?:ness)?',
  'pronunciation',
  'well[- ]spoken',
  'speaking (?:speed|style)',
  'voice',
  'vibe',
  'charm(?:ing)?',
  'friendliness',
  'native[- ]level',
];

const harmless =
  /confidence (?:intervals?|levels?|limits?|scores? of (?:a|the) model)|personality disorders?|(?:muscle|dial|skin|brand) tones?|sentiment (?:analysis|model|classifier)s?|emotional support|accent (?:light\w*|colou?rs?|walls?)|voice (?:over ip|calls?|mail|network\w*|menus?|assistants?|services?|cabling)|(?:surface|visual|product|finished) appearance|smile (?:restoration|design)|without (?:any )?hesitat(?:ion|ing)(?! (?:too|much|long|in (?:speech|the voice)))/giu;

/** How something of the work sounds or seems, or what somebody else feels, is the work itself. */
const ofTheWork =
  /(?:tones?|voice|appearance|confidence|attitudes?|emotions?|sentiment|passion|personality) of (?:the|an?|each|every|all|their|his|her|users?|customers?|patients?|relatives)(?! (?:candidate|applicant|interviewee|speaker)|m(?:selves)?\b)|(?:customer|client|patient|user|guest|team|pupil|student|resident|colleague|player|investor|stakeholder|child|parent|people|buyer|caller|reader|audience)(?:s|ren)?['’]?s? (?:own )?(?:tones?|voices?|confidence|attitudes?|emotions?|sentiment|appearance|hesitations?|nervousness|passions?|smiles?|accents?)/giu;

const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${banned.join('|')})(?![\\p{L}\\p{N}])`, 'iu');

/** The first word of `text` that may not stand in an anchor, or null. */
export const findBannedWord = (text: string): string | null =>
  pattern.exec(normalised(text, 'NFKC').replaceAll(harmless, ' … ').replaceAll(ofTheWork, ' … '))?.[0] ?? null;
