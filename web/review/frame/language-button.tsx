// What opens the menu of languages; it stands there before the menu is loaded.
import type { ComponentPropsWithRef } from 'react';
import { languageNames } from '../../i18n/languages.ts';
import { useReviewWords } from '../../i18n/use-review-messages.ts';
import { Button } from '../../ui/button.tsx';

type LanguageButtonProps = Omit<ComponentPropsWithRef<'button'>, 'children' | 'className' | 'disabled' | 'style'>;

export const LanguageButton = (props: LanguageButtonProps) => {
  const { language, messages } = useReviewWords();
  const name = languageNames[language];
  return (
    <Button {...props} look="plain" icon="language" aria-label={`${messages.frame.language}: ${name}`}>
      {name}
    </Button>
  );
};
