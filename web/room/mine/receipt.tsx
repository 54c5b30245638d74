// Proof to keep: what was agreed to and the exact conversation, and how to use one's rights.
import type { RoomView } from '../../../usecases/room/view.ts';
import { fill } from '../../i18n/fill.ts';
import { dateAndTime } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-messages.ts';
import { Panel } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Actions } from '../../ui/screen.tsx';
import { saveText } from '../save-text.ts';
import { useCompany } from '../use-company.ts';
import css from './mine.module.css';

type Fact = { name: string; value: string; isHash?: boolean };

const useFacts = ({ receipt, consent, interview }: RoomView): Fact[] => {
  const { language, messages } = useWords();
  const texts = messages.mine.receipt;
  const company = useCompany();
  if (receipt === null) return [];
  const { answered, questions, consentHash, formId, transcriptHash } = receipt;
  const { position } = interview;
  return [
    { name: texts.interview, value: position === null ? company : `${position} · ${company}` },
    ...(consent?.accepted === true ? [{ name: texts.consentAt, value: dateAndTime(language, consent.at) }] : []),
    { name: texts.answered, value: fill(texts.answeredOf, { answered, questions }) },
    ...(consentHash === null ? [] : [{ name: texts.consent, value: consentHash, isHash: true }]),
    ...(formId === null ? [] : [{ name: texts.form, value: formId, isHash: true }]),
    ...(transcriptHash === null ? [] : [{ name: texts.transcript, value: transcriptHash, isHash: true }]),
  ];
};

type ReceiptProps = { view: RoomView; /** With the buttons that keep it. */ keep?: boolean };

/** Nothing before the conversation is over: until then its number would still change. */
export const Receipt = ({ view, keep = false }: ReceiptProps) => {
  const { mine, conversation } = useWords().messages;
  const { finish } = conversation;
  const facts = useFacts(view);
  const rights = fill(mine.receipt.rights, { company: useCompany() });
  if (facts.length === 0) return null;
  const text = [
    mine.receipt.title,
    ...facts.map(({ name, value }) => `${name}:\n${value}`),
    mine.receipt.about,
    rights,
  ].join('\n\n');
  return (
    <Panel title={mine.receipt.title}>
      <dl className={css['facts']}>
        {facts.map(({ name, value, isHash = false }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={isHash ? css['hash'] : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={css['caption']}>{mine.receipt.about}</p>
      <p className={css['caption']}>{rights}</p>
      {keep && (
        <Actions>
          <Button icon="print" onClick={() => window.print()}>
            {finish.print}
          </Button>
          <Button icon="download" onClick={() => saveText(finish.fileName, `${text}\n`)}>
            {finish.save}
          </Button>
        </Actions>
      )}
    </Panel>
  );
};
