// The language of the page: chosen in the bar, and remembered by the browser.
import { Menu } from '@base-ui/react/menu';
import { roomLanguageOf, roomLanguages, type RoomLanguage } from '../../../domain/room/language.ts';
import { languageNames } from '../../i18n/languages.ts';
import { useReviewWords } from '../../i18n/use-review-messages.ts';
import { LanguageButton } from './language-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import css from './menu.module.css';

export const LanguageMenu = ({ onChoose }: { onChoose: (language: RoomLanguage) => void }) => {
  const { language } = useReviewWords();
  return (
    <Menu.Root>
      <Menu.Trigger render={<LanguageButton />} />
      <Menu.Portal>
        <Menu.Positioner className={css['place']} align="end" sideOffset={4}>
          <Menu.Popup className={css['menu']}>
            <Menu.RadioGroup value={language} onValueChange={(chosen: string) => onChoose(roomLanguageOf(chosen))}>
              {roomLanguages.map((one) => (
                <Menu.RadioItem key={one} value={one} className={css['item']} lang={one} closeOnClick>
                  <span className={css['mark']}>
                    <Menu.RadioItemIndicator>
                      <Icon name="check" />
                    </Menu.RadioItemIndicator>
                  </span>
                  {languageNames[one]}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
};
