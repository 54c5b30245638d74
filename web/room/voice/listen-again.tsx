// Hears a question, from us or by the browser's own voice; nothing where there is neither.

export type ListenAgainProps = { turn: number; text: string; lang: string };

export const ListenAgain = (_props: ListenAgainProps) => null;
