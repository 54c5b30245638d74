// Types of install.mjs, which has none because it runs before anything is installed.
export declare const projectNode: (root: string) => string;
export declare const isInstalled: (root: string) => Promise<boolean>;
export declare const install: (root: string, options: { onStart: () => void }) => Promise<void>;
