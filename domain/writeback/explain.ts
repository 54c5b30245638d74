// Why something is not in the record: every code of the ledger in words, and what would help. The one table of them.
import type { WritebackStatus } from './item.ts';

/** What happened, and what somebody can do about it; nothing where nobody has to. */
export type Words = { words: string; help: string | null };

const say = (words: string, help: string | null = null): Words => ({ words, help });

/** Of a whole run: why nothing, or not everything, is in the record. */
export const standings = [
  'not_ordered',
  'no_connection',
  'connection_paused',
  'connection_deleted',
  'kind_without_records',
  'record_unknown',
  'no_mapping',
  'not_complete_yet',
  'erased',
  'under_way',
  'given_up',
  'needs_attention',
  'nothing_written',
  'written',
] as const;
export type Standing = (typeof standings)[number];

export const standingWords: Readonly<Record<Standing, Words>> = {
  not_ordered: say('The interview was not ordered by an ATS: there is no record to write into.'),
  no_connection: say('The order came over no connection.', 'Make a connection of the ATS, and order over it.'),
  connection_paused: say('The connection is paused.', 'Activate the connection, then redrive its write-backs.'),
  connection_deleted: say('The connection was deleted.'),
  kind_without_records: say('This kind of ATS has no record that can be written over its API.'),
  record_unknown: say('The order does not say which application and candidate it is about.'),
  no_mapping: say(
    'The connection has no mapping: nobody has said what goes where.',
    'Save a mapping of the connection, then redrive its write-backs.',
  ),
  not_complete_yet: say('The interview has neither a result nor an end yet.'),
  erased: say('The candidate’s data was erased, and nothing is written any more.'),
  under_way: say('It is being written, or waits for its next attempt.'),
  given_up: say('The last delivery was given up.', 'See its reason, mend the cause, and redrive it.'),
  needs_attention: say('Something failed, or a person has changed what we wrote.', 'See the single things.'),
  nothing_written: say('There was nothing to write: the mapping names nothing for this result.'),
  written: say('Everything stands in the record, read back from the ATS.'),
};

const ofStatus: Readonly<Record<WritebackStatus, Words>> = {
  intended: say('It waits to be written.'),
  attempting: say('It is being written; whether the ATS has it is looked at next.'),
  confirmed: say('It stands in the record, read back from the ATS.'),
  conflicted: say(
    'Somebody else’s value stands there: it was not overwritten.',
    'Resolve it: keep theirs or write ours.',
  ),
  failed: say('It was not written.', 'Mend the cause, then redrive it.'),
  superseded: say('A later revision took its place.'),
  kept_theirs: say('Somebody decided that the value in the ATS stays.'),
  removed: say('It was removed from the record with the candidate’s data.'),
  left: say('It was left in the record when the candidate’s data was erased here: the ATS’s own rules decide.'),
};

const again = 'Redrive it once that is mended.';

const ofReason: Readonly<Record<string, Words>> = {
  replaced: say('A later revision took its place.'),
  not_wanted: say('The mapping or the result does not ask for it any more.'),
  supplanted_removed: say('A later revision took its place, and this one was removed.'),
  supplanted_left: say(
    'A later revision took its place; the ATS has no way to remove this one, so it still stands there.',
  ),
  supplanted_unwritten: say('It was there before we came, and stays.'),
  wanted_elsewhere: say('Another interview of the same candidate wants the same there: it stays for that one.'),
  changed_by_person: say('A person changed the value after we wrote it.', 'Resolve it: keep theirs or write ours.'),
  not_empty: say('The field held a value before we ever wrote there.', 'Resolve it: keep theirs or write ours.'),
  moved_by_person: say(
    'The application is no longer in the stage where the interview was triggered.',
    'Move it by hand, or resolve with ours.',
  ),
  application_not_active: say('The application was rejected or hired meanwhile: it is not moved.'),
  not_supported: say('The ATS’s API has no way to write this.', 'Take it out of the mapping.'),
  not_seen_yet: say('The ATS took it and does not show it yet.'),
  stored_otherwise: say('The ATS stored another value than was sent.', 'Look at the field’s type and limits.'),
  outcome_unknown: say('An attempt was cut off, and the ATS cannot tell whether it arrived.', 'Look, then redrive it.'),
  file_not_made: say('The file could not be made of this record.', 'Write the record as a note, or another file.'),
  file_too_large: say('The file is larger than the ATS takes.'),
  'text.busy': say('Too many long texts and expressions were being worked on here at that moment.'),
  record_missing: say('The ATS has no such record any more, or we may not see it.', again),
  attempts_exhausted: say('Every attempt of the schedule failed.', again),
  'vendor.unauthorised': say('The ATS refused the credentials.', `Rotate the credentials of the connection. ${again}`),
  'vendor.forbidden': say('The credentials lack a permission.', `Grant what the page on this ATS lists. ${again}`),
  'vendor.rate_limited': say('The ATS takes no more calls for the moment.'),
  'vendor.unavailable': say('The ATS did not answer.'),
  'vendor.answer_invalid': say('The ATS gave an answer that is not its own format.'),
  'vendor.refused': say('The ATS refused the call.', again),
  'vendor.too_large': say('The ATS found it too large.', 'Write less: see the mapping.'),
  'vendor.too_many': say('The record holds more of this kind than is read.'),
  'vendor.field_unknown': say('The ATS has no such field.', 'Make the field, or change the mapping.'),
  'vendor.field_not_writable': say('The field can only be filled in by people.', 'Map another field.'),
  'vendor.field_beside': say(
    'The ATS does not take back what stands in another field of the same record, which only people fill in, and leaving it out could empty it.',
    'Map a field of the candidate instead of the application, or the other way round.',
  ),
  'vendor.value_unfit': say('The value does not fit the field.', 'Change the converter in the mapping.'),
  'vendor.not_supported': say('The ATS’s API has no way to do this.'),
  'vendor.settings_invalid': say('The connection lacks a setting that this needs.', `Complete its settings. ${again}`),
  other_interview: say(
    'Another interview of the same candidate has written something else there: it was left as it is.',
  ),
  person_changed: say('A person had changed it: it was left as it is.'),
  vendor_away: say('The ATS could not be reached for as long as an erasure waits.'),
  erased: say('The candidate’s data was erased.'),
};

/** What the mapping could not make has its own codes; all say the same to whoever looks here. */
const problemOfMapping = say(
  'The mapping could not make a value of this result.',
  'Preview the mapping of this run and mend it.',
);

export const explain = (status: WritebackStatus, reason: string | null): Words => {
  if (reason === null) return ofStatus[status];
  const known = ofReason[reason];
  if (known !== undefined) return known;
  return status === 'failed' ? problemOfMapping : ofStatus[status];
};
