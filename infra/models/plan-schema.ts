// The shapes in which a model may answer the two planning jobs, with a bound on everything.
import { z } from 'zod';

const line = (max: number) => z.string().min(1).max(max);
const reference = line(20);

const anchors = z.strictObject({ '1': line(400), '2': line(400), '3': line(400), '4': line(400), '5': line(400) });

const competency = z.strictObject({
  id: reference,
  name: line(80),
  definition: line(400),
  weight: z.int().min(1).max(5),
  required: z.boolean(),
  anchors,
  minimumEvidence: z.int().min(1).max(3),
});

const question = z.strictObject({
  id: reference,
  text: line(600),
  competencyIds: z.array(reference).min(1).max(3),
  probes: z.array(line(300)).max(3),
  timeBudgetSeconds: z.int().min(60).max(600),
});

const skills = z.array(z.strictObject({ skill: line(120), covered: z.boolean() })).max(40);

export const draftSchema = z.strictObject({
  competencies: z.array(competency).min(1).max(8),
  questions: z.array(question).min(2).max(12),
  greeting: line(600),
  closing: line(600),
  skills,
});

/** Only what changes: everything that is not mentioned stays as it is. */
export const revisionSchema = z.strictObject({
  changedCompetencies: z.array(competency).max(8),
  changedQuestions: z.array(question).max(12),
  addedCompetencies: z.array(competency).max(4),
  addedQuestions: z.array(question).max(6),
  removedCompetencyIds: z.array(reference).max(8),
  removedQuestionIds: z.array(reference).max(12),
  greeting: line(600).nullable(),
  closing: line(600).nullable(),
  skills,
});

export type DraftOutput = z.infer<typeof draftSchema>;
export type RevisionOutput = z.infer<typeof revisionSchema>;
export type CompetencyOutput = z.infer<typeof competency>;
export type QuestionOutput = z.infer<typeof question>;
