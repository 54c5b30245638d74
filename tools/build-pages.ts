// `npm run build:web`: builds the pages for people, unless they are built from the very sources that are here.
import { buildPages } from '../cli/embedded/web-pages.ts';

const built = await buildPages('.');
if (built.state === 'failed') throw new Error(built.output);
process.stdout.write(`dist/web ${built.state === 'current' ? 'is up to date' : 'written'}\n`);
