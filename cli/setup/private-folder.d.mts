// Types of private-folder.mjs, which has none because it runs before anything is installed.
export declare const privateFolder: (path: string) => void;
