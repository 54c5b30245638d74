// Query and path parameters as plain texts: each once, well encoded, storable.
import { AppError, type FieldProblem } from '../../domain/errors.ts';
import { isStorable, unstorable } from './json-safety.ts';

const shownNameLengthMax = 100;

const decodePart = (text: string): string | null => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
};

const problem = (parameter: string, code: string, message: string): FieldProblem => ({
  parameter: isStorable(parameter) ? parameter.slice(0, shownNameLengthMax) : '',
  code,
  message,
});

/** The parameters of a query string. Throws `request.invalid` for repeated or badly encoded ones. */
export const parseQuery = (querystring: string): Record<string, string> => {
  const values = new Map<string, string>();
  const errors: FieldProblem[] = [];
  for (const part of querystring.split('&').filter((text) => text !== '')) {
    const equals = part.indexOf('=');
    const name = decodePart(equals < 0 ? part : part.slice(0, equals));
    const value = decodePart(equals < 0 ? '' : part.slice(equals + 1));
    if (name === null || value === null)
      errors.push(problem(name ?? '', 'bad_encoding', 'Not valid percent-encoded UTF-8.'));
    else if (!isStorable(name) || !isStorable(value)) errors.push(problem(name, 'bad_characters', unstorable));
    else if (values.has(name)) errors.push(problem(name, 'repeated', 'May be given once.'));
    else values.set(name, value);
  }
  if (errors.length > 0) throw new AppError('request.invalid', { errors: errors.slice(0, 20) });
  return Object.fromEntries(values);
};

/** Path parameters arrive decoded by the router, or raw where the encoding is broken. */
export const checkPathParameters = (path: string, params: Readonly<Record<string, string>>): void => {
  if (decodePart(path.replaceAll('+', '%2B')) === null)
    throw new AppError('request.invalid', { detail: 'The path is not valid percent-encoded UTF-8.' });
  const errors = Object.entries(params)
    .filter(([, value]) => !isStorable(value))
    .map(([name]) => problem(name, 'bad_characters', unstorable));
  if (errors.length > 0) throw new AppError('request.invalid', { errors });
};
