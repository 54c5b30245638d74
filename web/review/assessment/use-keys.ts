// Listens to the keys, and remembers whether somebody has switched the single ones off.
import { useEffect, useRef, useState } from 'react';
import { createMemory } from '../../ui/session-memory.ts';
import { actOf, type KeyAct, type Where } from './keys.ts';

const memory = createMemory(() => localStorage);
const key = 'review-keys';

const textFields = 'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])';
const controls = 'button, a[href], audio, input, summary, [role=menuitemradio]';

const whereOf = (target: EventTarget | null): Where => {
  const element = target instanceof Element ? target : document.body;
  return {
    isTyping: element.matches(textFields),
    isControl: element.matches(controls),
    isAbove: document.querySelector('[role=dialog], [role=menu]') !== null,
    canPlay: document.querySelector('audio') !== null,
  };
};

export const useKeys = (act: (said: KeyAct) => void): { isOn: boolean; setOn: (isOn: boolean) => void } => {
  const [isOn, setOn] = useState(memory.read(key) !== 'off');
  const newest = useRef(act);
  useEffect(() => {
    newest.current = act;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const said = event.defaultPrevented ? null : actOf(event, whereOf(event.target), isOn);
      if (said === null) return;
      event.preventDefault();
      newest.current(said);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [isOn]);
  return {
    isOn,
    setOn: (next) => {
      memory.write(key, next ? null : 'off');
      setOn(next);
    },
  };
};
