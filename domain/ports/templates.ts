// What others need of templates: faces list and order packages, runs take over a version.
import type { Package, TemplateUse } from '../templates/template.ts';

export interface Packages {
  /** Every template that can be ordered, by name: not archived, with an approved plan. */
  list(tenantId: string): Promise<Package[]>;
  /**
   * By `externalId`, else by id. Throws `template.not_found`, `template.archived`, and `template.not_published` where no
   * version has an approved plan yet.
   */
  use(tenantId: string, reference: string): Promise<TemplateUse>;
}
