// Finds the regular expressions of a source file as the compiler sees them: written ones, and those that it builds.
import ts from 'typescript';
import { z } from 'zod';

export type Pattern = { at: string; source: string; flags: string };

/** `built` are places whose patterns only running the file can tell. */
export type Found = { written: Pattern[]; built: string[] };

/** Stands above a pattern that is built from parts, and shows one of them. */
const sampleMark = '// checked as /';

const sampleIn = (line: string): { source: string; flags: string } | null => {
  const [from, to] = [line.indexOf(sampleMark) + sampleMark.length, line.lastIndexOf('/')];
  return from > to || !line.includes(sampleMark) ? null : { source: line.slice(from, to), flags: line.slice(to + 1) };
};

const isEscaped = (node: ts.Node | undefined): boolean =>
  node !== undefined && ts.isCallExpression(node) && node.expression.getText() === 'RegExp.escape';

const isBuilt = (node: ts.Node): node is ts.NewExpression | ts.CallExpression =>
  (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp';

/** The pattern behind `z.email()` and the like: what a library brings counts as well. */
const formatOf = (node: ts.Node): RegExp | null => {
  if (!ts.isCallExpression(node)) return null;
  const name = /^z\.(?:iso\.)?(\w+)$/.exec(node.expression.getText())?.[1] ?? '';
  const known: unknown = Reflect.get(z.regexes, name);
  if (known instanceof RegExp) return known;
  return name === 'datetime' ? z.regexes.datetime({ offset: true }) : null;
};

export const patternsIn = (path: string, text: string): Found => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n');
  const found: Found = { written: [], built: [] };
  const visit = (node: ts.Node): void => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
    const at = `${path}:${line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.written.push({ at, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    const format = formatOf(node);
    if (format !== null) found.written.push({ at, source: format.source, flags: format.flags });
    if (isBuilt(node) && !isEscaped(node.arguments?.[0])) {
      const sample = sampleIn(lines[line - 1] ?? '');
      if (sample === null) found.built.push(at);
      else found.written.push({ at, ...sample });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};
