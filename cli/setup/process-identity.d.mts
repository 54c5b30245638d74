// Types of process-identity.mjs, which has none because it runs before anything is installed.
export type ProcessIdentity = { pid: number; start: string };

export declare const processStart: (pid: number) => string | null;
export declare const isRunning: (identity: ProcessIdentity) => boolean;
export declare const thisProcess: () => ProcessIdentity;
