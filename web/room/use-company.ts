// How sentences name whom the interview is for.
import { useMessages } from '../i18n/use-messages.ts';
import { useRoom } from './use-room.ts';

export const useCompany = (): string => {
  const { employer } = useMessages().frame;
  return useRoom().state.view?.interview.companyName ?? employer;
};
