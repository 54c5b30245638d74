// The frame around every screen, and the screen: one column, the actions at its end.
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { IconSprite } from './icon.tsx';
import css from './screen.module.css';

type FrameProps = {
  company: string;
  logoUrl?: string | null | undefined;
  /** What stands at the end of the bar on every screen: *Help and options*. */
  help?: ReactNode;
  progress?: ReactNode;
  /** For pages with something beside their text. */
  wide?: boolean | undefined;
  children: ReactNode;
};

export const Frame = ({ company, logoUrl = null, help, progress, wide = false, children }: FrameProps) => (
  <div className={css['frame']}>
    <IconSprite />
    <header className={css['bar']}>
      {logoUrl === null ? (
        <p className={css['company']}>{company}</p>
      ) : (
        <img className={css['logo']} src={logoUrl} alt={company} />
      )}
      {help}
    </header>
    <main className={css['main']}>
      {progress}
      <div className={wide ? `${css['column']} ${css['broad']}` : css['column']}>{children}</div>
    </main>
  </div>
);

type ProgressProps = { value: number; max: number; words: string; clock?: ReactNode };

/** "Question 3 of 7" and the clock, with a thin line below that says the same. */
export const ProgressLine = ({ value, max, words, clock }: ProgressProps) => (
  <div className={css['progress']}>
    <div className={css['words']}>
      <span>{words}</span>
      {clock}
    </div>
    <progress className={css['line']} value={value} max={max} aria-label={words} />
  </div>
);

let isFirstScreen = true;

/** From here on a title is a text to read, and would fill a phone as large as a title. */
const longTitle = 120;

type ScreenProps = {
  /** Why the title is there, said above it: whoever is led to the title hears it too. */
  note?: string | undefined;
  title: ReactNode;
  /** The language of title and note, when it is not the page's: questions keep that of the interview. */
  titleLang?: string | undefined;
  lead?: ReactNode;
  status?: ReactNode;
  /** The last one is the one that goes on; at most one is filled. */
  actions?: ReactNode;
  children?: ReactNode;
};

/** Give it a `key` per step: a new screen begins at its heading, for eyes and screen readers alike. */
export const Screen = ({ note, title, titleLang, lead, status, actions, children }: ScreenProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const noteId = useId();
  useEffect(() => {
    if (!isFirstScreen) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    isFirstScreen = false;
  }, []);
  return (
    <div className={css['screen']}>
      {note !== undefined && (
        <p id={noteId} className={css['note']} lang={titleLang}>
          {note}
        </p>
      )}
      <h1
        ref={heading}
        tabIndex={-1}
        lang={titleLang}
        aria-describedby={note === undefined ? undefined : noteId}
        className={typeof title === 'string' && title.length > longTitle ? css['long'] : undefined}
      >
        {title}
      </h1>
      <div className={css['content']}>
        {lead !== undefined && <p className={css['lead']}>{lead}</p>}
        {children}
      </div>
      {status}
      {Boolean(actions) && <Actions>{actions}</Actions>}
    </div>
  );
};

export const Actions = ({ children }: { children: ReactNode }) => <div className={css['actions']}>{children}</div>;

/** The one place that says how things stand: read out politely, and never jumping. */
export const StatusLine = ({ children, caution = false }: { children?: ReactNode; caution?: boolean }) => (
  <output className={`${css['status']} ${caution ? css['caution'] : ''}`}>{children}</output>
);

/** Instead of a spinner: words that say what is being done. */
export const Working = ({ children }: { children: ReactNode }) => (
  <output className={css['working']}>{children}</output>
);
