// The keys of those who decide twenty a day: they do nothing where somebody types, and can be switched off.
export type KeyAct = 'next' | 'previous' | 'play' | 'search' | 'help' | 'decide' | { rate: 1 | 2 | 3 | 4 | 5 };

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

export type Where = {
  /** A text field, where each key is a letter. */
  isTyping: boolean;
  /** A button, link or player, which has a use for the space bar itself. */
  isControl: boolean;
  /** Above the page lies a dialog or a menu. */
  isAbove: boolean;
  /** Whether any answer was recorded: otherwise the space bar scrolls. */
  canPlay: boolean;
};

const single: Readonly<Record<string, KeyAct>> = {
  j: 'next',
  k: 'previous',
  '/': 'search',
  '?': 'help',
  '1': { rate: 1 },
  '2': { rate: 2 },
  '3': { rate: 3 },
  '4': { rate: 4 },
  '5': { rate: 5 },
};

/** Null: the browser's own. */
export const actOf = (
  { key, ctrlKey, metaKey, altKey }: Pressed,
  where: Where,
  areSinglesOn: boolean,
): KeyAct | null => {
  if (where.isAbove || altKey) return null;
  const isHeld = ctrlKey || metaKey;
  // No letter comes of it, so it also counts where the note is written.
  if (isHeld) return key === 'Enter' ? 'decide' : null;
  if (where.isTyping || !areSinglesOn) return null;
  if (key === ' ') return where.isControl || !where.canPlay ? null : 'play';
  return single[key] ?? null;
};
