// Which runs are shown: by state, by who is waited for, by whether a person has to look, by a part of their reference.
import { interviewStates } from '../../domain/lifecycle/state.ts';
import { waitedFor } from '../../domain/lifecycle/work.ts';
import type { ConsoleFilter } from '../../usecases/console/view.ts';
import css from './console.module.css';

type FiltersProps = { filter: ConsoleFilter; onChange: (filter: ConsoleFilter) => void };

type SelectProps<Value extends string> = {
  label: string;
  values: readonly Value[];
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
};

const Select = <Value extends string>({ label, values, value, onChange }: SelectProps<Value>) => (
  <label>
    {label}
    <select value={value ?? ''} onChange={({ target }) => onChange(values.find((one) => one === target.value))}>
      <option value="">any</option>
      {values.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  </label>
);

export const Filters = ({ filter, onChange }: FiltersProps) => (
  <form className={css['filters']} aria-label="Which runs" onSubmit={(event) => event.preventDefault()}>
    <label>
      Reference, position or run
      <input
        type="search"
        maxLength={200}
        value={filter.text ?? ''}
        onChange={({ target }) => onChange({ ...filter, text: target.value })}
      />
    </label>
    <Select
      label="State"
      values={interviewStates}
      value={filter.state}
      onChange={(state) => onChange({ ...filter, state })}
    />
    <Select
      label="Waits for"
      values={waitedFor}
      value={filter.waitsFor}
      onChange={(who) => onChange({ ...filter, waitsFor: who })}
    />
    <label className={css['check']}>
      <input
        type="checkbox"
        checked={filter.attention === true}
        onChange={({ target }) => onChange({ ...filter, attention: target.checked })}
      />
      Needs a person
    </label>
  </form>
);
