// npm runs commands in its own folder; a file is meant from where the user stands.
import { resolve } from 'node:path';

export const userPath = (file: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), file);
