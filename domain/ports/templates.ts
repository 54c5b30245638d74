// What others need of templates: faces list and order packages, runs take over a version.
import type { AuditAct, AuditActor } from '../audit/chain.ts';
import type { Package, RevisionWish, Template, TemplateFields, TemplateUse } from '../templates/template.ts';

export interface Packages {
  /** Every template that can be ordered, by name: not archived, with an approved plan. */
  list(tenantId: string): Promise<Package[]>;
  /**
   * By `externalId`, else by id. Throws `template.not_found`, `template.archived`, and `template.not_published` where no
   * version has an approved plan yet.
   */
  use(tenantId: string, reference: string): Promise<TemplateUse>;
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
  newVersion?: Pick<TemplateFields, 'job' | 'locale'> & { revises: number | null; wishes: RevisionWish | null };
};

export interface TemplateStore {
  /** `isNew` is false where the same request made it before. Throws `template.external_id_taken`. */
  create(tenantId: string, template: NewTemplate, by: TemplateAsker): Promise<{ template: Template; isNew: boolean }>;
  /** Throws `template.not_found`, like everything here. */
  find(tenantId: string, id: string): Promise<Template>;
  /** One change of a template at a time; null changes nothing. */
  change(
    tenantId: string,
    id: string,
    by: TemplateAsker,
    decide: (before: Template) => TemplateChange | null | Promise<TemplateChange | null>,
  ): Promise<Template>;
}
