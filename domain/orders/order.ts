// An order: who, for which package, where the result goes. A face spells it, the rules know this shape alone.

export type VendorKeys = Readonly<Record<string, string | number | boolean | null>>;

/** The face of orders that a change of stage in an ATS placed. */
export const triggerFace = 'trigger';

/** An order as a face understood it. */
export type NewOrder = {
  /** The face it came through; also the run's `source`. */
  face: string;
  connectionId: string | null;
  /** What the vendor itself knows the order by, within face and connection: the same key never makes two runs. */
  naturalKey: readonly string[];
  /** Where the result goes; null where the connection says it. Checked to be callable before anything is stored. */
  callbackUrl: string | null;
  /** The vendor's own ids, shown in `GET …/interviews/:runId`: nothing about a person. */
  vendorKeys: VendorKeys;
  /** What is about people or opens something (`sent_by`, `call_secret`, the request as it came): sealed, erased with the person. */
  secret: Readonly<Record<string, unknown>>;
};

/** An order as it is kept. */
export type Order = {
  id: string;
  tenantId: string;
  runId: string;
  face: string;
  connectionId: string | null;
  callbackUrl: string | null;
  vendorKeys: VendorKeys;
  createdAt: number;
};
