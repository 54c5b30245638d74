// What the screens of the conversation say.
import type { ConversationMessages } from '../en/conversation.ts';

export const conversation: ConversationMessages = {};
