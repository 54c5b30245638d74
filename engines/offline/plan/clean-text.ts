// First contact with text from outside: tidy it, and tell what is no requirement at all.
import { findProtectedMatter } from '../../../domain/protected-matters/find-protected-matter.ts';

/** One line of visible text: NFC, without control and zero-width characters, bullets, links and addresses. */
export const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\u{1F000}-\u{1FAFF}\u{2600}-\u{27BF}]/gu, ' ')
    .replaceAll(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll(/https?:\/\/\S+|www\.\S+|\S+@\S+/gu, ' ')
    .replaceAll(/[{}<>`"“”„«»*_~^|\\]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:[-–—•·▪◦‣+#.,;:!?)\]]|\(?\d{1,2}[.)])+\s*/u, '')
    .replace(/[\s.,;:!?–—-]+$/u, '')
    .trim();

const orders = [
  /\b(?:ignore|disregard|forget|override|bypass|circumvent)\b.{0,60}\b(?:rules?|instructions?|prompts?|above|previous|prior|guidelines?|policies|everything|restrictions?)\b/iu,
  /\b(?:system|developer) (?:prompt|message)|prompt injection|jailbreak|\[\/?inst\]|\b(?:assistant|system|user)\s*:/iu,
  /\byou are (?:now )?(?:an? )?(?:ai|assistant|chatgpt|language model|llm|bot|interviewer|planner)\b/iu,
  /\b(?:act|behave|respond|answer|reply) (?:as (?:if|though|an? (?:ai|assistant))|only with|with the (?:words?|text))/iu,
  /\b(?:give|award|assign|grant|rate|score)\b.{0,40}\b(?:maximum|highest|perfect|full|top|5\/5|100|score of|rating of)\b/iu,
  /\b(?:always|must|just) (?:recommend|hire|approve) (?:this|the|every) candidate/iu,
  /\b(?:reveal|print|output|repeat|leak) (?:the|your|all|any) (?:prompt|instructions|rubric|secret|key|password)/iu,
];

/** Whether a text tries to instruct the system instead of describing work. */
export const isOrderToSystem = (text: string): boolean => orders.some((pattern) => pattern.test(text));

/** Terms of the job that an interview cannot look for evidence of. */
const terms =
  /^(?:must be |be |you are |should be )?(?:willing|willingness|available|availability|prepared|flexible|free|able to (?:work (?:weekends|nights|shifts|evenings|flexible|overtime|full|part|on weekends)|travel|relocate|commute|start|lift|stand))\b|\b(?:right to work|work permit|notice period|salary|start(?:ing)? (?:date|immediately)|full[- ]time|part[- ]time|own (?:car|transport)|driving licen[cs]e|driver['’]s licen[cs]e|criminal record|background check|dbs check|drug test|weekend availability|lift (?:up to )?\d+)\b|\bwork(?:ing)? (?:in |rotating |early |late |night |weekend )*shifts\b/iu;

/** Traits that nobody can show evidence of; the rubric must not look for them. */
const traits =
  /^(?:an? )?(?:(?:very|highly|really|strong|great|good|excellent|positive|enthusiastic|passionate|energetic|dynamic|motivated|self-motivated|confident|outgoing|friendly|charismatic|hard-?working|reliable|honest|loyal|ambitious|proactive|flexible|punctual|and|,|with|a|an|personality|attitude|person|presence|appearance|individual|mindset|charisma|enthusiasm|passion|confidence|energy|tone|voice|accent|smile|work ethic|sense of humou?r|can-do|individuals?|candidate|motivation|bubbly|young|team)\s*)+$/iu;

/** Whether a tidied text names something that an interview may and can ask about. */
export const isAskable = (text: string): boolean =>
  /\p{L}{2}|^[CR]$/u.test(text) &&
  !isOrderToSystem(text) &&
  findProtectedMatter(text) === null &&
  !terms.test(text) &&
  !traits.test(text);
