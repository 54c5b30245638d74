// Proof to keep: what was agreed to and the exact conversation, and how to use one's rights.
import type { RoomView } from '../../../usecases/room/view.ts';
import { fill } from '../../i18n/fill.ts';
import { dateAndTime } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-messages.ts';
import { Panel } from '../../ui/blocks.tsx';
import { useCompany } from '../use-company.ts';
import css from './mine.module.css';

const Fact = ({ name, children, isHash = false }: { name: string; children: string; isHash?: boolean }) => (
  <div>
    <dt>{name}</dt>
    <dd className={isHash ? css['hash'] : undefined}>{children}</dd>
  </div>
);

/** Nothing before the conversation is over: until then its number would still change. */
export const Receipt = ({ view: { receipt, consent } }: { view: RoomView }) => {
  const { language, messages } = useWords();
  const texts = messages.mine.receipt;
  const company = useCompany();
  if (receipt === null) return null;
  const { answered, questions, consentHash, transcriptHash } = receipt;
  return (
    <Panel title={texts.title}>
      <dl className={css['facts']}>
        {consent?.accepted === true && <Fact name={texts.consentAt}>{dateAndTime(language, consent.at)}</Fact>}
        <Fact name={texts.answered}>{fill(texts.answeredOf, { answered, questions })}</Fact>
        {consentHash !== null && (
          <Fact name={texts.consent} isHash>
            {consentHash}
          </Fact>
        )}
        {transcriptHash !== null && (
          <Fact name={texts.transcript} isHash>
            {transcriptHash}
          </Fact>
        )}
      </dl>
      <p className={css['caption']}>{texts.about}</p>
      <p className={css['caption']}>{fill(texts.rights, { company })}</p>
    </Panel>
  );
};
