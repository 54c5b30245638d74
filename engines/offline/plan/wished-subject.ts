// Turns the subject of a recruiter's wish into words that are said to the candidate: "how they plan" becomes "how you plan".
import { verbIn } from './verb-forms.ts';

const person =
  '(?:they|he|she|the candidate|candidates|applicants|the applicant|the person|somebody|someone|one|people|you)';
const asksWord = '(?:how|what|why|whether|where|which|who|when|if)';

const opensAsClause = new RegExp(`^(?:${asksWord})\\b`, 'iu');
const occasion =
  /^(?:(?:a|the|some|any|one|that) )?(?:times?|situations?|cases?|moments?|occasions?|examples?)(?: (?:when|where|that|in which|at which|on which|of when))? (?=(?:they|he|she|you|a|an|the|somebody|someone|something|things|it|his|her|their)\b)/iu;
const relative = /\s(?:who|that|which|where|when|while|so that)\s/iu;
const meeting = new RegExp(
  `^how ${person} (?:would |will |can |could |have |has )?(?:deal|deals|dealt|cope|copes|coped) with |^how ${person} (?:would |will |can |could |have |has )?(?:handle|handles|handled|tackle|tackles|approach|approaches|face|faces) |^how to (?:deal with|handle|cope with|tackle) `,
  'iu',
);

/** Whether a subject is told in a clause, whose grammar must be left alone. */
export const isClause = (subject: string): boolean =>
  opensAsClause.test(subject) || occasion.test(subject) || relative.test(subject);

const baseOf = (word: string): string => verbIn(word, 'third')?.base ?? word;

/** Only a person right behind the opening is the candidate: "when they shout" may be about customers. */
const toCandidate = (clause: string): string =>
  clause
    .replace(
      new RegExp(`^(how|what|why|whether|where|which|who)( \\p{L}+)?? ${person} (\\p{L}+)`, 'iu'),
      (...found) => {
        const [, opening = '', middle = '', verb = ''] = found as string[];
        return `${opening.toLowerCase()}${middle} you ${baseOf(verb)}`;
      },
    )
    .replace(/^(?:their|his|her|the candidate['’]s|a candidate['’]s)(?: own)? /iu, 'your ');

export type Subject = { kind: 'occasion' | 'circumstance' | 'clause' | 'own' | 'noun'; text: string };

/** A subject by its grammar: a time when something happened, what somebody does, or a thing. */
export const subjectOf = (topic: string): Subject => {
  if (occasion.test(topic))
    return { kind: 'occasion', text: topic.replace(occasion, '').replace(/^(?:they|he|she) /iu, 'you ') };
  const met = topic.replace(meeting, '');
  if (met !== topic) return { kind: 'noun', text: met };
  const text = toCandidate(topic);
  if (/^(?:when|if)\b/iu.test(text)) return { kind: 'circumstance', text };
  if (text.startsWith('your ')) return { kind: 'own', text };
  return { kind: opensAsClause.test(text) ? 'clause' : 'noun', text };
};
