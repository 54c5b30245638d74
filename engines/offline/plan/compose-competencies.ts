// Writes the rubric: one competency per cluster, with anchors about what people describe, in the cluster's own nouns.
import type { Level } from '../../../domain/request/request.ts';
import type { Anchors, Competency } from '../../../domain/plan/plan.ts';
import { findBannedWord } from '../../../domain/protected-matters/find-banned-word.ts';
import { fillTopic, kitOf } from './area-kits.ts';
import type { Cluster } from './cluster.ts';
import { joinList, sentenceStart } from './letter-case.ts';
import { wordingOf } from './level-wording.ts';
import type { Strength } from './strength.ts';
import { strengthPoints } from './strength.ts';

export const notScoreable = [
  'fluency or grammar',
  'accent or pronunciation',
  'confidence or enthusiasm',
  'speed or length of the answer',
  'anything about the person rather than the work',
];

const shortTopicLength = 60;
const focusLength = 80;
const nameLength = 80;

/** As many topics, at most three, as stay readable together. */
const fitting = (topics: string[], lengthMax: number): string[] => {
  const [first = '', ...rest] = topics;
  return rest
    .slice(0, 2)
    .reduce(
      (parts, topic) => ([...parts, topic].join(', and ').length <= lengthMax ? [...parts, topic] : parts),
      [first],
    );
};

const topicsOf = ({ members }: Cluster): string[] => {
  const topics = [...new Set(members.map(({ topic }) => topic))];
  const short = topics.filter((topic) => topic.length <= shortTopicLength);
  return short.length === 0 ? topics : short;
};

/** The competency's subject in a few words. */
export const focusOf = (cluster: Cluster): string => joinList(fitting(topicsOf(cluster), focusLength));

/** Rubric texts never hold words about how somebody sounds or seems, even where a requirement does. */
export const safeFocus = (cluster: Cluster): string => {
  const focus = focusOf(cluster);
  return findBannedWord(focus) === null ? focus : kitOf(cluster.area).title.toLowerCase();
};

const cut = (text: string, lengthMax: number): string => {
  if (text.length <= lengthMax) return text;
  const room = text.slice(0, lengthMax);
  return room
    .slice(0, room.includes(' ') ? room.lastIndexOf(' ') : lengthMax)
    .replace(/[\s,;:]+(?:and|or|of|in|with)?$/u, '');
};

const withoutArticle = (text: string): string => text.replace(/^(?:the|an?) /u, '');

export const nameOf = (cluster: Cluster): string =>
  cut(sentenceStart(withoutArticle(joinList(fitting(topicsOf(cluster), nameLength)))), nameLength);

const anchorsOf = (cluster: Cluster): Anchors => {
  const focus = safeFocus(cluster);
  const [one, two, three, four, five] = kitOf(cluster.area).anchors;
  const fill = (template: string): string => fillTopic(template, focus);
  return { '1': fill(one), '2': fill(two), '3': fill(three), '4': fill(four), '5': fill(five) };
};

const pointsOf = ({ members }: Cluster): number =>
  Math.max(...members.map(({ strength }) => strengthPoints[strength])) + 0.5 * (members.length - 1);

/** Whole weights that sum to 100, by the method of largest remainders. */
const weightsOf = (clusters: Cluster[]): number[] => {
  const points = clusters.map(pointsOf);
  const total = points.reduce((sum, value) => sum + value, 0);
  const exact = points.map((value) => (value / total) * 100);
  const floors = exact.map(Math.floor);
  const missing = 100 - floors.reduce((sum, value) => sum + value, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index)
    .slice(0, missing)
    .map(({ index }) => index);
  return floors.map((value, index) => value + (byRemainder.includes(index) ? 1 : 0));
};

const isRequired = ({ members }: Cluster): boolean =>
  members.some(({ strength }) => strength === ('required' satisfies Strength));

export type CompetencyInput = { id: string; name: string; cluster: Cluster; weight: number; level: Level };

export const composeCompetency = ({ id, name, cluster, weight, level }: CompetencyInput): Competency => {
  const { expectation, minimumEvidence } = wordingOf(level);
  return {
    id,
    name,
    definition: `${fillTopic(kitOf(cluster.area).definition, safeFocus(cluster))} ${expectation}`,
    weight,
    required: isRequired(cluster),
    anchors: anchorsOf(cluster),
    minimumEvidence,
    notScoreable,
  };
};

/** Names must differ; a clash is told apart by its number. */
const uniqueNames = (clusters: Cluster[]): string[] => {
  const taken = new Set<string>();
  return clusters.map((cluster) => {
    const name = nameOf(cluster);
    const free = taken.has(name.toLowerCase()) ? `${name} (${taken.size + 1})` : name;
    taken.add(free.toLowerCase());
    return free;
  });
};

export const composeCompetencies = (clusters: Cluster[], level: Level): Competency[] => {
  const weights = weightsOf(clusters);
  const names = uniqueNames(clusters);
  return clusters.map((cluster, index) =>
    composeCompetency({
      id: `c${index + 1}`,
      name: names[index] ?? nameOf(cluster),
      cluster,
      weight: weights[index] ?? 1,
      level,
    }),
  );
};
