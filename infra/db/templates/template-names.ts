// Who asked for and decided on a template's version, as the caller named them: sealed for one row, like other secrets of a tenant.
import type { VersionRef } from '../../../domain/ports/templates.ts';
import type { SecretBox } from '../../seal/secret-box.ts';

export type NameColumn = 'requester_sealed' | 'decider_sealed';

/** `rowId` is `<templateId>/<version>`. */
export const namePlace = (rowId: string, column: NameColumn): string => `template_versions.${column}:${rowId}`;

type Row = Pick<VersionRef, 'templateId' | 'version'>;

const placeOf = ({ templateId, version }: Row, column: NameColumn): string =>
  namePlace(`${templateId}/${version}`, column);

export const sealName = (box: SecretBox, row: Row, column: NameColumn, name: string | undefined): Uint8Array | null =>
  name === undefined ? null : box.seal(placeOf(row, column), name);

export const openName = (box: SecretBox, row: Row, column: NameColumn, sealed: Uint8Array | null): string | null =>
  sealed === null ? null : box.open(placeOf(row, column), sealed);
