// What others need of templates: faces list and order packages, runs take over a version.
import type { AuditAct, AuditActor } from '../audit/chain.ts';
import type { Plan } from '../plan/plan.ts';
import type {
  Package,
  RevisionWish,
  Template,
  TemplateFields,
  TemplateUse,
  TemplateVersion,
} from '../templates/template.ts';

export interface Packages {
  /** Every template that can be ordered, by name: not archived, with an approved plan. */
  list(tenantId: string): Promise<Package[]>;
  /**
   * By `externalId`, else by id. Throws `template.not_found`, `template.archived`, and `template.not_published` where no
   * version has an approved plan yet.
   */
  use(tenantId: string, reference: string): Promise<TemplateUse>;
  /** The job of the newest version, whatever became of its plan. Throws `template.not_found`, `template.archived`. */
  job(tenantId: string, reference: string): Promise<TemplateUse['job'] & { locale: string }>;
}

export type NewTemplate = TemplateFields & { id: string };

/** Who asks, and the hash of the request's `Idempotency-Key`. */
export type TemplateAsker = { actor: AuditActor; requestId: string | null; request: string | null };

export type TemplateChange = {
  act: AuditAct;
  reason?: string;
  /** Of the template itself, whatever its version. */
  fields?: Partial<Omit<TemplateFields, 'job' | 'locale'>>;
  archived?: boolean;
  /** Its plan is drafted anew, or redrafted from that of the version it `revises`. */
  newVersion?: Pick<TemplateFields, 'job' | 'locale'> & {
    revises: number | null;
    wishes: RevisionWish | null;
    /** Who asked for it, where somebody was named. */
    requestedBy?: string;
  };
  /** On the plan of the newest version. */
  decision?: { state: 'approved' | 'rejected'; decidedBy?: string; feedback?: string };
  /** Its plan, which could not be drafted, is tried once more. */
  retry?: true;
};

export type TemplateFilter = { archived: boolean };
export type TemplatePlace = { at: string; id: string };

export interface TemplateStore {
  /** `isNew` is false where the same request made it before. Throws `template.external_id_taken`. */
  create(tenantId: string, template: NewTemplate, by: TemplateAsker): Promise<{ template: Template; isNew: boolean }>;
  /** Throws `template.not_found`, like everything here. */
  find(tenantId: string, id: string): Promise<Template>;
  /** Newest first. */
  list(
    tenantId: string,
    filter: TemplateFilter,
    page: { limit: number; after: TemplatePlace | null },
  ): Promise<{ items: Template[]; next: TemplatePlace | null }>;
  /** Whether this very request made or decided one of its versions before. */
  isRepeat(tenantId: string, id: string, request: string | null): Promise<boolean>;
  /** One change of a template at a time; null changes nothing, and neither does a request that did before. */
  change(
    tenantId: string,
    id: string,
    by: TemplateAsker,
    decide: (before: Template) => TemplateChange | null | Promise<TemplateChange | null>,
  ): Promise<Template>;
}

export type VersionRef = { tenantId: string; templateId: string; version: number };
/** A version whose plan is to be drafted, by its present attempt. */
export type PlanDrafting = VersionRef & { attempt: number };

/** The plans of versions, for those who draft and read them. */
export interface TemplatePlans {
  /** Throws `template.not_found`, also for a version that there is not. */
  read(ref: VersionRef): Promise<TemplateVersion>;
  /** Keeps the plan of a version that is being drafted: it waits for a person, or is approved as its template says. */
  keep(ref: VersionRef, plan: Plan): Promise<void>;
  /** Of a version that is still being drafted; a later attempt is left alone. */
  fail(drafting: PlanDrafting, code: string): Promise<void>;
  /** Those that nobody has started, oldest first; a claim that comes to nothing is made again. */
  claimUnstarted(limit: number): Promise<PlanDrafting[]>;
  markStarted(drafting: PlanDrafting): Promise<void>;
}

export interface TemplateEngine {
  /** A second start of the same attempt does nothing; `closed` when it has ended. Throws `engine.unavailable`. */
  startTemplatePlan(drafting: PlanDrafting): Promise<'running' | 'closed'>;
}
