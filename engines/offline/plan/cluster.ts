// Groups requirements into a handful of competencies: what shares skills or kind of work belongs together.
import type { SkillArea } from '../../../domain/skills/skill.ts';
import { areRelated } from './area-of.ts';
import type { Requirement } from './requirement.ts';

export type Cluster = { area: SkillArea; members: Requirement[] };

/** Few requirements stand alone; many are grouped into at most six. */
const clustersFor = (count: number): number => {
  if (count <= 4) return count;
  if (count <= 7) return 4;
  return count <= 10 ? 5 : 6;
};

const skillsOf = ({ members }: Cluster): Set<string> => new Set(members.flatMap(({ skills }) => skills));

const kinship = (a: Cluster, b: Cluster): number => {
  if (a.area === b.area) return 3;
  if (areRelated(a.area, b.area)) return 1;
  return a.area === 'general' || b.area === 'general' ? 0.5 : 0;
};

const sharedSkills = (a: Cluster, b: Cluster): number => {
  const others = skillsOf(b);
  return [...skillsOf(a)].filter((skill) => others.has(skill)).length;
};

const affinity = (a: Cluster, b: Cluster): number =>
  (kinship(a, b) >= 1 ? 2 : 0) * sharedSkills(a, b) + kinship(a, b) - 0.75 * (a.members.length + b.members.length);

const closestPair = (clusters: Cluster[]): [number, number] => {
  let best: [number, number] = [0, 1];
  let bestAffinity = -Infinity;
  clusters.forEach((a, i) => {
    clusters.slice(i + 1).forEach((b, offset) => {
      const score = affinity(a, b);
      if (score > bestAffinity) {
        best = [i, i + 1 + offset];
        bestAffinity = score;
      }
    });
  });
  return best;
};

/** The kind of work of the bigger part, the first one winning a tie. */
const joined = (a: Cluster, b: Cluster): Cluster => ({
  area: b.members.length > a.members.length ? b.area : a.area,
  members: [...a.members, ...b.members],
});

export const clusterRequirements = (requirements: Requirement[]): Cluster[] => {
  let clusters: Cluster[] = requirements.map((requirement) => ({ area: requirement.area, members: [requirement] }));
  while (clusters.length > clustersFor(requirements.length)) {
    const [first, second] = closestPair(clusters);
    const [a, b] = [clusters[first], clusters[second]];
    if (a === undefined || b === undefined) break;
    clusters = clusters.flatMap((cluster, index) => {
      if (index === first) return [joined(a, b)];
      return index === second ? [] : [cluster];
    });
  }
  return clusters;
};
