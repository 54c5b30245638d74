// Templates as their owners make and change them: complete or not at all, a new version where the job changes.
import { AppError, type FieldProblem } from '../../domain/errors.ts';
import type {
  TemplateAsker,
  TemplateChange,
  TemplateFilter,
  TemplatePlace,
  TemplateStore,
} from '../../domain/ports/templates.ts';
import type { Digest } from '../../domain/ports/system.ts';
import type { TextWork } from '../../domain/ports/text-work.ts';
import { present } from '../../domain/present.ts';
import { checkLocale } from '../../domain/request/interview-locales.ts';
import { missingQuestion } from '../../domain/request/missing-question.ts';
import type { Template, TemplateFields, TemplateJob } from '../../domain/templates/template.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { createPages, isExactTime, isTextLike } from '../cursor.ts';
import { cleanRequest } from '../interviews/clean-request.ts';

export type TemplateDeps = {
  templates: TemplateStore;
  textWork: TextWork;
  digest: Digest;
  newId(prefix: string): string;
  /** The tenant's own, for templates that say none. */
  defaultLocaleOf(tenantId: string): Promise<string>;
  /** The languages that the engine can hold an interview in. */
  locales: readonly string[];
};

type Wish<T> = { [K in keyof T]?: T[K] | undefined };
type JobWish = Wish<TemplateJob>;
type OwnFields = Omit<TemplateFields, 'job' | 'locale'>;

export type NewTemplateWish = Wish<OwnFields> & JobWish & { name: string; locale?: string | undefined };
/** What is absent stays; null empties what may be empty. */
export type TemplatePatch = Wish<OwnFields> & JobWish & { locale?: string | undefined; archived?: boolean | undefined };

/** Changes whenever something of the template does. */
export const templateTag = (digest: Digest, template: Template): string => digest(canonicalJson(template)).slice(0, 20);

/** Without markup, and with all that a plan needs: the rule of interviews, except that nobody waits for what is missing. */
const checkedJob = async (
  deps: TemplateDeps,
  tenantId: string,
  wish: JobWish,
  locale: string,
): Promise<TemplateJob> => {
  checkLocale(locale, deps.locales);
  const sent = present({ ...wish, jobDescription: wish.jobDescription ?? undefined });
  const { request } = await cleanRequest(deps.textWork, tenantId, sent);
  const { missing } = await deps.textWork.run('validateRequest', { ...request, locale }, { tenantId });
  const errors = missing
    .filter(({ severity }) => severity !== 'MEDIUM')
    .map((gap): FieldProblem => ({ pointer: `/${gap.field}`, code: gap.reason, message: missingQuestion(gap) }));
  const { position, level, qualifications = [], jobDescription = null } = request;
  if (errors.length > 0 || position === undefined || level === undefined)
    throw new AppError('template.incomplete', { errors });
  return { position, level, qualifications, jobDescription };
};

const create =
  (deps: TemplateDeps) =>
  async (tenantId: string, wish: NewTemplateWish, by: TemplateAsker): Promise<Template> => {
    const { name, externalId = null, description = null, autoApprovePlan = null, completesWhen = 'approved' } = wish;
    const { position, level, qualifications, jobDescription } = wish;
    const locale = wish.locale ?? (await deps.defaultLocaleOf(tenantId));
    const job = await checkedJob(deps, tenantId, { position, level, qualifications, jobDescription }, locale);
    const fields = { externalId, name, description, job, locale, autoApprovePlan, completesWhen };
    return (await deps.templates.create(tenantId, { id: deps.newId('tpl'), ...fields }, by)).template;
  };

const isJobChange = (patch: TemplatePatch): boolean =>
  [patch.position, patch.level, patch.qualifications, patch.jobDescription, patch.locale].some(
    (value) => value !== undefined,
  );

const mergedJob = async (deps: TemplateDeps, before: Template, patch: TemplatePatch) => {
  const { position, level, qualifications, jobDescription } = patch;
  const wish = { ...before.job, ...present({ position, level, qualifications, jobDescription }) };
  const locale = patch.locale ?? before.locale;
  return { job: await checkedJob(deps, before.tenantId, wish, locale), locale };
};

type Checked = { before: Template; content: Pick<TemplateFields, 'job' | 'locale'> | null };

/** Refuses what was meant for the template as it was, or for one that is still in use. */
const checkPresent = (now: Template, { archived }: TemplatePatch, { before, content }: Checked): void => {
  if (now.archived && archived !== false) throw new AppError('template.archived');
  // Somebody made another version meanwhile: what was merged is no longer what was meant.
  if (content !== null && now.version !== before.version) throw new AppError('template.stale_version');
};

/** What a patch comes to. Its job was merged with that of `checked.before`. */
const changeOf =
  (patch: TemplatePatch, checked: Checked) =>
  (now: Template): TemplateChange | null => {
    checkPresent(now, patch, checked);
    const { externalId, name, description, autoApprovePlan, completesWhen, archived = now.archived } = patch;
    const { job, locale } = now;
    const content = checked.content ?? { job, locale };
    const isNew = canonicalJson(content) !== canonicalJson({ job, locale });
    const fields = present({ externalId, name, description, autoApprovePlan, completesWhen });
    const isOther = Object.entries(fields).some(([field, value]) => now[field as keyof Template] !== value);
    if (!isNew && !isOther && archived === now.archived) return null;
    return {
      act: archived ? 'template.archived' : 'template.changed',
      fields,
      ...(archived !== now.archived && { archived }),
      ...(isNew && { newVersion: { ...content, revises: null, wishes: null } }),
    };
  };

const change =
  (deps: TemplateDeps) =>
  async (
    tenantId: string,
    id: string,
    patch: TemplatePatch,
    { expectedTags, ...by }: TemplateAsker & { expectedTags: readonly string[] | null },
  ): Promise<Template> => {
    const before = await deps.templates.find(tenantId, id);
    const content = isJobChange(patch) ? await mergedJob(deps, before, patch) : null;
    const decide = changeOf(patch, { before, content });
    return await deps.templates.change(tenantId, id, by, (now) => {
      const isExpected = expectedTags === null || expectedTags.includes(templateTag(deps.digest, now));
      if (!isExpected) throw new AppError('request.precondition_failed');
      return decide(now);
    });
  };

/** Runs that use it live on; archived twice is archived once. */
const archive =
  ({ templates }: TemplateDeps) =>
  async (tenantId: string, id: string, by: TemplateAsker): Promise<Template> =>
    await templates.change(tenantId, id, by, ({ archived }) =>
      archived ? null : { act: 'template.archived', archived: true },
    );

export const createTemplateUseCases = (deps: TemplateDeps) => ({
  create: create(deps),
  change: change(deps),
  archive: archive(deps),
  find: (tenantId: string, id: string) => deps.templates.find(tenantId, id),
  list: createPages<TemplateFilter, TemplatePlace, Template>({
    digest: deps.digest,
    list: deps.templates.list,
    shape: { at: isExactTime, id: isTextLike(/^tpl_[0-9A-Za-z]{1,40}$/) },
  }),
});
export type TemplateUseCases = ReturnType<typeof createTemplateUseCases>;
