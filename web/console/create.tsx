// A new interview of one of the tenant's templates.
import { useEffect, useState } from 'react';
import type { ConsoleTemplate } from '../../usecases/console/view.ts';
import { Problem } from '../ui/call.ts';
import { unawaited } from '../ui/unawaited.ts';
import type { ConsoleApi } from './api.ts';
import css from './console.module.css';

const againMs = 2_000;

/** Their plans are drafted after a first start: asked for again until all are ready. */
const useTemplates = (api: Pick<ConsoleApi, 'templates'>): ConsoleTemplate[] => {
  const [templates, setTemplates] = useState<ConsoleTemplate[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isWanted = true;
    const read = async (): Promise<void> => {
      const items = await api.templates().then(
        (answer) => answer.items,
        () => null,
      );
      if (!isWanted) return;
      if (items !== null) setTemplates(items);
      if (items === null || items.some(({ ready }) => !ready)) timer = setTimeout(() => unawaited(read()), againMs);
    };
    unawaited(read());
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [api]);
  return templates;
};

type Draft = {
  templateId: string;
  candidateRef: string;
  candidateName: string;
  candidateEmail: string;
  review: boolean;
};

const empty: Draft = { templateId: '', candidateRef: '', candidateName: '', candidateEmail: '', review: false };

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Problem)) return 'Nobody answers. Is Parley still running?';
  const { title, detail } = error.body;
  return [title, detail].filter((text) => typeof text === 'string').join(' ');
};

type TextProps = { label: string; hint?: string; value: string; required?: boolean; maxLength: number };

const Text = ({ label, hint, onChange, ...rest }: TextProps & { onChange: (text: string) => void }) => (
  <label>
    {label}
    <input {...rest} autoComplete="off" placeholder={hint} onChange={({ target }) => onChange(target.value)} />
  </label>
);

export const Create = ({ api, onSaid }: { api: ConsoleApi; onSaid: (what: string) => void }) => {
  const templates = useTemplates(api);
  const [draft, setDraft] = useState(empty);
  const [isBusy, setBusy] = useState(false);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const chosen = templates.find(({ id }) => id === draft.templateId) ?? templates.find(({ ready }) => ready);
  const make = async (): Promise<void> => {
    if (chosen === undefined || isBusy) return;
    const { candidateRef, candidateName, candidateEmail, review } = draft;
    setBusy(true);
    try {
      const { runId } = await api.create({
        templateId: chosen.id,
        candidateRef,
        reviewPlan: review,
        ...(candidateName !== '' && { candidateName }),
        ...(candidateEmail !== '' && { candidateEmail }),
      });
      onSaid(`Made ${runId} of “${chosen.name}”.`);
      setDraft({ ...empty, templateId: chosen.id });
    } catch (error) {
      onSaid(`Not made. ${reasonOf(error)}`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section aria-labelledby="create">
      <h2 id="create">New interview</h2>
      <form
        className={css['filters']}
        onSubmit={(event) => {
          event.preventDefault();
          unawaited(make());
        }}
      >
        <label>
          Template
          <select value={chosen?.id ?? ''} onChange={({ target }) => change({ templateId: target.value })}>
            {templates.map(({ id, name, ready }) => (
              <option key={id} value={id} disabled={!ready}>
                {ready ? name : `${name} (its plan is being drafted)`}
              </option>
            ))}
          </select>
        </label>
        <Text
          label="Reference of the candidate"
          value={draft.candidateRef}
          required
          maxLength={200}
          onChange={(candidateRef) => change({ candidateRef })}
        />
        <Text
          label="Name (optional)"
          value={draft.candidateName}
          maxLength={200}
          onChange={(candidateName) => change({ candidateName })}
        />
        <Text
          label="Address (optional)"
          hint="kept in the outbox"
          value={draft.candidateEmail}
          maxLength={320}
          onChange={(candidateEmail) => change({ candidateEmail })}
        />
        <label className={css['check']}>
          <input type="checkbox" checked={draft.review} onChange={({ target }) => change({ review: target.checked })} />
          I look at the plan first
        </label>
        <button type="submit" className={css['main']} aria-disabled={isBusy || chosen === undefined}>
          Make it
        </button>
      </form>
    </section>
  );
};
