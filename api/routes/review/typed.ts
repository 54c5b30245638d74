// What somebody typed into a form that could not be taken: it is shown again, with what is missing said at its field.
import { markup, type Markup } from '../../markup.ts';

export type Typed = {
  /** The form's own fields; those of another form of the page do not count. */
  values: Readonly<Record<string, string>>;
  /** The field that something is missing in, and what. */
  fault: { field: string; text: string } | null;
};

export const nothingTyped: Typed = { values: {}, fault: null };

/** Of one form of several: what was typed into it. */
export const typedIn = ({ values, fault }: Typed, form: string): Typed =>
  values['decision'] === form ? { values, fault } : nothingTyped;

/** Attributes that tie a field to what is missing in it, and the words themselves. */
export const faultOf = ({ fault }: Typed, field: string, id: string): { attributes: Markup; words: Markup | null } =>
  fault?.field === field
    ? {
        attributes: markup` aria-invalid="true" aria-describedby="${id}-fault" autofocus`,
        words: markup`<div><strong id="${id}-fault">${fault.text}</strong></div>`,
      }
    : { attributes: markup``, words: null };

type Field = { form: string; name: string; label: string; required: boolean };

export const textField = ({ form, name, label, required }: Field, typed: Typed): Markup => {
  const own = typedIn(typed, form);
  const id = `${form}-${name}`;
  const { attributes, words } = faultOf(own, name, id);
  const needed = required ? markup` required` : null;
  return markup`<label for="${id}">${label}</label>
${words}
<textarea id="${id}" name="${name}" rows="3" maxlength="5000"${needed}${attributes}>
${own.values[name] ?? ''}</textarea>`;
};
