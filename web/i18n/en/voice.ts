// What the screens for speaking say.

export const voice = {
  type: 'Type instead',
  begin: 'Start speaking',
  beginAnew: 'Start again',
  done: 'I’m done',
  sendKept: 'Send what was recorded',
  opening: 'Your browser may ask whether we may use the microphone. Please choose “Allow”.',
  policy: 'You can record an answer as often as you like before you send it. The last recording counts.',
  recording: 'Recording',
  captions: 'What you say becomes text. You can read and correct it before the end.',
  pause: {
    asked: 'After a pause of {seconds} seconds we ask whether you are done.',
    button: 'We wait until you press “I’m done”, however long you pause.',
  },
  sound: {
    starting: 'We are listening',
    nothing: 'Nothing yet: is the right microphone chosen?',
    quiet: 'Very quiet: move closer',
    heard: 'We can hear you',
    pausing: 'Take your time',
  },
  muted: 'Your microphone is muted. Switch it on at the device or the headset; the recording goes on.',
  microphone: 'Microphone',
  changeNote: 'Choosing another microphone starts this answer again.',
  still: {
    title: 'Take your time. Still there?',
    text: 'If you say nothing, we send your answer in {seconds} seconds. Speak, or press the button, to go on.',
    here: 'I’m still here',
    back: 'Good. We go on listening.',
  },
  why: {
    left: {
      title: 'Your answer was interrupted',
      text: 'We kept {time} of it. You can send that, or record the answer again from the start.',
    },
    lost: {
      title: 'The microphone stopped',
      text: 'It may have been unplugged, or another app took it. What you said until then is kept: {time}. You can send it, or record the answer again from the start.',
    },
    full: {
      title: 'This answer is as long as it can be',
      text: 'We recorded {time}. You can send that, or record a shorter answer.',
    },
    refused: {
      title: 'The recording could not be sent',
      text: 'Your last answers are safe. Please try once more, record the answer again, or type it.',
    },
  },
  trouble: {
    refused: {
      title: 'We may not use the microphone',
      text: 'Your browser said no. Choose the lock or microphone sign beside the address, allow the microphone, then try again. Or type your answers: that counts just as much.',
    },
    missing: {
      title: 'We found no microphone',
      text: 'Plug one in or switch on your headset, then try again. Or type your answers: that counts just as much.',
    },
    busy: {
      title: 'Another app is using the microphone',
      text: 'Close calls and other apps that record, then try again. Or type your answers: that counts just as much.',
    },
    insecure: {
      title: 'The microphone is blocked on this page',
      text: 'The page was not opened over a safe connection. Open the link from your mail again. Or type your answers: that counts just as much.',
    },
    unsupported: {
      title: 'This browser cannot record',
      text: 'Open the same link in a newer browser. Or type your answers here: that counts just as much.',
    },
    failed: {
      title: 'The microphone did not start',
      text: 'Nothing was recorded. Try again, or choose another microphone. Or type your answers: that counts just as much.',
    },
    empty: {
      title: 'Nothing was recorded yet',
      text: 'Press “Start speaking” and speak before you press “I’m done”. Or type your answer.',
    },
  },
  practised: 'That worked. Nothing of it was kept.',
  sending: {
    working: 'We are saving your answer. Please keep this page open.',
    parts: '{arrived} of {made} parts have arrived.',
    waiting: 'Your answer is kept on this device. We send it when the line is back.',
    memory: 'There is no connection. Please leave this page open: this browser cannot keep your answer without it.',
  },
  offline: 'No connection at the moment. The recording goes on, and is kept on this device.',
  offlineMemory:
    'No connection at the moment. The recording goes on. Please leave this page open: this browser cannot keep it otherwise.',
  memory: 'This browser cannot keep recordings. Please leave this page open until your answer is sent.',
  listen: {
    play: 'Listen',
    again: 'Listen again',
    stop: 'Stop',
    always: 'Read every question aloud',
  },
  check: {
    title: 'Can we hear you?',
    lead: 'A short test of your microphone. It stays on this device.',
    start: 'Test the microphone',
    speak: 'Please say a sentence or two, for example what you had for breakfast.',
    record: 'Record 5 seconds',
    recording: 'Recording: {seconds} seconds left',
    play: 'Listen to the recording',
    hint: 'Is your voice clear? If it is silent, choose another microphone below or check the volume.',
    silent:
      'The recording is silent. Choose another microphone, switch off mute on the headset, or move closer. Then record again.',
    again: 'Record again',
    good: 'Sounds right',
  },
};

export type VoiceMessages = typeof voice;
