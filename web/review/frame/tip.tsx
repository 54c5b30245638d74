// What stands over a link or a button while somebody points at it or reaches it by keys: more of what the page says anyway.
import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import css from './tip.module.css';

/** `children` takes the place of the trigger; who hears the page is told by `text` as its description. */
export const Tip = ({ text, children }: { text: string; children: ReactElement }) => (
  <Tooltip.Root>
    <Tooltip.Trigger aria-description={text} render={children} />
    <Tooltip.Portal>
      <Tooltip.Positioner className={css['place']} side="top" align="start" sideOffset={4}>
        <Tooltip.Popup className={css['tip']} aria-hidden>
          {text}
        </Tooltip.Popup>
      </Tooltip.Positioner>
    </Tooltip.Portal>
  </Tooltip.Root>
);
