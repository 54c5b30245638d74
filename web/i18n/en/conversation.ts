// What the screens of the conversation say.

export const conversation = {};

export type ConversationMessages = typeof conversation;
