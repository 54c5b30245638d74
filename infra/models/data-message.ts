// Everything that a person wrote reaches a model as one JSON value in a user message, never as instructions.

// JSON keeps quotes and line breaks inside their string. Angle and square brackets are escaped as well, because some
// servers read `<|im_start|>` or `[INST]` anywhere as the start of another speaker; hidden characters so that the model
// sees what a reader cannot.
const risky =
  /[<>[\]\u007F-\u009F\u00AD\u180E\u200B-\u200F\u2028-\u202F\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;
const jsonString = /"(?:[^"\\]|\\.)*"?/gu;

const escapeUnits = (characters: string): string =>
  Array.from({ length: characters.length }, (_, index) => characters.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');

export type DataMessage = { job: string; data: Record<string, unknown> };

/** The whole content of the user message. */
export const dataMessage = (message: DataMessage): string =>
  JSON.stringify(message).replace(jsonString, (literal) => literal.replace(risky, escapeUnits));
